"""Groups present: every group somebody came from."""

from collections.abc import Sequence

from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractYear

from bandstand.groups.models import Group

from .base import HERE, by_channel, came_years, fill_years, not_recorded, rooms, was_held
from .chapters import CAME
from .shapes import Figure, Measure, Period, Row, Years


def _present(period: Period) -> Q:
    there = Q(**{f"attendances__{name}": value for name, value in HERE.items()})
    return there & was_held(period, "attendances__gathering")


def figure(period: Period) -> Figure:
    groups = Group.objects.filter(_present(period)).aggregate(groups=Count("pk", distinct=True))["groups"]
    in_rooms = rooms(period)
    unknown = sum(not room.recorded for room in in_rooms)
    nobody_wrote = bool(in_rooms) and unknown == len(in_rooms)
    return Figure(None if nobody_wrote else groups, unknown=unknown, words=not_recorded(unknown, "who came"))


def rows(period: Period) -> Sequence[Row]:
    groups = (
        Group.objects.filter(_present(period))
        .annotate(
            times=Count("attendances__gathering", distinct=True),
            latest=Max("attendances__gathering__starts_at"),
        )
        .select_related("kind")
        .order_by("name", "pk")
    )
    return [Row(group=one, at=one.latest, count=one.times) for one in groups]


def years(period: Period) -> Years:
    by_year = (
        Group.objects.filter(_present(period))
        .order_by()
        .values(year=ExtractYear("attendances__gathering__starts_at"))
        .annotate(groups=Count("pk", distinct=True))
    )
    return fill_years({row["year"]: row["groups"] for row in by_year}, came_years(period))


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
