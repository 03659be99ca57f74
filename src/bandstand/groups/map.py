"""The map of a hub's groups, drawn as SVG on the server: no script, no tiles, nobody told who looked.

Each dot has its kind's colour and shape, a name to hear and a link to open.
Those placed only roughly have a ring.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Max
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from bandstand.kit.icons import SHAPES
from bandstand.kit.words import counted
from bandstand.people.access import current_hub_id
from bandstand.places.models import Area, Precision
from bandstand.places.outlines import Box, rings
from bandstand.places.queries import areas

from .models import Group
from .search.index import Hit

ABOUT = "area"  # somewhere in its area: all it says
WIDTH = 400
MOST_DOTS = 300
_DOT = 12  # across, in the map's own units
_EDGE = 12
_KEPT = 3600  # seconds
_FINE = 0.8  # corners nearer to each other than this are left out
_TURN = 2.399963  # the golden angle: things on one spot are set round it like seeds
_SMALLEST = 0.004  # degrees shown at least, so that one group is not a map of one street
_NAMES_FOR = 12


class Dot(NamedTuple):
    """One group on the map."""

    slug: str
    name: str
    kind: str
    look: str
    lat: float
    lon: float
    precision: str


@dataclass(frozen=True)
class Sheet:
    """The part of the world shown, and how it falls on the paper. Near enough to true for a county."""

    box: Box

    @property
    def scale(self) -> float:
        return (WIDTH - 2 * _EDGE) / ((self.box.east - self.box.west) * self._narrow)

    @property
    def _narrow(self) -> float:
        return cos(radians((self.box.south + self.box.north) / 2))

    @property
    def height(self) -> int:
        return round((self.box.north - self.box.south) * self.scale + 2 * _EDGE)

    @property
    def edges(self) -> str:
        """Return west, south, east and north of the whole paper, its empty rim included."""
        up, along = _EDGE / self.scale, _EDGE / self.scale / self._narrow
        box = self.box
        sides = (box.west - along, box.south - up, box.east + along, box.north + up)
        return ",".join(f"{side:.5f}" for side in sides)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        x = (lon - self.box.west) * self._narrow * self.scale + _EDGE
        return round(x, 1), round((self.box.north - lat) * self.scale + _EDGE, 1)


class Ground(NamedTuple):
    """The areas, drawn once and kept."""

    sheet: Sheet | None
    outlines: SafeString


def dots(groups: Iterable[Group]) -> list[Dot]:
    """Return the dots of those groups that show where they are; exactly, or in the middle of their area."""
    return [
        Dot(group.slug, group.name, str(group.kind or ""), group.kind.look if group.kind else "other", *spot)
        for group in groups
        if (spot := _spot(group))
    ]  # fmt: skip


def dots_at(hits: Iterable[Hit]) -> list[Dot]:
    """Return the dots of what a search found, each where the index shows it, in one light query."""
    where = {hit.id: hit for hit in hits}
    # Sorted here: a database may walk all names in their order to come upon these few.
    rows = Group.objects.filter(pk__in=where).order_by()
    told = rows.values_list("pk", "slug", "name", "kind__name", "kind__look", "precision", "place_shown")
    by_name = sorted(told, key=lambda row: (where[row[0]].plain_name, row[0]))
    return [
        Dot(slug, name, kind or "", look or "other", where[pk].lat or 0.0, where[pk].lon or 0.0,
            ABOUT if shown == Group.PlaceShown.AREA else precision)
        for pk, slug, name, kind, look, precision, shown in by_name
    ]  # fmt: skip


def _spot(group: Group) -> tuple[float, float, str] | None:
    if group.place_shown == Group.PlaceShown.AREA and group.area:
        area = group.area
        return (area.south + area.north) / 2, (area.west + area.east) / 2, ABOUT
    if group.place_shown != Group.PlaceShown.EXACT or group.lat is None or group.lon is None:
        return None
    return group.lat, group.lon, group.precision


class Drawing(NamedTuple):
    """A map as SVG (nothing when no dot is on it), how many dots lie beyond its edge, and where that is."""

    svg: SafeString
    beyond: int = 0
    edges: str = ""


def draw(shown: list[Dot], *, label: str, here: str = "") -> Drawing:
    """Draw the map of these groups. The same map is drawn once, then remembered.

    `label` is what a screen reader calls it; `here` the code of an area to set off.
    """
    ground = _ground(here)
    sheet = ground.sheet or (Sheet(_round(shown)) if shown else None)
    inside = [dot for dot in shown if sheet and sheet.box.holds(dot.lat, dot.lon)]
    if sheet is None or not inside:
        return Drawing(SafeString(""), len(shown))
    mark = hashlib.sha256(repr((ground, inside, label)).encode()).hexdigest()
    drawn = cache.get(f"map:{mark}")
    if drawn is None:
        drawn = str(_draw(sheet, ground, inside, label))
        cache.set(f"map:{mark}", drawn, _KEPT)
    # Drawn by us, every word in it escaped.
    return Drawing(mark_safe(drawn), len(shown) - len(inside), sheet.edges)  # noqa: S308


def draw_numbers(numbers: list[tuple[Area, int]], *, label: str, query: str = "") -> Drawing:
    """Return the map with one number an area, for more groups than dots could show. Each leads to a list.

    `query` is what else was asked for, as in `kind=sports-club&`.
    """
    ground = _ground("")
    if ground.sheet is None or not numbers:
        return Drawing(SafeString(""))
    most = max(many for _, many in numbers)
    marks = _joined(_number(ground.sheet, area, many, most, query) for area, many in numbers)
    svg = format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH, ground.sheet.height, label, ground.outlines, marks,
    )  # fmt: skip
    return Drawing(svg, edges=ground.sheet.edges)


class Pin(NamedTuple):
    """A numbered place on a map, and what pressing it opens."""

    number: int
    words: str
    lat: float
    lon: float
    address: str


def draw_pins(pins: list[Pin], *, label: str) -> SafeString:
    """Return the map with numbered pins, later ones on top; nothing where there is nothing to show."""
    ground = _ground("")
    placed = [Dot("", "", "", "", pin.lat, pin.lon, "") for pin in pins]
    sheet = ground.sheet or (Sheet(_round(placed)) if placed else None)
    if sheet is None or not pins:
        return SafeString("")
    return format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH, sheet.height, label, ground.outlines, _joined(_pin(sheet, pin) for pin in pins),
    )  # fmt: skip


def _pin(sheet: Sheet, pin: Pin) -> SafeString:
    x, y = sheet.at(pin.lat, pin.lon)
    return format_html(
        '<a class="many" href="{}"><title>{}: {}</title>'
        '<circle cx="{}" cy="{}" r="11"/><text text-anchor="middle" dy=".35em" x="{}" y="{}">{}</text></a>',
        pin.address, pin.number, pin.words, x, y, x, y, pin.number,
    )  # fmt: skip


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _number(sheet: Sheet, area: Area, many: int, most: int, query: str) -> SafeString:
    x, y = sheet.at((area.south + area.north) / 2, (area.west + area.east) / 2)
    return format_html(
        '<a class="many" href="?{}area={}"><title>{}: {}</title>'
        '<circle cx="{}" cy="{}" r="{}"/><text text-anchor="middle" dy=".35em" x="{}" y="{}">{}</text></a>',
        query, area.code, area.name, counted(many, "group", "groups"),
        x, y, round(9 + 7 * sqrt(many / most), 1), x, y, many,
    )  # fmt: skip


def _draw(sheet: Sheet, ground: Ground, inside: list[Dot], label: str) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}"><defs>{}</defs>{}{}</svg>',
        WIDTH, sheet.height, label, _shapes(inside), ground.outlines, _marks(sheet, inside),
    )  # fmt: skip


def _shapes(shown: list[Dot]) -> SafeString:
    looks = sorted({_look(dot) for dot in shown})
    return format_html_join("", '<path id="on-map-{}" d="{}"/>', ((look, SHAPES[look]) for look in looks))


def _look(dot: Dot) -> str:
    return dot.look if dot.look in SHAPES else "other"


def _marks(sheet: Sheet, shown: list[Dot]) -> SafeString:
    return _joined(_mark(dot, x, y) for dot, x, y in _spread(sheet, shown))


def _mark(dot: Dot, x: float, y: float) -> SafeString:
    roughly = dot.precision in {Precision.OUTCODE, ABOUT}
    words = ", ".join(filter(None, [dot.name, dot.kind, "somewhere near here" if roughly else ""]))
    ring = format_html('<circle class="about-here" cx="{}" cy="{}" r="{}"/>', x, y, _DOT) if roughly else ""
    half = _DOT / 2
    return format_html(
        '<a href="/groups/{}/" class="{}"><title>{}</title>{}'
        '<use class="dot" href="#on-map-{}" transform="translate({} {}) scale({})"/></a>',
        dot.slug, _look(dot), words, ring, _look(dot), round(x - half, 1), round(y - half, 1), _DOT / 16,
    )  # fmt: skip


def _spread(sheet: Sheet, shown: list[Dot]) -> Iterator[tuple[Dot, float, float]]:
    """Yield where each dot goes: those on one spot are set round it, so that each can be pressed."""
    seen: dict[tuple[float, float], int] = {}
    for dot in shown:
        spot = sheet.at(dot.lat, dot.lon)
        before = seen[spot] = seen.get(spot, -1) + 1
        away = _DOT * 0.75 * sqrt(before)
        yield (
            dot,
            round(spot[0] + away * cos(before * _TURN), 1),
            round(spot[1] + away * cos(before * _TURN - 1.5708), 1),
        )


def _round(shown: list[Dot]) -> Box:
    """Return the box round most of the dots: a few far outliers do not make the rest a speck."""
    lats, lons = sorted(dot.lat for dot in shown), sorted(dot.lon for dot in shown)
    few = len(shown) // 40
    box = Box(lons[few], lats[few], lons[-1 - few], lats[-1 - few])
    wide, high = max(0.0, _SMALLEST - (box.east - box.west)), max(0.0, _SMALLEST - (box.north - box.south))
    return Box(box.west - wide, box.south - high, box.east + wide, box.north + high)


def _ground(here: str) -> Ground:
    """Return the hub's areas as drawn, from memory while none of them changed."""
    stamp = areas().order_by().aggregate(many=Count("pk"), last=Max("changed_at"))
    if not stamp["many"]:
        return Ground(None, SafeString(""))
    key = f"ground:{current_hub_id()}:{stamp['many']}:{stamp['last']}:{here}".replace(" ", "_")
    kept: tuple[Box, str] | None = cache.get(key)
    if kept is None:
        kept = _outlines(list(areas().order_by("kind", "name")), here)
        cache.set(key, kept, _KEPT)
    return Ground(Sheet(kept[0]), mark_safe(kept[1]))  # noqa: S308 (as above)


