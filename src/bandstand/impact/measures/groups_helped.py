"""Groups helped: every group on a help note."""

from collections.abc import Sequence

from django.db.models import Count

from bandstand.groups.models import Group

from .base import by_via, fill_years, groups_by_year, groups_of, helped, not_recorded, noted_years, silent
from .chapters import HELP
from .shapes import Figure, Measure, Period, Row, Years


def figure(period: Period) -> Figure:
    groups = Group.objects.filter(helped(period, "help_notes")).aggregate(groups=Count("pk", distinct=True))[
        "groups"
    ]
    unknown, nobody_wrote = silent(period)
    return Figure(
        None if nobody_wrote and not groups else groups,
        unknown=unknown,
        words=not_recorded(unknown, "which groups were helped"),
    )


def rows(period: Period) -> Sequence[Row]:
    return groups_of(helped(period, "help_notes"), "help_notes")


def years(period: Period) -> Years:
    return fill_years(groups_by_year(helped(period, "help_notes"), "help_notes"), noted_years(period))


GROUPS_HELPED = Measure(
    code="groups-helped",
    version=1,
    title="groups helped",
    rule=(
        "Different groups named on a help note from a gathering that was held in the period. A group "
        "helped five times counts once. A note that says “not today” does not count, nor does one that "
        "was undone."
    ),
    caution="Groups whose people came but were not on a help note are not counted.",
    figure=figure,
    rows=rows,
    years=years,
    column="Gatherings",
    chapter=HELP,
    captured=by_via,
)
