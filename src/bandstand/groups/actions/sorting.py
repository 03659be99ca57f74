"""Sorting the rows of a sheet into piles: what bringing them in would do, without touching any group.

Every row of the file ends in one pile, so the piles add up to the rows. Rows are written down as they are
sorted, a stretch at a time: stopped anywhere, sorting goes on where it was.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from django.db import transaction

from ..models import ImportBatch, ImportRow
from ..sheets.reading import SheetRow
from .files import file_rows
from .piling import pile_up, say
from .rows import Sheet, in_stretches
from .seen import Seen

State = ImportRow.State
Told = Callable[[int, int], None]

_ROWS_AT_ONCE = 500
_SORTED = ["state", "says", "plan", "maybe", "digest", "group", "fixed", "put_back", "decision", "decided"]


def sort(batch: ImportBatch, told: Told = lambda _done, _rows: None) -> None:
    """Sort every row of a sheet into its pile. Safe to stop anywhere and to run again; two workers at once do
    it once. `told` hears how many rows are done, of about how many.
    """
    ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.READ).update(
        state=ImportBatch.State.SORTING
    )
    sheet = Sheet(batch)
    seen = Seen(sheet)
    about, done = batch.rows_in, seen.catch_up()
    try:
        for many in chain(_sort_kept(sheet, seen), _sort_file(sheet, seen)):
            done += many
            told(done, max(about, done))
    except _SomebodyElseError:
        return  # they finish it
    _finish(batch)


def _sort_kept(sheet: Sheet, seen: Seen) -> Iterator[int]:
    """Sort rows written down before, whose columns were chosen anew since."""
    while True:
        with transaction.atomic():
            _hold_ours(sheet.batch, seen)
            rows = list(sheet.batch.rows.filter(state=State.NOT_YET).order_by("number")[:_ROWS_AT_ONCE])
            pile_up(sheet, seen, rows)
            _write(rows)
        seen.left -= len(rows)
        if not rows:
            return
        yield len(rows)


def _sort_file(sheet: Sheet, seen: Seen) -> Iterator[int]:
    """Write the rows of the file down, sorted."""
    start = seen.last
    fresh = (row for row in file_rows(sheet.batch) if row.number > start)
    while some := list(islice(fresh, _ROWS_AT_ONCE)):
        with transaction.atomic():
            _hold_ours(sheet.batch, seen)
            rows = [_kept(sheet.batch, row) for row in some]
            pile_up(sheet, seen, rows)
            ImportRow.objects.bulk_create(rows)
        seen.last = rows[-1].number
        yield len(rows)


class _SomebodyElseError(Exception):
    """Another worker has sorted on since, or is done."""


def _hold_ours(batch: ImportBatch, seen: Seen) -> None:
    held = hold(batch)
    left = batch.rows.filter(state=State.NOT_YET).count()
    if held.state != ImportBatch.State.SORTING or (_last(batch), left) != (seen.last, seen.left):
        raise _SomebodyElseError


def _last(batch: ImportBatch) -> int:
    return batch.rows.order_by("-number").values_list("number", flat=True).first() or 0


def resort(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Sort a few rows once more, in the caller's transaction, and save them."""
    sheet = Sheet(batch)
    for some in in_stretches(sorted(rows, key=lambda row: row.number), _ROWS_AT_ONCE):
        seen = Seen(sheet, few=True)
        seen.look_at_neighbours(some)
        pile_up(sheet, seen, some)
        _write(some)


def hold(batch: ImportBatch) -> ImportBatch:
    """Return the batch as it is now; nobody else works on it until the caller's transaction ends."""
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)


def _kept(batch: ImportBatch, row: SheetRow) -> ImportRow:
    kept = ImportRow(hub_id=batch.hub_id, batch=batch, number=row.number, whole=_storable(row.whole))
    kept.cells = [_storable(cell) for cell in row.cells]
    if row.trouble:
        kept.says = [say("trouble", row.trouble)]
    return kept


def _storable(cell: str) -> str:
    """Return a cell without what no database takes: empty characters, and halves of letters."""
    if "\0" in cell:
        cell = cell.replace("\0", "")
    return cell if cell.isascii() else cell.encode("utf-8", "replace").decode("utf-8")


@transaction.atomic
def _finish(batch: ImportBatch) -> None:
    held = hold(batch)
    if held.state == ImportBatch.State.SORTING:
        held.state, held.rows_in = ImportBatch.State.SORTED, held.rows.count()
        held.save(update_fields=["state", "rows_in"])
    batch.state, batch.rows_in = held.state, held.rows_in


def _write(rows: Sequence[ImportRow]) -> None:
    ImportRow.objects.bulk_update(rows, _SORTED, batch_size=100)
