"""Attendances: how many times somebody came."""

from collections import defaultdict
from collections.abc import Sequence

from .base import by_channel, fill_years, nobody_noted, not_recorded, rooms, year_of
from .chapters import CAME
from .shapes import Figure, Measure, Part, Period, Row, Years


def figure(period: Period) -> Figure:
    in_rooms = rooms(period)
    named = sum(room.named for room in in_rooms)
    not_named = sum(room.not_named for room in in_rooms)
    unknown, nobody_wrote = nobody_noted(period)
    not_known = sum(room.not_known for room in in_rooms)
    return Figure(
        None if nobody_wrote else named + not_named,
        not_named=not_named,
        unknown=unknown,
        words=not_recorded(unknown, "who came"),
        parts=(
            Part("not-known", not_known, "more had booked, and nobody noted whether they came", people=True),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    return [
        Row(
            gathering=room.gathering,
            at=room.gathering.starts_at,
            count=room.came,
            words=f"{room.not_known} not known" if room.not_known else "",
        )
        for room in rooms(period)
    ]


def years(period: Period) -> Years:
    counted: dict[int, int] = defaultdict(int)
    in_rooms = rooms(period)
    for room in in_rooms:
        if room.came is not None:
            counted[year_of(room.gathering)] += room.came
    return fill_years(dict(counted), ((year_of(room.gathering), room.recorded) for room in in_rooms))


ATTENDANCES = Measure(
    code="attendances",
    version=1,
    title="attendances",
    rule=(
        "Every time somebody was there, in any role, at a gathering that was held in the period: people "
        "noted as here, with a name or without, and heads counted beyond them. One person coming to four "
        "gatherings is four attendances."
    ),
    caution="This counts visits, not people. Those who booked and nobody saw come or stay away are left out.",
    figure=figure,
    rows=rows,
    years=years,
    column="Came",
    chapter=CAME,
    people=True,
    adds_up=True,
    captured=by_channel,
)
