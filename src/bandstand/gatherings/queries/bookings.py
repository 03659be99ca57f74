"""Reads about bookings: who means to come, who is waiting, whose private page this is."""

from django.db.models import Q, QuerySet

from bandstand.groups.models import Group
from bandstand.people.models import Message, PrivateLink

from ..models import Attendance, Gathering


def bookings_of(gathering: Gathering) -> QuerySet[Attendance]:
    """Return who booked and has not cancelled, with person, groups and topics; those waiting too."""
    return (
        Attendance.objects.filter(
            gathering=gathering,
            booking__in=[Attendance.Booking.BOOKED, Attendance.Booking.WAITING],
            undone_at=None,
        )
        .select_related("person")
        .prefetch_related("groups__kind", "topics", "wins")
        .order_by("booked_at", "pk")
    )


def first_waiting(
    gathering: Gathering, *, helping: bool = False, at_most: int | None = None
) -> Attendance | None:
    """Return whose turn it is on one side when places come free; `at_most` is for how many heads."""
    side = Q(looking=False, helping=True) if helping else Q(looking=True)
    waiting = Attendance.objects.filter(
        side, gathering=gathering, booking=Attendance.Booking.WAITING, undone_at=None
    )
    if at_most is not None:
        waiting = waiting.filter(extra__lt=at_most)
    return waiting.order_by("booked_at", "pk").select_related("person", "hub").first()


def to_write_to(gathering: Gathering) -> QuerySet[Attendance]:
    """Return the bookings whose people left an e-mail address."""
    return bookings_of(gathering).exclude(person=None).exclude(person__email="")


def booking_of_link(link: PrivateLink) -> Attendance | None:
    return (
        Attendance.objects.filter(uid=link.subject, undone_at=None)
        .select_related("gathering__venue", "gathering__hub", "person")
        .prefetch_related("groups", "topics")
        .first()
    )


def came_by_letter(link: PrivateLink) -> bool:
    """Tell whether the link was sent to the mailbox, so that whoever has it can read that mailbox."""
    return Message.objects.filter(link=link).exists()


def group_called(name: str, *, uid: str = "") -> Group | None:
    """Return the one group of exactly this name; of several, the one picked from the list (`uid`)."""
    named = list(Group.objects.filter(name__iexact=name)[:20]) if name else []
    picked = [group for group in named if str(group.uid) == uid]
    return picked[0] if picked else named[0] if len(named) == 1 else None


def answered(attendance: Attendance) -> str:
    """Return what somebody answered to the reminder's question so far."""
    question = attendance.gathering.question
    if not question:
        return attendance.wants
    lines = [line for line in attendance.wants.splitlines() if line.startswith(question)]
    return lines[-1].removeprefix(question).strip() if lines else ""
