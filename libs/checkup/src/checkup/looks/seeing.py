"""What several looks ask of a website: where we were, what we left unread, how to show what we saw."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from ..facts import Link, Page
from ..inner import bare
from ..looking import Look, Site
from ..report import Evidence, Finding
from ..words import in_short

# Names front pages go by, in English and in Welsh.
_FRONT_NAMES = frozenset(
    ("index", "home", "default", "welcome", "main", "start", "en", "cy", "hafan", "cartref")
)

# Where many websites share a host: how many steps each begins with, as in sites.google.com/view/its-name.
_BEGINS_AFTER = {
    "sites.google.com": 2, "wixsite.com": 1, "pitchero.com": 2, "clubspark.lta.org.uk": 1, "hugofox.com": 2,
    "e-voice.org.uk": 1, "spanglefish.com": 1,
}  # fmt: skip


def at_the_front(site: Site) -> bool:
    """Whether the first page is the group's own first page, and not one from further in.

    An address the group gave us is its first page, however deep it lies in somebody else's website. A page
    saved on its own is one only if its address says so.
    """
    return bool(site.arrival.address) or _is_front(site.front.url)


@lru_cache(maxsize=100)
def _is_front(url: str) -> bool:
    split = urlsplit(url)
    steps = [step.lower() for step in split.path.split("/") if step]
    steps = steps[_steps_before_the_front(split.hostname or "") :]
    steps = [step for step in steps if not step.startswith("~")]
    return bool(split.hostname) and not split.query and all(_says_front(step) for step in steps)


def _steps_before_the_front(host: str) -> int:
    found = (many for at, many in _BEGINS_AFTER.items() if host == at or host.endswith(f".{at}"))
    return next(found, 0)


def _says_front(step: str) -> bool:
    return step.split(".", maxsplit=1)[0].split("_", maxsplit=1)[0] in _FRONT_NAMES


def only_an_inner_page(site: Site) -> bool:
    return len(site.pages) == 1 and not at_the_front(site)


def unsure(look: Look, site: Site, links: Iterable[Link] = (), *, front_only: bool = False) -> Finding | None:
    """Could not check, where something we did not see may still be there; None where we know. With
    `front_only` it is the first page that counts.

    `links` are links of the first page to where it is likely to be, such as a Contact page. The look's
    `says` has the sentences of `not_sure`.
    """
    if site.front_seen_in_part if front_only else site.seen_in_part:
        return look.could_not_check("in part", [site.what_we_read])
    if only_an_inner_page(site):
        return look.could_not_check("inner page", [site.what_we_read])
    link = unread(site, links) if links else None
    if link is None:
        return None
    return look.could_not_check("unread page", [seen_link(site.front, link)], page=link.text or link.address)


def unread(site: Site, links: Iterable[Link]) -> Link | None:
    """The first of these links that leads to a page we did not read."""
    read = {bare(page.url) for page in site.pages}
    for link in links:
        url = site.front.absolute(link)
        if url and bare(url) not in read:
            return link
    return None


_NOT_SURE = {
    "in part": "We could not read enough of your website to see {what}.",
    "inner page": "We saw only one page from inside your website, so we could not see {what}.",
    "unread page": "We have not read your “{page}” page, so we could not see {what}.",
}


def not_sure(what: str, *also: str) -> dict[str, str]:
    """Sentences for `unsure`: "in part" and those named; `what` goes on from "see": "how to reach you"."""
    return {why: _NOT_SURE[why].replace("{what}", what) for why in ("in part", *also)}


def seen(page: Page, text: str, where: str) -> Evidence:
    return Evidence(page.url, in_short(text), where)


def seen_link(page: Page, link: Link) -> Evidence:
    return seen(page, link.text or link.address, "in a link on the page")
