"""Helpers' hours: what was recorded, and apart from it what can only be estimated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from bandstand.gatherings.models import Gathering, HelpNote

from .base import added_up, by_channel, here, nobody_noted_helping, not_recorded, once, rooms, was_held
from .chapters import HELPED
from .shapes import Figure, Measure, Part, Period, Row, Years


@dataclass
class Given:
    """The minutes helpers gave at one gathering, by how we know."""

    gathering: Gathering
    is_known: bool  # whether anybody wrote down who helped
    by_clock: int = 0
    by_notes: int = 0
    without: int = 0  # helpers of whom no time is known

    @property
    def recorded(self) -> int:
        return self.by_clock + self.by_notes

    @property
    def estimated(self) -> int:
        length = self.gathering.ends_at - self.gathering.starts_at
        return int(length.total_seconds() // 60) * self.without


@once
def given(period: Period) -> list[Given]:
    """Return the time given at every gathering held, in three queries."""
    found = {
        room.gathering.pk: Given(
            room.gathering, room.helpers is not None, without=room.gathering.unnamed_helping or 0
        )
        for room in rooms(period)
    }
    noted = _noted(period)
    helping = here(period).filter(helping=True).order_by()
    for pk, gathering, arrived, left in helping.values_list("pk", "gathering", "arrived_at", "left_at"):
        _add(found[gathering], _minutes(arrived, left), noted.get(pk, 0))
    return list(found.values())


def _add(one: Given, by_clock: int, by_notes: int) -> None:
    """Take the clock's word where there is one, else that of the help notes, else neither."""
    if by_clock:
        one.by_clock += by_clock
    elif by_notes:
        one.by_notes += by_notes
    else:
        one.without += 1


def _minutes(arrived: datetime | None, left: datetime | None) -> int:
    return int((left - arrived).total_seconds() // 60) if arrived and left and left > arrived else 0


def _noted(period: Period) -> dict[int, int]:
    notes = HelpNote.objects.filter(
        was_held(period, "gathering"), undone_at=None, minutes__gt=0, helpers__isnull=False
    )
    return dict(notes.order_by().values_list("helpers").annotate(minutes=Sum("minutes")))


def _hours(minutes: int) -> int:
    return round(minutes / 60)


def _recorded(period: Period) -> Figure:
    found = given(period)
    minutes = sum(one.recorded for one in found)
    without = sum(one.without for one in found)
    unknown, _ = nobody_noted_helping(period)
    return Figure(
        None if found and not minutes and (without or unknown) else _hours(minutes),
        unknown=unknown,
        unit=" hours",
        words=not_recorded(unknown, "who helped"),
        parts=(
            Part(
                "by-clock", _hours(sum(one.by_clock for one in found)), "hours from when they came and left"
            ),
            Part("by-notes", _hours(sum(one.by_notes for one in found)), "hours from the help notes"),
            Part("without", without, "times somebody helped and no time was kept", people=True),
        ),
    )


def _estimated(period: Period) -> Figure:
    found = given(period)
    without = sum(one.without for one in found)
    unknown, nobody_wrote = nobody_noted_helping(period)
    return Figure(
        None if nobody_wrote else _hours(sum(one.estimated for one in found)),
        unknown=unknown,
        unit=" hours",
        words=not_recorded(unknown, "who helped"),
        parts=(Part("without", without, "times somebody helped and no time was kept", people=True),),
    )


def _rows(minutes: Callable[[Given], int]) -> Callable[[Period], Sequence[Row]]:
    def rows(period: Period) -> Sequence[Row]:
        return [_row(one, minutes(one)) for one in given(period)]

    return rows


def _row(one: Given, minutes: int) -> Row:
    known = one.is_known and (minutes or not one.without)
    lacking = f"no time kept of {one.without}" if one.without else ""
    return Row(
        gathering=one.gathering, at=one.gathering.starts_at, count=minutes if known else None, words=lacking
    )


def _years(rows: Callable[[Period], Sequence[Row]]) -> Callable[[Period], Years]:
    def years(period: Period) -> Years:
        minutes = added_up(rows(period))
        return {year: None if number is None else _hours(number) for year, number in minutes.items()}

    return years


_rows_recorded = _rows(lambda one: one.recorded)
_rows_estimated = _rows(lambda one: one.estimated)

HOURS_RECORDED = Measure(
    code="helper-hours-recorded",
    version=1,
    title="given by helpers, as recorded",
    rule=(
        "For everybody who helped at a gathering that was held in the period: from when they came until "
        "they left, where both were noted; else the minutes on the help notes they gave, where somebody "
        "wrote any. Added up and rounded to whole hours. Of helpers with neither nothing is counted here: "
        "they stand beside the figure, and in the estimate."
    ),
    caution=(
        "Never add the estimate to this and call it recorded. Getting ready and clearing up are in neither."
    ),
    figure=_recorded,
    rows=_rows_recorded,
    years=_years(_rows_recorded),
    column="Minutes",
    chapter=HELPED,
    people=True,
    captured=by_channel,
)
HOURS_ESTIMATED = Measure(
    code="helper-hours-estimated",
    version=1,
    title="more given by helpers, as estimated",
    rule=(
        "For helpers of whom no time is known, named or not: the length of the gathering, each. Added up "
        "and rounded to whole hours. Somebody whose time was recorded is not in it. Where nobody wrote "
        "down who helped, nothing is estimated."
    ),
    caution="An estimate: say so wherever you quote it, and how it was made.",
    figure=_estimated,
    rows=_rows_estimated,
    years=_years(_rows_estimated),
    column="Minutes",
    chapter=HELPED,
    people=True,
)
