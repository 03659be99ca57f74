"""Removing again, after an older copy was brought back, what was removed since the copy was made."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from ..access import every_hub, hub_scope
from ..erasing import REPLAYERS, WORDY
from ..models import Hub, Person, Removal
from ..traces import texts_in
from .forget import forget, rewrite, wipe_traces
from .removals import (
    Line,
    key_mark,
    known_here,
    list_file,
    mark_of,
    marked_in,
    read_list,
    take_note,
    write_down,
)


@dataclass
class Replayed:
    """What was done: lines of the list that were news to the database, and rows put right for them."""

    lines: int = 0
    people: int = 0
    rows: int = 0
    # Lines made under another secret key: rows are still found by their long numbers, addresses are not.
    other_key: int = 0
    nobodys: list[str] = field(default_factory=list)


def catch_up(file: Path | None = None) -> Replayed:
    """Let the database and the list agree: what either has and the other lacks is carried over.

    What is news to the database is carried out. Safe to run at every start: then it reads and does nothing.
    """
    done = Replayed()
    told = read_list(file) + (read_list() if file and file != list_file() else [])
    with every_hub("an older copy may be of every hub"):
        hubs = list(Hub.objects.order_by("pk"))
    done.nobodys = sorted({line.hub for line in told} - {hub.slug for hub in hubs})
    for hub in hubs:
        with hub_scope(hub), transaction.atomic():
            _agree(hub, [line for line in told if line.hub == hub.slug], done)
    return done


def _agree(hub: Hub, told: list[Line], done: Replayed) -> None:
    known, listed = known_here(hub), {(line.kind, line.mark) for line in read_list() if line.hub == hub.slug}
    news = {(line.kind, line.mark): line for line in told if (line.kind, line.mark) not in known}
    if news:
        _remove_again(hub, list(news.values()), done)
    missing = [line for key, line in (known | news).items() if key not in listed]
    transaction.on_commit(lambda: write_down(missing))


def _remove_again(hub: Hub, news: list[Line], done: Replayed) -> None:
    done.lines += len(news)
    done.other_key += sum(line.key != key_mark() for line in news)
    by_kind: dict[str, set[str]] = {}
    for line in news:
        take_note(hub, line)
        by_kind.setdefault(line.kind, set()).add(line.mark)
    marks = {mark for line in news for mark in line.marks}
    done.people += _people(by_kind.pop(Removal.Kind.PERSON, set()), marks)
    done.rows += sum(REPLAYERS[kind](rows) for kind, rows in by_kind.items() if kind in REPLAYERS)
    done.rows += _words(marks)
    wipe_traces()


def _people(rows: set[str], marks: set[str]) -> int:
    """Forget everybody of these marks, and everybody known by an address that was removed."""
    found = [
        person
        for person in Person.objects.filter(anonymised_at=None)
        if mark_of(person.uid) in rows or marked_in(person.email, marks).emails
    ]
    for person in found:
        forget(person)
    return len(found)


def _words(marks: set[str]) -> int:
    """Take out addresses and numbers wherever somebody wrote them. Reads every word there is."""
    if not marks:
        return 0
    changed = 0
    for wordy in WORDY:
        for row in wordy.model._default_manager.all().iterator(chunk_size=500):  # noqa: SLF001
            said = " \n".join(
                text for name in (*wordy.fields, *wordy.contacts) for text in texts_in(getattr(row, name))
            )
            traces = marked_in(said, marks)
            if traces.emails or traces.phones:
                changed += rewrite(wordy, row, traces)
    return changed
