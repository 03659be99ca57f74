"""People helped: everyone on a help note."""

from collections.abc import Sequence

from django.db.models import Count, Q

from bandstand.gatherings.models import Attendance

from .base import (
    by_via,
    fill_years,
    held,
    helped,
    not_recorded,
    noted_years,
    people_by_year,
    people_of,
    silent,
    without_notes,
)
from .chapters import HELP
from .shapes import Figure, Measure, Period, Row, Years


def figure(period: Period) -> Figure:
    counted = Attendance.objects.filter(helped(period, "notes_received")).aggregate(
        people=Count("person", distinct=True),
        ticks=Count("pk", filter=Q(person=None), distinct=True),
    )
    unknown, nobody_wrote = silent(period)
    return Figure(
        None if nobody_wrote and not counted["people"] else counted["people"],
        not_named=counted["ticks"],
        unknown=unknown,
        words=not_recorded(unknown, "who was helped"),
    )


def rows(period: Period) -> Sequence[Row]:
    """One line a gathering, with how many people (named or not) were on its help notes."""
    counts = (
        held(period)
        .filter(helped(period, "help_notes"))
        .annotate(people=Count("help_notes__helped", distinct=True))
        .order_by("starts_at", "pk")
    )
    known = [Row(gathering=one, at=one.starts_at, count=one.people) for one in counts]
    not_known = [Row(gathering=one, at=one.starts_at) for one in without_notes(period)]
    return sorted(known + not_known, key=lambda row: (row.at, row.gathering.pk if row.gathering else 0))


def names(period: Period) -> Sequence[Row]:
    return people_of(helped(period, "attendances__notes_received"))


def years(period: Period) -> Years:
    on_notes = Attendance.objects.filter(helped(period, "notes_received"))
    return fill_years(people_by_year(on_notes), noted_years(period))


PEOPLE_HELPED = Measure(
    code="people-helped",
    version=1,
    title="people helped",
    rule=(
        "Different people named on a help note from a gathering that was held in the period. Somebody "
        "helped five times counts once. A note that says “not today” does not count, nor does one that "
        "was undone. People helped without a name stand beside the figure."
    ),
    caution="People who came and went without a help note are among the attendances, not here.",
    figure=figure,
    rows=rows,
    years=years,
    names=names,
    column="People helped",
    chapter=HELP,
    people=True,
    captured=by_via,
)
