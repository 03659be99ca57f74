"""Bars a template can draw: one a year, lying down, with the words they need."""

from collections.abc import Mapping
from dataclasses import dataclass

from .small_numbers import Cell

WIDTH, LINE = 320, 30
_LEFT, _RIGHT = 44, 52  # room for the year before a bar and the figure after it


@dataclass(frozen=True)
class Bar:
    year: int
    value: int | None  # None: not known, or not told
    top: int
    length: float
    says: str

    @property
    def middle(self) -> int:
        return self.top + LINE // 2

    @property
    def end(self) -> float:
        return _LEFT + self.length


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    width: int = WIDTH
    left: int = _LEFT
    thick: int = LINE - 10

    @property
    def height(self) -> int:
        return LINE * len(self.bars)


def bars(years: Mapping[int, int | None] | Mapping[int, Cell]) -> Chart:
    """Return one bar a year, years in which nothing happened too."""
    if not years:
        return Chart([])
    told = {year: value if isinstance(value, Cell) else Cell(value) for year, value in years.items()}
    most = max(cell.value or 0 for cell in told.values()) or 1
    return Chart(
        [
            _bar(year, told.get(year, Cell(0)), place, most)
            for place, year in enumerate(range(min(told), max(told) + 1))
        ]
    )


def _bar(year: int, cell: Cell, place: int, most: int) -> Bar:
    length = (cell.value or 0) / most * (WIDTH - _LEFT - _RIGHT)
    return Bar(year, cell.value, place * LINE, round(length, 1), cell.says)
