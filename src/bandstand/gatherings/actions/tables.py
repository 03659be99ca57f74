"""Tables: suggested, begun, and overruled. One deed each; everything can be undone.

A plan is kept as its rounds, under the key of the form that asked for it, with what stood before. Where
somebody sits instead is an entry of the day, as on phones.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Attendance, DayEntry, Gathering, TableRound
from ..seating.party import party_at
from ..seating.planning import MOST_ROUNDS, Asked, Suggested, suggest, table_for
from ..seating.rounds import rounds_of, under_way, without_table
from ..shapes import shape_of
from .booking import hold
from .entries import CannotUndoError, keep, once

Verb = DayEntry.Verb


@transaction.atomic
def suggest_tables(gathering: Gathering, asked: Asked, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Suggest the rounds that have not begun; a plan that was there for them makes way for this one."""
    entry, row = _new_plan(gathering, by, form_key)
    if row is not None:
        party = party_at(row)
        begun = [one for one in rounds_of(row, party) if one.began]
        _write(row, suggest(party, asked, begun), asked, by)
        record(row.hub, "suggested tables", f"asked who might sit where at {row}", by=by, about=row)
    return entry


@transaction.atomic
def suggest_next(gathering: Gathering, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Suggest one round more, in which groups meet that have not sat together."""
    entry, row = _new_plan(gathering, by, form_key)
    if row is not None:
        party = party_at(row)
        rounds = rounds_of(row, party)
        last = rounds[-1]
        asked = Asked(len(last.tables), last.chairs, rounds=1, expected=False, seed=last.number)
        if last.number < MOST_ROUNDS:
            _write(row, suggest(party, asked, rounds), asked, by)
        record(row.hub, "suggested tables", f"asked for one round more at {row}", by=by, about=row)
    return entry


@transaction.atomic
def begin_round(gathering: Gathering, number: int, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Say that people sit down: from now on nobody is moved by a suggestion, in this round or one before."""
    entry, row = _new_plan(gathering, by, form_key)
    if row is not None:
        rounds = TableRound.objects.filter(gathering=row, number__lte=number, began_at=None)
        rounds.update(began_at=timezone.now())
        record(row.hub, "began a round", f"began round {number} at {row}", by=by, about=row)
    return entry


@transaction.atomic
def put_tables_away(gathering: Gathering, *, by: Person | None, form_key: uuid.UUID) -> DayEntry:
    """Do without a plan: rounds that began stay, those to come go."""
    entry, row = _new_plan(gathering, by, form_key)
    if row is not None:
        TableRound.objects.filter(gathering=row, began_at=None).delete()
        record(row.hub, "put tables away", f"put the table plan of {row} away", by=by, about=row)
    return entry


@transaction.atomic
def move(
    attendance: Attendance,
    number: int,
    table: int,
    *,
    late: bool = False,
    by: Person | None,
    form_key: uuid.UUID,
) -> DayEntry:
    """Put somebody at another table in one round. Volunteers overrule: no table is too full for them.

    `late`: nobody chose it, they came late; a volunteer's word outdoes it, and so does a new plan.
    """
    gathering = attendance.gathering
    said = {"round": number, "table": table, "late": late}
    entry, new = keep(gathering, Verb.SEATED, attendance.uid, said, by=by, form_key=form_key)
    if new:
        words = f"gave someone a table at {gathering}"
        record(entry.hub, "gave a table", words, by=by, about=attendance)
    return entry


@transaction.atomic
def seat_beside(
    attendance: Attendance, other: Attendance, *, yes: bool = True, by: Person | None, form_key: uuid.UUID
) -> DayEntry:
    """Write down that these two would like to share a table, or that they no longer need to."""
    gathering = attendance.gathering
    said = {"friend": str(other.uid), "yes": yes}
    entry, new = keep(gathering, Verb.BESIDE, attendance.uid, said, by=by, form_key=form_key)
    if new:
        words = f"noted who would like to sit together at {gathering}"
        record(entry.hub, "sits together", words, by=by, about=attendance)
    return entry


@transaction.atomic
def seat_the_late(gathering: Gathering, *, by: Person | None) -> list[tuple[str, int]]:
    """Give everybody here without a table one, nobody being moved; return names, and numbers of tables."""
    row = hold(gathering)
    party = party_at(row)
    rounds = rounds_of(row, party)
    round_, given = under_way(rounds), []
    for one in without_table(party, round_) if round_ else []:
        assert round_ is not None  # noqa: S101  # there is somebody without a table in it
        before = [each for each in rounds if each.number < round_.number]
        number = table_for(party, one.uid, round_, before)
        who = Attendance.objects.select_related("gathering").get(uid=one.uid)
        move(who, round_.number, number, late=True, by=by, form_key=uuid.uuid4())
        round_ = round_.with_one_more(one.uid, number)
        given.append((one.name, number))
    return given


def _new_plan(
    gathering: Gathering, by: Person | None, form_key: uuid.UUID
) -> tuple[DayEntry, Gathering | None]:
    """Return the entry of this form, and the gathering held if it is new: what stood before is kept in it."""
    row = hold(gathering)
    entry, new = once(row, Verb.TABLES, form_key, by=by)
    if not new:
        return entry, None
    entry.before = {"rounds": [_kept(one) for one in TableRound.objects.filter(gathering=row)]}
    entry.save(update_fields=["before"])
    return entry, row


def _write(row: Gathering, plan: Suggested, asked: Asked, by: Person | None) -> None:
    TableRound.objects.filter(gathering=row, number__gte=plan.first, began_at=None).delete()
    TableRound.objects.bulk_create(
        TableRound(
            hub=row.hub, gathering=row, number=plan.first + at, chairs=plan.chairs, seed=asked.seed,
            made_by=by, tables=_named(tables),
        )
        for at, tables in enumerate(plan.rounds)
    )  # fmt: skip


def _named(tables: Iterable[tuple[str, ...]]) -> list[dict[str, Any]]:
    return [
        {"name": shape_of(number).name, "members": list(uids)} for number, uids in enumerate(tables, start=1)
    ]


def _kept(one: TableRound) -> dict[str, Any]:
    began = one.began_at.isoformat() if one.began_at else None
    kept = {name: getattr(one, name) for name in ("number", "tables", "seed", "chairs", "made_by_id")}
    return kept | {"began_at": began}


def may_go(entry: DayEntry) -> None:
    """Raise CannotUndoError where the tables were changed again since."""
    later = DayEntry.objects.filter(gathering=entry.gathering, verb=Verb.TABLES, undone_at=None)
    if later.filter(pk__gt=entry.pk).exists():
        raise CannotUndoError("The tables have been changed again since. Undo that first.")


def take_back(entry: DayEntry, *, by: Person | None) -> None:
    """Put the rounds back that stood before, inside the caller's transaction."""
    row = hold(entry.gathering)
    TableRound.objects.filter(gathering=row).delete()
    TableRound.objects.bulk_create(
        TableRound(hub=row.hub, gathering=row, **kept) for kept in entry.before["rounds"]
    )
    # Phones see by the number of entries that something is new.
    DayEntry.objects.create(hub=row.hub, gathering=row, form_key=uuid.uuid4(), verb=Verb.UNDO, by=by)
