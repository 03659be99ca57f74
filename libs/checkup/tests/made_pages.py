"""Facts of made-up pages of Leasow Vale, written down directly: for looks, which never read a page's source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from checkup import LOOKS, Arrival, Finding, KnownPlaces, Look, Outcome, Page, look_at_pages
from checkup.facts import Clue, Layout, Mention, Place
from checkup.platforms import read_account
from checkup.site import findings_without_looking

HOME = "https://leasowpark.example/"
TODAY = date(2026, 11, 28)
FITS = Layout(
    "width=device-width, initial-scale=1", frames=False, wide_tables=0, phone_version=False, head_seen=True
)
_PLAIN: Mapping[str, Any] = {
    "url": HOME,
    "base": HOME,
    "title": "Friends of Leasow Park",
    "site_name": "",
    "builder": "",
    "layout": FITS,
    "mentions": (),
    "hidden_accounts": frozenset(),
    "links": (),
    "words": 200,
    "cut_short": False,
    "nonsense": False,
    "asks_to_sign_in": False,
    "needs_script": False,
    "parked": False,
}


def made_page(url: str = HOME, **facts: Any) -> Page:
    """A plain page of the Friends of Leasow Park with these facts changed."""
    return Page(**{**_PLAIN, "url": url, "base": url, **facts})


def mention(address: str, place: Place = Place.BOTTOM, *clues: Clue, **facts: Any) -> Mention:
    """One icon leading to an account, in a row of two networks at the bottom of the page unless said otherwise."""
    account = read_account(address)
    assert account is not None, address
    plain: dict[str, Any] = {"text": "", "row": 0, "row_platforms": 2, "row_accounts": 2}
    return Mention(account, place, frozenset(clues), **{**plain, **facts})


def found(
    look: str, *pages: Page, known: KnownPlaces | None = None, arrival: Arrival | None = None
) -> Finding:
    """What one look says of these pages, as of `TODAY`; the first page is the front page."""
    known = known or KnownPlaces()
    known = known if known.today else replace(known, today=TODAY)
    _, findings = look_at_pages(pages or (made_page(),), known=known, arrival=arrival)
    return next(finding for finding in findings if finding.look == look)


def found_without_pages(
    look: str, outcome: Outcome, *, known: KnownPlaces | None = None, arrival: Arrival | None = None
) -> Finding:
    """What one look says where we did not get in."""
    known = replace(known or KnownPlaces(), today=TODAY)
    findings = findings_without_looking(outcome, known=known, arrival=arrival)
    return next(finding for finding in findings if finding.look == look)


def look_named(name: str) -> Look:
    return next(look for look in LOOKS if look.id == name)
