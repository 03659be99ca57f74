"""Can people see how to join or help?"""

from __future__ import annotations

from ..facts import Joining, Link, Page
from ..looking import Look, Site
from ..report import Evidence, Finding
from .seeing import not_sure, seen, seen_link, unsure

_NOT_THE_GROUP = ("account", "bonus", "free trial", "mailing list", "newsletter")


def _see(look: Look, site: Site) -> Finding:
    shown = next((way for page in site.pages if (way := _way_in(page)) is not None), None)
    if shown is not None:
        return look.good("shown", [shown])
    return unsure(look, site) or look.easy_win("missing", site, [site.what_we_read])


def _way_in(page: Page) -> Evidence | None:
    joining = page.joining
    link = next((link for link in joining.join_links if _invites(link, joining)), None)
    if link is not None:
        return seen_link(page, link)
    if joining.join_words:
        return seen(page, joining.join_words, "in the text of the page")
    return None


def _invites(link: Link, joining: Joining) -> bool:
    """A newsletter or an account on the website is no way into the group."""
    low = link.text.lower()
    return link not in joining.newsletter_links and not any(word in low for word in _NOT_THE_GROUP)


JOIN = Look(
    id="join",
    title="People can see how to join or help",
    looks_for="A link, heading or sentence that invites people: join us, come along, volunteer, donate.",
    why=(
        "Visitors often like what they see and do not know whether they may come. One sentence tells them "
        "they are welcome, and what to do next."
    ),
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Pages, then Add New Page, call it “Join us”, and write who can come, what "
            "it costs, and whom to ask. Publish it, then add it under Appearance, then Menus (or Editor, "
            "then Navigation)."
        ),
        "WordPress.com": (
            "In WordPress.com, open Pages, press Add new page, call it “Join us”, and write who can come, "
            "what it costs, and whom to ask. Publish it, then add it to the menu under Appearance, then "
            "Editor, then Navigation."
        ),
        "Wix": (
            "In the Wix editor, open Pages & Menu, press Add Page, call it “Join us”, and write who can "
            "come, what it costs, and whom to ask. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, open Pages, press the + beside Main Navigation, call the page “Join us”, and "
            "write who can come, what it costs, and whom to ask. Save."
        ),
        "Google Sites": (
            "In Google Sites, open Pages at the right, press the +, call the page “Join us”, and write who "
            "can come, what it costs, and whom to ask. Then publish."
        ),
        "Weebly": (
            "In Weebly, open Pages, press the +, call the page “Join us”, and write who can come, what it "
            "costs, and whom to ask. Then publish."
        ),
        "": (
            "Add one sentence to your first page, and a “Join us” to the menu: who can come, whether it "
            "costs anything, and whom to ask. “New faces welcome: just turn up on Sunday” is enough."
        ),
    },
    says={
        "shown": "People can see on your website how to join or help.",
        "missing": "We did not see on your website how people can join or help.",
        **not_sure("how people can join or help", "inner page"),
    },
    could_not_check_when="we saw only a page from further inside, or the page is put together by a script.",
    see=_see,
    card="invite-people",
)
