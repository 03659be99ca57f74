"""May search engines show the website?"""

from __future__ import annotations

from ..facts import Page
from ..looking import Look, Site
from ..report import Evidence, Finding
from .seeing import at_the_front, seen

_MEMBERS = ("member", "log in", "login", "sign in", "private", "aelodau")
_HIDDEN = ("noindex", "none")


def _see(look: Look, site: Site) -> Finding:
    front = site.front
    if site.arrival.searching_forbidden:
        where = Evidence(
            front.url, "search engines are asked to stay out", "in the note to search engines, robots.txt"
        )
        return look.easy_win("whole website", site, [where])
    if _hidden(front):
        return _page_hidden(look, site, seen(front, front.head.robots, "in the setting-up of the page"))
    if not front.layout.head_seen:
        return look.could_not_check("not far enough", [site.what_we_read])
    return look.good("open", [site.what_we_read])


def _page_hidden(look: Look, site: Site, where: Evidence) -> Finding:
    if at_the_front(site) and not _for_members(site.front):
        return look.easy_win("first page", site, [where])
    return look.needs_a_decision("this page", "on purpose", [where], minutes=look.minutes)


def _hidden(page: Page) -> bool:
    robots = page.head.robots
    return bool(robots) and any(word in _HIDDEN for word in robots.replace(",", " ").split())


def _for_members(page: Page) -> bool:
    title = page.title.lower()
    return page.asks_to_sign_in or any(word in title for word in _MEMBERS)


FINDABLE = Look(
    id="findable",
    title="Search engines may show your website",
    looks_for="A switch in your website that asks Google and other search engines to leave it out.",
    why=(
        "The switch is often set while a website is being made, and then forgotten. As long as it is on, "
        "people who search for you do not find you."
    ),
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Settings, then Reading, untick “Discourage search engines from indexing "
            "this site”, and press Save Changes."
        ),
        "WordPress.com": (
            "In WordPress.com, open Settings, then Reading (General on older ones), and under Site "
            "Visibility choose Public. If “Discourage search engines from indexing this site” stands below "
            "it, untick that. Press Save Changes."
        ),
        "Wix": (
            "In Wix, open the dashboard, then SEO, then SEO Settings, and switch on “Let search engines "
            "index your site”. For one page: in the editor, Pages & Menu, the three dots beside the page, "
            "SEO Basics, and switch on “Let search engines index this page”. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, open Settings, then Site Availability, and choose Public. Then open Pages, "
            "press the cog beside the home page, then SEO, and switch “Hide page from search results” off. "
            "Save."
        ),
        "Google Sites": (
            "In Google Sites, press the small arrow beside Publish, then Publish settings, and untick "
            "“Request public search engines to not display my site”. Save."
        ),
        "Weebly": (
            "In Weebly, open Settings, then SEO, and switch “Hide site from search engines” off. Then open "
            "Pages, your home page, SEO Settings, and do the same there. Publish."
        ),
        "": (
            "Ask whoever looks after the website to take the word “noindex” out of the first page, and the "
            "line “Disallow: /” out of the file robots.txt. Search engines come back within a few weeks."
        ),
    },
    says={
        "open": "Search engines may show your website.",
        "first page": "Your first page asks search engines not to show it.",
        "whole website": "Your website asks search engines to stay out of all of it.",
        "this page": "This page asks search engines not to show it, perhaps on purpose.",
        "not far enough": "We could not read far enough to see whether search engines may show your website.",
    },
    advice={
        "on purpose": (
            "If the page is for members only, leave it as it is and tell us. If everybody should be able to "
            "find it, look in its settings for the switch that hides it from search engines."
        ),
    },
    could_not_check_when="the beginning of the page could not be read to its end.",
    see=_see,
    card="get-found",
)
