"""Outlines of areas: GeoJSON polygons, asked whether a point is inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Ring = list[tuple[float, float]]


class NotAnOutlineError(ValueError):
    """The geometry is not a polygon we can use; the message says so in plain words."""


@dataclass(frozen=True)
class Box:
    """The smallest box round an outline, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def rings(geometry: Any) -> list[Ring]:
    """Return every ring of a GeoJSON Polygon or MultiPolygon as (longitude, latitude), holes included."""
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise NotAnOutlineError("It has no outline: only polygons can be areas.")
    parts: Any = geometry.get("coordinates")
    try:
        polygons = [parts] if geometry["type"] == "Polygon" else parts
        found = [[_pair(place) for place in ring] for polygon in polygons for ring in polygon]
    except (TypeError, ValueError, IndexError) as trouble:
        raise NotAnOutlineError("Its outline cannot be read.") from trouble
    if not found or any(len(ring) < 4 for ring in found):
        raise NotAnOutlineError("Its outline has too few corners.")
    return found


def _pair(place: Any) -> tuple[float, float]:
    lon, lat = float(place[0]), float(place[1])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise NotAnOutlineError("Its outline is not in degrees: save it as WGS84 (EPSG:4326).")
    return lon, lat


def box_of(outline: list[Ring]) -> Box:
    lons, lats = zip(*(place for ring in outline for place in ring), strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))


def middle_of(outline: list[Ring]) -> tuple[float, float]:
    """Return latitude and longitude of a point inside, about half-way up."""
    box = box_of(outline)
    for share in (0.5, 0.4, 0.6, 0.25, 0.75):
        lat = box.south + (box.north - box.south) * share
        cuts = sorted(
            start[0] + (lat - start[1]) * (end[0] - start[0]) / (end[1] - start[1])
            for start, end in _edges(outline)
            if (start[1] > lat) != (end[1] > lat)
        )
        if cuts:
            west, east = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda cut: cut[1] - cut[0])
            return lat, (west + east) / 2
    return (box.south + box.north) / 2, (box.west + box.east) / 2


def inside(outline: list[Ring], lat: float, lon: float) -> bool:
    """Tell whether the point is inside: a line from it crosses the rings an odd number of times. Holes work
    out.
    """
    return sum(_crosses(start, end, lat, lon) for start, end in _edges(outline)) % 2 == 1


def _edges(outline: list[Ring]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    for ring in outline:
        yield from pairwise(ring)
        if ring[0] != ring[-1]:
            yield ring[-1], ring[0]


def _crosses(start: tuple[float, float], end: tuple[float, float], lat: float, lon: float) -> bool:
    if (start[1] > lat) == (end[1] > lat):
        return False
    return lon < start[0] + (lat - start[1]) * (end[0] - start[0]) / (end[1] - start[1])
