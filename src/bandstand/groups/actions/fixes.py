"""What an officer settles before the rows of a sheet come in: cells put right, corrections taken back,
duplicates decided, old values kept, rows left out. No group is touched; the rows are sorted again.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet

from bandstand.kit.background import later
from bandstand.kit.words import counted
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Group, ImportBatch, ImportRow
from .sorting import resort
from .taking_in import ROWS_AT_ONCE

State = ImportRow.State
Decision = ImportRow.Decision


class SettledError(ValueError):
    """It cannot be changed any more, or not like this; the message says why in plain words."""


def fix_row(row: ImportRow, cells: Mapping[str, str], *, by: Person | None) -> ImportRow:
    """Put cells of a row right: column number (as text) to what is meant. The cells themselves stay as they
    came; words equal to the cell take the fix away again. Return the row, sorted anew. Raises SettledError.
    """
    with transaction.atomic():
        row = _open(row)
        unknown = set(cells) - {str(number) for number in range(_width(row))}
        if unknown:
            raise SettledError("That column is not in this sheet. Load the page again.")
        fixed = {**row.fixed, **{number: words.replace("\0", "") for number, words in cells.items()}}
        row.fixed = {number: words for number, words in fixed.items() if words != _cell(row, int(number))}
        _sort_again(row.batch, [row], f"put row {row.number} of {row.batch.file_name} right", by)
    return row


def take_back(row: ImportRow, code: str, *, by: Person | None) -> ImportRow:
    """Take one correction of ours back, in this row: the cell counts as it was typed. Taking it back twice
    lets it stand again. Return the row, sorted anew. Raises SettledError.
    """
    with transaction.atomic():
        row = _open(row)
        back = [one for one in row.put_back if one != code]
        row.put_back = back if len(back) < len(row.put_back) else [*back, code]
        _sort_again(
            row.batch, [row], f"took a correction back in row {row.number} of {row.batch.file_name}", by
        )
    return row


def take_back_all(batch: ImportBatch, code: str, *, by: Person | None, back: bool = True) -> int:
    """Take one correction of ours back in every row that is not in yet (`back=False`: let it stand again).
    Codes are those of `queries.sheets.corrections`. Return how many rows it was.
    """
    rows = [
        row for row in _waiting(batch) if (code in row.put_back) != back and (not back or _says(row, code))
    ]
    for row in rows:
        row.put_back = [*row.put_back, code] if back else [one for one in row.put_back if one != code]
    return _sort_many(batch, rows, f"took a correction back in {{}} of {batch.file_name}", by)


def decide(
    row: ImportRow,
    decision: str,
    group: Group | None = None,
    *,
    same_row: int | None = None,
    by: Person | None,
) -> ImportRow:
    """Say that a row is the same group as `group` (or as row `same_row` of its sheet), another group, or that
    it is decided later; an empty decision opens it again. Return the row, sorted anew. Raises SettledError.
    """
    with transaction.atomic():
        row = _open(row)
        _decide(row, decision, group, same_row)
        _sort_again(row.batch, [row], f"decided on row {row.number} of {row.batch.file_name}", by)
    return row


def decide_all(batch: ImportBatch, decision: str, *, by: Person | None, tier: str = "") -> int:
    """Decide on every undecided row of the pile of maybes, of one tier only if it is named: “same” as the
    group each looks most like, “different” or “later”. Return how many rows it was. Raises SettledError.
    """
    rows = [
        row
        for row in _waiting(batch).filter(state=State.MAYBE, decision="")
        if row.maybe and (not tier or row.maybe[0]["tier"] == tier)
    ]
    for row in rows:
        first = row.maybe[0]
        group = Group.objects.filter(pk=first["group"]).first() if decision == Decision.SAME else None
        _decide(row, decision, group, first["row"] if decision == Decision.SAME and not group else None)
    return _sort_many(batch, rows, f"decided on {{}} of {batch.file_name}", by)


def keep_old(row: ImportRow, field: str, keep: bool, *, by: Person | None) -> ImportRow:  # noqa: FBT001
    """Say of one planned change whether the group keeps what it has (True) or takes the sheet's. Raises
    SettledError.
    """
    with transaction.atomic():
        row = _open(row)
        if field not in {line["field"] for line in row.plan}:
            raise SettledError("That change is no longer planned. Load the page again.")
        row.plan = [{**line, "keep": keep} if line["field"] == field else line for line in row.plan]
        row.save(update_fields=["plan"])
        words = f"chose between old and new in row {row.number} of {row.batch.file_name}"
        record(row.batch.hub, "settled rows of a sheet", words, by=by, about=row.batch)
    return row


def leave_out(row: ImportRow, out: bool, *, by: Person | None) -> ImportRow:  # noqa: FBT001
    """Leave a row out of what is brought in, or take it in again; it stays in the batch. Raises
    SettledError.
    """
    with transaction.atomic():
        row = _open(row)
        _leave_out(row, out)
        words = "left out" if out else "took in again"
        _sort_again(row.batch, [row], f"{words} row {row.number} of {row.batch.file_name}", by)
    return row


def _open(row: ImportRow) -> ImportRow:
    """Return the row as it is now, with its batch held, or say that it is in already."""
    batch = ImportBatch.objects.select_for_update().select_related("hub").get(pk=row.batch_id)
    fresh = ImportRow.objects.select_related("group").get(pk=row.pk, batch=batch)
    if fresh.done_at:
        raise SettledError("This row is brought in already. Change the group itself.")
    if fresh.state == State.NOT_YET:
        raise SettledError("This sheet is still being sorted. Wait until it is done.")
    fresh.batch = batch
    return fresh


def _waiting(batch: ImportBatch) -> QuerySet[ImportRow]:
    return batch.rows.filter(done_at=None).exclude(state=State.NOT_YET).order_by("number")


def _width(row: ImportRow) -> int:
    return max(len(row.cells), len(row.batch.headings))


def _cell(row: ImportRow, number: int) -> str:
    return str(row.cells[number]) if number < len(row.cells) else ""


def _says(row: ImportRow, code: str) -> bool:
    return any(say.get("code") == code for say in row.says)


def _decide(row: ImportRow, decision: str, group: Group | None, same_row: int | None) -> None:
    if decision not in {"", *Decision.values}:
        raise SettledError("Choose: the same group, another group, or later.")
    if decision == Decision.SAME and group is None and same_row is None:
        raise SettledError("Say which group it is the same as.")
    if group is not None and group.hub_id != row.hub_id:
        raise SettledError("That group is not in this directory.")
    row.decision = decision
    row.decided = group if decision == Decision.SAME else None
    chosen = same_row if decision == Decision.SAME and group is None else None
    kept = [{key: value for key, value in one.items() if key != "chosen"} for one in row.maybe]
    for one in kept:
        if chosen is not None and one["row"] == chosen:
            one["chosen"] = True
    if chosen is not None and not any("chosen" in one for one in kept):
        raise SettledError("That row is not in this sheet any more. Load the page again.")
    row.maybe = kept


def _leave_out(row: ImportRow, out: bool) -> None:  # noqa: FBT001
    # Sorting sees to the pile it belongs to when it is taken in again.
    row.state = State.LEFT_OUT if out else State.NEW


def _sort_again(batch: ImportBatch, rows: list[ImportRow], words: str, by: Person | None) -> None:
    resort(batch, rows)
    record(batch.hub, "settled rows of a sheet", words, by=by, about=batch)


@transaction.atomic
def _sort_many(batch: ImportBatch, rows: Iterable[ImportRow], words: str, by: Person | None) -> int:
    held = ImportBatch.objects.select_for_update().select_related("hub").get(pk=batch.pk)
    many = list(rows)
    told = words.format(counted(len(many), "row", "rows"))
    if len(many) > ROWS_AT_ONCE and held.state == ImportBatch.State.SORTED:
        _sort_later(held, many)
        record(batch.hub, "settled rows of a sheet", told, by=by, about=batch)
    elif many:
        _sort_again(held, many, told, by)
    batch.state = held.state
    return len(many)


def _sort_later(batch: ImportBatch, rows: list[ImportRow]) -> None:
    """Write down what was settled, and have the rows sorted behind the scenes: so many take a while."""
    for row in rows:
        if row.state != State.LEFT_OUT:
            row.state, row.group_id = State.NOT_YET, None
    # Rows that are there already are brought up to date: much quicker than updating one by one.
    settled = ["state", "group", "put_back", "decision", "decided", "maybe"]
    ImportRow.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=settled)
    batch.state = ImportBatch.State.SORTING
    batch.save(update_fields=["state"])
    later("bandstand.groups.tasks.sort", batch.pk)
