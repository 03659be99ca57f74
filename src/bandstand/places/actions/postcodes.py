"""Loading postcodes, in stretches that each stand alone: stopped half-way, the table is still right
everywhere.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max

from ..grid import distance_miles
from ..models import Outcode, Postcode
from ..postcodes import key_of, tidy
from ..signals import postcodes_loaded
from ..sources import CannotReadError, Row, read

_STRETCH = 20_000
_UPSERT = """
    INSERT INTO places_postcode (code, lat, lon, ward_code, load) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (code) DO UPDATE
    SET lat = excluded.lat, lon = excluded.lon, ward_code = excluded.ward_code, load = excluded.load
"""


@dataclass(frozen=True)
class Limit:
    """Which postcodes to keep: of one authority (official code), or so many miles round a point. All by
    default.
    """

    authority: str = ""
    lat: float = 0
    lon: float = 0
    miles: float = 0

    def keeps(self, row: Row) -> bool:
        if self.authority and row.authority != self.authority:
            return False
        return not self.miles or distance_miles(self.lat, self.lon, row.lat, row.lon) <= self.miles


@dataclass(frozen=True)
class Loaded:
    """What a load came to."""

    postcodes: int
    outcodes: int
    cleared: int


Told = Callable[[float, int], None]
EVERYWHERE = Limit()


def load_postcodes(
    path: Path, *, limit: Limit = EVERYWHERE, told: Told = lambda _share, _kept: None
) -> Loaded:
    """Make the table hold this file's postcodes and no others; the middles of first halves are of the whole
    file.

    `told` hears the share of the file read and how many are kept. Raises CannotReadError.
    """
    load = (Postcode.objects.aggregate(last=Max("load"))["last"] or 0) + 1
    middles = _Middles()
    kept = 0
    for share, rows in read(path):
        middles.add(rows)
        kept += _keep([row for row in rows if len(row.code) > 4 and limit.keeps(row)], load)
        told(share, kept)
    if not middles.seen:
        raise CannotReadError("There is not one placed postcode in that file.")
    middles.save()
    # A file of first halves only says nothing about whole postcodes, so those stay as they are.
    cleared = Postcode.objects.exclude(load=load).delete()[0] if kept else 0
    postcodes_loaded.send(sender=Postcode)
    return Loaded(kept, len(middles.seen), cleared)


def _keep(rows: list[Row], load: int) -> int:
    for start in range(0, len(rows), _STRETCH):
        values = [(row.code, row.lat, row.lon, row.ward, load) for row in rows[start : start + _STRETCH]]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_UPSERT, values)
    return len(rows)


class _Middles:
    """The mean position of each outcode, gathered while rows go by."""

    def __init__(self) -> None:
        self.seen: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            total = self.seen[row.code[:-3] if len(row.code) > 4 else row.code]
            total[0] += 1
            total[1] += row.lat
            total[2] += row.lon

    def save(self) -> None:
        Outcode.objects.bulk_create(
            self._rows(),
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["lat", "lon", "postcodes"],
            batch_size=500,
        )

    def _rows(self) -> Iterator[Outcode]:
        for code, (count, lats, lons) in self.seen.items():
            yield Outcode(code=code, lat=lats / count, lon=lons / count, postcodes=int(count))


def round_about(path: Path, postcode: str, miles: float) -> Limit:
    """Return the limit of so many miles round a postcode or outcode, looked up in the file itself."""
    wanted = key_of(tidy(postcode))
    if not wanted:
        raise CannotReadError(f"“{postcode}” is not a postcode.")
    middles = _Middles()
    for _, rows in read(path):
        middles.add(row for row in rows if wanted in {row.code, row.code[:-3]})
    if not middles.seen:
        raise CannotReadError(f"{postcode} is not in that file.")
    count, lats, lons = next(iter(middles.seen.values()))
    return Limit(lat=lats / count, lon=lons / count, miles=miles)
