"""Who is still to be reminded."""

from collections.abc import Iterable

from django.db.models import QuerySet

from ..models import Attendance, Gathering
from .bookings import to_write_to


def to_remind(gathering: Gathering) -> QuerySet[Attendance]:
    """Return those down for it who left an address and have had no reminder."""
    return to_write_to(gathering).filter(reminded_at=None).select_related("person", "hub", "gathering__venue")


def left_to_remind(bookings: Iterable[Attendance]) -> int:
    """Count the same among bookings that were read already."""
    return sum(bool(one.person and one.person.email and one.reminded_at is None) for one in bookings)
