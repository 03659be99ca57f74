"""Do the links on the first page work? Being turned away is no broken link; networks are never tried."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..facts import Tried
from ..looking import Look, Site
from ..platforms import network_of
from ..report import Evidence, Finding
from ..words import so_many

_MOST_SHOWN = 8


def _see(look: Look, site: Site) -> Finding:
    tried = [link for link in site.arrival.links if not _is_social(link.address)]
    broken = [link for link in tried if link.there is False]
    if broken:
        evidence = [_evidence(site, link) for link in broken[:_MOST_SHOWN]]
        return look.easy_win("one" if len(broken) == 1 else "broken", site, evidence, links=str(len(broken)))
    found = sum(link.there is True for link in tried)
    if found:
        return look.good("work", links=so_many(found, "link"))
    if not tried and site.arrival.address and not site.front.links and not site.seen_in_part:
        return look.does_not_apply("none")
    return look.could_not_check("not tried")


def _is_social(address: str) -> bool:
    try:
        return bool(network_of((urlsplit(address).hostname or "").lower()))
    except ValueError:
        return False


def _evidence(site: Site, link: Tried) -> Evidence:
    said = f"“{link.text}” leads to {link.address}" if link.text else link.address
    return Evidence(site.front.url, said[:200], "in a link on the page")


LINKS_WORK = Look(
    id="links-work",
    title="The links on your first page work",
    looks_for=(
        "Links to a page that is not there any more, or to a website that has gone. A website that turns us "
        "away is not held against you."
    ),
    why="A link that leads nowhere stops people on their way, and makes the whole website look forgotten.",
    minutes=15,
    how_to_fix={
        "WordPress": (
            "In WordPress, press Edit on the page, press the link, then the pencil, and paste the right "
            "address, or press the broken chain to take the link away. If it is in the menu, open "
            "Appearance, then Editor, then Navigation (older themes: Appearance, then Menus). Then press "
            "Save."
        ),
        "Wix": (
            "In the Wix editor, press the words or button with the link, then the chain, and choose the "
            "right page or address, or Remove Link. Then press Publish."
        ),
        "Squarespace": (
            "In Squarespace, press Edit, press the link, then the pencil or cog, and put in the right page "
            "or address, or press the bin. Then save."
        ),
        "Google Sites": (
            "In Google Sites, press the link, then the pencil, and put in the right address, or press "
            "Remove. Then press Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, press the words with the link, then the chain, and put in the "
            "right address or take the link away. Then press Publish."
        ),
        "Weebly": (
            "In the Weebly editor, mark the words with the link, press the chain, and choose the right page "
            "or address, or Remove Link. Then press Publish."
        ),
        "": (
            "Press each of these links. If you know where it should lead, put in the new address; if the "
            "page has gone, take the link away. Or send the list to whoever looks after the website."
        ),
    },
    says={
        "work": "The links on your first page work: we tried {links}.",
        "one": "On your first page, one link leads nowhere any more.",
        "broken": "On your first page, {links} links lead nowhere any more.",
        "none": "There are no links on your first page, so there are none to try.",
        "not tried": "We have not tried the links on your first page.",
    },
    card="mend-links",
    could_not_check_when=(
        "we saw only one saved page, or the other websites did not answer. Links to social networks are "
        "never tried."
    ),
    see=_see,
)
