"""Reading a CSV file however it was saved, a stretch at a time: no file is too large to read."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .headings import find_heading_row

MOST_COLUMNS = 500
# A quotation mark opened and never closed would swallow the rest of the sheet: give up looking after so much.
_MOST_LINES_A_ROW, _MOST_LETTERS_A_ROW = 200, 60_000
_SAMPLE_BYTES = 400_000
_SAMPLE_ROWS = 200
_DELIMITERS = [",", ";", "\t", "|"]

_SAVE_AS_CSV = (
    "Open it there, choose “Save as” (or “Download”), pick CSV, best “CSV UTF-8”, "
    "and bring in the file that makes."
)
_NOT_A_SHEET = {
    b"PK\x03\x04": f"That is an Excel or OpenDocument file. {_SAVE_AS_CSV}",
    b"\xd0\xcf\x11\xe0": f"That is an older Excel file. {_SAVE_AS_CSV}",
    b"\x1f\x8b": "That file is packed (gzip). Unpack it and bring in the sheet inside.",
    b"%PDF": "That is a PDF. A spreadsheet saved as CSV is needed.",
    b"\x89PNG": "That is a picture. A spreadsheet saved as CSV is needed.",
    b"\xff\xd8\xff": "That is a picture. A spreadsheet saved as CSV is needed.",
    b"<!": "That is a web page. A spreadsheet saved as CSV is needed.",
    b"<?xml": f"That is an XML file. {_SAVE_AS_CSV}",
    b"{": "That is a JSON file. A spreadsheet saved as CSV is needed.",
    b"[{": "That is a JSON file. A spreadsheet saved as CSV is needed.",
}
_ENDLESS = "A cell of this row is longer than any we can read (130,000 letters)."
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")


class NotASheetError(ValueError):
    """The file cannot be read as a sheet; the message says in plain words what to do."""


@dataclass(frozen=True)
class Manner:
    """How a sheet was saved, and where its headings are (0: it has none)."""

    encoding: str
    delimiter: str
    heading_row: int
    headings: list[str]


@dataclass(frozen=True)
class SheetRow:
    """One row as it came. `number` counts as a spreadsheet program does; `trouble` says what is wrong with
    it.
    """

    number: int
    cells: list[str]
    trouble: str = ""


def find_manner(chunks: Iterable[bytes]) -> Manner:
    """Look at the whole file once (its encoding needs that) and say how to read it. Raises NotASheetError."""
    look = _Look()
    for chunk in chunks:
        look.at(chunk)
    encoding = look.encoding()
    text = look.sample.decode(encoding, errors="replace").replace("\0", "")
    _refuse_nonsense(text)
    lines = text.splitlines(keepends=True)
    if look.size > len(look.sample):
        lines = lines[:-1] or lines  # the last line of a sample is cut off
    delimiter = _find_delimiter(lines)
    rows = [row.cells for _, row in zip(range(_SAMPLE_ROWS), split_rows(lines, delimiter), strict=False)]
    if not any(any(cell.strip() for cell in row) for row in rows):
        raise NotASheetError("That sheet is empty.")
    widest = max(len(row) for row in rows)
    if widest > MOST_COLUMNS:
        raise NotASheetError(
            f"That sheet has {widest:,} columns and we can take {MOST_COLUMNS}. "
            "Take out the empty ones and try again."
        )
    heading_row = find_heading_row(rows)
    headings = rows[heading_row - 1] if heading_row else []
    names = [heading.strip()[:200] for heading in headings] + [""] * (widest - len(headings))
    while (
        names
        and not names[-1]
        and not any(len(row) >= len(names) and row[len(names) - 1].strip() for row in rows)
    ):
        names.pop()
    return Manner(
        encoding, delimiter, heading_row, [name or f"Column {n}" for n, name in enumerate(names, start=1)]
    )


class _Look:
    """Goes over the bytes once: keeps the beginning, tries UTF-8 to the end."""

    def __init__(self) -> None:
        self.sample = b""
        self.size = 0
        self._utf8 = codecs.getincrementaldecoder("utf-8")("strict")
        self._cp1252 = codecs.getincrementaldecoder("cp1252")("strict")
        self._is_utf8 = self._is_cp1252 = True

    def at(self, chunk: bytes) -> None:
        self.size += len(chunk)
        if len(self.sample) < _SAMPLE_BYTES:
            self.sample += chunk[: _SAMPLE_BYTES - len(self.sample)]
        self._is_utf8 = self._is_utf8 and _reads(self._utf8, chunk)
        self._is_cp1252 = self._is_cp1252 and _reads(self._cp1252, chunk)

    def encoding(self) -> str:
        if not self.sample.strip(b"\0 \r\n\t"):
            raise NotASheetError("That file is empty.")
        for start, why in _NOT_A_SHEET.items():
            if self.sample.lstrip().startswith(start):
                raise NotASheetError(why)
        return _marked(self.sample) or (
            "utf-8" if self._is_utf8 else "cp1252" if self._is_cp1252 else "latin-1"
        )


def _reads(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _marked(sample: bytes) -> str:
    """Return the encoding a byte-order mark tells, or the empty bytes of every other letter."""
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = sample[:4000]
    if start[1::2].count(0) > len(start) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) * 0.3 else ""


def _refuse_nonsense(text: str) -> None:
    if len(_CONTROLS.findall(text)) > max(20, len(text) * 0.02):
        raise NotASheetError(
            "That does not look like a spreadsheet saved as CSV. Save it as CSV and try again."
        )


def _find_delimiter(lines: list[str]) -> str:
    """Return what parts the cells: whatever makes most rows equally wide, and wider than one."""

    def fit(delimiter: str) -> tuple[float, int]:
        widths = [
            len(row.cells)
            for _, row in zip(range(60), split_rows(lines, delimiter), strict=False)
            if row.cells
        ]
        (width, often), *_ = Counter(widths).most_common(1) or [(1, 0)]
        return (often / len(widths) if width > 1 else 0.0, width)

    return max(_DELIMITERS, key=fit)


def lines_of(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield the lines of a file handed over in pieces. Empty characters (NUL), which nobody typed, are taken
    out.
    """
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    kept = ""
    for chunk in chunks:
        kept += decoder.decode(chunk).replace("\0", "")
        # A line may end in \r alone, so a \r at the very end must wait for its \n.
        *whole, kept = re.split(r"(?<=\n)|(?<=\r)(?!\n|\Z)", kept)
        yield from whole
        if len(kept) > 1_000_000:  # no line is a million letters long: hand it on, memory is not endless
            yield kept
            kept = ""
    kept += decoder.decode(b"", final=True).replace("\0", "")
    yield from (line for line in re.split(r"(?<=\n)|(?<=\r)(?!\n|\Z)", kept) if line)


