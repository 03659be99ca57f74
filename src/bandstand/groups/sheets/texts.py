"""Text files of cells, however they were saved: their encoding, their lines, what parts their cells."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from .manner import CSV, Manner, NotASheetError, Wanted, find_headings, tab_name
from .quotes import split_rows
from .strangers import refuse_strangers

_SAMPLE_BYTES = 400_000
SAMPLE_ROWS = 200
_DELIMITERS = [",", ";", "\t", "|"]
_LONGEST_LINE = 1_000_000
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
# What somebody may choose instead of our guess.
ENCODINGS = {
    "utf-8": "UTF-8", "cp1252": "Windows (Western Europe)", "utf-16": "UTF-16 (Unicode text)",
    "mac-roman": "Macintosh", "cp850": "DOS",
}  # fmt: skip
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "upright line"}


class Look(NamedTuple):
    """A file gone over once: its beginning, how it is encoded, about how many lines it has."""

    sample: bytes
    encoding: str
    lines: int
    whole: bool


def look_over(chunks: Iterable[bytes]) -> Look:
    """Go over the whole file: only its last byte tells whether it is UTF-8. Raises NotASheetError."""
    sample, size, breaks = b"", 0, Counter[int]()
    readers = {name: codecs.getincrementaldecoder(name)("strict") for name in ("utf-8", "cp1252")}
    for chunk in chunks:
        size += len(chunk)
        sample += chunk[: max(_SAMPLE_BYTES - len(sample), 0)]
        breaks[10] += chunk.count(b"\n")
        breaks[13] += chunk.count(b"\r")
        readers = {name: reader for name, reader in readers.items() if _reads(reader, chunk)}
    if not sample.strip(b"\0 \r\n\t"):
        raise NotASheetError("That file is empty.")
    refuse_strangers(sample)
    encoding = _marked(sample) or next(iter(readers), "latin-1")
    return Look(sample, encoding, max(breaks.values()), size <= len(sample))


def _reads(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _marked(sample: bytes) -> str:
    """Return the encoding a byte-order mark tells, or the empty bytes of every other letter."""
    if sample.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = sample[:4000]
    if start[1::4].count(0) > len(start) * 0.2 and start[2::4].count(0) > len(start) * 0.2:
        return "utf-32-le" if start[3:4] == b"\0" else "utf-32-be"
    if start[1::2].count(0) > len(start) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) * 0.3 else ""


def find_text_manner(chunks: Iterable[bytes], wanted: Wanted, *, form: str = CSV, sheet: str = "") -> Manner:
    """Say how a text file of cells is to be read. Raises NotASheetError."""
    look = look_over(chunks)
    encoding = _known_encoding(wanted.encoding) or look.encoding
    text = look.sample.decode(encoding, errors="replace").replace("\0", "")
    refuse_nonsense(text)
    lines = list(_lines_in(text))
    if not look.whole:
        lines = lines[:-1] or lines  # the last line of a sample is cut off
    delimiter = wanted.delimiter if wanted.delimiter in DELIMITERS else _find_delimiter(lines, form)
    rows = [row.cells for row in islice(split_rows(lines, delimiter), SAMPLE_ROWS)]
    heading_row, headings = find_headings(rows, wanted.heading_row)
    about = max(look.lines - heading_row + (0 if look.whole and text.endswith(("\n", "\r")) else 1), 0)
    return Manner(encoding, delimiter, heading_row, headings, form=form, sheet=tab_name(sheet), rows=about)


def _known_encoding(name: str | None) -> str | None:
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None


def refuse_nonsense(text: str) -> None:
    if len(_CONTROLS.findall(text)) > max(20, len(text) * 0.02):
        raise NotASheetError(
            "That does not look like a spreadsheet saved as CSV. Save it as CSV and try again."
        )


def _find_delimiter(lines: list[str], form: str) -> str:
    """Return what parts the cells: whatever makes most rows equally wide, and wider than one."""

    def fit(delimiter: str) -> tuple[float, int]:
        widths = [len(row.cells) for row in islice(split_rows(lines, delimiter), 60) if row.cells]
        (width, often), *_ = Counter(widths).most_common(1) or [(1, 0)]
        return (often / len(widths) if width > 1 else 0.0, width)

    if form != CSV and any("\t" in line for line in lines[:20]):
        return "\t"  # cells copied out of a spreadsheet program are parted by tabs
    return max(_DELIMITERS, key=fit)


def lines_of(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield the lines of a file handed over in pieces. Empty characters (NUL), which nobody typed, are taken
    out.
    """
    kept = ""
    for piece in text_of(chunks, encoding):
        kept += piece
        # A line may end in \r alone, so the last line waits: it may be cut off, or its \n may follow.
        *whole, kept = [*_lines_in(kept), ""][: -1 if kept else None]
        yield from whole
        if len(kept) > _LONGEST_LINE:  # no line is so long: hand it on, memory is not endless
            yield kept
            kept = ""
    yield from _lines_in(kept)


def text_of(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield a file’s text in pieces, without empty characters."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        if piece := decoder.decode(chunk).replace("\0", ""):
            yield piece
    if piece := decoder.decode(b"", final=True).replace("\0", ""):
        yield piece


def _lines_in(text: str) -> io.StringIO:
    """Return the lines one by one, ended by newline, carriage return or both, and by nothing else."""
    return io.StringIO(text, newline="")
