"""Who has a place, on either side: never one too many, and none left empty that somebody waiting could use.

People looking for help and helpers have places of their own, counted in `taken` and `helpers_taken`. A
booking takes as many as come with it: a friend brought along sits on a chair too, and a room of sixteen that
counted only names would hold thirty. Those who come together get places together or wait together; places
that come free go to whoever has waited longest among those they are enough for.

Every change of who has a place happens while this transaction holds the gathering's row: booking by the one
UPDATE that checks and counts, everything else by locking it first. So a place given back and somebody joining
the waiting list at the same moment cannot miss each other.
"""

from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from .. import words
from ..models import Attendance, Gathering
from ..queries.bookings import first_waiting
from .letters import write

ON_THE_LIST = {Attendance.Booking.BOOKED, Attendance.Booking.WAITING}


class BookingClosedError(Exception):
    """It is over, or was called off."""


@dataclass(frozen=True)
class Side:
    """One side of a gathering, by the columns that hold its limit and its count."""

    helping: bool
    limit: str
    taken: str


LOOKING = Side(helping=False, limit="places", taken="taken")
HELPING = Side(helping=True, limit="helper_places", taken="helpers_taken")


def side_of(attendance: Attendance) -> Side:
    """Return whose places a booking goes for: whoever looks for help sits there, helping or not."""
    return LOOKING if attendance.looking else HELPING


def hold(gathering: Gathering) -> Gathering:
    """Lock the gathering's row until the transaction ends, and return it as it is now; a draft's as well."""
    rows = Gathering.with_drafts.select_for_update(of=("self",)).select_related("venue", "hub")
    return rows.get(pk=gathering.pk)


def place_or_wait(gathering: Gathering, side: Side, how_many: int) -> bool:
    """Return whether places were taken. Without, the gathering's row is held all the same.

    Raises BookingClosedError when it is too late.
    """
    if take(gathering, side, how_many):
        return True
    # Full or closed: hold the row, and look once more, for a place given back while we waited.
    if not hold(gathering).can_book:
        raise BookingClosedError
    return take(gathering, side, how_many)


def take(gathering: Gathering, side: Side, how_many: int) -> bool:
    """Check and count in one statement: whichever database, no two can take the same last place."""
    is_open = Gathering.objects.filter(
        pk=gathering.pk, state=Gathering.State.ANNOUNCED, ends_at__gt=timezone.now()
    )
    room = Q(**{f"{side.taken}__lte": F(side.limit) - how_many})
    free = is_open.filter(Q(**{side.limit: None}) | room)
    return bool(free.update(**{side.taken: F(side.taken) + how_many}))


def give_back(gathering: Gathering, side: Side, how_many: int) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(**{side.taken: F(side.taken) - how_many})


def leave(gathering: Gathering, attendance: Attendance) -> bool:
    """Take somebody off the list and pass the place on; False if they were off it. The row must be held."""
    attendance.refresh_from_db(fields=["booking", "has_place", "place_helping", "extra"])
    if attendance.booking not in ON_THE_LIST:
        return False
    had_place = attendance.has_place
    attendance.booking, attendance.has_place = Attendance.Booking.CANCELLED, False
    attendance.save(update_fields=["booking", "has_place"])
    if had_place:
        give_back(gathering, held_on(attendance), attendance.heads)
        fill_places(gathering)
    return True


def held_on(attendance: Attendance) -> Side:
    """Return where its place was counted, whatever became of the roles on the day."""
    return HELPING if attendance.place_helping else LOOKING


def fill_places(gathering: Gathering) -> int:
    """Give free places on both sides to those waiting, with a letter each. The row must be held.

    Returns how many bookings got theirs.
    """
    return sum(_fill(gathering, side) for side in (LOOKING, HELPING))


def _fill(gathering: Gathering, side: Side) -> int:
    given = 0
    while (attendance := _next(gathering, side)) is not None and take(gathering, side, attendance.heads):
        attendance.gathering = gathering
        attendance.booking, attendance.has_place = Attendance.Booking.BOOKED, True
        attendance.place_helping = side.helping
        attendance.save(update_fields=["booking", "has_place", "place_helping"])
        write(attendance, words.PLACE_FREE if attendance.looking else words.HELPER_PLACE_FREE)
        given += 1
    return given


def _next(gathering: Gathering, side: Side) -> Attendance | None:
    limit, taken = Gathering.objects.values_list(side.limit, side.taken).get(pk=gathering.pk)
    return first_waiting(gathering, helping=side.helping, at_most=None if limit is None else limit - taken)
