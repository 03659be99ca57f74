"""Looking over bookings kindly: fine, ask, or point somewhere better. Nobody is struck off by that alone."""

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Person

from ..models import Attendance, Gathering
from ..queries.bookings import bookings_of
from ..queries.checking import to_look_at
from ..words import hello
from .booking import cancel
from .letters import private_link

_SIGNED = """{hello}

{words}

{name}

Your own page, where you can change or cancel your booking, or remove your details:

{{link}}
"""


@transaction.atomic
def is_fine(attendance: Attendance, *, by: Person) -> None:
    """Say that a session is for whoever booked this."""
    _rule(attendance, Attendance.Check.FINE)
    record(
        attendance.hub,
        "looked over",
        f"looked over a booking for {attendance.gathering}",
        by=by,
        about=attendance,
    )


@transaction.atomic
def look_again(attendance: Attendance, *, by: Person) -> None:
    """Take back what was said of a booking."""
    _rule(attendance, Attendance.Check.NONE)
    words = f"took back what was said of a booking for {attendance.gathering}"
    record(attendance.hub, "looked over", words, by=by, about=attendance)


@transaction.atomic
def all_fine(gathering: Gathering, *, by: Person) -> int:
    """Say so of everybody on the list whose group the directory knows; return how many."""
    known = [one.pk for one in to_look_at(bookings_of(gathering)) if one.groups.all()]
    many = Attendance.objects.filter(pk__in=known).update(suits=Attendance.Check.FINE)
    if many:
        record(
            gathering.hub, "looked over", f"looked over the bookings for {gathering}", by=by, about=gathering
        )
    return many


@transaction.atomic
def reply(attendance: Attendance, *, suits: str, subject: str, words: str, strike: bool, by: Person) -> bool:
    """Write to somebody about their booking, and say what came of it; cancel it only if told to.

    Returns whether a letter is on its way: those without an address are to be rung.
    """
    _rule(attendance, suits)
    if strike:
        cancel(attendance, by=by)
    verb = "pointed somewhere better" if suits == Attendance.Check.NOT_FOR else "asked about"
    said = f"{verb}: a booking for {attendance.gathering}"
    record(attendance.hub, "replied to a booking", said, by=by, about=attendance)
    person = attendance.person
    if person is None or not person.email:
        return False
    name = unmarked(attendance.hub.name)
    text = _SIGNED.format(hello=hello(attendance.called), words=unmarked(words), name=name)
    put_in_outbox(
        attendance.hub,
        to_person=person,
        to_address=person.email,
        subject=subject,
        text=text,
        link=private_link(attendance),
        about=f"gatherings.Gathering:{attendance.gathering_id}",
    )
    return True


def _rule(attendance: Attendance, suits: str) -> None:
    attendance.suits = suits
    attendance.save(update_fields=["suits"])
