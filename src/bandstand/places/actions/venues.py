"""Venues: adding one, putting one right."""

from datetime import date
from typing import Any

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Venue, VenueVisit
from ..postcodes import tidy
from ..queries import locate

FIELDS = [
    "name", "address", "postcode", "steps", "toilet", "loop", "wifi", "signal", "sockets", "tea",
    "getting_there", "notes",
]  # fmt: skip
# What is found anew at every visit.
FOUND = ("wifi", "signal", "sockets")


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


@transaction.atomic
def found_there(venue: Venue, on: date, *, by: Person | None, words: str = "", **found: str) -> VenueVisit:
    """Write down what a venue was like on a day; said again of the same day, it is put right.

    `found` gives Wi-Fi, signal and sockets. The newest answer to each question stands in the venue's facts.
    """
    visit, _ = VenueVisit.objects.get_or_create(hub=venue.hub, venue=venue, on=on)
    for question in FOUND:
        setattr(visit, question, found.get(question) or getattr(visit, question))
    visit.words = words
    visit.save()
    _stand_as_found(venue)
    record(venue.hub, "said what it was like", f"said what {venue.name} was like", by=by, about=venue)
    return visit


def _stand_as_found(venue: Venue) -> None:
    visits = list(venue.visits.all())
    for question in FOUND:
        known = (getattr(visit, question) for visit in visits)
        answer = next((one for one in known if one != Venue.Wifi.UNKNOWN), None)
        if answer is not None:
            setattr(venue, question, answer)
    venue.save(update_fields=[*FOUND])


def _spelt(postcode: str) -> str:
    return tidy(postcode) or postcode.strip()


def _place(venue: Venue) -> None:
    found = locate(postcode=venue.postcode)
    venue.lat, venue.lon, venue.precision, venue.area = found.lat, found.lon, found.precision, found.area
