"""People who came for the first time, and people who came again."""

from collections.abc import Callable, Sequence

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from bandstand.gatherings.models import Attendance, Gathering
from bandstand.people.models import Person

from .base import (
    HERE,
    by_channel,
    came_years,
    fill_years,
    here,
    nobody_noted,
    not_recorded,
    people_by_year,
    rooms,
)
from .chapters import CAME
from .shapes import Figure, Measure, Period, Row, Years

Lines = Callable[[Period], QuerySet[Attendance]]


def _before() -> Exists:
    """Return "they had been at a gathering that began earlier", whenever and wherever, in any role."""
    earlier = Attendance.objects.filter(
        **HERE, person=OuterRef("person"), gathering__starts_at__lt=OuterRef("gathering__starts_at")
    )
    return Exists(earlier.exclude(gathering__state=Gathering.State.CANCELLED))


def _first(period: Period) -> QuerySet[Attendance]:
    return here(period).filter(~_before(), person__isnull=False)


def _again(period: Period) -> QuerySet[Attendance]:
    return here(period).filter(_before(), person__isnull=False)


def _measure(lines: Lines, *, code: str, title: str, rule: str, caution: str) -> Measure:
    """Make the one measure or the other: they differ in which lines of the door sheets they take."""

    def figure(period: Period) -> Figure:
        people = lines(period).aggregate(people=Count("person", distinct=True))["people"]
        unknown, nobody_wrote = nobody_noted(period)
        return Figure(
            None if nobody_wrote else people, unknown=unknown, words=not_recorded(unknown, "who came")
        )

    def rows(period: Period) -> Sequence[Row]:
        counted = dict(lines(period).order_by().values_list("gathering").annotate(people=Count("person")))
        return [
            Row(
                gathering=room.gathering,
                at=room.gathering.starts_at,
                count=counted.get(room.gathering.pk, 0) if room.recorded else None,
            )
            for room in rooms(period)
        ]

    def names(period: Period) -> Sequence[Row]:
        people = (
            Person.objects.filter(attendances__in=lines(period))
            .annotate(times=Count("attendances"), latest=Max("attendances__gathering__starts_at"))
            .order_by("name", "pk")
        )
        return [Row(person=one, at=one.latest, count=one.times) for one in people]

    def years(period: Period) -> Years:
        return fill_years(people_by_year(lines(period)), came_years(period))

    return Measure(
        code=code,
        version=1,
        title=title,
        rule=rule,
        caution=caution,
        figure=figure,
        rows=rows,
        years=years,
        names=names,
        column="People",
        chapter=CAME,
        people=True,
        captured=by_channel,
    )


FIRST_TIMERS = _measure(
    _first,
    code="first-timers",
    title="people who came for the first time",
    rule=(
        "Different people noted as here at a gathering that was held in the period who had never been "
        "noted as here before, at any gathering of ours, in any role. In the figures of a programme or an "
        "area too, only the very first time anywhere counts."
    ),
    caution="Somebody counted without a name may have come for the first time as well: nobody can know.",
)
CAME_AGAIN = _measure(
    _again,
    code="came-again",
    title="people who came again",
    rule=(
        "Different people noted as here at a gathering that was held in the period who had been noted as "
        "here at an earlier one, in any role. The earlier one may lie before the period. Somebody whose "
        "first time and second time both lie in it is among those who came for the first time as well."
    ),
    caution="For many one evening was all they needed: not coming again says nothing bad.",
)
