"""Counts so small that they could tell of somebody's health: not shown in public as they are."""

from collections.abc import Iterable
from dataclasses import replace

from bandstand.gatherings.models import Attendance
from bandstand.groups.models import Kind

from .measures import Row


def for_everybody(rows: Iterable[Row], *, few: int) -> list[Row]:
    """Return rows as the public sees them: beside a health group alone, a few are “fewer than `few`”."""
    found = list(rows)
    gatherings = [row.gathering.pk for row in found if row.gathering is not None]
    only_health = _only_health(gatherings)
    return [replace(row, count=None, few=few) if _tells(row, only_health, few) else row for row in found]


def _tells(row: Row, only_health: set[int], few: int) -> bool:
    if row.count is None or not 0 < row.count < few:
        return False
    kind = row.group.kind if row.group is not None else None
    beside = kind is not None and kind.look == Kind.Look.HEALTH
    return beside or (row.gathering is not None and row.group is None and row.gathering.pk in only_health)


def _only_health(gatherings: list[int]) -> set[int]:
    """Return those of these gatherings where every group anybody came from is a health group."""
    looks: dict[int, set[str]] = {}
    came = Attendance.objects.filter(
        gathering__in=gatherings, undone_at=None, groups__isnull=False
    ).order_by()
    for gathering, look in came.values_list("gathering", "groups__kind__look").distinct():
        looks.setdefault(gathering, set()).add(look or "")
    return {gathering for gathering, seen in looks.items() if seen == {Kind.Look.HEALTH}}
