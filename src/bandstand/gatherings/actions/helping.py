"""What a helper does on their own page: say yes, say they can't, write a note, pause, stop."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person, Topic
from bandstand.places.models import Area

from ..models import Attendance, DayEntry, Gathering, HelperProfile, HelpNote
from ..queries.helpers import Owed
from .booking import book_again, cancel, hold
from .notes import Telling, write_note


@dataclass(frozen=True)
class Profile:
    """What a helper says of themselves; all of it may be empty."""

    topics: tuple[Topic, ...] = ()
    areas: tuple[Area, ...] = ()
    languages: str = ""
    times: str = ""
    gives: str = ""
    wants_dates: bool = True


@transaction.atomic
def change_profile(person: Person, told: Profile, *, by: Person | None) -> HelperProfile:
    """Keep what a helper says of themselves; `by` is the officer who writes it down, None for themselves."""
    row = own(person)
    row.languages, row.times, row.gives = told.languages, told.times, told.gives
    row.wants_dates = told.wants_dates
    row.save()
    row.topics.set(told.topics)
    row.areas.set(told.areas)
    record(row.hub, "changed a helper", "changed what a helper said", by=by or person, about=person)
    return row


def own(person: Person) -> HelperProfile:
    """Return a helper's profile, made on first use for those who helped before they had one."""
    made = {"hub": person.hub, "confirmed_at": timezone.now()}
    return HelperProfile.objects.get_or_create(person=person, defaults=made)[0]


@transaction.atomic
def say_yes(person: Person, gathering: Gathering) -> Attendance:
    """Put a helper down for a gathering, or on its waiting list. Raises BookingClosedError."""
    seat = _seat(person, gathering)
    if not seat.helping:
        seat.helping = True
        seat.save(update_fields=["helping"])
    book_again(seat)
    return seat


@transaction.atomic
def say_cannot(person: Person, gathering: Gathering) -> None:
    """Keep that a helper cannot come; their place, if they had one, goes to the next."""
    cancel(_seat(person, gathering), by=person)


def _seat(person: Person, gathering: Gathering) -> Attendance:
    """Return their place at a gathering; where there is none, one that says they are not coming so far."""
    row = hold(gathering)  # two presses at the same moment come after one another
    seat = Attendance.objects.filter(gathering=row, person=person, undone_at=None).first()
    seat = seat or Attendance.objects.create(
        hub=row.hub, gathering=row, person=person, helping=True, booking=Attendance.Booking.CANCELLED
    )
    seat.gathering = row
    return seat


@transaction.atomic
def note(person: Person, owed: Owed, result: str, words: str, *, form_key: uuid.UUID) -> DayEntry:
    """Write the note a helper owed: about those they sat with, as far as anybody knows who that was."""
    told = Telling(result=result, helpers=(owed.seat,), helped=tuple(owed.with_whom), words=words)
    entry = write_note(owed.seat.gathering, told, by=person, form_key=form_key)
    if entry.note is not None:
        HelpNote.objects.filter(pk=entry.note.pk).update(via=HelpNote.Via.HELPER)
    return entry


@transaction.atomic
def pause(person: Person, until: date | None, *, by: Person | None = None) -> None:
    """Ask a helper nothing until a day; None ends the pause."""
    row = own(person)
    HelperProfile.objects.filter(pk=row.pk).update(paused_until=until)
    words = "asked for a pause from helping" if until else "ended their pause"
    record(row.hub, "paused", words, by=by or person, about=person)


@transaction.atomic
def stop(person: Person, *, stopped: bool = True, by: Person | None = None) -> None:
    """Stop helping, or begin again. What they did stays counted, and they are not asked any more."""
    row = own(person)
    at = timezone.now() if stopped else None
    HelperProfile.objects.filter(pk=row.pk).update(stopped_at=at)
    if stopped:
        for seat in _to_come(person):
            cancel(seat, by=person)
    words = "stopped helping" if stopped else "helps again"
    record(row.hub, "stopped helping", words, by=by or person, about=person)


def _to_come(person: Person) -> list[Attendance]:
    down = [Attendance.Booking.BOOKED, Attendance.Booking.WAITING]
    seats = Attendance.objects.filter(
        person=person, helping=True, looking=False, booking__in=down, gathering__starts_at__gt=timezone.now()
    )
    return list(seats.select_related("gathering"))
