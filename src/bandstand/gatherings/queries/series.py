"""Reads about dates that come round: what is announced, what is still to come, and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice, takewhile
from operator import attrgetter

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from bandstand.kit.recurring import days_from
from bandstand.places.models import Venue

from ..models import Gathering, Series


@dataclass(frozen=True)
class SeriesDay:
    """One day of a series: `gathering` once it is announced, `skipped` where it is left out.

    `turn` is the number, from 0, of the place whose turn it is.
    """

    on: date
    venue: Venue
    gathering: Gathering | None = None
    skipped: bool = False
    turn: int = 0

    @property
    def is_to_come(self) -> bool:
        return self.gathering is None and not self.skipped


def every_series() -> QuerySet[Series]:
    """Return all series with how many of their dates are announced and still to come."""
    coming = Q(gatherings__ends_at__gt=timezone.now(), gatherings__state=Gathering.State.ANNOUNCED)
    counted = Series.objects.annotate(coming_count=Count("gatherings", filter=coming))
    return counted.prefetch_related("turns__venue").order_by("paused_at", "title", "pk")


def venues_in_turn(series: Series) -> list[Venue]:
    return [turn.venue for turn in series.turns.select_related("venue")]


def days_of(series: Series, today: date) -> Iterator[SeriesDay]:
    """Yield the days of a series from today on, without end: announced, left out, or to come."""
    coming = series.gatherings.filter(series_day__gte=today).select_related("venue", "hub")
    return _days(series, venues_in_turn(series), coming, today)


def _days(
    series: Series, venues: list[Venue], coming: Iterable[Gathering], today: date
) -> Iterator[SeriesDay]:
    made = {one.series_day: one for one in coming if one.series_day}
    rule = _by_the_rule(series, venues, made, today)
    return merge(_before_the_change(series, made), rule, key=attrgetter("on"))


def _by_the_rule(
    series: Series, venues: list[Venue], made: dict[date, Gathering], today: date
) -> Iterator[SeriesDay]:
    for number, on in days_from(series.begins, series.every):
        if on >= today and venues:
            gathering = made.get(on)
            venue = gathering.venue if gathering else venues[number % len(venues)]
            skipped = on.isoformat() in series.skipped
            yield SeriesDay(on, venue, gathering, skipped=skipped, turn=number % len(venues))


def _before_the_change(series: Series, made: dict[date, Gathering]) -> list[SeriesDay]:
    """Return what was announced when it came round in another way."""
    last = max(made, default=series.begins)
    rule = takewhile(lambda on: on <= last, (on for _, on in days_from(series.begins, series.every)))
    usual = set(rule)
    return [SeriesDay(on, made[on].venue, made[on]) for on in sorted(made) if on not in usual]


def next_days(series: Series, *, how_many: int = 8) -> list[SeriesDay]:
    return list(islice(days_of(series, timezone.localdate()), how_many))


def next_turn(series: Series) -> int:
    """Return the number of the place whose turn is the next to come, paused or not."""
    days = _not_announced(series, days_of(series, timezone.localdate()), 1)
    return days[0].turn if days else 0


def to_come(series: Series, *, how_many: int = 3) -> list[SeriesDay]:
    """Return the next days nobody can book yet; none while the series is paused."""
    if series.paused_at is not None:
        return []
    return _not_announced(series, days_of(series, timezone.localdate()), how_many)


def all_to_come(*, how_many: int = 6) -> list[tuple[Series, SeriesDay]]:
    """Return the next days of all series that nobody can book yet, soonest first, in three queries."""
    today = timezone.localdate()
    coming = Gathering.objects.filter(series_day__gte=today).select_related("venue")
    going = Series.objects.filter(paused_at=None).prefetch_related(
        "turns__venue", Prefetch("gatherings", coming, to_attr="coming")
    )
    found: list[tuple[Series, SeriesDay]] = [
        (series, day)
        for series in going
        for day in _not_announced(series, _days_of_fetched(series, today), how_many)
    ]
    return sorted(found, key=lambda pair: (pair[1].on, pair[0].pk))[:how_many]


def _days_of_fetched(series: Series, today: date) -> Iterator[SeriesDay]:
    venues = [turn.venue for turn in series.turns.all()]
    return _days(series, venues, series.coming, today)  # type: ignore[attr-defined]  # fetched beside it


def _not_announced(series: Series, days: Iterator[SeriesDay], how_many: int) -> list[SeriesDay]:
    looked_at = islice(days, how_many + series.ahead + len(series.skipped) + 20)
    return [day for day in looked_at if day.is_to_come][:how_many]
