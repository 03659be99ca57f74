"""Help notes: who helped whom, with what, and what came of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person, Topic
from bandstand.presence.models import Finding

from ..models import Attendance, DayEntry, Gathering, HelpNote, Slip
from .entries import change, once, put_back

Verb = DayEntry.Verb


@dataclass(frozen=True)
class Telling:
    """What somebody tells in a help note: any number of helpers, people, topics and easy wins."""

    result: str
    helped: tuple[Attendance, ...] = ()
    helpers: tuple[Attendance, ...] = ()
    topics: tuple[Topic, ...] = ()
    findings: tuple[Finding, ...] = ()
    words: str = ""
    next_step: str = ""
    next_who: str = ""
    next_by: date | None = None
    barriers: tuple[str, ...] = ()
    address: str = ""
    minutes: int | None = None
    quote: str = ""
    quote_by: Attendance | None = None
    unexpected: str = ""
    slip: str = ""


@transaction.atomic
def write_note(gathering: Gathering, told: Telling, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Keep a help note. Its groups are those of the people helped and of the easy wins.

    Whoever is in a note was here, and looked for help or helped, whatever the sheet said so far.
    """
    entry, new = once(gathering, Verb.NOTED, form_key, by=by)
    if not new:
        return entry
    note = HelpNote.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        result=told.result,
        words=told.words,
        next_step=told.next_step,
        next_who=told.next_who,
        next_by=told.next_by,
        barriers=list(told.barriers),
        address=told.address,
        minutes=told.minutes,
        quote=told.quote,
        quote_by=told.quote_by,
        unexpected=told.unexpected,
        via=HelpNote.Via.PAPER if told.slip else HelpNote.Via.DESK,
        recorded_by=by,
        form_key=form_key,
    )
    note.helped.set(told.helped)
    note.helpers.set(told.helpers)
    note.topics.set(told.topics)
    note.findings.set(told.findings)
    note.groups.set(_groups_of(told))
    Slip.objects.filter(gathering=gathering, code=told.slip).update(note=note)
    entry.after = {
        "came": _came([*told.helped, *told.helpers]),
        "looking": _take_up(told.helped, "looking"),
        "helping": _take_up(told.helpers, "helping"),
    }
    entry.note = note
    entry.save()
    record(gathering.hub, "wrote a help note", f"wrote a help note at {gathering}", by=by, about=note)
    return entry


@transaction.atomic
def reword(
    note: HelpNote,
    *,
    result: str,
    words: str,
    next_step: str,
    groups: Iterable[Group],
    by: Person | None,
    form_key: uuid.UUID,
) -> DayEntry:
    """Change the words, what came of it, what comes next, and which groups it was for."""
    entry, new = once(note.gathering, Verb.REWORDED, form_key, by=by)
    if new:
        row = _held(note)
        entry.before = {"groups": _group_ids(row)}
        change(entry, row, result=result, words=words, next_step=next_step)
        row.groups.set(groups)
        entry.after["groups"] = _group_ids(row)
        entry.note = row
        entry.save()
        record(
            entry.hub, "changed a help note", f"changed a help note of {note.gathering}", by=by, about=note
        )
    return entry


def take_back(entry: DayEntry) -> None:
    """Undo writing or changing a note, inside the caller's transaction. Raises CannotUndoError."""
    if entry.note is None:
        return
    row = _held(entry.note)
    if entry.verb == Verb.REWORDED:
        put_back(entry, row)
        row.groups.set(entry.before["groups"])
        return
    row.undone_at = timezone.now()
    row.save(update_fields=["undone_at"])
    row.slips.update(note=None)
    helped, helpers = _in_later_notes(row, "notes_received"), _in_later_notes(row, "notes_given")
    _give_up("looking", set(entry.after["looking"]) - helped)
    _give_up("helping", set(entry.after["helping"]) - helpers)
    _uncame(entry.after["came"], keep=helped | helpers)


def _groups_of(told: Telling) -> set[int]:
    helped = Attendance.groups.through.objects.filter(attendance__in=[row.pk for row in told.helped])
    return {*helped.values_list("group_id", flat=True), *(finding.group_id for finding in told.findings)}


def _take_up(rows: Iterable[Attendance], role: str) -> list[int]:
    """Give a role to those who did not have it and turned out to do it; return their ids."""
    without = [row.pk for row in rows if not getattr(row, role)]
    Attendance.objects.filter(pk__in=without).update(**{role: True})
    return without


def _came(rows: Iterable[Attendance]) -> dict[str, str]:
    """Mark those not here as here; return what the sheet said of them, by id."""
    before = {str(row.pk): row.arrival for row in rows if row.arrival != Attendance.Arrival.HERE}
    Attendance.objects.filter(pk__in=before).update(arrival=Attendance.Arrival.HERE)
    return before


def _give_up(role: str, ids: set[int]) -> None:
    Attendance.objects.filter(pk__in=ids).update(**{role: False})


def _uncame(before: dict[str, str], *, keep: set[int]) -> None:
    for pk, arrival in before.items():
        if int(pk) not in keep:
            Attendance.objects.filter(pk=pk).update(arrival=arrival)


def _in_later_notes(note: HelpNote, side: str) -> set[int]:
    """Return who is in notes written after this one: they keep what it gave them."""
    later = HelpNote.objects.filter(gathering=note.gathering, pk__gt=note.pk, undone_at=None)
    return set(Attendance.objects.filter(**{f"{side}__in": later}).values_list("pk", flat=True))


def _held(note: HelpNote) -> HelpNote:
    return HelpNote.objects.select_for_update(of=("self",)).select_related("gathering").get(pk=note.pk)


def _group_ids(note: HelpNote) -> list[int]:
    return sorted(note.groups.values_list("pk", flat=True))
