"""Does the title of the page say who the group is?"""

from __future__ import annotations

import re

from ..looking import Look, Site
from ..report import Evidence, Finding
from .naming import names_itself, names_the_group, shares_a_word
from .seeing import at_the_front, seen

_PARTS = re.compile(r"\s[-–—|]\s|[|»·•:]")
# Titles that website builders put there, or that say nothing of whose page it is; Welsh ones too.
_STOCK = frozenset(
    (
        "home", "homepage", "home page", "welcome", "index", "main", "untitled", "untitled document",
        "untitled page", "new page", "new page 1", "my site", "mysite", "my website", "my wordpress site",
        "my blog", "website", "site", "site title", "your site title", "page title", "title", "default",
        "just another wordpress site", "just another wordpress weblog", "blog", "front page", "start",
        "document", "my wordpress", "wordpress", "wix.com", "welcome to our website", "welcome to our site",
        "our website", "new site", "coming soon", "no title", "hafan", "cartref", "croeso", "tudalen gartref",
    )
)  # fmt: skip
_LONGEST_STOCK = 60
_GAPS = re.compile(r"\{\{|\}\}|@@|<%|%title%|\[title\]")  # what a template has before somebody fills it in
_BUILDER_TAILS = ("just another wordpress", "my wordpress blog", "wix.com", "a great wordpress.com site")


def _see(look: Look, site: Site) -> Finding:
    front = site.front
    title = front.title
    if not front.layout.head_seen or (not at_the_front(site) and _is_stock(title)):
        return look.could_not_check("not the first page", [site.what_we_read])
    if not title:
        return look.easy_win("no title", site, [seen(front, "no title", "in the title of the page")])
    where = [seen(front, title, "in the title of the page")]
    if _is_stock(title):
        return look.easy_win("says nothing", site, where, title=_short(title))
    if any(tail in title.lower() for tail in _BUILDER_TAILS):
        return look.easy_win("builder's words", site, where, title=_short(title))
    return _named(look, site, where)


def _named(look: Look, site: Site, where: list[Evidence]) -> Finding:
    title = _short(site.front.title)
    if not site.known.group_name:
        if names_itself(site.front):
            return look.good("says who", where, title=title)
        return look.could_not_check("whose name", where, title=title)
    if names_the_group(site, site.front.title) or shares_a_word(site, site.front.title):
        return look.good("says who", where, title=title)
    return look.needs_a_decision("another name", "is it you", where, title=title)


def _is_stock(title: str) -> bool:
    if _GAPS.search(title):
        return True
    if len(title) > _LONGEST_STOCK:
        return False
    parts = (part.strip(" .!-–—").lower() for part in _PARTS.split(title))
    return all(part in _STOCK or not part for part in parts)


def _short(title: str) -> str:
    return title if len(title) <= 60 else f"{title[:59].rstrip()}…"


NAME_PLACE = Look(
    id="name-place",
    title="The title says who and where you are",
    looks_for=(
        "The title of your first page, which shows on the browser's tab and as the blue line in search "
        "results: whether it has your group's name in it."
    ),
    why=(
        "The title is what people press on in a list of search results. “Home” could be anybody; “Leasow "
        "Park Bowls Club, Dudley” is you."
    ),
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Settings, then General. Under Site Title put your group's name and place, "
            "such as “Leasow Park Bowls Club, Dudley”. Under Tagline put a few words on what you do, or "
            "leave it empty. Press Save Changes."
        ),
        "WordPress.com": (
            "In WordPress.com, open Settings, then General. Under Site title put your group's name and "
            "place, such as “Leasow Park Bowls Club, Dudley”. Under Tagline put a few words on what you do. "
            "Save."
        ),
        "Wix": (
            "In the Wix editor, open Pages & Menu, press the three dots beside your home page, then SEO "
            "Basics. Under Title tag put your group's name and place. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, open Pages, press the cog beside your home page, then SEO, and put your "
            "group's name and place under SEO Title. Press Save."
        ),
        "Google Sites": (
            "In Google Sites, click the name at the top left, beside the Sites picture, and at the top of "
            "the page itself: put your group's name and place in both. Then press Publish."
        ),
        "Weebly": (
            "In Weebly, open Settings, then General, and put your group's name and place under Site Title. "
            "Then open Pages, your home page, SEO Settings, and put the same under Page Title. Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, then Settings, then Site Profile (Basic Information on some), "
            "and put in your group's name. Then press the cog of the home page, SEO, and put name and place "
            "in the headline. Publish."
        ),
        "": (
            "Ask whoever looks after the website to put your group's name and place in the title of the "
            "first page: the words between <title> and </title> at its beginning."
        ),
    },
    says={
        "says who": "The title of your page is “{title}”.",
        "no title": "Your first page has no title, so browsers and search results show its address instead.",
        "says nothing": "The title of your first page is “{title}”, which does not say who you are.",
        "builder's words": "The title of your page, “{title}”, still has words from the website builder.",
        "another name": "The title of your page is “{title}”, and we know you by another name.",
        "whose name": "The title of your page is “{title}”. We could not tell whether that is your name.",
        "not the first page": "We did not see the title of your first page.",
    },
    advice={
        "is it you": (
            "If that is another name of yours, in Welsh or in short for example, tell us and we will "
            "remember it. If not, put your group's name in the title, so that people know they are in the "
            "right place."
        ),
    },
    could_not_check_when=(
        "we saw a page from further inside your website, could not read its beginning, or do not know your "
        "group's name."
    ),
    see=_see,
    card="get-found",
)
