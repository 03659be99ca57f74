"""What several looks ask of a website: where on it we were, what we left unread, and how to show what we saw."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from ..facts import Link, Page
from ..inner import bare
from ..looking import Site
from ..report import Evidence

MOST_LETTERS = 200
# Names front pages go by, in English and in Welsh.
_FRONT_NAMES = frozenset(
    ("index", "home", "default", "welcome", "main", "start", "en", "cy", "hafan", "cartref")
)
_INDEX = "we looked at one page"


def at_the_front(site: Site) -> bool:
    """Whether the first page is the group's own first page, and not one from further in.

    An address the group gave us is its first page, however deep it lies in somebody else's website. A page
    saved on its own is one only if its address says so.
    """
    return bool(site.arrival.address) or _is_front(site.front.url)


def _is_front(url: str) -> bool:
    split = urlsplit(url)
    steps = [step.lower() for step in split.path.split("/") if step]
    if split.hostname == "sites.google.com":  # every website made there begins at /view/its-name
        steps = steps[2:]
    steps = [step for step in steps if not step.startswith("~")]
    return bool(split.hostname) and not split.query and all(_says_front(step) for step in steps)


def _says_front(step: str) -> bool:
    return step.split(".", maxsplit=1)[0].split("_", maxsplit=1)[0] in _FRONT_NAMES


def why_unsure(site: Site, links: Iterable[Link] = ()) -> str:
    """Why something we did not see may still be there: a name in `not_sure`, or "" where we know.

    `links` are links of the first page to where it is likely to be, such as a Contact page.
    """
    if site.seen_in_part:
        return "in part"
    if len(site.pages) == 1 and not at_the_front(site):
        return "inner page"
    return "unread page" if unread(site, links) is not None else ""


def unread(site: Site, links: Iterable[Link]) -> Link | None:
    """The first of these links that leads to a page we did not read."""
    read = {bare(page.url) for page in site.pages}
    for link in links:
        url = site.front.absolute(link)
        if url and bare(url) not in read:
            return link
    return None


def not_sure(what: str) -> dict[str, str]:
    """Sentences for `why_unsure`; `what` goes on from "see", as in "how people can reach you"."""
    return {
        "in part": f"We could not read enough of your website to see {what}.",
        "inner page": f"We saw only one page from inside your website, so we could not see {what}.",
        "unread page": f"There is a page we have not read yet, so we could not see {what}.",
    }


def what_we_read(site: Site) -> Evidence:
    """Where something was looked for and not seen."""
    count = len(site.pages)
    return seen(
        site.front, site.front.title or site.front.url, f"we read {count} pages" if count > 1 else _INDEX
    )


def seen(page: Page, text: str, where: str) -> Evidence:
    return Evidence(page.url, " ".join(text.split())[:MOST_LETTERS], where)


def seen_link(page: Page, link: Link) -> Evidence:
    return seen(page, link.text or link.address, "in a link on the page")
