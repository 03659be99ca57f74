"""Groups present: every group somebody came from."""

from collections.abc import Sequence

from django.db.models import Count, Q

from bandstand.groups.models import Group

from .base import (
    HERE,
    by_channel,
    came_years,
    fill_years,
    groups_by_year,
    groups_of,
    nobody_noted,
    not_recorded,
    was_held,
)
from .chapters import CAME
from .shapes import Figure, Measure, Period, Row, Years


def _present(period: Period) -> Q:
    there = Q(**{f"attendances__{name}": value for name, value in HERE.items()})
    return there & was_held(period, "attendances__gathering")


def figure(period: Period) -> Figure:
    groups = Group.objects.filter(_present(period)).aggregate(groups=Count("pk", distinct=True))["groups"]
    unknown, nobody_wrote = nobody_noted(period)
    return Figure(None if nobody_wrote else groups, unknown=unknown, words=not_recorded(unknown, "who came"))


def rows(period: Period) -> Sequence[Row]:
    return groups_of(_present(period), "attendances")


def years(period: Period) -> Years:
    return fill_years(groups_by_year(_present(period), "attendances"), came_years(period))


GROUPS_PRESENT = Measure(
    code="groups-present",
    version=1,
    title="groups present",
    rule=(
        "Different groups of the directory that somebody noted as here came from, at a gathering that was "
        "held in the period, to be helped, to help or for company. A group counts once however many came, "
        "and however often."
    ),
    caution=(
        "Being there is not being helped: that is “groups helped”. Groups outside the directory are missing."
    ),
    figure=figure,
    rows=rows,
    years=years,
    column="Gatherings",
    chapter=CAME,
    captured=by_channel,
)
