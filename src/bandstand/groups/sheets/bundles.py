"""Bundles: a packed folder of CSV or JSON files, each a table (as Open Referral’s tabular packages are)."""

from collections.abc import Callable, Iterator
from itertools import islice
from zipfile import ZipFile

from .lists import find_lists, rows_of_list
from .manner import CSV, Manner, NotASheetError, SheetRow, Wanted, tab_name
from .packed import pieces_of
from .quotes import split_rows
from .texts import find_text_manner, lines_of, look_over

_CELLS, _LISTS = (".csv", ".tsv", ".tab"), (".json", ".geojson", ".ndjson", ".jsonl")
_PACKED = (".zip", ".gz", ".7z", ".rar", ".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
_NONE = "There is no CSV or JSON file in that packed file. Unpack it and bring in the sheet itself."
_AGAIN = (
    "That packed file holds another packed file or a workbook. Unpack it and bring in its sheets themselves."
)


def tables_of(packed: ZipFile, wanted: Wanted) -> list[Manner]:
    """Return how each file of the bundle is to be read. Raises NotASheetError."""
    names = _files(packed)
    if any(name.lower().endswith(_PACKED) for name in names):
        raise NotASheetError(_AGAIN)
    cells = [name for name in names if name.lower().endswith(_CELLS)]
    lists = [] if cells else [name for name in names if name.lower().endswith(_LISTS)]
    if not cells and not lists:
        raise NotASheetError(_NONE)
    found = [manner for name in cells for manner in _filled(packed, name, wanted)]
    for name in lists:
        encoding = look_over(pieces_of(packed, name)).encoding
        found += find_lists(_again(packed, name), encoding, prefix=f"{name} ")
    if not found:
        raise NotASheetError("Every sheet in that packed file is empty.")
    return found


def _filled(packed: ZipFile, name: str, wanted: Wanted) -> list[Manner]:
    if not any(piece.strip(b"\0 \r\n\t,;") for piece in islice(pieces_of(packed, name), 50)):
        return []
    return [find_text_manner(pieces_of(packed, name), wanted.of(tab_name(name)), sheet=name)]


def _files(packed: ZipFile) -> list[str]:
    """Return the names of the files, without what a Mac adds of its own."""
    named = [part.filename for part in packed.infolist() if not part.is_dir()]
    return [name for name in named if "__MACOSX/" not in name and not name.rpartition("/")[2].startswith(".")]


def _again(packed: ZipFile, name: str) -> Callable[[], Iterator[bytes]]:
    return lambda: pieces_of(packed, name)


def rows_in_bundle(packed: ZipFile, manner: Manner) -> Iterator[SheetRow]:
    """Yield all rows of one table of the bundle."""
    for name in _files(packed):
        if manner.form == CSV and tab_name(name) == manner.sheet:
            yield from split_rows(lines_of(pieces_of(packed, name), manner.encoding), manner.delimiter)
            return
        if manner.form != CSV and manner.sheet.startswith(f"{name} "):
            yield from rows_of_list(_again(packed, name), manner, prefix=f"{name} ")
            return
    raise NotASheetError("That packed file has changed: the sheet is no longer in it. Bring it in again.")
