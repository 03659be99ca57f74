"""Postcodes packed by column, one line an outcode: the small folder that travels with the developers' data.

incodes: `OUTCODE INCODE INCODE …`. east10 and north10: the first whole, each next as the difference from the
one
before, in tens of metres. wards: the outcode's ward codes, a bar, then one index a postcode.
"""

import lzma
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import accumulate
from pathlib import Path

from bandstand.places.grid import lat_lon

from .row import CannotReadError, Row

_FILES = ["incodes.txt.xz", "east10.txt.xz", "north10.txt.xz", "wards.txt.xz"]
_OUTCODES_AT_ONCE = 20


def reader(path: Path) -> Iterator[tuple[float, list[Row]]] | None:
    if not all((path / name).is_file() for name in _FILES):
        return None
    return _stretches(path)


def _stretches(path: Path) -> Iterator[tuple[float, list[Row]]]:
    with lzma.open(path / _FILES[0], "rt") as lines:
        outcodes = sum(1 for _ in lines)
    with ExitStack() as stack:
        files = [stack.enter_context(lzma.open(path / name, "rt", encoding="ascii")) for name in _FILES]
        rows: list[Row] = []
        for number, columns in enumerate(zip(*files, strict=True), start=1):
            rows.extend(_outcode(*columns))
            if number % _OUTCODES_AT_ONCE == 0:
                yield number / outcodes, rows
                rows = []
        yield 1.0, rows


def _outcode(incodes: str, east: str, north: str, wards: str) -> Iterator[Row]:
    outcode, *halves = incodes.split()
    names, _, which = wards.partition("|")
    codes = names.split()
    easts = accumulate(int(step) for step in east.split())
    norths = accumulate(int(step) for step in north.split())
    try:
        for incode, x, y, ward in zip(halves, easts, norths, which.split(), strict=True):
            lat, lon = lat_lon(x * 10 + 5, y * 10 + 5)
            yield Row(outcode + incode, round(lat, 6), round(lon, 6), codes[int(ward)], "")
    except ValueError as trouble:
        raise CannotReadError(f"The columns of {outcode} are not of the same length.") from trouble
