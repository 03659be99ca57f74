"""Bookings to look at: whose group the directory knows, and whose it does not."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Attendance, Gathering
from .bookings import bookings_of


@dataclass(frozen=True)
class Looked:
    """One booking, and what the directory says of its group."""

    booking: Attendance
    says: str
    is_known: bool


def to_look_at(gathering: Gathering) -> QuerySet[Attendance]:
    """Return the bookings nobody has looked over; helpers are welcome as they are."""
    return bookings_of(gathering).filter(suits=Attendance.Check.NONE, looking=True).exclude(person=None)


def looked_over(gathering: Gathering) -> QuerySet[Attendance]:
    return bookings_of(gathering).filter(looking=True).exclude(suits=Attendance.Check.NONE)


def with_match(bookings: QuerySet[Attendance]) -> list[Looked]:
    """Return them with what the directory knows, those it does not know first."""
    found = [_matched(one) for one in bookings]
    return sorted(found, key=lambda one: one.is_known)


def _matched(booking: Attendance) -> Looked:
    groups = list(booking.groups.all())
    if groups:
        return Looked(booking, "In the directory", is_known=True)
    if booking.group_words:
        return Looked(booking, "No group of this name in the directory", is_known=False)
    return Looked(booking, "No group given", is_known=False)
