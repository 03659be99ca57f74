"""Can people see where the group meets?"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Page
from ..looking import Look, Site
from ..report import Evidence, Finding
from .seeing import not_sure, seen, unsure

_HEADINGS = frozenset(
    (
        "where we meet", "where do we meet", "where to find us", "where we are", "how to find us", "find us",
        "getting here", "how to get here", "our venue", "venue", "location", "meeting place", "directions",
        "ble rydym ni", "ble rydyn ni", "ble i ddod o hyd i ni", "lleoliad",
    )
)  # fmt: skip


def _see(look: Look, site: Site) -> Finding:
    if site.known.meets_online:
        return look.does_not_apply("online")
    home = next((page for page in site.pages if page.reaching.home_address), None)
    if home is not None:
        return look.needs_a_decision(
            "home",
            "somebody's home",
            [seen(home, home.reaching.home_address, "on the page")],
            minutes=look.minutes,
        )
    shown = next((page for page in site.pages if _says_where(page)), None)
    if shown is not None:
        return look.good("shown", [_shown(shown)])
    told = next((told for page in site.pages for told in _under_a_heading(page)), None)
    if told is not None:
        return look.good("shown", [told])
    return unsure(look, site, site.front.reaching.contact_links) or look.easy_win(
        "missing", site, [site.what_we_read]
    )


def _says_where(page: Page) -> bool:
    reaching = page.reaching
    return bool(reaching.postcodes) or reaching.map_shown or reaching.address_shown


def _under_a_heading(page: Page) -> Iterator[Evidence]:
    """A heading that says the place comes next, where the place itself has no postcode we could read."""
    for heading in page.reading.headings:
        if heading.text.strip(" :.?").lower() in _HEADINGS:
            yield seen(page, heading.text, "in a heading on the page")


def _shown(page: Page) -> Evidence:
    if page.reaching.postcodes:
        return seen(page, page.reaching.postcodes[0], "a postcode on the page")
    return seen(
        page, page.title or page.url, "a map" if page.reaching.map_shown else "an address on the page"
    )


WHERE = Look(
    id="where",
    title="People can see where you meet",
    looks_for="An address, a postcode, a map or the words “meets at”, on any page we read.",
    why=(
        "Somebody who wants to come needs to know where, and whether there is a bus or a place to park. A "
        "postcode lets a phone lead them there."
    ),
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, edit your home or Contact page and add a line with the place and its postcode. "
            "For a map: find the place in Google Maps, press Share, then Copy link. Back in WordPress select "
            "the name of the place, press the link button and paste. Press Save (or Update)."
        ),
        "WordPress.com": (
            "In WordPress.com, edit your home or Contact page, press the +, add the Map block and type the "
            "postcode. Add the place as text beside it. Press Save (or Update)."
        ),
        "Wix": (
            "In the Wix editor, add the place and its postcode as text. For a map, press Add Elements, then "
            "Contact & Forms, then Google Maps, and type the postcode. Then publish."
        ),
        "Squarespace": (
            "In Squarespace, edit the page, press Add Block, choose Map, and type the postcode. Add the "
            "place as text beside it. Save."
        ),
        "Google Sites": (
            "In Google Sites, type the place and its postcode on the page, then choose Insert, then Map, "
            "type the postcode and press Select. Then publish."
        ),
        "Weebly": (
            "In Weebly, drag a Map onto the page, press it and type the postcode. Add the place as text "
            "beside it. Then publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, open the Contact section, and put the place and postcode into "
            "the address box: the map comes by itself. Then publish."
        ),
        "": (
            "Add a line to your first page: the name of the place, its street and its postcode, and a link "
            "to it on a map. If you meet only online, say that, and how to come in."
        ),
    },
    says={
        "shown": "People can see on your website where you meet.",
        "missing": "We could not find on your website where you meet.",
        "home": "An address on your website may be somebody's home.",
        "online": "You meet online, so there is no place to show.",
        **not_sure("where you meet", "inner page", "unread page"),
    },
    advice={
        "somebody's home": (
            "If it is where somebody lives, ask whether they are happy to have it there for everybody to "
            "see. The hall or park where you meet, and an e-mail address or a form to write to, do the same "
            "job. If it is not a home, or they are happy with it, tell us and we will leave it."
        ),
    },
    could_not_check_when="the page that says it was not among those we read, or is put together by a script.",
    see=_see,
    card="say-where-and-when",
)
