"""People who came for help: everybody there who was looking for some."""

from collections.abc import Sequence

from django.db.models import Count

from .base import by_channel, came_years, fill_years, held, here, not_recorded, people_by_year, rooms
from .chapters import HELP
from .shapes import Figure, Measure, Period, Row, Years


def figure(period: Period) -> Figure:
    people = here(period).filter(looking=True).aggregate(people=Count("person", distinct=True))["people"]
    in_rooms = rooms(period)
    unknown = sum(not room.recorded for room in in_rooms)
    nobody_wrote = bool(in_rooms) and unknown == len(in_rooms)
    return Figure(
        None if nobody_wrote else people,
        not_named=sum(room.not_named - room.not_named_helping for room in in_rooms),
        unknown=unknown,
        words=not_recorded(unknown, "who came"),
    )


def rows(period: Period) -> Sequence[Row]:
    counted = here(period).filter(looking=True, person__isnull=False).order_by().values_list("gathering")
    looking = dict(counted.annotate(people=Count("person", distinct=True)))
    recorded = {room.gathering.pk for room in rooms(period) if room.recorded}
    return [
        Row(gathering=one, at=one.starts_at, count=looking.get(one.pk, 0) if one.pk in recorded else None)
        for one in held(period)
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
