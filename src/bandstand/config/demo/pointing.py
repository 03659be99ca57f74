"""Whose pages pointed to whom in years gone by; the looks of today see most of it still."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bandstand.presence.actions.ties import key_of
from bandstand.presence.models import OnlineTie

from . import content
from .history import Known


@dataclass(frozen=True)
class Pointed:
    """One sentence on a website's news page: first seen so many months ago; before that, or gone since."""

    slug: str
    to: str
    sentence: str
    months: int
    how: str = "named"
    was_new: bool = False  # an earlier look had not seen it
    gone: int = 0  # months ago


POINTED = (
    Pointed("leasowharriers", "Friends of Vale Park", "Friends of Vale Park kept the paths open for us.", 26),
    Pointed(
        "valepark", "Leasow Cross Harriers", "Leasow Cross Harriers dug in half of them.", 8, was_new=True
    ),
    Pointed(
        "valepark",
        "Vale Voices Community Choir",
        "We will sing with Vale Voices Community Choir round the bandstand.",
        2,
        how="account",
        was_new=True,
    ),
    Pointed(
        "breatheeasy",
        "Vale Voices Community Choir",
        "Vale Voices Community Choir has lent us its songbooks.",
        19,
    ),
    Pointed(
        "valevoices",
        "Breathe Easy Leasow Vale",
        "Breathe Easy Leasow Vale joins us for the last song of every concert.",
        7,
        was_new=True,
    ),
    Pointed("kilnwood", "Kilnhollow Brass", "Kilnhollow Brass played when it was done.", 5, was_new=True),
    Pointed(
        "wendlebank",
        "Upper Wendle Cricket Club",
        "Upper Wendle Cricket Club lent us the roller for the path.",
        16,
    ),
    Pointed("upperwendlecc", "Wendle Paddlers", "Teas were by Wendle Paddlers.", 3, was_new=True),
    Pointed("kilnhollowfc", "Kilnhollow Brass", "Kilnhollow Brass open the season on Saturday.", 20, gone=4),
)


def write_down_pointing(borough: Known, addresses: Mapping[str, str], now: datetime) -> None:
    """Add what earlier looks saw; the looks of today find it again by page and kind."""
    OnlineTie.objects.bulk_create([_row(one, borough, addresses[one.slug], now) for one in POINTED])


def _row(one: Pointed, borough: Known, website: str, now: datetime) -> OnlineTie:
    site = next(site for site in content.sites() if site.slug == one.slug)
    source = borough.groups[content.group_of(site)[content.NAME]]
    page = f"{website}news.html"
    first = now - timedelta(days=30 * one.months)
    gone = now - timedelta(days=30 * one.gone) if one.gone else None
    return OnlineTie(
        hub_id=source.hub_id,
        source=source,
        target=borough.groups[one.to],
        how=one.how,
        address=page,
        key=key_of(one.how, page),
        sentence=one.sentence,
        first_seen_at=first,
        not_yet_at=first - timedelta(days=30) if one.was_new else None,
        last_seen_at=(gone or now) - timedelta(days=30),
        gone_at=gone,
    )
