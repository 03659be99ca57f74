"""Venues: adding one, putting one right."""

from typing import Any

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Venue
from ..postcodes import tidy
from ..queries import locate

FIELDS = ["name", "address", "postcode", "wifi", "steps", "getting_there", "notes"]


@transaction.atomic
def add_venue(hub: Hub, *, by: Person | None, **facts: Any) -> Venue:
    """Add somewhere gatherings can be, and place it by its postcode when that is known."""
    venue = Venue(hub=hub, **{key: value for key, value in facts.items() if key in FIELDS})
    venue.postcode = _spelt(venue.postcode)
    _place(venue)
    venue.save()
    record(hub, "added a venue", f"added {venue.name} to the venues", by=by, about=venue)
    return venue


@transaction.atomic
def change_venue(venue: Venue, *, by: Person | None, **facts: Any) -> bool:
    """Change what is said of a venue; False when nothing was different."""
    before = {key: getattr(venue, key) for key in FIELDS}
    for key in FIELDS:
        setattr(venue, key, facts.get(key, before[key]))
    venue.postcode = _spelt(venue.postcode)
    changed: dict[str, object] = {
        key: [before[key], getattr(venue, key)] for key in FIELDS if before[key] != getattr(venue, key)
    }
    if changed:
        if "postcode" in changed:
            _place(venue)
        venue.save()
        record(venue.hub, "changed a venue", f"changed {venue.name}", by=by, about=venue, detail=changed)
    return bool(changed)


def _spelt(postcode: str) -> str:
    return tidy(postcode) or postcode.strip()


def _place(venue: Venue) -> None:
    found = locate(postcode=venue.postcode)
    venue.lat, venue.lon, venue.precision, venue.area = found.lat, found.lon, found.precision, found.area
