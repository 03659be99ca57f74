"""Came for help, came back to help: people who looked for help first and helped later."""

from collections import defaultdict
from collections.abc import Sequence

from bandstand.gatherings.queries.returning import came_back_to_help
from bandstand.people.models import Person

from .base import (
    by_channel,
    came_years,
    fill_years,
    held,
    here,
    nobody_noted_helping,
    not_recorded,
    once,
    year_of,
)
from .chapters import HELPED
from .shapes import Figure, Measure, Part, Period, Row, Years


@once
def _people(period: Period) -> list[Person]:
    return list(came_back_to_help(held(period)))


@once
def _times(period: Period) -> dict[int, set[int]]:
    """Return, for each gathering held, which of them helped there after (or on) coming for help."""
    looked_at = {one.pk: one.looked_at for one in _people(period)}  # type: ignore[attr-defined]
    lines = here(period).filter(helping=True, person__in=list(looked_at))
    times: dict[int, set[int]] = defaultdict(set)
    for person, gathering, starts_at, looking in lines.order_by().values_list(
        "person", "gathering", "gathering__starts_at", "looking"
    ):
        if starts_at > looked_at[person] or (starts_at == looked_at[person] and looking):
            times[gathering].add(person)
    return times


def figure(period: Period) -> Figure:
    people = _people(period)
    unknown, nobody_wrote = nobody_noted_helping(period)
    same_day = sum(not one.later for one in people)  # type: ignore[attr-defined]
    return Figure(
        None if nobody_wrote else len(people),
        unknown=unknown,
        words=not_recorded(unknown, "who helped"),
        parts=(
            Part("later", len(people) - same_day, "came back on another day", people=True),
            Part("same-day", same_day, "helped on the very day they first came for help", people=True),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    times = _times(period)
    return [
        Row(gathering=one, at=one.starts_at, count=len(times[one.pk]))
        for one in held(period)
        if one.pk in times
    ]


def names(period: Period) -> Sequence[Row]:
    latest: dict[int, list[Row]] = defaultdict(list)
    times = _times(period)
    for one in held(period):
        for person in times.get(one.pk, ()):
            latest[person].append(Row(at=one.starts_at))
    return [Row(person=one, at=latest[one.pk][-1].at, count=len(latest[one.pk])) for one in _people(period)]


def years(period: Period) -> Years:
    by_year: dict[int, set[int]] = defaultdict(set)
    times = _times(period)
    for one in held(period):
        by_year[year_of(one)] |= times.get(one.pk, set())
    return fill_years({year: len(people) for year, people in by_year.items() if people}, came_years(period))


CAME_BACK_TO_HELP = Measure(
    code="came-back-to-help",
    version=1,
    title="people who came for help and came back to help",
    rule=(
        "Different people who once came looking for help, and who helped at a gathering that was held in "
        "the period: on a later day, or on that very day. The two stand apart beside the figure; somebody "
        "who did both counts as having come back on another day. When they first looked for help may lie "
        "before the period."
    ),
    caution="Only people noted with a name can be known again, so this is at least how many there were.",
    figure=figure,
    rows=rows,
    years=years,
    names=names,
    column="People",
    chapter=HELPED,
    people=True,
    captured=by_channel,
)
