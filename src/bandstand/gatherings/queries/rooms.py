"""Which groups were at the same gatherings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ..models import Attendance


@dataclass(frozen=True)
class Room:
    """The day of one gathering, and the ids of the groups somebody there came from."""

    on: date
    groups: set[int]


def rooms() -> list[Room]:
    """Return every gathering that some group was at, in one query."""
    there = Attendance.groups.through.objects.filter(
        attendance__arrival=Attendance.Arrival.HERE, attendance__undone_at=None
    )
    seen: dict[tuple[int, datetime], set[int]] = defaultdict(set)
    for gathering, starts_at, group in there.values_list(
        "attendance__gathering_id", "attendance__gathering__starts_at", "group_id"
    ):
        seen[gathering, starts_at].add(group)
    return [Room(timezone.localtime(starts_at).date(), groups) for (_, starts_at), groups in seen.items()]
