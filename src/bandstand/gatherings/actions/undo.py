"""Undoing what was done on the day: once, and only while nothing rests on it."""

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import DayEntry
from . import day, finish, notes

Verb = DayEntry.Verb


@transaction.atomic
def undo(entry: DayEntry, *, by: Person | None) -> bool:
    """Put things back as they were before this entry; False when it was undone already.

    Raises CannotUndoError, having changed nothing, when something rests on it.
    """
    if not DayEntry.objects.filter(pk=entry.pk, undone_at=None).update(undone_at=timezone.now()):
        return False
    match entry.verb:
        case Verb.NOTED | Verb.REWORDED:
            notes.take_back(entry)
        case Verb.FINISHED:
            finish.take_back(entry)
        case _:
            day.take_back(entry, by=by)
    record(
        entry.hub, "undid", f"took back at {entry.gathering}: {entry.get_verb_display()}", by=by, about=entry
    )
    return True
