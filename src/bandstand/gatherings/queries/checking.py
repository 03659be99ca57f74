"""Bookings to look at: whose group the directory knows, and whose it does not."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import Attendance


@dataclass(frozen=True)
class Looked:
    """One booking, and what the directory says of its group."""

    booking: Attendance
    says: str
    is_known: bool


def to_look_at(bookings: Iterable[Attendance]) -> list[Attendance]:
    """Return the bookings nobody has looked over; helpers are welcome as they are."""
    return [one for one in bookings if one.looking and not one.suits and one.person_id is not None]


def looked_over(bookings: Iterable[Attendance]) -> list[Attendance]:
    return [one for one in bookings if one.looking and one.suits]


def with_match(bookings: Iterable[Attendance]) -> list[Looked]:
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
