"""Is there a way to get in touch from the first page?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Finding
from .reachable import ways
from .seeing import at_the_front, not_sure, seen_link, unsure


def _see(look: Look, site: Site) -> Finding:
    front = site.front
    if front.reaching.contact_links:
        return look.good("link", [seen_link(front, front.reaching.contact_links[0])])
    here = next((way for way in ways(site) if way.url == front.url), None)
    if here is not None:
        return look.good("here", [here])
    if not at_the_front(site):
        return look.could_not_check("inner page", [site.what_we_read])
    return unsure(look, site, front_only=True) or look.easy_win("missing", site, [site.what_we_read])


CONTACT_NEAR = Look(
    id="contact-near",
    title="“Contact” is easy to find from the first page",
    looks_for=(
        "A link that says Contact, Find us, Get in touch or the like (Cysylltu in Welsh) on your first "
        "page, or the address itself."
    ),
    why="Visitors look for it in the menu or at the bottom of the first page, and few look any further.",
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Appearance, then Menus (or Editor, then Navigation), tick your Contact "
            "page, add it to the menu, and save."
        ),
        "WordPress.com": (
            "In WordPress.com, open Appearance, then Editor, then Navigation (or Appearance, then Menus), "
            "add your Contact page to the menu, and save."
        ),
        "Wix": (
            "In the Wix editor, open Pages & Menu, press Add Page, choose Contact, and drag it to where it "
            "belongs in the menu. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, open Pages and drag your Contact page up under Main Navigation. If there is "
            "none, press the + there and choose a contact page."
        ),
        "Google Sites": (
            "In Google Sites, open Pages at the right, press the +, and make a page called Contact: it goes "
            "into the menu by itself. Then publish."
        ),
        "Weebly": (
            "In Weebly, open Pages, press the +, make a page called Contact, and leave “Hide in navigation” "
            "unticked. Then publish."
        ),
        "": (
            "Add a link called “Contact” to the menu. On a website of one page it can lead to the part of "
            "the page where your address is."
        ),
    },
    says={
        "link": "Your first page has a link to get in touch.",
        "here": "How to reach you is on your first page.",
        "missing": "We did not see a link to get in touch on your first page.",
        **not_sure("whether your first page has a link to get in touch", "inner page"),
    },
    could_not_check_when="we did not see your first page, or its menu is put there by a script.",
    see=_see,
    card="be-reached",
)
