"""At the door: arrivals, people nobody expected, ticks without a name, and who does what tonight.

The desk writes the same entries as a phone does. Nobody is refused at the door: places and the waiting list
have no say here. What is written down about a deed names nobody, because deeds are kept when somebody's
details are removed.
"""

import uuid
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Attendance, DayEntry, Gathering
from .entries import CannotUndoError, keep
from .entries.lines import NAMED_WORDING

__all__ = ["NAMED_WORDING", "Guest", "Tonight", "arrive", "say", "tick", "walk_in"]

Verb = DayEntry.Verb
_COMES = [Verb.ARRIVED, Verb.WALKED_IN, Verb.TICKED]


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
    gathering = attendance.gathering
    entry, new = keep(gathering, Verb.ARRIVED, attendance.uid, {}, by=by, form_key=form_key)
    if new:
        record(entry.hub, "arrived", f"marked someone as arrived at {gathering}", by=by, about=attendance)
    return entry


@transaction.atomic
def walk_in(gathering: Gathering, guest: Guest, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Add somebody nobody expected; somebody known who is on the sheet already has simply arrived."""
    said = {
        "name": guest.name,
        "person": str(guest.person.uid) if guest.person else "",
        "group": str(guest.group.uid) if guest.group else "",
        "group_words": guest.group_words,
        "looking": guest.looking,
        "helping": guest.helping,
    }
    entry, new = keep(gathering, Verb.WALKED_IN, uuid.uuid4(), said, by=by, form_key=form_key)
    if new:
        record(
            entry.hub, "walked in", f"added someone at the door of {gathering}", by=by, about=entry.attendance
        )
    return entry


@transaction.atomic
def tick(gathering: Gathering, *, helping: bool, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Count one more head, without a name."""
    said = {"helping": helping}
    entry, new = keep(gathering, Verb.TICKED, uuid.uuid4(), said, by=by, form_key=form_key)
    if new:
        record(entry.hub, "ticked", f"counted one more at {gathering}", by=by, about=entry.attendance)
    return entry


@transaction.atomic
def say(attendance: Attendance, tonight: Tonight, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Change what somebody does tonight, what they lack, and whether they may be named."""
    gathering = attendance.gathering
    entry, new = keep(gathering, Verb.CHANGED, attendance.uid, asdict(tonight), by=by, form_key=form_key)
    if new:
        words = f"changed what someone does at {gathering}"
        record(entry.hub, "changed", words, by=by, about=attendance)
    return entry


def may_go(entry: DayEntry) -> None:
    """Raise CannotUndoError where somebody at the desk should see first what rests on this entry."""
    row = entry.attendance
    if row is None:
        return
    if entry.verb in _COMES:
        if _in_a_later_note(row, entry) and not _came_before(entry):
            raise CannotUndoError("There is a help note about them. Undo the note first.")
    elif changed_since(entry, DayEntry.objects.filter(attendance=row)):
        raise CannotUndoError("That has been changed again since, so it was left as it is.")


def changed_since(entry: DayEntry, entries: QuerySet[DayEntry]) -> bool:
    """Tell whether one of these entries spoke of the same things later, and stands."""
    later = entries.filter(undone_at=None, at__gt=entry.at).exclude(pk=entry.pk)
    return any(set(entry.said) & set(said) for said in later.values_list("said", flat=True))


def _came_before(entry: DayEntry) -> bool:
    """Tell whether they were here without this entry."""
    others = DayEntry.objects.filter(attendance=entry.attendance, undone_at=None, verb__in=_COMES)
    return others.exclude(pk=entry.pk).exists()


def _in_a_later_note(row: Attendance, entry: DayEntry) -> bool:
    later = Q(undone_at=None, at__gt=entry.at)
    return row.notes_given.filter(later).exists() or row.notes_received.filter(later).exists()
