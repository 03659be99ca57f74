"""What the public may ask for: everything, or whole quarters, of one programme where they like."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from bandstand.gatherings.models import Programme

from .measures import Scope

QUARTERS = (
    "Public figures are for whole quarters: “from” is the first of January, April, July or October, and "
    "“to” the last day of March, June, September or December."
)


class AskedOddlyError(ValueError):
    """What was asked for cannot be answered; its words say how to ask."""


def public_scope(asked: Mapping[str, str]) -> Scope:
    """Return the scope of `from`, `to` and `programme` (its number). Raises `AskedOddlyError`."""
    start, end = _day(asked, "from"), _day(asked, "to")
    if (start and (start.day != 1 or start.month % 3 != 1)) or (end and not _ends_a_quarter(end)):
        raise AskedOddlyError(QUARTERS)
    if start and end and end < start:
        raise AskedOddlyError("“to” comes before “from”. Change one of them.")
    return Scope(start, end, programme=_programme(asked.get("programme", "")))


def _ends_a_quarter(day: date) -> bool:
    return day.month % 3 == 0 and day.day == monthrange(day.year, day.month)[1]


def _day(asked: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(asked[name]) if asked.get(name) else None
    except ValueError:
        raise AskedOddlyError("Write days as 2026-04-14, in “from” and “to”.") from None


def _programme(number: str) -> Programme | None:
    if not number:
        return None
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    programme = Programme.objects.filter(pk=int(number)).first() if is_number else None
    if programme is None:
        raise AskedOddlyError("There is no programme of this number.")
    return programme
