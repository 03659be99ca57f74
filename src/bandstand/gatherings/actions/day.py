"""At the door: arrivals, people nobody expected, ticks without a name, and who does what tonight.

Nobody is refused at the door: places and the waiting list have no say here. What is written down about a deed
names nobody, because deeds are kept when somebody's details are removed.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Consent, Person
from bandstand.people.queries import may_be_named

from ..models import Attendance, DayEntry, Gathering
from .entries import CannotUndoError, change, once, put_back

NAMED_WORDING = "I am happy to be named in what is written about this session, on the website and in reports."

Verb = DayEntry.Verb


@dataclass(frozen=True)
class Guest:
    """Someone who walked in. `person` is somebody known already; `group` one the directory knows."""

    name: str
    person: Person | None = None
    group: Group | None = None
    group_words: str = ""
    looking: bool = True
    helping: bool = False


@dataclass(frozen=True)
class Tonight:
    """What can be said about one person on the day."""

    looking: bool
    helping: bool
    no_phone: bool
    named: bool


@transaction.atomic
def arrive(attendance: Attendance, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Mark somebody as here. The earliest arrival stands."""
    entry, new = once(attendance.gathering, Verb.ARRIVED, form_key, by=by)
    if new:
        _arrive(entry, _held(attendance))
        record(
            entry.hub,
            "arrived",
            f"marked someone as arrived at {attendance.gathering}",
            by=by,
            about=attendance,
        )
    return entry


@transaction.atomic
def walk_in(gathering: Gathering, guest: Guest, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Add somebody nobody expected; somebody known who is on the sheet already has simply arrived."""
    entry, new = once(gathering, Verb.WALKED_IN, form_key, by=by)
    if not new:
        return entry
    person = guest.person or Person.objects.create(hub=gathering.hub, name=guest.name, created_via="door")
    attendance, added = Attendance.objects.get_or_create(
        gathering=gathering,
        person=person,
        undone_at=None,
        defaults={
            "hub": gathering.hub,
            "looking": guest.looking,
            "helping": guest.helping,
            "arrival": Attendance.Arrival.HERE,
            "arrived_at": timezone.now(),
            "group_words": "" if guest.group else guest.group_words,
        },
    )
    if added:
        attendance.groups.set([guest.group] if guest.group else [])
        entry.after = {"new_person": guest.person is None}
        _keep(entry, attendance)
    else:
        entry.verb = Verb.ARRIVED
        _arrive(entry, _held(attendance))
    record(entry.hub, "walked in", f"added someone at the door of {gathering}", by=by, about=attendance)
    return entry


@transaction.atomic
def tick(gathering: Gathering, *, helping: bool, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Count one more head, without a name."""
    entry, new = once(gathering, Verb.TICKED, form_key, by=by)
    if new:
        attendance = Attendance.objects.create(
            hub=gathering.hub,
            gathering=gathering,
            looking=not helping,
            helping=helping,
            arrival=Attendance.Arrival.HERE,
            arrived_at=timezone.now(),
        )
        _keep(entry, attendance)
        record(entry.hub, "ticked", f"counted one more at {gathering}", by=by, about=attendance)
    return entry


@transaction.atomic
def say(attendance: Attendance, tonight: Tonight, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Change what somebody does tonight, what they lack, and whether they may be named."""
    entry, new = once(attendance.gathering, Verb.CHANGED, form_key, by=by)
    if new:
        row = _held(attendance)
        change(entry, row, looking=tonight.looking, helping=tonight.helping, no_phone=tonight.no_phone)
        if row.person is not None:
            entry.before["named"] = _name(row.person, yes=tonight.named, by=by)
            entry.after["named"] = tonight.named
        _keep(entry, row)
        record(
            entry.hub,
            "changed",
            f"changed what someone does at {attendance.gathering}",
            by=by,
            about=attendance,
        )
    return entry


def take_back(entry: DayEntry, *, by: Person | None) -> None:
    """Undo one of these four, inside the caller's transaction. Raises CannotUndoError."""
    if entry.attendance is None:
        return
    row = _held(entry.attendance)
    if entry.verb == Verb.CHANGED:
        put_back(entry, row)
        if row.person is not None and "named" in entry.before:
            _name(row.person, yes=entry.before["named"], by=by)
        return
    if entry.verb == Verb.ARRIVED and not entry.before:  # they were here already
        return
    if _in_a_note(row):
        raise CannotUndoError("There is a help note about them. Undo the note first.")
    if entry.verb == Verb.ARRIVED:
        put_back(entry, row)
    else:
        _remove(row, new_person=entry.after.get("new_person", False))


def _arrive(entry: DayEntry, row: Attendance) -> None:
    if row.arrival != Attendance.Arrival.HERE:
        change(entry, row, arrival=Attendance.Arrival.HERE, arrived_at=timezone.now())
    _keep(entry, row)


def _held(attendance: Attendance) -> Attendance:
    """Lock this line of the sheet, and return it as it is now."""
    rows = Attendance.objects.select_for_update(of=("self",)).select_related("person", "gathering", "hub")
    return rows.get(pk=attendance.pk)


def _keep(entry: DayEntry, attendance: Attendance) -> None:
    entry.attendance = attendance
    entry.save()


def _in_a_note(row: Attendance) -> bool:
    return (
        row.notes_given.filter(undone_at=None).exists() or row.notes_received.filter(undone_at=None).exists()
    )


def _remove(row: Attendance, *, new_person: bool) -> None:
    """Take a line off the sheet; the person, too, if all we know of them is this line."""
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    person = row.person
    if new_person and person is not None and not _known_elsewhere(person, row):
        person.delete()


def _known_elsewhere(person: Person, row: Attendance) -> bool:
    return bool(person.email) or person.roles.exists() or person.attendances.exclude(pk=row.pk).exists()


def _name(person: Person, *, yes: bool, by: Person | None) -> bool:
    """Write down a spoken yes, or that it was taken back; return what stood before."""
    before = person.pk in may_be_named({person.pk})
    if yes and not before:
        Consent.objects.create(
            hub=person.hub,
            person=person,
            purpose=Consent.Purpose.NAMED,
            given=True,
            wording=NAMED_WORDING,
            how="spoken",
            recorded_by=by,
        )
    elif before and not yes:
        live = Consent.objects.filter(
            person=person, purpose=Consent.Purpose.NAMED, given=True, withdrawn_at=None
        )
        live.update(withdrawn_at=timezone.now())
    return before
