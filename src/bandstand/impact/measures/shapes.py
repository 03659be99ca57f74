"""What a measure is made of: a period, a figure, the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering
from bandstand.groups.models import Group
from bandstand.people.models import Person


@dataclass(frozen=True)
class Period:
    """Days by the clock on the wall, both counted in. No `start`: since we began. No `end`: up to now."""

    start: date | None = None
    end: date | None = None

    @property
    def is_everything(self) -> bool:
        return self.start is None and self.end is None

    def covers(self, field_name: str) -> Q:
        """Return the filter "this moment lies in the period"."""
        inside = Q()
        if self.start:
            inside &= Q(**{f"{field_name}__gte": _midnight(self.start)})
        if self.end and self.end < date.max:  # nothing lies after the last day there is
            inside &= Q(**{f"{field_name}__lt": _midnight(self.end + timedelta(days=1))})
        return inside


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class Figure:
    """One answer. `value` is None when nobody recorded it: that is not nought.

    `not_named` are people counted without a name: part of the attendances, but beside the figures of people,
    because one person may have come twice. `unknown` is how many gatherings nobody wrote down.
    """

    value: int | None
    not_named: int = 0
    unknown: int = 0
    words: str = ""

    @property
    def says(self) -> str:
        """The figure as it is printed: "1,204", "not known"."""
        return "not known" if self.value is None else f"{self.value:,}"


@dataclass(frozen=True)
class Row:
    """One line behind a figure, with links to what it came from."""

    gathering: Gathering | None = None
    group: Group | None = None
    person: Person | None = None  # only in rows for people who may see names
    at: datetime | None = None
    count: int | None = None  # None: not known
    few: int = 0  # in public, where the count might tell of somebody's health: “fewer than” this
    words: str = ""


Years = Mapping[int, int | None]


@dataclass(frozen=True)
class Measure:
    """A thing that is counted. Whoever changes `rule` raises `version`: published figures carry both."""

    code: str
    version: int
    title: str  # follows the figure: "28 surgeries held"
    rule: str
    caution: str
    figure: Callable[[Period], Figure]
    rows: Callable[[Period], Sequence[Row]]  # gatherings and groups only: fit for anyone's eyes
    years: Callable[[Period], Years]
    names: Callable[[Period], Sequence[Row]] | None = (
        None  # rows that name people: for those who may see them
    )
    column: str = ""  # heading of the rows' `count`, empty when every row counts as one
