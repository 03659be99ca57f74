"""Groups as plain JSON: everything public of each, under names of our own."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..queries.feeds import Entry, open_parent
from .addresses import as_uri, label_of
from .as_oruk import Publisher, known
from .places import Place, places_of
from .registers import numbers_of

FORMAT = "bandstand-groups-1"
Json = dict[str, Any]


def group(by: Publisher, entry: Entry) -> Json:
    """Return one group; what is not known, or not public, is left out."""
    told, parent = entry.group, open_parent(entry.group)
    return known(
        id=str(told.uid),
        name=told.name,
        other_names=told.other_names,
        kind=told.kind.name if told.kind else "",
        about=told.about,
        interests=[interest.name for interest in entry.interests],
        status=told.status,
        part_of=str(parent.uid) if parent else "",
        page=f"{by.root}/groups/{told.slug}/",
        online=[_online(place) for place in entry.online if as_uri(place.url)],
        numbers=[known(scheme=scheme, number=number) for scheme, number, _ in numbers_of(entry)],
        places=[_place(place) for place in places_of(entry)],
        contacts=[
            known(name=one.name, role=one.role, email=one.email, phone=one.phone) for one in entry.contacts
        ],
        confirmed=told.confirmed_at.date().isoformat() if told.confirmed_at else "",
    )


def _online(place: Any) -> Json:
    return known(kind=place.kind, label=label_of(place), url=as_uri(place.url))


def _place(place: Place) -> Json:
    return known(
        name=place.name,
        words=place.words,
        address=place.address,
        postcode=place.postcode,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
    )


def pieces(by: Publisher, entries: Iterable[Entry], licence: str) -> Iterator[str]:
    """Yield the whole file piece by piece, a group at a time."""
    about = {"format": FORMAT, "publisher": by.hub.name, "licence": licence, "more": f"{by.root}/open-data/"}
    yield from listed(about, "groups", (group(by, entry) for entry in entries))


def listed(about: Json, name: str, things: Iterable[Json]) -> Iterator[str]:
    """Yield JSON of what is said of the list, and the list under its name, one thing at a time."""
    yield f"{_written(about)[:-1]},{_written(name)}:["
    for number, thing in enumerate(things):
        yield f"{',' if number else ''}\n{_written(thing)}"
    yield "\n]}\n"


def _written(thing: Any) -> str:
    return json.dumps(thing, ensure_ascii=False)
