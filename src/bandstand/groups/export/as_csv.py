"""Groups as a sheet: safe to open in a spreadsheet, and bringing it back in changes nothing.

The columns are those the import knows as our own (`sheets.fields.own_headings`). The public sheet has no
private column, and of a hidden place no cell.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from ..models import Group
from ..queries.feeds import Entry, open_parent
from ..sheets.fields import joined, own_headings
from ..sheets.guard import guarded
from .addresses import online_of

_PRIVATE = frozenset({"email", "phone", "listed"})
_OF_ITS_PLACE = frozenset({"address", "postcode", "lat", "lon"})
_AS_NUMBERS = frozenset({"lat", "lon"})  # a minus before a longitude is no sum
MARK = "\ufeff"  # tells a spreadsheet that this is UTF-8

_CELLS: dict[str, Callable[[Entry], str]] = {
    "uid": lambda entry: str(entry.group.uid),
    "name": lambda entry: entry.group.name,
    "other_name": lambda entry: joined(map(str, entry.group.other_names)),
    "kind": lambda entry: entry.group.kind.name if entry.group.kind else "",
    "about": lambda entry: entry.group.about,
    "interests": lambda entry: joined(interest.name for interest in entry.interests),
    "status": lambda entry: entry.group.status,
    "address": lambda entry: entry.group.address,
    "postcode": lambda entry: entry.group.postcode,
    "lat": lambda entry: _degrees(entry.group.lat),
    "lon": lambda entry: _degrees(entry.group.lon),
    "place_shown": lambda entry: entry.group.place_shown,
    "listed": lambda entry: "yes" if entry.group.listed else "no",
    "email": lambda entry: entry.group.email,
    "phone": lambda entry: entry.group.phone,
    "charity_number": lambda entry: entry.group.charity_number,
    "identifier": lambda entry: joined(f"{one.scheme}-{one.value}" for one in entry.identifiers),
}


def headings(*, everything: bool = False) -> list[tuple[str, str]]:
    """Return each column's heading and field."""
    return [(words, field) for words, field in own_headings() if everything or field not in _PRIVATE]


def lines(entries: Iterable[Entry], *, everything: bool = False) -> Iterator[str]:
    """Yield the sheet a line at a time, the headings first. `everything` is for the hub's own eyes only."""
    columns = headings(everything=everything)
    yield MARK + _line([words for words, _ in columns])
    for entry in entries:
        yield _line([_cell(entry, field, everything=everything) for _, field in columns])


def _cell(entry: Entry, field: str, *, everything: bool) -> str:
    hidden = entry.group.place_shown != Group.PlaceShown.EXACT
    if hidden and field in _OF_ITS_PLACE and not everything:
        return ""
    if field == "parent":
        parent = entry.group.parent if everything else open_parent(entry.group)
        return str(parent.uid) if parent else ""
    told = _CELLS.get(field)
    text = told(entry) if told else joined(online_of(entry, field))
    return text if field in _AS_NUMBERS else guarded(text)


def cells_by_field(entry: Entry) -> dict[str, frozenset[str]]:
    """Return the cells of this group in the public sheet and in the whole one, and its name as held."""
    held = {"name held": frozenset({entry.group.name})}
    return held | {
        field: frozenset(_cell(entry, field, everything=whole) for whole in (True, False))
        for _, field in own_headings()
    }


def _degrees(value: float | None) -> str:
    return "" if value is None else repr(value)


def _line(cells: list[str]) -> str:
    kept = io.StringIO(newline="")
    csv.writer(kept).writerow(cells)
    return kept.getvalue()
