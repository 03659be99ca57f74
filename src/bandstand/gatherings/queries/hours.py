"""How long helpers gave, and how we know: never guessed where nobody wrote it down.

Recorded is what came from when they arrived and left, or from the minutes in their help notes. Estimated is
the length of the session, for who was there and whose times nobody kept. Not known is whoever said they would
help, where nobody wrote down whether they came: no time is made up for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from bandstand.people.models import Person

from ..models import Attendance, Gathering, HelpNote

LONGEST = timedelta(hours=16)


class How(Enum):
    """How the time of one helper at one gathering is known."""

    CLOCK = "from when you came and went"
    NOTES = "from your help notes"
    LENGTH = "estimated: as long as the session"
    UNKNOWN = "not known"

    @property
    def is_recorded(self) -> bool:
        return self in {How.CLOCK, How.NOTES}


@dataclass(frozen=True)
class Given:
    """The time one helper gave at one gathering; `minutes` is None where it is not known."""

    attendance: Attendance
    minutes: int | None
    how: How


@dataclass(frozen=True)
class Total:
    """Times added up, in minutes; `not_known` counts gatherings."""

    recorded: int
    estimated: int
    not_known: int
    gatherings: int


def helping_seats() -> QuerySet[Attendance]:
    """Return who helped, or said they would, at gatherings that were held: finished and written up."""
    seats = Attendance.objects.filter(
        helping=True, undone_at=None, person__isnull=False, gathering__state=Gathering.State.CLOSED
    )
    gone = {Attendance.Booking.CANCELLED, Attendance.Booking.NONE}
    never_there = seats.exclude(arrival=Attendance.Arrival.ABSENT)
    return never_there.exclude(
        booking__in=gone, arrival__in=[Attendance.Arrival.EXPECTED, Attendance.Arrival.UNKNOWN]
    ).select_related("gathering__venue")


def times_given(seats: QuerySet[Attendance]) -> list[Given]:
    """Return the time given by each of these, latest gathering first, in two queries."""
    rows = list(seats.order_by("-gathering__starts_at", "-pk"))
    noted = _noted([row.pk for row in rows])
    return [_given(row, noted.get(row.pk, 0)) for row in rows]


def hours_of(person: Person) -> list[Given]:
    return times_given(helping_seats().filter(person=person))


def total(given: Iterable[Given]) -> Total:
    rows = list(given)
    recorded = sum(row.minutes or 0 for row in rows if row.how.is_recorded)
    estimated = sum(row.minutes or 0 for row in rows if row.how == How.LENGTH)
    return Total(recorded, estimated, sum(row.how == How.UNKNOWN for row in rows), len(rows))


def _given(row: Attendance, noted: int) -> Given:
    if row.arrival != Attendance.Arrival.HERE:
        return Given(row, None, How.UNKNOWN)
    if row.arrived_at and row.left_at and timedelta() < row.left_at - row.arrived_at <= LONGEST:
        return Given(row, _minutes(row.left_at - row.arrived_at), How.CLOCK)
    if noted:
        return Given(row, noted, How.NOTES)
    return Given(row, _minutes(row.gathering.ends_at - row.gathering.starts_at), How.LENGTH)


def _minutes(time: timedelta) -> int:
    return round(time.total_seconds() / 60)


def _noted(seats: list[int]) -> dict[int, int]:
    """Return the minutes of the notes each of these gave, where somebody said how long."""
    links = HelpNote.helpers.through.objects.filter(attendance__in=seats, helpnote__undone_at=None)
    said = links.values("attendance").annotate(minutes=Coalesce(Sum("helpnote__minutes"), 0))
    return {row["attendance"]: row["minutes"] for row in said}
