"""Packed files (zip: Excel, OpenDocument, a bundle of CSVs), opened with care.

A packed file can claim and do anything: hold four gigabytes in forty kilobytes, a hundred thousand parts, two
parts of one name, names that climb out of their folder. All of that is refused before a part is unpacked,
and nothing is ever unpacked to disk.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .manner import NotASheetError

MOST_PARTS = 5_000
_MOST_INDEX_BYTES = 1024 * 1024
_LARGEST_UNPACKED = 600 * 1024 * 1024
# Sheets pack well, ten to fifty times; what packs better than this and is large was made to do harm.
_TIGHTEST, _LARGE = 200, 10 * 1024 * 1024
_END, _END_SIZE = b"PK\x05\x06", 22

DAMAGED = (
    "That file is damaged: it cannot be unpacked. Save it again from your spreadsheet program and try that."
)
_TOO_LARGE = (
    "That file would unpack to far more than any sheet of groups holds. "
    "Copy the cells you need into a new sheet and bring that in."
)
_TOO_MANY = (
    f"That file holds more than {MOST_PARTS:,} parts, which no sheet does. "
    "Save the sheet as CSV and try that."
)
_STRANGE = (
    "That file holds parts with names no spreadsheet program gives. Save the sheet as CSV and try that."
)
_LOCKED = "That file is locked with a password. Save it without one and bring in that."


@contextmanager
def opened(path: Path) -> Iterator[ZipFile]:
    """Open a packed file that is safe to read part by part. Raises NotASheetError."""
    _refuse_large_index(path)
    try:
        with ZipFile(path) as packed:
            _refuse_hazards(packed.infolist())
            yield packed
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError) as trouble:
        raise NotASheetError(DAMAGED) from trouble


def _refuse_large_index(path: Path) -> None:
    """Look at the end of the file, where the parts are counted, before the list of them is read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - 65_535 - _END_SIZE, 0))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise NotASheetError(DAMAGED)
    parts, index_bytes = struct.unpack("<HI", tail[at + 10 : at + 16])
    if parts > MOST_PARTS or index_bytes > _MOST_INDEX_BYTES:
        raise NotASheetError(_TOO_MANY)


def _refuse_hazards(parts: list[ZipInfo]) -> None:
    names = Counter(part.filename for part in parts)
    if len(parts) > MOST_PARTS:
        raise NotASheetError(_TOO_MANY)
    if any(many > 1 for many in names.values()) or any(_climbs(part) for part in parts):
        raise NotASheetError(_STRANGE)
    if any(part.flag_bits & 1 for part in parts):
        raise NotASheetError(_LOCKED)
    if any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        raise NotASheetError(DAMAGED)
    if sum(part.file_size for part in parts) > _LARGEST_UNPACKED or any(map(_is_bomb, parts)):
        raise NotASheetError(_TOO_LARGE)


def _climbs(part: ZipInfo) -> bool:
    """Tell whether a part would land outside its folder, or points elsewhere (a symbolic link)."""
    name = part.filename.replace("\\", "/")
    is_link = (part.external_attr >> 16) & 0o170000 == 0o120000
    return is_link or name.startswith("/") or ":" in name.partition("/")[0] or ".." in name.split("/")


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > _LARGE and part.file_size > part.compress_size * _TIGHTEST


def pieces_of(packed: ZipFile, name: str, size: int = 64 * 1024) -> Iterator[bytes]:
    """Yield a part's bytes, never more than it declared. Raises NotASheetError for a damaged one."""
    try:
        with packed.open(name) as part:
            yield from _pieces(part, packed.getinfo(name).file_size, size)
    except (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError) as trouble:
        raise NotASheetError(DAMAGED) from trouble


def _pieces(part: IO[bytes], declared: int, size: int) -> Iterator[bytes]:
    unpacked = 0
    while piece := part.read(size):
        unpacked += len(piece)
        if unpacked > declared:
            raise NotASheetError(_TOO_LARGE)
        yield piece
