"""Surgeries held."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering

from .base import sentences, surgeries, year_of
from .shapes import Figure, Measure, Period, Row, Years


def figure(period: Period) -> Figure:
    counted = Gathering.objects.filter(period.covers("starts_at"), kind=Gathering.Kind.SURGERY).aggregate(
        held=Count("pk", filter=Q(state=Gathering.State.CLOSED)),
        called_off=Count("pk", filter=Q(state=Gathering.State.CANCELLED)),
        open_still=Count("pk", filter=Q(state=Gathering.State.ANNOUNCED, ends_at__lt=timezone.now())),
    )
    called_off, open_still = counted["called_off"], counted["open_still"]
    return Figure(
        counted["held"],
        unknown=open_still,
        words=sentences(
            f"{called_off} more {_was(called_off)} called off." if called_off else "",
            f"{open_still} more {_was(open_still)} not written up yet." if open_still else "",
        ),
    )


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


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
)
