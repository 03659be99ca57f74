"""Counts of people so small that they could tell of somebody: not shown in public as they are.

A few people are “fewer than five”. A number that would give a hidden one away by taking it from a total is
“not shown” as well. And of less than everything (a year, a programme, an area) numbers of people are rounded
to fives, so that nothing small comes out between two of them. What this cannot cover is said in
`docs/officers/figures.md`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bandstand.groups.shown import tells_of_health

from .measures import Figure, Measure, Part, Row

# Figures that make up one total, give or take: with one of them hidden, so are the others.
FAMILIES = [{"first-timers", "came-again"}, {"helpers", "came-for-help"}]


@dataclass(frozen=True)
class Cell:
    """One number of a table in public. Hidden it has no value; `few` where it is a few, or none was lost."""

    value: int | None
    hidden: bool = False
    few: int = 0

    @property
    def says(self) -> str:
        if self.few:
            return f"fewer than {self.few}"
        if self.hidden:
            return "not shown"
        return "not known" if self.value is None else f"{self.value:,}"


def figures_for_everybody(
    counted: Iterable[tuple[Measure, Figure]], *, few: int, exact: bool
) -> list[tuple[Measure, Figure]]:
    """Return figures as the public sees them. `exact` is for everything there is, in nothing narrower."""
    shown = [(measure, _shown(measure, figure, few, exact=exact)) for measure, figure in counted]
    hidden = {measure.code for measure, figure in shown if figure.few}
    relatives = {code for family in FAMILIES if family & hidden for code in family}
    return [
        (measure, _as_relative(figure, few) if measure.code in relatives else figure)
        for measure, figure in shown
    ]


def _shown(measure: Measure, figure: Figure, few: int, *, exact: bool) -> Figure:
    parts = _parts(figure.parts, few, exact=exact)
    if not measure.people:
        return replace(figure, parts=parts)
    if _is_few(figure.value, few):
        return replace(figure, value=None, not_named=0, few=few, parts=())
    if _is_few(figure.not_named, few):
        figure = replace(figure, not_named=0)
    if exact:
        return replace(figure, parts=parts)
    return replace(
        figure,
        value=_rounded(figure.value, few) if figure.value else figure.value,
        not_named=_rounded(figure.not_named, few),
        about=few if figure.value or figure.not_named else 0,
        parts=parts,
    )


def _as_relative(figure: Figure, few: int) -> Figure:
    """Return a figure that would give another away: rounded, which hides as much as the other does."""
    if figure.few or not figure.value:
        return figure
    return replace(figure, value=_rounded(figure.value, few), about=few, parts=())


def _parts(parts: Sequence[Part], few: int, *, exact: bool) -> tuple[Part, ...]:
    """Leave out parts that count people, all of them, where one of them is a few or less than all is told."""
    small = any(part.people and _is_few(part.value, few) for part in parts)
    return tuple(part for part in parts if not part.people or (exact and not small))


def _is_few(number: int | None, few: int) -> bool:
    return number is not None and 0 < number < few


def _rounded(number: int, few: int) -> int:
    """Return the nearest multiple; what is no few never becomes nought."""
    return few * ((2 * number + few) // (2 * few)) if few > 1 else number


def cells(counts: Sequence[int | None], *, few: int, add_up: bool) -> list[Cell] | None:
    """Return the numbers of one column; None where no way of hiding them keeps a few from being found out.

    Where they `add_up` to a total that is told, the smallest of the others go as well until nobody can tell
    whether any of the hidden is a few.
    """
    hidden = {place for place, count in enumerate(counts) if _is_few(count, few)}
    if add_up and hidden:
        others = [(count, place) for place, count in enumerate(counts) if count and place not in hidden]
        for _, place in sorted(others):
            if _is_safe(counts, hidden, few):
                break
            hidden.add(place)
        if not _is_safe(counts, hidden, few):
            return None
    label = 0 if add_up else few  # one label for all where the others are hidden for their sake
    return [
        Cell(None, hidden=True, few=label) if place in hidden else Cell(count)
        for place, count in enumerate(counts)
    ]


def _is_safe(counts: Sequence[int | None], hidden: set[int], few: int) -> bool:
    """Tell whether each hidden number might, for all the total tells, be no few."""
    total = sum(counts[place] or 0 for place in hidden)
    return len(hidden) > 1 and total - (len(hidden) - 1) >= few


def rows_for_everybody(measure: Measure, rows: Iterable[Row], *, few: int) -> list[Row]:
    """Return the rows behind a figure as the public sees them; none where they would give somebody away."""
    if measure.rows_at_desk or measure.at_desk:
        return []
    found = list(rows)
    if not measure.people:
        return beside_health_groups(found, few=few)
    shown = cells([row.count for row in found], few=few, add_up=measure.adds_up)
    if shown is None:
        return []
    return [
        replace(row, count=cell.value, few=cell.few, hidden=cell.hidden, words="")
        for row, cell in zip(found, shown, strict=True)
    ]


def years_for_everybody(
    measure: Measure, years: Mapping[int, int | None], rows: Sequence[Row], *, few: int
) -> dict[int, Cell]:
    """Return a figure year by year as the public sees it; empty where the years are better not told.

    `rows` are those the public sees beside them: from a year and its rows a hidden row could be told.
    """
    if not measure.people:
        return {year: Cell(value) for year, value in years.items()}
    if measure.adds_up and (not rows or any(row.hidden for row in rows)):
        return {}
    shown = cells(list(years.values()), few=few, add_up=measure.adds_up)
    return {} if shown is None else dict(zip(years, shown, strict=True))


def beside_health_groups(rows: Iterable[Row], *, few: int) -> list[Row]:
    """Return rows of groups: how often a health group was helped, if it was a few times, is not told."""
    return [replace(row, count=None, few=few) if _tells(row, few) else row for row in rows]


def _tells(row: Row, few: int) -> bool:
    return row.group is not None and _is_few(row.count, few) and tells_of_health(row.group)
