"""Dates that come round by themselves: beginning a series, keeping it ahead, pausing, leaving a day out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

from django.db import transaction
from django.utils import timezone

from bandstand.kit.recurring import days_from
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.places.models import Venue

from .. import words
from ..models import Gathering, Series, Turn
from ..queries.series import SeriesDay, days_of
from .planning import announce, plan_of, venue_called

MOST_AHEAD = 12
_LOOK_AT_MOST = 200  # days looked through for the next ones to announce


@dataclass(frozen=True)
class Rhythm:
    """How often, at which places in turn, and how many dates are announced ahead."""

    every: str
    places: tuple[str, ...] = ()
    ahead: int = 3


@dataclass(frozen=True)
class Usual:
    """What its dates have in common: when they begin, how many minutes they last, how much room there is."""

    starts: time
    minutes: int
    places: int | None = None
    helper_places: int | None = None


@transaction.atomic
def begin_series(gathering: Gathering, rhythm: Rhythm, *, by: Person | None) -> Series:
    """Make a series of which this gathering is the first date, and announce the next few.

    Without places in turn it stays at the gathering's own; that one comes first in any case.
    """
    starts = timezone.localtime(gathering.starts_at)
    series = Series.objects.create(
        hub=gathering.hub,
        title=_name_of(gathering),
        kind=gathering.kind,
        every=rhythm.every,
        begins=starts.date(),
        starts=starts.time(),
        minutes=_minutes(gathering),
        places=gathering.places,
        helper_places=gathering.helper_places,
        ahead=rhythm.ahead,
    )
    venues = _venues(gathering.hub, rhythm.places, by=by) or [gathering.venue]
    _set_turns(series, _from_first(gathering.venue, venues))
    gathering.series, gathering.series_day = series, series.begins
    gathering.save(update_fields=["series", "series_day"])
    words = f"made {gathering} come round, {series.often}"
    record(series.hub, "began a series", words, by=by, about=series)
    keep_ahead(series, by=by)
    return series


@transaction.atomic
def keep_ahead(series: Series, *, by: Person | None = None) -> list[Gathering]:
    """Announce what is missing of the next dates; return those announced. Done twice it is done once."""
    held = Series.objects.select_for_update().get(pk=series.pk)
    if held.paused_at is not None:
        return []
    made, standing = [], 0
    pattern = _pattern_of(held)
    for day in islice(days_of(held, timezone.localdate()), _LOOK_AT_MOST):
        if standing >= held.ahead or pattern is None:
            break
        if day.is_to_come and _is_ahead(held, day.on):
            made.append(_announce_day(held, day, pattern, by=by))
            standing += 1
        elif day.gathering is not None:
            standing += day.gathering.can_book
    _link_up(held)
    return made


@transaction.atomic
def announce_one_more(series: Series, *, by: Person | None) -> Gathering | None:
    """Announce the next date that is still to come, however many stand already; None if there is none."""
    held = Series.objects.select_for_update().get(pk=series.pk)
    pattern = _pattern_of(held)
    for day in islice(days_of(held, timezone.localdate()), _LOOK_AT_MOST):
        if day.is_to_come and _is_ahead(held, day.on) and pattern:
            made = _announce_day(held, day, pattern, by=by)
            _link_up(held)
            return made
    return None


@transaction.atomic
def change_rhythm(series: Series, rhythm: Rhythm, usual: Usual, *, by: Person | None) -> Series:
    """Change how often, where and when the dates not announced so far are.

    The first of `places` has the next turn. What is announced stays as it is.
    """
    held = Series.objects.select_for_update().get(pk=series.pk)
    venues = _venues(held.hub, rhythm.places, by=by) or [turn.venue for turn in held.turns.all()]
    last = held.gatherings.exclude(series_day=None).order_by("-series_day").first()
    last_day = last.series_day if last and last.series_day else held.begins
    if rhythm.every != held.every:
        held.begins = last_day
    held.every, held.ahead = rhythm.every, rhythm.ahead
    held.starts, held.minutes = usual.starts, usual.minutes
    held.places, held.helper_places = usual.places, usual.helper_places
    held.save()
    _set_turns(held, _next_first(held, venues, after=last_day))
    record(held.hub, "changed a series", f"changed when {held} comes round", by=by, about=held)
    keep_ahead(held, by=by)
    return held


@transaction.atomic
def pause(series: Series, *, by: Person | None) -> None:
    """Announce no more of it for now; what is announced stays."""
    if Series.objects.filter(pk=series.pk, paused_at=None).update(paused_at=timezone.now()):
        record(series.hub, "paused a series", f"paused {series}", by=by, about=series)


@transaction.atomic
def go_on(series: Series, *, by: Person | None) -> list[Gathering]:
    """Let it come round again, from the next day on; return what is announced by that."""
    if Series.objects.filter(pk=series.pk).exclude(paused_at=None).update(paused_at=None):
        record(series.hub, "went on with a series", f"went on with {series}", by=by, about=series)
    return keep_ahead(series, by=by)


@transaction.atomic
def skip(series: Series, on: date, *, by: Person | None) -> None:
    """Leave out a day not announced so far. Whose turn it is on the other days stays as it was."""
    held = Series.objects.select_for_update().get(pk=series.pk)
    if on.isoformat() not in held.skipped:
        held.skipped = sorted([*held.skipped, on.isoformat()])
        held.save(update_fields=["skipped"])
        record(held.hub, "left out a date", f"left out {on:%-d %B %Y} of {held}", by=by, about=held)
        keep_ahead(held, by=by)


@transaction.atomic
def put_back(series: Series, on: date, *, by: Person | None) -> None:
    """Take back that a day is left out."""
    held = Series.objects.select_for_update().get(pk=series.pk)
    if on.isoformat() in held.skipped:
        held.skipped = [day for day in held.skipped if day != on.isoformat()]
        held.save(update_fields=["skipped"])
        record(held.hub, "put a date back", f"put {on:%-d %B %Y} of {held} back", by=by, about=held)
        keep_ahead(held, by=by)


def _is_ahead(series: Series, on: date) -> bool:
    """Today's date is announced only while its time is still to come."""
    return timezone.make_aware(datetime.combine(on, series.starts)) > timezone.now()


