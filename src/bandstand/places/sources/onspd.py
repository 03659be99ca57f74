"""The ONS Postcode Directory, one large CSV. Column names changed over the years; all of them are known here.

Northern Ireland's full postcodes may not be passed on, so only the middle of each first half is taken.
"""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

from .row import CannotReadError, Row

_STRETCH = 20_000
_NAMES = {
    "code": ["pcds", "pcd", "pcd7", "pcd8", "pcd2", "postcode", "outcode"],
    "lat": ["lat", "latitude"],
    "lon": ["long", "lon", "longitude", "lng"],
    "ward": ["osward"],
    "authority": ["oslaua", "laua"],
}
_NORTHERN_IRELAND = "BT"
_NOT_PLACED = 99.0


def reader(path: Path) -> Iterator[tuple[float, list[Row]]] | None:
    if path.is_dir() or zipfile.is_zipfile(path):
        return None
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        headings = next(csv.reader(lines), [])
    at = _columns(headings)
    return _stretches(path, at) if {"code", "lat", "lon"} <= at.keys() else None


def _columns(headings: list[str]) -> dict[str, int]:
    """Return where each thing is. Wards and districts may carry a year: wd24cd, lad23cd."""
    at: dict[str, int] = {}
    plain = [heading.strip().lower() for heading in headings]
    for thing, names in _NAMES.items():
        found = [plain.index(name) for name in names if name in plain]
        if found:
            at[thing] = found[0]
    for number, heading in enumerate(plain):
        if heading.startswith("wd") and heading.endswith("cd"):
            at.setdefault("ward", number)
        if heading.startswith("lad") and heading.endswith("cd"):
            at.setdefault("authority", number)
    return at


def _stretches(path: Path, at: dict[str, int]) -> Iterator[tuple[float, list[Row]]]:
    size = path.stat().st_size or 1
    with path.open("rb") as raw:
        lines = (line.decode("utf-8", errors="replace") for line in raw)
        cells = csv.reader(lines)
        next(cells, None)
        rows: list[Row] = []
        for row in cells:
            placed = _row(row, at)
            if placed:
                rows.append(placed)
            if len(rows) >= _STRETCH:
                yield raw.tell() / size, rows
                rows = []
        yield 1.0, rows


def _row(cells: list[str], at: dict[str, int]) -> Row | None:
    def cell(thing: str) -> str:
        return cells[at[thing]].strip() if thing in at and at[thing] < len(cells) else ""

    code = cell("code").upper()
    try:
        lat, lon = float(cell("lat")), float(cell("lon"))
    except ValueError as trouble:
        if not cell("lat") and not cell("lon"):
            return None
        raise CannotReadError(
            f"“{cell('lat')}, {cell('lon')}” is not a latitude and a longitude."
        ) from trouble
    if not code or lat > _NOT_PLACED:
        return None
    code = code.replace(" ", "")
    if code.startswith(_NORTHERN_IRELAND) and len(code) > 4:
        return Row(code[:-3], lat, lon, "", "")
    return Row(code, lat, lon, cell("ward"), cell("authority"))
