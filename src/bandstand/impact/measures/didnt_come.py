"""How many of those who booked didn't come, where that is known."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from bandstand.gatherings.models import Attendance, Gathering

from .base import held, once, year_of
from .chapters import DONE
from .shapes import Figure, Measure, Part, Period, Row, Years

ENOUGH = 80
"""Of every 100 bookings so many must have an arrival noted, or a stay away, for a gathering to count."""


@dataclass(frozen=True)
class Bookings:
    """The bookings of one gathering that still stood when it began."""

    gathering: Gathering
    booked: int
    here: int
    absent: int

    @property
    def recorded(self) -> int:
        return self.here + self.absent

    @property
    def is_known(self) -> bool:
        return self.recorded * 100 >= ENOUGH * self.booked


@once
def _bookings(period: Period) -> list[Bookings]:
    stood = Q(attendances__undone_at=None, attendances__booking=Attendance.Booking.BOOKED)
    counted = held(period).annotate(
        booked=Count("attendances", filter=stood),
        here=Count("attendances", filter=stood & Q(attendances__arrival=Attendance.Arrival.HERE)),
        absent=Count("attendances", filter=stood & Q(attendances__arrival=Attendance.Arrival.ABSENT)),
    )
    return [Bookings(one, one.booked, one.here, one.absent) for one in counted if one.booked]


def _rate(bookings: Sequence[Bookings]) -> int | None:
    recorded = sum(one.recorded for one in bookings)
    return round(100 * sum(one.absent for one in bookings) / recorded) if recorded else None


def figure(period: Period) -> Figure:
    found = _bookings(period)
    known = [one for one in found if one.is_known]
    too_few = len(found) - len(known)
    return Figure(
        _rate(known),
        unknown=too_few,
        unit="%",
        parts=(
            Part("absent", sum(one.absent for one in known), "didn’t come", people=True),
            Part("recorded", sum(one.recorded for one in known), "bookings where it is known", people=True),
            Part("gatherings", len(known), "of the gatherings had enough noted to tell"),
            Part("too-few", too_few, "of the gatherings had too little noted to tell"),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    return [
        Row(
            gathering=one.gathering,
            at=one.gathering.starts_at,
            count=one.absent if one.is_known else None,
            words=f"of {one.booked} booked; noted of {one.recorded}",
        )
        for one in _bookings(period)
    ]


def years(period: Period) -> Years:
    by_year: dict[int, list[Bookings]] = defaultdict(list)
    for one in _bookings(period):
        by_year[year_of(one.gathering)].append(one)
    return {
        year: _rate([one for one in bookings if one.is_known]) for year, bookings in sorted(by_year.items())
    }


DIDNT_COME = Measure(
    code="didnt-come",
    version=1,
    title="of those who booked didn’t come",
    rule=(
        "Of the bookings that still stood when a gathering of the period began: how many in a hundred "
        "didn’t come. Only gatherings count where it was noted, for at least 80 of every 100 bookings, "
        "whether they came; of the others it is not known. A booking cancelled beforehand is no staying "
        "away."
    ),
    caution="This helps to lay out chairs. People have reasons; it says nothing about them.",
    figure=figure,
    rows=rows,
    years=years,
    column="Didn’t come",
    chapter=DONE,
    people=True,
    at_desk=True,
)
