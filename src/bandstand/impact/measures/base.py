"""What several measures stand on: gatherings that were held, notes that count, who was in the room."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.groups.models import Group
from bandstand.people.models import Person

from .shapes import Captured, Period, Row, Years

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
_kept: ContextVar[dict[object, object] | None] = ContextVar("kept", default=None)


@contextmanager
def counting() -> Iterator[None]:
    """Ask nothing twice inside: measures counted together share what several of them stand on."""
    token = _kept.set({} if _kept.get() is None else _kept.get())
    try:
        yield
    finally:
        _kept.reset(token)


def once(read: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Make a read that is done once inside `counting`. What it is given must be hashable."""

    @wraps(read)
    def reading(*args: Given.args, **options: Given.kwargs) -> Answer:
        kept = _kept.get()
        if kept is None:
            return read(*args, **options)
        asked = (read, args, tuple(options.items()))
        if asked not in kept:
            kept[asked] = read(*args, **options)
        return cast("Answer", kept[asked])

    return reading


HERE = {"undone_at": None, "arrival": Attendance.Arrival.HERE}
# Results of a help note that count as help.
HELPFUL = [result for result in HelpNote.Result if result != HelpNote.Result.NOT_TODAY]


def held(period: Period) -> QuerySet[Gathering]:
    """Return the gatherings of the period that were finished and written up, earliest first."""
    return Gathering.objects.filter(period.covers("starts_at") & period.only(), state=Gathering.State.CLOSED)


def was_held(period: Period, path: str) -> Q:
    """Return the filter of `held`, seen from rows that reach the gathering by this path."""
    in_scope = period.covers(f"{path}__starts_at") & period.only(f"{path}__")
    return in_scope & Q(**{f"{path}__state": Gathering.State.CLOSED})


def here(period: Period) -> QuerySet[Attendance]:
    """Return who was there at gatherings that were held, named or not."""
    return Attendance.objects.filter(was_held(period, "gathering"), **HERE)


def helped(period: Period, path: str) -> Q:
    """Return the filter "on a help note that counts", seen from rows that reach the notes by this path.

    Use it in one `filter()` call, so that all of it is asked of the same note.
    """
    counts = Q(**{f"{path}__undone_at": None, f"{path}__result__in": HELPFUL})
    return counts & was_held(period, f"{path}__gathering")


def _noted() -> Exists:
    return Exists(HelpNote.objects.filter(gathering=OuterRef("pk"), undone_at=None))


def surgeries(period: Period) -> QuerySet[Gathering]:
    return held(period).filter(kind=Gathering.Kind.SURGERY)


def without_notes(period: Period) -> QuerySet[Gathering]:
    """Return the surgeries held at which nobody kept a help note."""
    return surgeries(period).filter(~_noted())


@once
def silent(period: Period) -> tuple[int, bool]:
    """Return at how many surgeries nobody kept a help note, and whether that is all of them."""
    noted = Count("pk", filter=Q(_noted()))
    counted = surgeries(period).aggregate(held=Count("pk"), noted=noted)
    return counted["held"] - counted["noted"], counted["held"] > 0 == counted["noted"]


@once
def noted_years(period: Period) -> list[tuple[int, bool]]:
    """Return, for each surgery held, its year and whether anybody kept a help note there."""
    return [(year_of(one), one.noted) for one in surgeries(period).annotate(noted=_noted())]


@dataclass(frozen=True)
class Room:
    """Who was at one gathering, as far as anybody wrote it down."""

    gathering: Gathering
    named: int
    named_helping: int
    not_named: int
    not_named_helping: int
    not_known: int  # people who had booked, and nobody noted whether they came
    recorded: bool  # whether anybody noted who came, or counted heads

    @property
    def came(self) -> int | None:
        return self.named + self.not_named if self.recorded else None

    @property
    def helpers(self) -> int | None:
        """Everyone who helped; None when nobody wrote that down."""
        counted = self.named_helping + self.not_named_helping
        return counted if counted or self.gathering.unnamed_helping is not None else None


@once
def rooms(period: Period) -> list[Room]:
    """Return every gathering held with who was there, in one query."""
    here = Q(attendances__undone_at=None, attendances__arrival=Attendance.Arrival.HERE)
    absent = Q(attendances__undone_at=None, attendances__arrival=Attendance.Arrival.ABSENT)
    open_ended = [Attendance.Arrival.EXPECTED, Attendance.Arrival.UNKNOWN]
    not_known = Q(
        attendances__undone_at=None, attendances__arrival__in=open_ended, attendances__booking="booked"
    )
    named = Q(attendances__person__isnull=False)
    helping = Q(attendances__helping=True)
    counted = held(period).annotate(
        named=Count("attendances", filter=here & named),
        named_helping=Count("attendances", filter=here & named & helping),
        ticks=Count("attendances", filter=here & ~named & ~helping),
        ticks_helping=Count("attendances", filter=here & ~named & helping),
        absent=Count("attendances", filter=absent),
        not_known=Count("attendances", filter=not_known),
    )
    return [_room(gathering) for gathering in counted]


