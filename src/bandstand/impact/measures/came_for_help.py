"""People who came for help: everybody there who was looking for some."""

from collections.abc import Sequence

from django.db.models import Count

from .base import (
    by_channel,
    came_years,
    fill_years,
    here,
    nobody_noted,
    not_recorded,
    people_by_year,
    rooms,
)
from .chapters import HELP
from .shapes import Figure, Measure, Period, Row, Years


def figure(period: Period) -> Figure:
    people = here(period).filter(looking=True).aggregate(people=Count("person", distinct=True))["people"]
    unknown, nobody_wrote = nobody_noted(period)
    return Figure(
        None if nobody_wrote else people,
        not_named=sum(room.not_named - room.not_named_helping for room in rooms(period)),
        unknown=unknown,
        words=not_recorded(unknown, "who came"),
    )


def rows(period: Period) -> Sequence[Row]:
    counted = here(period).filter(looking=True, person__isnull=False).order_by().values_list("gathering")
    looking = dict(counted.annotate(people=Count("person", distinct=True)))
    return [
        Row(
            gathering=room.gathering,
            at=room.gathering.starts_at,
            count=looking.get(room.gathering.pk, 0) if room.recorded else None,
        )
        for room in rooms(period)
    ]


def years(period: Period) -> Years:
    return fill_years(people_by_year(here(period).filter(looking=True)), came_years(period))


CAME_FOR_HELP = Measure(
    code="came-for-help",
    version=1,
    title="people who came for help",
    rule=(
        "Different people who were there and looking for help at a gathering that was held in the period, "
        "with a help note or without. People counted without a name stand beside the figure."
    ),
    caution="Coming for help is not having been helped: that is “people helped”.",
    figure=figure,
    rows=rows,
    years=years,
    column="Named",
    chapter=HELP,
    people=True,
    captured=by_channel,
)
