"""When helpers came and went: as somebody says it at the end, or not known. Nothing is worked out."""

from collections.abc import Mapping
from datetime import datetime

from ..models import Attendance, Gathering
from ..queries.day import helpers_here

Times = Mapping[int, tuple[datetime | None, datetime | None]]


def keep_times(gathering: Gathering, times: Times) -> list[int]:
    """Keep the times said of helpers, where none was recorded; return whose."""
    said = []
    for row in helpers_here(gathering).filter(pk__in=times):
        came, went = times[row.pk]
        fresh = {
            name: moment
            for name, moment in (("arrived_at", came), ("left_at", went))
            if moment is not None and getattr(row, name) is None
        }
        if fresh:
            Attendance.objects.filter(pk=row.pk).update(**fresh)
            said.append(row.pk)
    return said


def all_stayed(gathering: Gathering) -> list[int]:
    """Keep that every helper without a time of leaving stayed to the end; return of whom that was said."""
    stayed = [
        row.pk
        for row in helpers_here(gathering).filter(left_at=None)
        if row.arrived_at is None or row.arrived_at < gathering.ends_at
    ]
    Attendance.objects.filter(pk__in=stayed).update(left_at=gathering.ends_at)
    return stayed
