"""Where things are: postcodes and coordinates to places, places to areas."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Area, Outcode, Postcode, Precision, Venue
from .outlines import Box, Ring, inside, rings
from .postcodes import is_full, key_of, outcode_of, tidy


@dataclass(frozen=True)
class Point:
    """A position in degrees and how well it is known."""

    lat: float
    lon: float
    precision: Precision


@dataclass(frozen=True)
class Located:
    """Where something is, as far as can be told. Roughly placed, it is in no area: that would be a guess."""

    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.NONE
    area: Area | None = None
    areas: tuple[Area, ...] = ()  # one of each kind, `area` first


NOWHERE = Located()


class Atlas:
    """The hub's areas in memory, to place many things at once. The smallest area wins where kinds overlap."""

    def __init__(self, areas: Iterable[Area]) -> None:
        shapes = [(_box(area), area) for area in areas]
        self._shapes = sorted(shapes, key=lambda shape: _size(shape[0]))
        self._rings: dict[int, list[Ring]] = {}

    def area_at(self, lat: float, lon: float) -> Area | None:
        return next(self._holding(lat, lon), None)

    def areas_at(self, lat: float, lon: float) -> tuple[Area, ...]:
        """Return the smallest area of each kind that holds the point, the smallest of all first."""
        by_kind: dict[str, Area] = {}
        for area in self._holding(lat, lon):
            by_kind.setdefault(area.kind, area)
        return tuple(by_kind.values())

    def _holding(self, lat: float, lon: float) -> Iterator[Area]:
        near = (area for box, area in self._shapes if box.holds(lat, lon))
        return (area for area in near if inside(self._outline(area), lat, lon))

    def _outline(self, area: Area) -> list[Ring]:
        if area.pk not in self._rings:
            self._rings[area.pk] = rings(area.geometry)
        return self._rings[area.pk]

    def locate(self, point: Point | None) -> Located:
        if point is None:
            return NOWHERE
        roughly = point.precision == Precision.OUTCODE
        found = () if roughly else self.areas_at(point.lat, point.lon)
        return Located(point.lat, point.lon, point.precision, found[0] if found else None, found)


def _box(area: Area) -> Box:
    return Box(area.west, area.south, area.east, area.north)


def _size(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)


def areas(on: date | None = None) -> QuerySet[Area]:
    """Return the areas in force on a day, today if none is given."""
    day = on or timezone.localdate()
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    return Area.objects.filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))


def lately_in_or_out_of_force(days: int = 7) -> QuerySet[Area]:
    """Return the areas that came into force, or ceased to be, in the last days: what lies there moves."""
    today = timezone.localdate()
    since = today - timedelta(days=days)
    return Area.objects.filter(
        Q(valid_from__range=(since, today)) | Q(valid_to__range=(since, today - timedelta(days=1)))
    )


def area_names() -> QuerySet[Area]:
    """Return the areas without their outlines, for lists to choose from."""
    return areas().defer("geometry")


def points_of(postcodes: Iterable[str]) -> dict[str, Point]:
    """Return where these tidy postcodes are, in two queries: whole ones first, else the middle of their
    outcode.
    """
    wanted = {postcode for postcode in postcodes if postcode}
    whole = Postcode.objects.in_bulk([key_of(postcode) for postcode in wanted if is_full(postcode)])
    found = {
        postcode: Point(row.lat, row.lon, Precision.POSTCODE)
        for postcode in wanted
        if is_full(postcode) and (row := whole.get(key_of(postcode)))
    }
    missing = wanted - found.keys()
    middles = Outcode.objects.in_bulk({outcode_of(postcode) for postcode in missing}) if missing else {}
    for postcode in missing:
        if middle := middles.get(outcode_of(postcode)):
            found[postcode] = Point(middle.lat, middle.lon, Precision.OUTCODE)
    return found


def locate(*, postcode: str = "", lat: float | None = None, lon: float | None = None) -> Located:
    """Return position, precision and area of a postcode in any spelling, or of coordinates (which come
    first).
    """
    if lat is not None and lon is not None:
        point: Point | None = Point(lat, lon, Precision.EXACT)
    else:
        tidied = tidy(postcode)
        point = points_of([tidied]).get(tidied)
    if point is None:
        return NOWHERE
    return atlas_at(point).locate(point)


def atlas_at(point: Point) -> Atlas:
    """Return the few areas whose box holds this point."""
    return Atlas(
        areas().filter(west__lte=point.lon, east__gte=point.lon, south__lte=point.lat, north__gte=point.lat)
    )


def whole_atlas() -> Atlas:
    return Atlas(areas())


def postcodes_are_loaded() -> bool:
    return Outcode.objects.exists()  # every load makes these


def venues(words: str = "") -> QuerySet[Venue]:
    """Return the hub's venues by name; with words, those whose name, address or postcode has them all."""
    found = Venue.objects.select_related("area").defer("area__geometry").order_by("name", "pk")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(address__icontains=word) | Q(postcode__icontains=word)
        )
    return found
