"""What was planned ahead: a series over three places, and the programmes that pay for some of it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bandstand.gatherings.actions.planning import Plan, announce
from bandstand.gatherings.actions.programmes import add_programme
from bandstand.gatherings.actions.series import Rhythm, begin_series
from bandstand.gatherings.models import Gathering, Programme, Series
from bandstand.groups.models import Kind
from bandstand.people.models import Person

from .history import Known

TOWNS = ("Leasow Cross Library", "Kilnhollow Community Centre", "Upper Wendle Village Hall")
MEANT_FOR = ("sports-club", "friends-group", "health-group")


def plan_ahead(now: datetime, borough: Known, *, by: Person) -> None:
    programmes = add_programmes(timezone.localdate(now), borough, by=by)
    _series(now, borough, programmes, by=by)


def add_programmes(today: date, borough: Known, *, by: Person) -> list[Programme]:
    """Add two, and say of the surgeries held in their time that they count towards them."""
    year = date(today.year if today.month >= 4 else today.year - 1, 4, 1)
    digital = add_programme(
        borough.hub,
        "Wendle Digital",
        funder="The Wendle Trust",
        since=year.replace(year=year.year - 2),
        by=by,
    )
    outdoors = add_programme(
        borough.hub,
        "Parks for Health",
        funder="Leasow Vale Council, public health",
        since=year,
        until=year.replace(year=year.year + 2) - timedelta(days=1),
        by=by,
    )
    for programme in (digital, outdoors):
        held = Gathering.objects.filter(starts_at__date__gte=programme.since)
        programme.gatherings.set(held if programme == digital else list(held)[::2])
    return [digital, outdoors]


def _series(now: datetime, borough: Known, programmes: list[Programme], *, by: Person) -> Series:
    """Every month, three towns in turn: the first about three weeks from now."""
    day = timezone.localtime(now) + timedelta(days=19)
    day += timedelta(days=(2 - day.weekday()) % 7)
    starts = timezone.make_aware(datetime.combine(day.date(), time(18)))
    plan = Plan(
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        place=TOWNS[0],
        places=14,
        helper_places=6,
        kinds=tuple(Kind.objects.filter(slug__in=MEANT_FOR)),
        programmes=(programmes[0],),
    )
    return begin_series(announce(borough.hub, plan, by=by), Rhythm("month", TOWNS, 3), by=by)
