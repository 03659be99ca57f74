"""What several measures stand on: gatherings that were held, notes that count, who was in the room."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering, HelpNote

from .shapes import Period, Years

# Results of a help note that count as help.
HELPFUL = [result for result in HelpNote.Result if result != HelpNote.Result.NOT_TODAY]


def held(period: Period) -> QuerySet[Gathering]:
    """Return the gatherings of the period that were finished and written up, earliest first."""
    return Gathering.objects.filter(period.covers("starts_at"), state=Gathering.State.CLOSED)


def was_held(period: Period, path: str) -> Q:
    """Return the filter of `held`, seen from rows that reach the gathering by this path."""
    return period.covers(f"{path}__starts_at") & Q(**{f"{path}__state": Gathering.State.CLOSED})


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


def silent(period: Period) -> tuple[int, bool]:
    """Return at how many surgeries nobody kept a help note, and whether that is all of them."""
    noted = Count("pk", filter=Q(_noted()))
    counted = surgeries(period).aggregate(held=Count("pk"), noted=noted)
    return counted["held"] - counted["noted"], counted["held"] > 0 == counted["noted"]


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


def year_of(gathering: Gathering) -> int:
    return timezone.localtime(gathering.starts_at).year


def not_recorded(gatherings: int, what: str) -> str:
    """Return the sentence that says what nobody wrote down, or nothing."""
    if not gatherings:
        return ""
    return f"At {gatherings} {'gathering' if gatherings == 1 else 'gatherings'} nobody wrote down {what}."


def sentences(*said: str) -> str:
    return " ".join(sentence for sentence in said if sentence)
