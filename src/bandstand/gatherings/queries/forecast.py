"""How many will come: a range, from this hub's own evenings, that says what it rests on.

Of those who booked, some do not come. How many is taken from our own finished gatherings where it was
written down for at least four bookings in five; what nobody wrote down counts for neither side, and nothing
is made up for it. With little to go by, the share is drawn towards three in four, as if eight bookings more
had been seen so: that is said wherever the forecast is shown. With nothing to go by there is no forecast.

The range is wide enough to hold eight evenings in ten: it allows for chance, and for the share being known
only so well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor, sqrt

from django.db.models import Count, Q

from ..models import Attendance, Gathering

USUAL_SHARE, USUAL_WEIGHT = 0.75, 8
ENOUGH_OF_OUR_OWN = 40  # bookings; below, the usual share is named on the page
_BACK = timedelta(days=730)
_WRITTEN_DOWN = 0.8
_EIGHT_IN_TEN = 1.2816  # standard deviations either way
_FOR_ONE_HELPER = 3  # people looking for help whom one helper gets round to in an evening


@dataclass(frozen=True)
class Range:
    """From `low` to `high` people."""

    low: int
    high: int

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def __str__(self) -> str:
        return f"{self.low}" if self.low == self.high else f"{self.low} to {self.high}"


@dataclass(frozen=True)
class History:
    """What our own finished gatherings say: bookings whose arrival is known, those who came, evenings."""

    known: int
    came: int
    evenings: int
    walked_in: tuple[int, ...] = ()  # people who just turned up, an evening each, fewest first

    @property
    def share(self) -> float:
        """Of those booked, the share who come."""
        return (self.came + USUAL_SHARE * USUAL_WEIGHT) / (self.known + USUAL_WEIGHT)

    @property
    def is_little(self) -> bool:
        return self.known < ENOUGH_OF_OUR_OWN


@dataclass(frozen=True)
class Forecast:
    """What to expect; a range is None where nothing is known or nobody booked."""

    looking_booked: int
    helping_booked: int
    looking: Range | None
    helping: Range | None
    dropping_in: Range | None
    history: History

    @property
    def helpers_short(self) -> int | None:
        """How many more helpers would be good: 0 is enough, None is not known."""
        if self.looking is None:
            return None
        helping = self.helping.middle if self.helping else 0.0
        return max(0, ceil(self.looking.middle / _FOR_ONE_HELPER - helping))


def forecast(gathering: Gathering, bookings: Iterable[Attendance]) -> Forecast:
    """Return what to expect of a gathering with these bookings, in one query."""
    booked = [one for one in bookings if one.booking == Attendance.Booking.BOOKED]
    looking = [one.heads for one in booked if one.looking]
    helping = [one.heads for one in booked if not one.looking]
    past = history(gathering)
    return Forecast(
        looking_booked=sum(looking),
        helping_booked=sum(helping),
        looking=expect(looking, past),
        helping=expect(helping, past),
        dropping_in=_middle_half(past.walked_in),
        history=past,
    )


def expect(parties: list[int], past: History) -> Range | None:
    """Return how many of these parties to expect, or None when nothing is known or nobody booked."""
    heads = sum(parties)
    if not heads or not past.known:
        return None
    share = past.share
    by_chance = share * (1 - share) * sum(size * size for size in parties)
    not_known_better = share * (1 - share) / (past.known + USUAL_WEIGHT + 1) * heads * heads
    wide = _EIGHT_IN_TEN * sqrt(by_chance + not_known_better)
    return Range(max(0, floor(heads * share - wide + 0.5)), min(heads, ceil(heads * share + wide - 0.5)))


def history(gathering: Gathering) -> History:
    """Return what finished gatherings of the two years before this one say, in one query."""
    evenings = [row for row in _evenings(gathering) if row["booked"] or row["dropped_in"]]
    told = [row for row in evenings if row["known"] >= _WRITTEN_DOWN * row["booked"] and row["booked"]]
    return History(
        known=sum(row["known"] for row in told),
        came=sum(row["came"] for row in told),
        evenings=len(told),
        walked_in=tuple(sorted(row["dropped_in"] for row in evenings)),
    )


def _evenings(gathering: Gathering) -> Iterable[dict[str, int]]:
    booked = Q(attendances__booking=Attendance.Booking.BOOKED, attendances__undone_at=None)
    here = Q(attendances__arrival=Attendance.Arrival.HERE)
    unexpected = Q(attendances__booking=Attendance.Booking.NONE, attendances__undone_at=None)
    guests = unexpected & here & Q(attendances__running=False)
    closed = Gathering.objects.filter(
        state=Gathering.State.CLOSED,
        starts_at__lt=gathering.starts_at,
        starts_at__gt=gathering.starts_at - _BACK,
    )
    counted = closed.order_by().annotate(
        booked=Count("attendances", filter=booked),
        came=Count("attendances", filter=booked & here),
        known=Count(
            "attendances", filter=booked & (here | Q(attendances__arrival=Attendance.Arrival.ABSENT))
        ),
        dropped_in=Count("attendances", filter=guests),
    )
    return counted.values("booked", "came", "known", "dropped_in")  # type: ignore[return-value]


def _middle_half(counts: tuple[int, ...]) -> Range | None:
    """Return what the middle half of the evenings saw; None below four evenings, or when it is nought."""
    if len(counts) < 4:
        return None
    low, high = counts[len(counts) // 4], counts[len(counts) * 3 // 4]
    return Range(low, high) if high else None
