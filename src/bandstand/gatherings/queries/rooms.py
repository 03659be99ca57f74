"""Which groups were at the same gatherings."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ..models import Attendance, Gathering


@dataclass(frozen=True)
class Room:
    """The day of one gathering, and the ids of the groups somebody there came from."""

    on: date
    groups: set[int]


def rooms(*, but: Gathering | None = None) -> list[Room]:
    """Return every gathering that some group was at, in one query; without `but`, if that is given."""
    there = Attendance.objects.filter(
        arrival=Attendance.Arrival.HERE, undone_at=None, groups__isnull=False
    ).order_by()
    if but is not None:
        there = there.exclude(gathering=but)
    seen: dict[tuple[int, datetime], set[int]] = defaultdict(set)
    for gathering, starts_at, group in there.values_list("gathering", "gathering__starts_at", "groups"):
        seen[gathering, starts_at].add(group)
    return [Room(timezone.localtime(starts_at).date(), groups) for (_, starts_at), groups in seen.items()]
