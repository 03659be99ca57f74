"""Bars a template can draw: one a year, lying down, with the words they need."""

from dataclasses import dataclass

from .measures.shapes import Years

WIDTH, LINE = 320, 30
_LEFT, _RIGHT = 44, 52  # room for the year before a bar and the figure after it


@dataclass(frozen=True)
class Bar:
    year: int
    value: int | None  # None: not known
    top: int
    length: float

    @property
    def says(self) -> str:
        return "not known" if self.value is None else f"{self.value:,}"

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


def bars(years: Years) -> Chart:
    """Return one bar a year, years in which nothing happened too."""
    if not years:
        return Chart([])
    every_year = range(min(years), max(years) + 1)
    most = max((value or 0 for value in years.values()), default=0) or 1
    room = WIDTH - _LEFT - _RIGHT
    return Chart(
        [
            Bar(year, value := years.get(year, 0), place * LINE, round((value or 0) / most * room, 1))
            for place, year in enumerate(every_year)
        ]
    )
