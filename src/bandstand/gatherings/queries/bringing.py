"""What to bring to a gathering: the groups that booked or are near, each with its quickest easy wins."""

from dataclasses import dataclass

from django.db.models import QuerySet

from bandstand.groups.models import Group
from bandstand.places.grid import metres_between
from bandstand.presence.models import TO_HELP_WITH, Finding

from ..models import Attendance, Gathering
from .wins import quickest_first

NEAR = 3200  # metres: two miles
_DEGREE = 111_000  # metres of latitude
MOST_NEAR = 40


@dataclass(frozen=True)
class ToBring:
    """One group with what would help it, quickest first; `away` in metres where both are on the map."""

    group: Group
    wins: list[Finding]
    away: float | None


@dataclass(frozen=True)
class Bringing:
    booked: list[ToBring]
    near: list[ToBring]  # not booked, nearest first


def to_bring(gathering: Gathering) -> Bringing:
    """Return it for one gathering, in three queries."""
    rows = Attendance.objects.filter(gathering=gathering, undone_at=None).exclude(
        booking=Attendance.Booking.CANCELLED
    )
    coming = set(
        Attendance.groups.through.objects.filter(attendance__in=rows).values_list("group_id", flat=True)
    )
    booked = [_to_bring(one, gathering) for one in _groups().filter(pk__in=coming)]
    near = _near(gathering, coming)
    wins = _wins([one.group.pk for one in (*booked, *near)])
    full = [ToBring(one.group, wins.get(one.group.pk, []), one.away) for one in booked]
    return Bringing(
        full, [ToBring(one.group, wins[one.group.pk], one.away) for one in near if one.group.pk in wins]
    )


def _groups() -> QuerySet[Group]:
    return (
        Group.objects.filter(left_at=None)
        .select_related("kind", "area")
        .defer("area__geometry")
        .order_by("name", "pk")
    )


def _near(gathering: Gathering, coming: set[int]) -> list[ToBring]:
    venue = gathering.venue
    if venue.lat is None or venue.lon is None:
        return []
    high, wide = NEAR / _DEGREE, NEAR / _DEGREE * 2
    open_now = Finding.objects.filter(TO_HELP_WITH).values("group_id")
    around = _groups().filter(
        pk__in=open_now,
        lat__range=(venue.lat - high, venue.lat + high),
        lon__range=(venue.lon - wide, venue.lon + wide),
    )
    found = [_to_bring(group, gathering) for group in around.exclude(pk__in=coming)]
    within = [one for one in found if one.away is not None and one.away <= NEAR]
    return sorted(within, key=lambda one: (one.away, one.group.pk))[:MOST_NEAR]


def _to_bring(group: Group, gathering: Gathering) -> ToBring:
    venue = gathering.venue
    if None in {group.lat, group.lon, venue.lat, venue.lon}:
        return ToBring(group, [], None)
    return ToBring(group, [], metres_between(group.lat, group.lon, venue.lat, venue.lon))  # type: ignore[arg-type]


def _wins(groups: list[int]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for win in quickest_first(Finding.objects.filter(TO_HELP_WITH, group__in=groups)):
        found.setdefault(win.group_id, []).append(win)
    return found
