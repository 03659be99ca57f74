"""Facts of made-up pages, written by hand: a page with nothing to say against it, but for what a story changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from checkup import LOOKS, Account, Arrival, Finding, KnownPlaces, Outcome, Page
from checkup.facts import Clue, EmailSeen, Layout, Link, Mention, Place
from checkup.looking import Look, Site
from checkup.ownership import accounts_of
from checkup.platforms import read_account

FRONT = "https://leasowpark.example/"
TODAY = date(2026, 6, 14)
PHONE_LAYOUT = Layout("width=device-width", frames=False, wide_tables=0, phone_version=False, head_seen=True)


def saw(url: str = FRONT, *, title: str = "Friends of Leasow Park", **facts: Any) -> Page:
    """One page's facts; each can be given by its name."""
    plain: dict[str, Any] = {
        "base": url,
        "site_name": "",
        "builder": "",
        "layout": PHONE_LAYOUT,
        "mentions": (),
        "hidden_accounts": frozenset(),
        "links": (Link("/about", "About"),),
        "words": 400,
        "cut_short": False,
        "nonsense": False,
        "asks_to_sign_in": False,
        "needs_script": False,
        "parked": False,
    }
    return Page(url=url, title=title, **{**plain, **facts})


def website(
    *pages: Page,
    known: KnownPlaces | None = None,
    arrival: Arrival | None = None,
    outcome: Outcome = Outcome.LOOKED,
    accounts: tuple[Account, ...] = (),
) -> Site:
    """What a look is given. Without pages, say in `outcome` why we did not get in; without accounts, they are
    the ones mentioned on the pages.
    """
    known = known or KnownPlaces(today=TODAY)
    accounts = accounts or accounts_of(pages, known)
    return Site(pages, accounts, known, known.readable(), arrival or Arrival(), outcome)


def at(look: Look, *pages: Page, **facts: Any) -> Finding:
    return look.at(website(*pages, **facts))


def found(name: str, *pages: Page, outcome: Outcome = Outcome.LOOKED, **facts: Any) -> Finding:
    """What the look of this name says; of one plain page, unless we did not get in."""
    plain = (saw(),) if outcome is Outcome.LOOKED else ()
    look = next(look for look in LOOKS if look.id == name)
    return look.at(website(*(pages or plain), outcome=outcome, **facts))


def email(address: str, how: str = "link", place: Place = Place.BODY) -> EmailSeen:
    return EmailSeen(address, how, place)


def mention(address: str, place: Place = Place.BOTTOM, *clues: Clue, **facts: Any) -> Mention:
    """An icon in a row of two networks, at the bottom of the page unless said otherwise."""
    account = read_account(address)
    assert account is not None, address
    plain: dict[str, Any] = {"text": "", "row": 0, "row_platforms": 2, "row_accounts": 2}
    return Mention(account, place, frozenset(clues), **{**plain, **facts})