def split_rows(lines: Iterable[str], delimiter: str) -> Iterator[SheetRow]:
    """Yield the rows. Cells may go over several lines; a quotation mark that is never closed costs only its
    own line.
    """
    feed = _Feed(lines)
    number = 0
    while feed.more():
        number += 1
        yield _next_row(feed, delimiter, number)


def _next_row(feed: "_Feed", delimiter: str, number: int) -> SheetRow:
    trouble = ""
    try:
        cells = next(csv.reader(feed, delimiter=delimiter), [])
        if feed.ended_in_quotes(delimiter):
            raise _NeverClosedError  # noqa: TRY301
    except (_NeverClosedError, csv.Error):
        first = feed.put_back_but_first()
        cells = first.rstrip("\r\n").split(delimiter)
        endless = max(map(len, cells)) > csv.field_size_limit()
        trouble = _ENDLESS if endless else "A quotation mark is opened in this row and never closed."
    feed.taken.clear()
    return SheetRow(number, cells, trouble)


class _NeverClosedError(Exception):
    pass


class _Feed:
    """Hands lines to the csv reader, remembers those of the row under way, and stops it from reading on for
    ever.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: list[str] = []
        self.taken: list[str] = []
        self._letters = 0

    def more(self) -> bool:
        if not self._back:
            self._back.extend(line for _, line in zip(range(1), self._lines, strict=False))
        return bool(self._back)

    def __iter__(self) -> "_Feed":
        self._letters = 0
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _MOST_LINES_A_ROW or self._letters > _MOST_LETTERS_A_ROW:
            raise _NeverClosedError
        line = self._back.pop(0) if self._back else next(self._lines)
        self.taken.append(line)
        self._letters += len(line)
        return line

    def put_back_but_first(self) -> str:
        first, *rest = self.taken
        self._back[:0] = rest
        self.taken.clear()
        return first

    def ended_in_quotes(self, delimiter: str) -> bool:
        """Tell whether the file ended inside a cell."""
        if self.more():
            return False
        try:
            next(csv.reader(self.taken, delimiter=delimiter, strict=True), None)
        except csv.Error as trouble:
            return "unexpected end" in str(trouble)
        return False
