"""Rows that wait for somebody, as a sheet: their own columns and one that says what to fix. Put right in a
spreadsheet program and brought in again, they carry the batch on.
"""

import re
from collections.abc import Iterator, Sequence

from django.db.models import Q

from ..models import ImportBatch, ImportRow
from .rows import cells_of, in_stretches

WHAT_TO_FIX = "What to fix"
_ROW = re.compile(r"\s*Row (\d+)\b")
State = ImportRow.State
_MAYBE_WORDS = "It may be the same as another group or row: {}"


def open_rows(batch: ImportBatch) -> Iterator[ImportRow]:
    """Yield the rows that wait for somebody: to be put right, or to be decided."""
    waiting = Q(state=State.FIX) | Q(state=State.MAYBE, decision__in=["", ImportRow.Decision.LATER])
    yield from batch.rows.filter(waiting, done_at=None).order_by("number").iterator(chunk_size=500)


def sheet_to_fix(batch: ImportBatch) -> Iterator[list[str]]:
    """Yield the rows of a sheet to download, headings first."""
    headings = [heading for heading in batch.headings if heading != WHAT_TO_FIX]
    left = [number for number, heading in enumerate(batch.headings) if heading == WHAT_TO_FIX]
    yield [*headings, WHAT_TO_FIX]
    for row in open_rows(batch):
        cells = [cell for number, cell in enumerate(cells_of(row)) if number not in left]
        cells += [""] * (len(headings) - len(cells))
        yield [*cells[: len(headings)], f"Row {row.number}: {_words(row)}", *cells[len(headings) :]]


def _words(row: ImportRow) -> str:
    said = " ".join(say["words"] for say in row.says)
    if row.state != State.MAYBE:
        return said
    return _MAYBE_WORDS.format(" ".join(reason for one in row.maybe for reason in one["reasons"]))


def batch_continued_by(batch: ImportBatch) -> ImportBatch | None:
    """Return the batch whose rows to fix this sheet brings again: the last one with the same headings."""
    own = [heading for heading in batch.headings if heading != WHAT_TO_FIX]
    if len(own) == len(batch.headings):
        return None
    earlier = (
        ImportBatch.objects.exclude(pk=batch.pk).exclude(upload=batch.upload).order_by("-made_at", "-pk")
    )
    for one in earlier[:200]:
        if [heading for heading in one.headings if heading != WHAT_TO_FIX] == own and one.rows.exists():
            return one
    return None


def take_over(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Close the rows of the batch this one continues that came again, and are in now."""
    if batch.continues_id is None or WHAT_TO_FIX not in batch.headings:
        return
    at = batch.headings.index(WHAT_TO_FIX)
    came = {
        int(found[1]): row for row in rows if len(row.cells) > at and (found := _ROW.match(row.cells[at]))
    }
    for some in in_stretches(came):
        waiting = ImportRow.objects.filter(batch=batch.continues_id, number__in=some, done_at=None)
        closed = list(waiting.filter(state__in=[State.FIX, State.MAYBE]))
        for row in closed:
            again = came[row.number]
            words = f"It came again, put right, as row {again.number} of {batch.file_name}."
            row.says = [{"column": "", "code": "came-again", "words": words, "before": "", "after": ""}]
            row.state, row.group_id = State.LEFT_OUT, again.group_id
        ImportRow.objects.bulk_update(closed, ["says", "state", "group"], batch_size=200)
