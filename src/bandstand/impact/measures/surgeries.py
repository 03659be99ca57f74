"""Surgeries held."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering

from .base import surgeries, year_of
from .chapters import DONE
from .shapes import Figure, Measure, Part, Period, Row, Years


def figure(period: Period) -> Figure:
    of_period = period.covers("starts_at") & period.only()
    counted = Gathering.objects.filter(of_period, kind=Gathering.Kind.SURGERY).aggregate(
        held=Count("pk", filter=Q(state=Gathering.State.CLOSED)),
        called_off=Count("pk", filter=Q(state=Gathering.State.CANCELLED)),
        open_still=Count("pk", filter=Q(state=Gathering.State.ANNOUNCED, ends_at__lt=timezone.now())),
    )
    return Figure(
        counted["held"],
        unknown=counted["open_still"],
        parts=(
            Part("called-off", counted["called_off"], "more called off"),
            Part("not-written-up", counted["open_still"], "more over and not written up yet"),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    return [Row(gathering=one, at=one.starts_at) for one in surgeries(period).select_related("venue")]


def years(period: Period) -> Years:
    return dict(sorted(Counter(year_of(one) for one in surgeries(period)).items()))


SURGERIES = Measure(
    code="surgeries",
    version=1,
    title="surgeries held",
    rule=(
        "Every surgery that took place in the period and was finished and written up. One that was called "
        "off, or is not written up yet, is not counted: it is mentioned beside the figure."
    ),
    caution="A surgery where two people came counts the same as one where twenty did.",
    figure=figure,
    rows=rows,
    years=years,
    chapter=DONE,
)
