"""Helpers: the people who gave an evening."""

from collections.abc import Sequence

from django.db.models import Count, Q

from bandstand.gatherings.models import Attendance

from .base import (
    by_channel,
    fill_years,
    nobody_noted_helping,
    not_recorded,
    people_by_year,
    people_of,
    rooms,
    was_held,
    year_of,
)
from .chapters import HELPED
from .shapes import Figure, Measure, Period, Row, Years


def _helping(period: Period, path: str = "") -> Q:
    """The filter of a helper who was there, from an attendance or from rows that reach it by this path."""
    there = {"undone_at": None, "helping": True, "arrival": Attendance.Arrival.HERE}
    return Q(**{path + name: value for name, value in there.items()}) & was_held(period, f"{path}gathering")


def figure(period: Period) -> Figure:
    helping = Attendance.objects.filter(_helping(period))
    people = helping.aggregate(people=Count("person", distinct=True))["people"]
    unknown, nobody_wrote = nobody_noted_helping(period)
    return Figure(
        None if nobody_wrote else people,
        not_named=sum(room.not_named_helping for room in rooms(period)),
        unknown=unknown,
        words=not_recorded(unknown, "who helped"),
    )


def rows(period: Period) -> Sequence[Row]:
    return [
        Row(gathering=room.gathering, at=room.gathering.starts_at, count=room.helpers)
        for room in rooms(period)
    ]


def names(period: Period) -> Sequence[Row]:
    return people_of(_helping(period, "attendances__"))


def years(period: Period) -> Years:
    known = ((year_of(room.gathering), room.helpers is not None) for room in rooms(period))
    return fill_years(people_by_year(Attendance.objects.filter(_helping(period))), known)


HELPERS = Measure(
    code="helpers",
    version=1,
    title="helpers",
    rule=(
        "Different people who were there and helped at a gathering that was held in the period. Somebody "
        "who helped at ten of them counts once. Helpers counted without a name stand beside the figure."
    ),
    caution="Somebody who helped and was also helped counts here and among the people helped.",
    figure=figure,
    rows=rows,
    years=years,
    names=names,
    column="Helpers",
    chapter=HELPED,
    people=True,
    captured=by_channel,
)
