"""Gatherings held, of every kind."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering

from .base import held, year_of
from .chapters import DONE
from .shapes import Figure, Measure, Part, Period, Row, Years

_KINDS = {
    Gathering.Kind.SURGERY: "surgeries",
    Gathering.Kind.NETWORKING: "networking evenings",
    Gathering.Kind.AWARDS: "awards nights",
    Gathering.Kind.OTHER: "others",
}


def figure(period: Period) -> Figure:
    closed = Q(state=Gathering.State.CLOSED)
    over = Q(state=Gathering.State.ANNOUNCED, ends_at__lt=timezone.now())
    counted = Gathering.objects.filter(period.covers("starts_at") & period.only()).aggregate(
        **{kind: Count("pk", filter=closed & Q(kind=kind)) for kind in _KINDS},
        called_off=Count("pk", filter=Q(state=Gathering.State.CANCELLED)),
        open_still=Count("pk", filter=over),
    )
    kinds = [Part(str(kind), counted[kind], words) for kind, words in _KINDS.items()]
    return Figure(
        sum(part.value for part in kinds),
        unknown=counted["open_still"],
        parts=(
            *kinds,
            Part("called-off", counted["called_off"], "more called off"),
            Part("not-written-up", counted["open_still"], "more over and not written up yet"),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    return [
        Row(gathering=one, at=one.starts_at, words=one.get_kind_display())
        for one in held(period).select_related("venue")
    ]


def years(period: Period) -> Years:
    return dict(sorted(Counter(year_of(one) for one in held(period)).items()))


GATHERINGS = Measure(
    code="gatherings",
    version=1,
    title="gatherings held",
    rule=(
        "Every surgery, networking evening, awards night or other gathering that took place in the period "
        "and was finished and written up. Those called off stand beside the figure and are never counted, "
        "and so do those that are over and not written up yet."
    ),
    caution="How many came, and what came of it, are figures of their own.",
    figure=figure,
    rows=rows,
    years=years,
    chapter=DONE,
)
