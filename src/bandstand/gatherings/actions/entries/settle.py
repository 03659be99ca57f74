"""Bringing the tables to what all entries of a gathering say together."""

from ...day.fold import MAKES_A_LINE, TELLS_OF_HELP, Day, Entry, fold
from ...models import DayEntry, Gathering, HelpNote, Phone
from ..pairs_met import mark_met
from .lines import Rows, rows_of, write_lines
from .told import write_beside, write_meetings, write_notes, write_tables

Verb = DayEntry.Verb


def settle(gathering: Gathering) -> Day:
    """Work out the day from its entries and write it down. The gathering's row must be held."""
    kept = list(_entries(gathering))
    rows = rows_of(gathering)
    helpers = set(
        Phone.objects.filter(gathering=gathering, may=Phone.May.HELPER).values_list("pk", flat=True)
    )
    day = fold((_as_told(row, helpers) for row in kept), sheet=_stood_there(rows, kept))
    write_lines(gathering, day, rows)
    write_tables(gathering, day, rows)
    write_beside(day, rows)
    notes = write_notes(gathering, day, rows)
    write_meetings(gathering, day, rows)
    if day.met:
        mark_met(gathering)
    _mark(kept, day, rows, notes)
    return day


def _entries(gathering: Gathering) -> list[DayEntry]:
    found = DayEntry.objects.filter(gathering=gathering).exclude(about=None).exclude(verb=Verb.FINISHED)
    return list(found.defer("before", "after", "uid", "received_at"))


def _as_told(row: DayEntry, helpers: set[int]) -> Entry:
    """Return an entry as the fold reads it."""
    return Entry(
        id=str(row.form_key),
        kind=row.verb,
        about=str(row.about),
        at=row.at,
        said=row.said,
        phone=row.phone_id,
        helper=row.phone_id in helpers,
        by=row.by_id,
    )


def _stood_there(rows: Rows, kept: list[DayEntry]) -> dict[str, str]:
    """Return the lines no entry made, with whose they are."""
    made = {str(row.about) for row in kept if row.verb in MAKES_A_LINE}
    return {
        uid: str(row.person.uid) if row.person else ""
        for uid, row in rows.items()
        if uid not in made and row.undone_at is None
    }


def _mark(kept: list[DayEntry], day: Day, rows: Rows, notes: dict[str, HelpNote]) -> None:
    """Say of each entry whether it stands, and what it came to be about."""
    changed = []
    for row in kept:
        was = (row.state, row.undone_at, row.attendance_id, row.note_id)
        row.state = row.State.HELD if str(row.form_key) in day.held else row.State.DONE
        row.undone_at = day.gone.get(str(row.form_key))
        if row.verb in TELLS_OF_HELP:
            row.note = notes.get(str(row.about))
        elif (line := rows.get(day.the(str(row.about)))) is not None:
            row.attendance = line
        if was != (row.state, row.undone_at, row.attendance_id, row.note_id):
            changed.append(row)
    DayEntry.objects.bulk_update(changed, ["state", "undone_at", "attendance", "note"], batch_size=200)
