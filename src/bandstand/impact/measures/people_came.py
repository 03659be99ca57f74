"""People who came: everybody who was there, once each."""

from collections.abc import Sequence

from django.db.models import Count, Q

from .base import (
    HERE,
    by_channel,
    came_years,
    fill_years,
    here,
    nobody_noted,
    not_recorded,
    people_by_year,
    people_of,
    rooms,
    was_held,
)
from .chapters import CAME
from .shapes import Figure, Measure, Part, Period, Row, Years


def figure(period: Period) -> Figure:
    looking, helping, running = Q(looking=True), Q(helping=True), Q(running=True)
    counted = here(period).aggregate(
        people=Count("person", distinct=True),
        looking=Count("person", filter=looking, distinct=True),
        helping=Count("person", filter=helping, distinct=True),
        running=Count("person", filter=running, distinct=True),
    )
    unknown, nobody_wrote = nobody_noted(period)
    return Figure(
        None if nobody_wrote else counted["people"],
        not_named=sum(room.not_named for room in rooms(period)),
        unknown=unknown,
        words=not_recorded(unknown, "who came"),
        parts=(
            Part("looking", counted["looking"], "looked for help", people=True),
            Part("helping", counted["helping"], "helped", people=True),
            Part("running", counted["running"], "ran a session", people=True),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    return [
        Row(
            gathering=room.gathering,
            at=room.gathering.starts_at,
            count=room.named if room.recorded else None,
            words=f"and {room.not_named} not named" if room.not_named else "",
        )
        for room in rooms(period)
    ]


def names(period: Period) -> Sequence[Row]:
    there = Q(**{f"attendances__{name}": value for name, value in HERE.items()})
    return people_of(there & was_held(period, "attendances__gathering"))


def years(period: Period) -> Years:
    return fill_years(people_by_year(here(period)), came_years(period))


PEOPLE_CAME = Measure(
    code="people-came",
    version=1,
    title="people who came",
    rule=(
        "Different people noted as here at a gathering that was held in the period, in any role. Somebody "
        "who came ten times counts once, and somebody who was helped and also helped counts once here and "
        "once in each of the two. People counted without a name stand beside the figure: one of them may "
        "have come twice, or be among the named."
    ),
    caution="A person and an attendance are different figures. Do not add the two.",
    figure=figure,
    rows=rows,
    years=years,
    names=names,
    column="Named",
    chapter=CAME,
    people=True,
    captured=by_channel,
)
