"""Undoing what was done on the day: once, and at the desk only while nothing rests on it."""

import uuid

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import DayEntry
from . import day, finish, notes, tables
from .entries import CannotUndoError, keep

Verb = DayEntry.Verb


@transaction.atomic
def undo(entry: DayEntry, *, by: Person | None) -> bool:
    """Put things back as they were before this entry; False when it was undone already.

    Raises CannotUndoError, having changed nothing, when something rests on it.
    """
    if not DayEntry.objects.filter(pk=entry.pk, undone_at=None).exists():
        return False
    if entry.verb == Verb.FINISHED:
        DayEntry.objects.filter(pk=entry.pk).update(undone_at=timezone.now())
        finish.take_back(entry)
    elif entry.verb == Verb.TABLES:
        tables.may_go(entry)
        DayEntry.objects.filter(pk=entry.pk).update(undone_at=timezone.now())
        tables.take_back(entry, by=by)
    else:
        _may_go(entry)
        keep(entry.gathering, Verb.UNDO, entry.form_key, {}, by=by, form_key=uuid.uuid4())
    record(
        entry.hub, "undid", f"took back at {entry.gathering}: {entry.get_verb_display()}", by=by, about=entry
    )
    return True


def _may_go(entry: DayEntry) -> None:
    if entry.about is None:
        raise CannotUndoError("That was typed in afterwards. Put it right where it was typed in.")
    if entry.verb in {Verb.NOTED, Verb.REWORDED}:
        notes.may_go(entry)
    else:
        day.may_go(entry)
