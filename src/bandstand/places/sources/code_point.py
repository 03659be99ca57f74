"""Code-Point Open as Ordnance Survey hands it out: a zip or its folder, one CSV a postcode area.

A row: postcode, quality, easting, northing, country, two health codes, county, district, ward.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bandstand.places.grid import lat_lon

from .row import CannotReadError, Row

_SHEET = re.compile(r"(^|/)Data/CSV/[^/]+\.csv$", re.IGNORECASE)
_COLUMNS = 10


def reader(path: Path) -> Iterator[tuple[float, list[Row]]] | None:
    if path.is_dir():
        sheets = [file for file in sorted(path.rglob("*.csv")) if _SHEET.search(file.as_posix())]
        return _folder(sheets) if sheets else None
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if _SHEET.search(name))
    return _zip(path, names) if names else None


def _folder(sheets: list[Path]) -> Iterator[tuple[float, list[Row]]]:
    for number, sheet in enumerate(sheets, start=1):
        with sheet.open(encoding="utf-8-sig", newline="") as lines:
            yield number / len(sheets), list(_rows(lines, sheet.name))


def _zip(path: Path, names: list[str]) -> Iterator[tuple[float, list[Row]]]:
    with zipfile.ZipFile(path) as archive:
        for number, name in enumerate(names, start=1):
            with archive.open(name) as raw:
                lines = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
                yield number / len(names), list(_rows(lines, name))


def _rows(lines: io.TextIOBase, name: str) -> Iterator[Row]:
    for cells in csv.reader(lines):
        if len(cells) != _COLUMNS:
            raise CannotReadError(
                f"{name} has a row of {len(cells)} columns where Code-Point Open has {_COLUMNS}."
            )
        east, north = int(cells[2]), int(cells[3])
        if east and north:  # 0 and 0 say: not placed yet
            lat, lon = lat_lon(east, north)
            yield Row(cells[0].replace(" ", ""), round(lat, 6), round(lon, 6), cells[9], cells[8])
