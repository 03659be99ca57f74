"""Groups as GeoJSON, for maps: a point for each place whose position is public, none for the others."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..queries.feeds import Entry
from .addresses import as_uri, main_website
from .as_json import listed
from .as_oruk import Publisher, known
from .places import Place, places_of

Json = dict[str, Any]


def features(by: Publisher, entry: Entry) -> Iterator[Json]:
    """Yield a feature for each place of a group; one without a point where it has none to show."""
    places: list[Place | None] = [*places_of(entry)]
    for place in places or [None]:
        yield {
            "type": "Feature",
            "geometry": _point(place),
            "properties": _properties(by, entry, place),
        }


def _point(place: Place | None) -> Json | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]}


def _properties(by: Publisher, entry: Entry, place: Place | None) -> Json:
    group, website = entry.group, main_website(entry)
    return known(
        id=str(group.uid),
        name=group.name,
        kind=group.kind.name if group.kind else "",
        about=group.about,
        interests=[interest.name for interest in entry.interests],
        status=group.status,
        page=f"{by.root}/groups/{group.slug}/",
        website=as_uri(website.url) if website else "",
        online=[as_uri(one.url) for one in entry.online if as_uri(one.url)],
        place=place.name if place else "",
        address=place.address if place else "",
        postcode=place.postcode if place else "",
        precision=place.precision if place else "",
        confirmed=group.confirmed_at.date().isoformat() if group.confirmed_at else "",
    )


def pieces(by: Publisher, entries: Iterable[Entry], licence: str) -> Iterator[str]:
    """Yield the whole collection piece by piece, a place at a time."""
    about = {"type": "FeatureCollection", "publisher": by.hub.name, "licence": licence}
    every = (feature for entry in entries for feature in features(by, entry))
    yield from listed(about, "features", every)
