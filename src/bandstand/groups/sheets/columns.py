"""Which column holds what: guessed from its heading and from what is in it, for an officer to check."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bandstand.groups.links import is_blank

from .fields import FIELDS, LEAVE_OUT, LINKS, NOTE, SEVERAL, joined, own_headings, parted
from .recognising import by_content, by_heading, figure, fits, heading_words, share

__all__ = [
    "FIELDS", "LEAVE_OUT", "LINKS", "NOTE", "SEVERAL", "Column", "guess_columns", "joined", "own_headings",
    "parted",
]  # fmt: skip

_BODIES = frozenset({"organisation", "organization", "charity", "association", "provider", "parent"})
_PLAIN_IDS = frozenset({"id", "uid", "uuid", "ref", "reference", "identifier"})


@dataclass
class Column:
    """A column as understood. `why` says in words what the guess rests on."""

    number: int
    heading: str
    guess: str = NOTE
    why: str = ""
    examples: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list, repr=False)


def guess_columns(
    headings: list[str], rows: Iterable[list[str]], kind_words: frozenset[str] = frozenset()
) -> list[Column]:
    """Say what each column seems to hold; what is not known is kept as a note, never dropped.

    `rows` are some of the rows below the headings; `kind_words` the plain names of the hub's kinds of group.
    """
    sample = list(rows)
    own = _of_our_own_export(headings)
    columns = [_column(number, heading, sample, own, kind_words) for number, heading in enumerate(headings)]
    if own:
        return columns
    _see_the_grid(columns)
    _one_of_each(columns)
    if not any(column.guess == "name" for column in columns):
        _name_by_looks(columns)
    return columns


def _of_our_own_export(headings: list[str]) -> dict[str, str]:
    """Return heading to field when the sheet came from us: then nothing needs guessing."""
    known = {heading_words(heading): goes_to for heading, goes_to in own_headings()}
    return known if any(heading_words(heading) == "bandstand id" for heading in headings) else {}


def _column(
    number: int, heading: str, sample: list[list[str]], own: dict[str, str], kind_words: frozenset[str]
) -> Column:
    cells = [row[number].strip() for row in sample if number < len(row) and not is_blank(row[number])]
    column = Column(number, heading, examples=list(dict.fromkeys(cells))[:3], cells=cells)
    if own:
        column.guess = own.get(heading_words(heading), NOTE)
        column.why = "a column of our own" if column.guess != NOTE else ""
        return column
    asked = by_heading(heading)
    if asked and fits(asked, cells):
        column.guess, column.why = _sooner(asked, cells), "from its heading"
    elif found := by_content(heading, cells, kind_words):
        column.guess, column.why = found, "from what is in it"
    elif not cells:
        column.why = "it is empty"
    return column


def _sooner(asked: str, cells: list[str]) -> str:
    """Return what the heading asks for, or its neighbour that the cells speak for."""
    if asked in {"kind", "about"} and cells and share(cells, _is_several_words) > 0.5:
        return "interests"
    if asked == "postcode" and share(cells, lambda cell: len(cell) > 14) > 0.5:
        return "address"
    if asked == "ref" and by_content("", cells, frozenset()) == "identifier":
        return "identifier"
    return asked


def _is_several_words(cell: str) -> bool:
    """Tell whether a cell is a list of short things: “gardening; walking; wildlife”."""
    parts = parted(cell)
    return len(parts) > 1 and all(len(part) < 40 for part in parts)


def _see_the_grid(columns: list[Column]) -> None:
    """“X” and “Y” are metres on the national grid when large, degrees when small."""
    for column in columns:
        figures = [number for cell in column.cells if (number := figure(cell)) is not None]
        if column.guess not in {"lat", "lon", NOTE} or len(figures) < max(len(column.cells) * 0.8, 1):
            continue
        heading = heading_words(column.heading)
        if heading in {"x", "x coord", "x coordinate"}:
            column.guess = "east" if min(figures) > 1000 else "lon"
        elif heading in {"y", "y coord", "y coordinate"}:
            column.guess = "north" if min(figures) > 1000 else "lat"
        if column.guess != NOTE:
            column.why = "from its heading"
    _without_its_partner(columns)


def _without_its_partner(columns: list[Column]) -> None:
    """A latitude needs a longitude."""
    held = {column.guess for column in columns}
    for column in columns:
        partner = {"lat": "lon", "lon": "lat", "east": "north", "north": "east"}.get(column.guess)
        if partner and partner not in held:
            column.guess, column.why = NOTE, ""


def _one_of_each(columns: list[Column]) -> None:
    """Where two columns want one field, the one whose heading looks most like the name's keeps it."""
    named = [column for column in columns if column.guess == "name"]
    stem = _stem(max(named, key=lambda column: _kin(column, "")).heading) if named else ""
    best: dict[str, Column] = {}
    for column in columns:
        held = best.get(column.guess)
        if column.guess in SEVERAL:
            continue
        if held is None or _kin(column, stem) > _kin(held, stem):
            best[column.guess] = column
    for column in columns:
        if column.guess not in SEVERAL and best[column.guess] is not column:
            column.guess, column.why = _second_best(column, best), "another column holds that already"


def _second_best(column: Column, best: dict[str, Column]) -> str:
    """A second number may be that of the group this row belongs to, and a second name that of the body it is
    part of; anything else is kept as a note.
    """
    if column.guess == "name" and "parent" not in best and heading_words(column.heading) in _BODIES:
        best["parent"] = column
        return "parent"
    if column.guess == "ref" and "group_ref" not in best and heading_words(column.heading) not in _PLAIN_IDS:
        best["group_ref"] = column
        return "group_ref"
    return NOTE


def _stem(heading: str) -> str:
    return heading.lower().rpartition("name")[0]


def _kin(column: Column, stem: str) -> tuple[bool, bool, bool, bool]:
    heading = column.heading.lower()
    outright = column.guess == "name" and "name" in heading
    plain_id = column.guess == "ref" and heading_words(heading) in _PLAIN_IDS
    return outright, bool(stem) and heading.startswith(stem), plain_id, bool(column.examples)


def _name_by_looks(columns: list[Column]) -> None:
    """Without a heading for it, the name is the first column of words, best one whose words differ."""
    worded = [column for column in columns if column.guess in {NOTE, "place_name"} and _is_worded(column)]
    differing = [column for column in worded if len(set(column.cells)) > len(column.cells) * 0.6]
    for column in (differing or worded)[:1]:
        column.guess, column.why = "name", "it is the first column of words"


def _is_worded(column: Column) -> bool:
    cells = column.cells
    return share(cells, lambda cell: re.search(r"[^\W\d_]{3}", cell) is not None and len(cell) <= 200) > 0.8
