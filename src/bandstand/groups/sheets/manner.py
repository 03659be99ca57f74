"""How a table was saved, and a row as it came: what every way of reading a sheet hands on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from .headings import find_heading_row

MOST_COLUMNS = 500
LONGEST_CELL = 131_072  # letters; a spreadsheet program allows 32,767
ENDLESS = "A cell of this row is longer than any we can read (130,000 letters)."
_LONGEST_HEADING, _LONGEST_TAB = 200, 120

CSV, XLSX, ODS, JSON, PASTED = "csv", "xlsx", "ods", "json", "pasted"

_START_OF_ADDRESS = re.compile(r"^(?:https?://|mailto:)?(?:www\.)?")
_END_OF_ADDRESS = re.compile(r"(?:/|\?subject=.*)$")
# The heading of a column of addresses that stood behind the words of another.
LEADS = " (where it leads)"


class NotASheetError(ValueError):
    """The file cannot be read as a sheet; the message says in plain words what to do."""


@dataclass(frozen=True)
class Manner:
    """How one table was saved, and where its headings are.

    `heading_row` counts from 1; 0 says there is no row of headings (JSON has them in every entry).
    `rows` is about how many there are, 0 when that would be dear to find out. `hidden`: a tab out of sight.
    """

    encoding: str
    delimiter: str
    heading_row: int
    headings: list[str]
    form: str = CSV
    sheet: str = ""
    rows: int = 0
    hidden: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return what `as_json` gave; what it does not know of is passed over."""
        return cls(**{one.name: kept[one.name] for one in fields(cls) if one.name in kept})


@dataclass(frozen=True)
class Wanted:
    """What somebody says of a table that was understood wrongly. `sheet`: of this table only."""

    encoding: str | None = None
    delimiter: str | None = None
    heading_row: int | None = None
    sheet: str = ""

    def of(self, sheet: str) -> "Wanted":
        """Return what is wanted of this table."""
        return self if self.sheet in {"", sheet} else Wanted()


@dataclass(frozen=True)
class SheetRow:
    """One row as it came: cells as text, as a person sees or typed them.

    `number` counts as a spreadsheet program does; `trouble` says in words what is wrong with the row.
    `whole` is, for JSON, the entry as it was written. `leads` gives, by column, the address behind a cell
    that shows other words.
    """

    number: int
    cells: list[str]
    trouble: str = ""
    whole: str = ""
    leads: dict[int, str] = field(default_factory=dict)


def find_headings(rows: list[list[str]], wanted: int | None = None) -> tuple[int, list[str]]:
    """Return which of a table’s first rows has the headings, and a name for every column.

    Raises NotASheetError.
    """
    widest = max((_width(row) for row in rows), default=0)
    if not widest:
        raise NotASheetError("That sheet is empty.")
    refuse_too_wide(widest)
    number = find_heading_row(rows) if wanted is None else min(max(wanted, 0), len(rows))
    names = rows[number - 1] if number else []
    above = rows[number - 2] if number > 1 else []
    return number, named(_filled_from(above, names), widest)


def tab_name(name: str) -> str:
    """Return the name a table goes by, as much of it as is kept."""
    return name[-_LONGEST_TAB:]


def leads_elsewhere(shown: str, address: str) -> str:
    """Return the address behind a cell, unless the cell shows it anyway or it leads nowhere outside."""
    bare = [
        _END_OF_ADDRESS.sub("", _START_OF_ADDRESS.sub("", text.strip().lower())) for text in (shown, address)
    ]
    outside = address.lower().startswith(("http://", "https://", "mailto:"))
    return address.removeprefix("mailto:") if outside and bare[0] != bare[1] and shown.strip() else ""


def refuse_too_wide(widest: int) -> None:
    if widest > MOST_COLUMNS:
        raise NotASheetError(
            f"That sheet has {widest:,} columns and we can take {MOST_COLUMNS}. "
            "Take out the empty ones and try again."
        )


def _width(row: Sequence[str]) -> int:
    return next((width for width in range(len(row), 0, -1) if row[width - 1].strip()), 0)


def _filled_from(above: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the headings, taking one from the row above where it was merged over both rows.

    A lone title above is nobody's heading.
    """
    if sum(1 for cell in above if cell.strip()) < 2:
        return list(names)
    width = max(len(above), len(names))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*names, *[""] * (width - len(names))]
    return [low if low.strip() else up for up, low in zip(upper, lower, strict=True)]


def named(headings: Sequence[str], widest: int) -> list[str]:
    """Return a heading for every column; one without is called by its number."""
    names = [" ".join(heading.split())[:_LONGEST_HEADING] for heading in headings[:widest]]
    names += [""] * (widest - len(names))
    return [name or f"Column {number}" for number, name in enumerate(names, start=1)]
