"""Reading any sheet: which tables a file holds, and the rows of one, a stretch at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from zipfile import ZipFile

from . import bundles, opendocument
from .excel import open_workbook
from .lists import find_lists, rows_of_list
from .manner import (
    CSV,
    JSON,
    LEADS,
    MOST_COLUMNS,
    ODS,
    PASTED,
    XLSX,
    Manner,
    NotASheetError,
    SheetRow,
    Wanted,
    find_headings,
    tab_name,
)
from .packed import opened, pieces_of
from .quotes import split_rows
from .strangers import ZIP, refuse_strangers
from .texts import SAMPLE_ROWS, find_text_manner, lines_of, look_over

__all__ = [
    "MOST_COLUMNS", "PASTED_CELLS", "Manner", "NotASheetError", "SheetRow", "Wanted",
    "find_manner", "lines_of", "look_into", "rows_of", "split_rows",
]  # fmt: skip

PASTED_CELLS = "Pasted cells"
_PIECE = 256 * 1024
_JSON_NAMES = (".json", ".geojson", ".ndjson", ".jsonl")
_TOO_WIDE = "This row goes over {:,} columns, and we can take {}. Take out those that are not needed."


def look_into(path: Path, file_name: str, *, wanted: Wanted | None = None) -> list[Manner]:
    """Return how each table of the file is to be read: one for CSV, one a tab for a workbook, one a list.

    Empty tables are left out; there is at least one. `wanted` says what was understood wrongly before.
    Cells pasted into a page come as a file called PASTED_CELLS. Raises NotASheetError, whose words say
    what to do.
    """
    wanted = wanted or Wanted()
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(ZIP):
        return _look_into_packed(path, wanted)
    refuse_strangers(start)
    if _is_json(start, file_name):
        return find_lists(lambda: _pieces(path), wanted.encoding or look_over(_pieces(path)).encoding)
    form = PASTED if file_name == PASTED_CELLS else CSV
    return [find_text_manner(_pieces(path), wanted, form=form)]


def _is_json(start: bytes, file_name: str) -> bool:
    letters = b"".join(start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").split())
    return letters.startswith((b'{"', b"[{", b"{}")) or (
        file_name.lower().endswith(_JSON_NAMES) and letters.startswith((b"[", b"{"))
    )


def _look_into_packed(path: Path, wanted: Wanted) -> list[Manner]:
    with opened(path) as packed:
        form = _form_of(packed)
        if not form:
            return bundles.tables_of(packed, wanted)
        found = (_look_into_excel if form == XLSX else _look_into_opendocument)(packed, wanted)
    if not found:
        raise NotASheetError("That workbook is empty.")
    # What is out of sight comes last: it is rarely what was meant.
    return sorted(found, key=lambda manner: manner.hidden)


def _form_of(packed: ZipFile) -> str:
    """Return whether it is Excel’s or OpenDocument’s; nothing for a bundle. Raises NotASheetError."""
    names = set(packed.namelist())
    if "[Content_Types].xml" in names and "_rels/.rels" in names:
        return XLSX
    if opendocument.CONTENT in names and "mimetype" in names:
        if b"spreadsheet" not in b"".join(pieces_of(packed, "mimetype"))[:200]:
            raise NotASheetError("That is not a spreadsheet. Bring in Excel, OpenDocument or CSV.")
        return ODS
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        raise NotASheetError(
            "That is an Apple Numbers file. Open it in Numbers, choose File, Export To, Excel, "
            "and bring in the file that makes."
        )
    return ""


def _look_into_excel(packed: ZipFile, wanted: Wanted) -> list[Manner]:
    book = open_workbook(packed)
    found = []
    for tab in book.tabs:
        first = list(islice(book.rows(tab), SAMPLE_ROWS))
        if first:
            manner = _manner_of_tab(XLSX, tab.name, first, wanted)
            about = sum(1 for row in first if row.number > manner.heading_row)
            if len(first) == SAMPLE_ROWS:
                about = max(book.rows_of(tab) - manner.heading_row, about)
            found.append(replace(manner, hidden=tab.hidden, rows=about))
    return found


def _look_into_opendocument(packed: ZipFile, wanted: Wanted) -> list[Manner]:
    found = []
    for name, rows in groupby(opendocument.rows_by_tab(packed), key=lambda one: one.tab):
        first, more = _first_and_how_many_more(rows)
        manner = _manner_of_tab(ODS, name, [one.row for one in first], wanted)
        below = sum(1 for one in first if one.row.number > manner.heading_row)
        found.append(replace(manner, hidden=first[0].hidden, rows=below + more))
    return found


def _first_and_how_many_more(
    rows: Iterator[opendocument.TabRow],
) -> tuple[list[opendocument.TabRow], int]:
    return list(islice(rows, SAMPLE_ROWS)), sum(1 for _ in rows)


def _manner_of_tab(form: str, name: str, first: list[SheetRow], wanted: Wanted) -> Manner:
    """Return how a tab is to be read, from its first filled rows, which may start far down."""
    sheet = tab_name(name)
    base = first[0].number - 1 if first[0].number > SAMPLE_ROWS else 0
    rows: list[list[str]] = []
    for row in first:
        gap = row.number - base - len(rows) - 1
        if gap > SAMPLE_ROWS:
            break
        rows += [[] for _ in range(gap)]
        rows.append(row.cells)
    heading_row, headings = find_headings(rows, wanted.of(sheet).heading_row)
    found = Manner("", "", heading_row and heading_row + base, headings, form=form, sheet=sheet)
    leading = {
        at for row in first if row.number > heading_row + base for at in row.leads if at < len(headings)
    }
    return replace(found, headings=[*headings, *(headings[at] + LEADS for at in sorted(leading))])


def _with_addresses(row: SheetRow, manner: Manner) -> SheetRow:
    """Put the addresses behind cells into the columns made for them. (In a workbook we wrote ourselves those
    columns are there already, with nothing behind their cells.)
    """
    own = [heading for heading in manner.headings if not heading.endswith(LEADS)]
    leading = [own.index(heading.removesuffix(LEADS)) for heading in manner.headings[len(own) :]]
    if not leading:
        return row
    cells = [*row.cells, *[""] * (len(manner.headings) - len(row.cells))]
    for number, at in enumerate(leading, start=len(own)):
        cells[number] = row.leads.get(at) or cells[number]
    return replace(row, cells=cells)


def rows_of(path: Path, manner: Manner) -> Iterator[SheetRow]:
    """Yield the rows below the headings that have something in them. Raises NotASheetError."""
    for row in _all_rows(path, manner):
        if row.number > manner.heading_row and any(cell.strip() for cell in row.cells):
            yield _fitted(row, len(manner.headings))


def _fitted(row: SheetRow, width: int) -> SheetRow:
    """Return the row without blank cells beyond the headings, and with trouble if it is far too wide."""
    many = len(row.cells)
    while many > width and not row.cells[many - 1].strip():
        many -= 1
    trouble = row.trouble or (_TOO_WIDE.format(many, MOST_COLUMNS) if many > MOST_COLUMNS else "")
    return replace(row, cells=row.cells[:many], trouble=trouble)


def _all_rows(path: Path, manner: Manner) -> Iterator[SheetRow]:
    if manner.form == JSON and not _is_packed(path):
        yield from rows_of_list(lambda: _pieces(path), manner)
    elif not _is_packed(path):
        yield from split_rows(lines_of(_pieces(path), manner.encoding), manner.delimiter)
    else:
        with opened(path) as packed:
            yield from _rows_of_packed(packed, manner)


def _rows_of_packed(packed: ZipFile, manner: Manner) -> Iterator[SheetRow]:
    if manner.form == XLSX:
        book = open_workbook(packed)
        for tab in book.tabs:
            if tab_name(tab.name) == manner.sheet:
                yield from (_with_addresses(row, manner) for row in book.rows(tab))
                return
    elif manner.form == ODS:
        for one in opendocument.rows_by_tab(packed):
            if tab_name(one.tab) == manner.sheet:
                yield _with_addresses(one.row, manner)
    else:
        yield from bundles.rows_in_bundle(packed, manner)


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == ZIP


def find_manner(chunks: Iterable[bytes]) -> Manner:
    """Return how a CSV file handed over in pieces is to be read."""
    return find_text_manner(chunks, Wanted())


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
