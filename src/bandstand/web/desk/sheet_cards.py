"""One row of a sheet as a card to look over: what is wrong, what it changes, which group it may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from bandstand.groups.links import is_blank
from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.groups.sheets.cells import note_names
from bandstand.groups.sheets.columns import FIELDS, LEAVE_OUT, NOTE

State = ImportRow.State
NAMELESS = "A row without a name"
_LONG = 60  # letters; longer cells get a box of several lines
_BRIEF = ["kind", "about", "place_name", "address", "postcode", "website", "facebook", "charity_number"]
_SIDES = ["name", "about", "kind", "address", "postcode", "email", "phone", "charity_number"]


def _is_long(text: str) -> bool:
    return len(text) > _LONG or "\n" in text


@dataclass(frozen=True)
class Cell:
    """A cell of the row. `came` is how it came, where an officer put it right."""

    number: int
    heading: str
    text: str
    holds: str = ""
    left_out: bool = False
    came: str = ""

    @property
    def long(self) -> bool:
        return _is_long(self.text)


@dataclass(frozen=True)
class Wrong:
    """What keeps a row out. `number` is the column to type in; None when it is the row as a whole."""

    number: int | None
    heading: str
    words: str
    text: str = ""
    suggestion: str = ""

    @property
    def long(self) -> bool:
        return _is_long(self.text)


@dataclass(frozen=True)
class Side:
    """A line of two groups side by side."""

    label: str
    here: str
    there: str

    @property
    def differs(self) -> bool:
        return bool(self.here and self.there) and self.here.casefold() != self.there.casefold()


@dataclass(frozen=True)
class Candidate:
    """A group, or another row of this sheet, that the row may be. `value` is what the button sends."""

    name: str
    why: str
    value: str
    sides: list[Side]
    group: Group | None = None
    row: int = 0


@dataclass
class Card:
    row: ImportRow
    title: str
    cells: list[Cell]
    wrong: list[Wrong] = field(default_factory=list)
    tidied: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    taken_for: Candidate | None = None
    decided: str = ""
    brief: str = ""

    @property
    def can_fix(self) -> bool:
        return any(one.number is not None for one in self.wrong)


def cards(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[Card]:
    """Return the rows as cards, whatever their number, in two queries at most."""
    shown = list(rows)
    columns = _Columns(batch)
    groups = Group.objects.select_related("kind").in_bulk(_groups_named(shown))
    others = {row.number: row for row in batch.rows.filter(number__in=_rows_named(shown))}
    return [_card(row, columns, groups, others) for row in shown]


class _Columns:
    """The headings of a sheet, and what each column holds."""

    def __init__(self, batch: ImportBatch) -> None:
        self.names = note_names(batch.headings)
        self.holds = [batch.mapping.get(str(number), NOTE) for number in range(len(self.names))]
        self.number = {name: number for number, name in enumerate(self.names)}
        self.name_at = self.holds.index("name") if "name" in self.holds else None

    def cell(self, row: ImportRow, number: int) -> str:
        came = str(row.cells[number]) if number < len(row.cells) else ""
        return str(row.fixed.get(str(number), came))

    def title(self, row: ImportRow) -> str:
        named = self.cell(row, self.name_at).strip() if self.name_at is not None else ""
        return named or (row.group.name if row.group else NAMELESS)

    def fields(self, row: ImportRow) -> dict[str, str]:
        """Return what the row says of each field; several cells for one field are put together."""
        told: dict[str, str] = {}
        for number, holds in enumerate(self.holds):
            if words := self.cell(row, number).strip():
                told[holds] = f"{told[holds]}, {words}" if holds in told else words
        return told


def _groups_named(rows: Sequence[ImportRow]) -> set[int]:
    return {one["group"] for row in rows for one in row.maybe if one.get("group")}


def _rows_named(rows: Sequence[ImportRow]) -> set[int]:
    return {one["row"] for row in rows for one in row.maybe if one.get("row")}


def _card(
    row: ImportRow, columns: _Columns, groups: Mapping[int, Group], others: Mapping[int, ImportRow]
) -> Card:
    card = Card(row, columns.title(row), _cells(row, columns))
    if row.state == State.FIX:
        card.wrong = [_wrong(row, say, columns) for say in row.says]
    else:
        card.tidied = row.says
    if row.state == State.NEW:
        card.brief = _brief(columns.fields(row))
    # The name stands above the card, so it is told again only where it changes.
    card.changes = [line for line in row.plan if line["before"] or line["field"] != "name"]
    candidates = [found for one in row.maybe if (found := _candidate(row, one, columns, groups, others))]
    if row.state == State.MAYBE:
        card.candidates = candidates
    elif row.state in {State.CHANGED, State.SAME} and candidates:
        card.taken_for = candidates[0]
    if row.state != State.MAYBE and row.decision and not row.done_at:
        card.decided = f"You said: {capfirst(row.get_decision_display().removeprefix('It is ').lower())}."
    return card


def _brief(told: Mapping[str, str]) -> str:
    """Return the most telling things a row says, in one line."""
    words = [" ".join(told[name].split()) for name in _BRIEF if not is_blank(told.get(name, ""))]
    return " · ".join(text if len(text) <= _LONG else f"{text[:_LONG]}…" for text in words)


def _cells(row: ImportRow, columns: _Columns) -> list[Cell]:
    wide = max(len(row.cells), len(columns.names))
    return [_one_cell(row, number, columns) for number in range(wide)]


def _one_cell(row: ImportRow, number: int, columns: _Columns) -> Cell:
    known = number < len(columns.names)
    holds = columns.holds[number] if known else NOTE
    came = str(row.cells[number]) if number < len(row.cells) else ""
    return Cell(
        number,
        columns.names[number] if known else f"Column {number + 1}",
        columns.cell(row, number),
        holds=FIELDS.get(holds, ""),
        left_out=holds == LEAVE_OUT,
        came=came if str(number) in row.fixed else "",
    )


def _wrong(row: ImportRow, say: Mapping[str, Any], columns: _Columns) -> Wrong:
    heading = str(say.get("column") or "")
    number = columns.number.get(heading)
    if number is None and not heading and columns.title(row) == NAMELESS:
        number = columns.name_at
    text = columns.cell(row, number) if number is not None else ""
    name = columns.names[number] if number is not None else heading
    return Wrong(number, name, str(say.get("words", "")), text, str(say.get("suggestion") or ""))


def _candidate(
    row: ImportRow,
    one: Mapping[str, Any],
    columns: _Columns,
    groups: Mapping[int, Group],
    others: Mapping[int, ImportRow],
) -> Candidate | None:
    """Return what the row may be, or nothing when it has gone since."""
    group, other = groups.get(one.get("group") or 0), others.get(one.get("row") or 0)
    why = " ".join(f"{capfirst(str(reason).rstrip('.'))}." for reason in one.get("reasons", []))
    here = columns.fields(row)
    if group is not None:
        return Candidate(group.name, why, f"group:{group.pk}", _sides(here, _facts(group)), group=group)
    if other is None:
        return None
    told = columns.fields(other)
    return Candidate(columns.title(other), why, f"row:{other.number}", _sides(here, told), row=other.number)


def _facts(group: Group) -> dict[str, str]:
    told = {name: str(getattr(group, name) or "") for name in _SIDES if name != "kind"}
    return told | {"kind": capfirst(group.kind.name) if group.kind else ""}


def _sides(here: Mapping[str, str], there: Mapping[str, str]) -> list[Side]:
    """Return a line for each field that one of them has."""
    return [
        Side(FIELDS[name].partition(" (")[0], here.get(name, ""), there.get(name, ""))
        for name in _SIDES
        if name in FIELDS and (here.get(name) or there.get(name))
    ]
