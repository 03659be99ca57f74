"""Help notes: who helped whom, with what, and what came of it. The desk writes the entries a phone does."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person, Topic
from bandstand.presence.models import Finding

from ..models import Attendance, DayEntry, Gathering, HelpNote
from .day import changed_since
from .entries import CannotUndoError, keep

Verb = DayEntry.Verb


@dataclass(frozen=True)
class Telling:
    """What somebody tells in a help note: any number of helpers, people, topics and easy wins.

    `barriers` are codes of HelpNote.Barrier; `slip` is the code of the paper it was written on.
    """

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

    def said(self) -> dict[str, Any]:
        """Return it as an entry says it; what is empty is left out."""
        said: dict[str, Any] = {
            "helped": _uids(self.helped),
            "helpers": _uids(self.helpers),
            "topics": [topic.pk for topic in self.topics],
            "findings": [finding.pk for finding in self.findings],
            "next_by": self.next_by.isoformat() if self.next_by else "",
            "barriers": list(self.barriers),
            "quote_by": str(self.quote_by.uid) if self.quote_by else "",
        }
        for name in ("result", "words", "next_step", "next_who", "address", "minutes", "quote", "unexpected"):
            said[name] = getattr(self, name)
        return {name: value for name, value in (said | {"slip": self.slip}).items() if value not in _EMPTY}


_EMPTY: tuple[Any, ...] = ("", None, [])


@transaction.atomic
def write_note(gathering: Gathering, told: Telling, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Keep a help note. Its groups are those of the people helped and of the easy wins.

    Whoever is in a note was here, and looked for help or helped, whatever the sheet said so far.
    """
    entry, new = keep(gathering, Verb.NOTED, uuid.uuid4(), told.said(), by=by, form_key=form_key)
    if new:
        words = f"wrote a help note at {gathering}"
        record(gathering.hub, "wrote a help note", words, by=by, about=entry.note)
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
    **more: Any,
) -> DayEntry:
    """Change the words, what came of it, what comes next, and which groups it was for.

    `more` are further things a note says, as an entry says them (`day.reading`).
    """
    said = {"result": result, "words": words, "next_step": next_step, "groups": _uids(groups), **more}
    _as_an_entry(note)
    entry, new = keep(note.gathering, Verb.REWORDED, note.uid, said, by=by, form_key=form_key)
    if new:
        told = f"changed a help note of {note.gathering}"
        record(entry.hub, "changed a help note", told, by=by, about=note)
    return entry


def may_go(entry: DayEntry) -> None:
    """Raise CannotUndoError where a note has been changed since this change of it."""
    if entry.verb == Verb.REWORDED and changed_since(entry, DayEntry.objects.filter(about=entry.about)):
        raise CannotUndoError("That has been changed again since, so it was left as it is.")


def _as_an_entry(note: HelpNote) -> None:
    """Tell a note nothing tells of any more (entries go after a year) as the entry it came from."""
    if DayEntry.objects.filter(about=note.uid, verb=Verb.NOTED).exists():
        return
    told = Telling(
        helped=tuple(note.helped.all()),
        helpers=tuple(note.helpers.all()),
        topics=tuple(note.topics.all()),
        findings=tuple(note.findings.all()),
        quote_by=note.quote_by,
        barriers=tuple(note.barriers),
        **{name: getattr(note, name) for name in _PLAIN},
    )
    DayEntry.objects.create(
        hub=note.hub, gathering=note.gathering, verb=Verb.NOTED, about=note.uid, note=note, at=note.at,
        said=told.said() | {"groups": _uids(note.groups.all())}, by=note.recorded_by, form_key=uuid.uuid4(),
    )  # fmt: skip


_PLAIN = (
    "result", "words", "next_step", "next_who", "next_by", "address", "minutes", "quote", "unexpected",
)  # fmt: skip


def _uids(rows: Iterable[Attendance] | Iterable[Group]) -> list[str]:
    return [str(row.uid) for row in rows]
