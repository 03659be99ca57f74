"""What a measure is made of: a period, a figure, the rows behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering, Programme
from bandstand.groups.models import Group
from bandstand.people.models import Person
from bandstand.places.models import Area


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

    def has(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def is_narrowed(self) -> bool:
        """Whether less than everything of the period is asked for."""
        return False

    def only(self, path: str = "") -> Q:
        """Return the filter on gatherings besides the period, from rows that reach them by this path."""
        del path
        return Q()


@dataclass(frozen=True)
class Scope(Period):
    """A period, and of it only the gatherings that count towards one programme, or were in one area.

    A gathering of two programmes is in the figures of both, and once in the figures of the whole.
    """

    programme: Programme | None = None
    area: Area | None = None

    @property
    def is_everything(self) -> bool:
        return super().is_everything and not self.is_narrowed

    @property
    def is_narrowed(self) -> bool:
        return self.programme is not None or self.area is not None

    def only(self, path: str = "") -> Q:
        only = Q()
        if self.programme:
            only &= Q(**{f"{path}programmes": self.programme})
        if self.area:
            only &= Q(**{f"{path}venue__area": self.area})
        return only


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True)
class Part:
    """A number beside a figure: what it is made of, or what was left out of it. Its words follow it."""

    code: str
    value: int
    words: str
    people: bool = False  # counts people, so that a few of them are not told in public

    @property
    def says(self) -> str:
        return f"{self.value:,} {self.words}"


@dataclass(frozen=True)
class Figure:
    """One answer. `value` is None when nobody recorded it: that is not nought.

    `not_named` are people counted without a name: part of the attendances, but beside the figures of people,
    because one person may have come twice. `unknown` is how many gatherings nobody wrote down. In public a
    value may be hidden (`few`: it is fewer than this) or rounded (`about`: to a multiple of this).
    """

    value: int | None
    not_named: int = 0
    unknown: int = 0
    words: str = ""
    parts: tuple[Part, ...] = ()
    unit: str = ""
    few: int = 0
    about: int = 0

    @property
    def says(self) -> str:
        """The figure as it is printed: "1,204", "12%", "not known", "fewer than 5", "about 40"."""
        if self.few:
            return f"fewer than {self.few}"
        if self.value is None:
            return "not known"
        return f"{'about ' if self.about and self.value else ''}{self.value:,}{self.unit}"

    @property
    def remarks(self) -> str:
        """Everything to be said beside it, in a sentence or two."""
        parts = "; ".join(part.says for part in self.parts if part.value)
        return " ".join(said for said in (f"{parts}." if parts else "", self.words) if said)

    def part(self, code: str) -> int:
        """Return the number of one part; nought where it has none."""
        return next((part.value for part in self.parts if part.code == code), 0)


@dataclass(frozen=True)
class Row:
    """One line behind a figure, with links to what it came from."""

    gathering: Gathering | None = None
    group: Group | None = None
    other: Group | None = None  # whom it met
    person: Person | None = None  # only in rows for people who may see names
    at: datetime | None = None
    count: int | None = None  # None: not known
    few: int = 0  # in public, where the count might tell of somebody: “fewer than” this
    hidden: bool = False  # in public, where it would give another one away
    words: str = ""


Years = Mapping[int, int | None]
Captured = Sequence[tuple[str, int]]
"""How it was written down, in words, and how many rows came that way."""


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
    chapter: str = ""
    people: bool = False  # counts people: a few of them are not told in public
    adds_up: bool = False  # the rows, or the years, add up to the figure
    at_desk: bool = False  # no figure for the public
    rows_at_desk: bool = False  # the figure is for anyone, what it is made of is not
    captured: Callable[[Period], Captured] | None = None