def _outlines(found: list[Area], here: str) -> tuple[Box, str]:
    # One kind only, the one with most areas: wards and the localities made of them would lie on each other.
    kinds = [area.kind for area in found]
    chosen = max(sorted(set(kinds)), key=kinds.count)
    shown = [area for area in found if area.kind == chosen or area.code == here]
    box = Box(
        min(area.west for area in shown), min(area.south for area in shown),
        max(area.east for area in shown), max(area.north for area in shown),
    )  # fmt: skip
    sheet = Sheet(box)
    paths = _joined(_outline(sheet, area, here) for area in shown)
    names = shown if len(shown) <= _NAMES_FOR else []
    return box, str(paths + _joined(_name(sheet, area) for area in names))


def _outline(sheet: Sheet, area: Area, here: str) -> SafeString:
    lines = "".join(_line(sheet, ring) for ring in rings(area.geometry))
    look = "ward here" if area.code == here else "ward"
    return format_html(
        '<path class="{}" fill-rule="evenodd" d="{}"><title>{}</title></path>', look, lines, area.name
    )


def _line(sheet: Sheet, ring: list[tuple[float, float]]) -> str:
    corners = [sheet.at(lat, lon) for lon, lat in ring]
    kept = corners[:1]
    for x, y in corners[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > _FINE:
            kept.append((x, y))
    return "M" + " ".join(f"{x:g} {y:g}" for x, y in kept) + "z"


def _name(sheet: Sheet, area: Area) -> SafeString:
    x, y = sheet.at((area.south + area.north) / 2, (area.west + area.east) / 2)
    words = conditional_escape(area.name)
    return format_html(
        '<text class="ward-name" text-anchor="middle" aria-hidden="true" x="{}" y="{}">{}</text>', x, y, words
    )
