"""Reading any sheet: which tables a file holds, and the rows of one, a stretch at a time."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from .manner import MOST_COLUMNS, Manner, NotASheetError, SheetRow, Wanted
from .quotes import split_rows
from .texts import find_text_manner, lines_of

__all__ = [
    "MOST_COLUMNS", "Manner", "NotASheetError", "SheetRow", "Wanted",
    "find_manner", "lines_of", "look_into", "rows_of", "split_rows",
]  # fmt: skip

_PIECE = 256 * 1024


def look_into(path: Path, file_name: str, *, wanted: Wanted | None = None) -> list[Manner]:
    """Return how each table of the file is to be read: one for CSV, one a tab for a workbook, one a list.

    Empty tables are left out; there is at least one. `wanted` says what was understood wrongly before.
    Raises NotASheetError, whose words say what to do.
    """
    return [find_text_manner(_pieces(path), wanted or Wanted())]


def rows_of(path: Path, manner: Manner) -> Iterator[SheetRow]:
    """Yield the rows below the headings that have something in them. Raises NotASheetError."""
    for row in split_rows(lines_of(_pieces(path), manner.encoding), manner.delimiter):
        if row.number > manner.heading_row and any(cell.strip() for cell in row.cells):
            yield row


def find_manner(chunks: Iterable[bytes]) -> Manner:
    """Return how a CSV file handed over in pieces is to be read."""
    return find_text_manner(chunks, Wanted())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