def _room(row: Gathering) -> Room:
    # Ticks are lines of the door sheet without a name; heads were counted beyond the sheet.
    looking = row.ticks + (row.unnamed_looking or 0)  # type: ignore[attr-defined]
    helping = row.ticks_helping + (row.unnamed_helping or 0)  # type: ignore[attr-defined]
    counted = row.unnamed_looking is not None or row.unnamed_helping is not None
    return Room(
        gathering=row,
        named=row.named,  # type: ignore[attr-defined]
        named_helping=row.named_helping,  # type: ignore[attr-defined]
        not_named=looking + helping,
        not_named_helping=helping,
        not_known=row.not_known,  # type: ignore[attr-defined]
        recorded=counted or bool(row.named + row.ticks + row.ticks_helping + row.absent),  # type: ignore[attr-defined]
    )


def fill_years(counted: dict[int, int], known: Iterable[tuple[int, bool]]) -> Years:
    """Return a figure for each year anything was held in, None for years of which nothing is known."""
    years: dict[int, int | None] = {}
    for year, is_known in known:
        years[year] = counted.get(year, 0) if is_known or years.get(year) is not None else None
    return dict(sorted((years | counted).items()))


@once
def nobody_noted(period: Period) -> tuple[int, bool]:
    """Return at how many gatherings nobody wrote down who came, and whether that is all of them."""
    return _lacking(room.recorded for room in rooms(period))


@once
def nobody_noted_helping(period: Period) -> tuple[int, bool]:
    """Return at how many gatherings nobody wrote down who helped, and whether that is all of them."""
    return _lacking(room.helpers is not None for room in rooms(period))


def _lacking(known: Iterable[bool]) -> tuple[int, bool]:
    told = list(known)
    return told.count(False), bool(told) and not any(told)


def year_of(gathering: Gathering) -> int:
    return timezone.localtime(gathering.starts_at).year


def not_recorded(gatherings: int, what: str) -> str:
    """Return the sentence that says what nobody wrote down, or nothing."""
    if not gatherings:
        return ""
    return f"At {gatherings} {'gathering' if gatherings == 1 else 'gatherings'} nobody wrote down {what}."


def sentences(*said: str) -> str:
    return " ".join(sentence for sentence in said if sentence)


def people_by_year(rows: QuerySet[Attendance]) -> dict[int, int]:
    """Return how many different people these are in each year."""
    by_year = (
        rows.filter(person__isnull=False).order_by().values(year=ExtractYear("gathering__starts_at"))
    ).annotate(people=Count("person", distinct=True))
    return {row["year"]: row["people"] for row in by_year}


def people_of(which: Q) -> list[Row]:
    """Return these people by name, each with how many gatherings of theirs it was and the latest."""
    people = Person.objects.filter(which).annotate(
        times=Count("attendances__gathering", distinct=True), latest=Max("attendances__gathering__starts_at")
    )
    return [Row(person=one, at=one.latest, count=one.times) for one in people.order_by("name", "pk")]


def groups_of(which: Q, path: str) -> list[Row]:
    """Return these groups by name, each with how many gatherings it reaches by this path and the latest."""
    gathering = f"{path}__gathering"
    groups = Group.objects.filter(which).annotate(
        times=Count(gathering, distinct=True), latest=Max(f"{gathering}__starts_at")
    )
    ordered = groups.select_related("kind").order_by("name", "pk")
    return [Row(group=one, at=one.latest, count=one.times) for one in ordered]


def groups_by_year(which: Q, path: str) -> dict[int, int]:
    """Return how many different groups these are in each year of the gatherings reached by this path."""
    by_year = (
        Group.objects.filter(which).order_by().values(year=ExtractYear(f"{path}__gathering__starts_at"))
    ).annotate(groups=Count("pk", distinct=True))
    return {row["year"]: row["groups"] for row in by_year}


def came_years(period: Period) -> list[tuple[int, bool]]:
    """Return, for each gathering held, its year and whether anybody wrote down who came."""
    return [(year_of(room.gathering), room.recorded) for room in rooms(period)]


def added_up(rows: Iterable[Row]) -> Years:
    """Return the rows' counts by year; None for a year of which no row is known."""
    counted: Counter[int] = Counter()
    known: list[tuple[int, bool]] = []
    for row in rows:
        if row.at is not None:
            year = timezone.localtime(row.at).year
            counted[year] += row.count or 0
            known.append((year, row.count is not None))
    years = {year for year, is_known in known if is_known}
    return fill_years({year: number for year, number in counted.items() if year in years}, known)


def by_channel(period: Period) -> Captured:
    """Return by which way those who were there came onto the sheet."""
    return _counted_by(here(period), "channel", dict(Attendance.Channel.choices))


def by_via(period: Period) -> Captured:
    """Return how the help notes were written down."""
    notes = HelpNote.objects.filter(was_held(period, "gathering"), undone_at=None)
    return _counted_by(notes, "via", dict(HelpNote.Via.choices))


def _counted_by(
    rows: QuerySet[Attendance] | QuerySet[HelpNote], column: str, words: dict[str, str]
) -> Captured:
    counted = rows.order_by().values_list(column).annotate(rows=Count("pk"))
    return sorted(((words[code], number) for code, number in counted), key=lambda pair: -pair[1])