def _announce_day(series: Series, day: SeriesDay, pattern: Gathering, *, by: Person | None) -> Gathering:
    """Announce one day, with what the last one before it said, at the place whose turn it is."""
    starts = datetime.combine(day.on, series.starts)
    plan = replace(
        plan_of(pattern),
        starts_at=timezone.make_aware(starts),
        ends_at=timezone.make_aware(starts + timedelta(minutes=series.minutes)),
        place=day.venue.name,
        kind=series.kind,
        places=series.places,
        helper_places=series.helper_places,
        welcome=_welcome_at(series, day.venue),
    )
    made = announce(series.hub, plan, by=by)
    if made.series_id is None:
        made.series, made.series_day = series, day.on
        made.save(update_fields=["series", "series_day"])
    return made


def _welcome_at(series: Series, venue: Venue) -> str:
    """What was said last of this place: “the side door” is not true of the next one."""
    last = series.gatherings.filter(venue=venue).order_by("series_day", "pk").last()
    return last.welcome if last else ""


def _pattern_of(series: Series) -> Gathering | None:
    """Return the one whose particulars go on: the latest of the series."""
    return series.gatherings.select_related("venue", "hub").order_by("series_day", "pk").last()


def _link_up(series: Series) -> None:
    """Say of each which is the next, where nobody said so by hand."""
    row = list(series.gatherings.order_by("starts_at", "pk"))
    for earlier, later in pairwise(row):
        if earlier.next_one_id is None:
            Gathering.objects.filter(pk=earlier.pk).update(next_one=later)


def _name_of(gathering: Gathering) -> str:
    """“Surgeries”, or the name it was given."""
    usual = words.title_for(gathering.kind, gathering.venue.name)
    return words.SERIES[gathering.kind] if gathering.title == usual else gathering.title


def _minutes(gathering: Gathering) -> int:
    """How long by the clock on the wall."""
    starts, ends = timezone.localtime(gathering.starts_at), timezone.localtime(gathering.ends_at)
    return int((ends.replace(tzinfo=None) - starts.replace(tzinfo=None)) / timedelta(minutes=1))


def _venues(hub: Hub, places: Sequence[str], *, by: Person | None) -> list[Venue]:
    return [venue_called(hub, place, by=by) for place in places]


def _from_first(first: Venue, venues: list[Venue]) -> list[Venue]:
    """Put the places in an order that begins where the first date is."""
    if first not in venues:
        return [first, *venues]
    at = venues.index(first)
    return [*venues[at:], *venues[:at]]


def _next_first(series: Series, venues: list[Venue], *, after: date) -> list[Venue]:
    """Turn the places so that the first of them has the first day after `after`."""
    number = next(number for number, on in days_from(series.begins, series.every) if on > after)
    back = -number % len(venues)
    return [*venues[back:], *venues[:back]]


def _set_turns(series: Series, venues: list[Venue]) -> None:
    series.turns.all().delete()
    Turn.objects.bulk_create(
        Turn(hub=series.hub, series=series, venue=venue, position=position)
        for position, venue in enumerate(venues)
    )
