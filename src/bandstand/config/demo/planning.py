"""What was planned ahead: dates that come round, programmes that pay, kit, and what places were like."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from bandstand.gatherings.actions.kit import add_kit, choose_kit, tick
from bandstand.gatherings.actions.planning import Plan, announce
from bandstand.gatherings.actions.programmes import add_programme
from bandstand.gatherings.actions.series import Rhythm, begin_series
from bandstand.gatherings.models import Gathering, Programme, Series
from bandstand.groups.models import Kind
from bandstand.people.models import Person
from bandstand.places.actions.venues import found_there
from bandstand.places.models import Venue

from .history import Known

TOWNS = ("Leasow Cross Library", "Kilnhollow Community Centre", "Upper Wendle Village Hall")
KIT = {
    "Box of name labels": 1,
    "Extension lead": 4,
    "Mobile Wi-Fi box": 1,
    "Pop-up banner": 1,
    "Second laptop": 2,
}
FOUND = {
    "Leasow Cross Library": {
        "wifi": "good",
        "signal": "poor",
        "sockets": "few",
        "words": "Ask for the window table.",
    },
    "Kilnhollow Community Centre": {
        "wifi": "poor",
        "signal": "good",
        "sockets": "plenty",
        "words": "Take the mobile box.",
    },
    "The Boathouse Café": {"wifi": "good", "signal": "good", "sockets": "few"},
    "The Old Brickworks": {"wifi": "none", "signal": "good", "sockets": "plenty"},
}
MEANT_FOR = ("sports-club", "friends-group", "health-group")


def plan_ahead(now: datetime, borough: Known, *, by: Person) -> None:
    programmes = add_programmes(timezone.localdate(now), borough, by=by)
    series = _series(now, borough, programmes, by=by)
    _say_what_it_was_like(by)
    _kit(borough, series, by=by)


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


def _say_what_it_was_like(by: Person) -> None:
    """What was found at the last few surgeries, and what is known of two houses besides."""
    Venue.objects.filter(name="Upper Wendle Village Hall").update(loop="yes", toilet="yes")
    Venue.objects.filter(name="The Boathouse Café").update(
        toilet="yes", tea="The café’s own, until half an hour before the end"
    )
    for name, found in FOUND.items():
        if last := _lately_held().filter(venue__name=name).first():
            on = timezone.localtime(last.starts_at).date()
            found_there(last.venue, on, by=by, **found)


def _kit(borough: Known, series: Series, *, by: Person) -> None:
    """What we own, what goes to the next of the series, and what never came back from the last."""
    things = {name: add_kit(borough.hub, name, number, by=by) for name, number in KIT.items()}
    first = series.gatherings.order_by("starts_at")[0]
    choose_kit(first, {thing: 1 for name, thing in things.items() if name != "Second laptop"}, by=by)
    last = _lately_held()[0]
    choose_kit(last, {things["Mobile Wi-Fi box"]: 1, things["Pop-up banner"]: 1}, by=by)
    for loan in last.kit.select_related("item"):
        tick(loan, "packed" if loan.item.name == "Mobile Wi-Fi box" else "back", on=True)


def _lately_held() -> QuerySet[Gathering]:
    held = Gathering.objects.filter(state=Gathering.State.CLOSED).select_related("venue__hub")
    return held.order_by("-starts_at")
