"""Where a group is, as far as the public may know."""

import uuid
from dataclasses import dataclass

from bandstand.places.models import Precision

from ..models import Group, GroupPlace
from ..queries.feeds import Entry

_HOW_WELL = {
    Precision.EXACT: "",
    Precision.POSTCODE: "The position is that of its postcode.",
    Precision.OUTCODE: "The position is rough: only the first half of the postcode is known.",
}


@dataclass(frozen=True)
class Place:
    """A place that may be told of. What is not known, or not for the public, is empty."""

    uid: uuid.UUID
    name: str
    words: str = ""
    address: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: str = ""


def main_place(group: Group) -> Place | None:
    """Return the group's main place: as it is, only its area, or nothing, as the group wishes."""
    if group.place_shown == Group.PlaceShown.EXACT:
        return _as_it_is(group, group.area.name if group.area else "")
    if group.place_shown == Group.PlaceShown.AREA and group.area:
        return Place(group.uid, group.area.name, f"Somewhere in {group.area.name}.")
    return None


def places_of(entry: Entry) -> list[Place]:
    """Return all places of a group that may be told of, the main one first."""
    main = main_place(entry.group)
    others: list[Place | None] = []
    if entry.group.place_shown == Group.PlaceShown.EXACT:
        others = [_as_it_is(place, place.name) for place in entry.places]
    return [place for place in [main, *others] if place]


def _as_it_is(row: Group | GroupPlace, called: str) -> Place | None:
    placed = row.lat is not None and row.lon is not None
    if not placed and not row.postcode and (isinstance(row, Group) or not row.address):
        return None
    name = row.address.partition(",")[0].strip() or called or row.postcode
    if isinstance(row, GroupPlace):
        name = called or name
    words = _HOW_WELL.get(Precision(row.precision), "") if placed else ""
    precision = row.precision if placed else ""
    return Place(row.uid, name, words, row.address, row.postcode, row.lat, row.lon, precision)
