"""Leasow Vale, made up: its groups, places and people, for the tests to tell stories about."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from bandstand.gatherings.models import Attendance, Gathering
from bandstand.groups.models import Group, Kind, OnlinePlace
from bandstand.people.models import Hub, Person
from bandstand.places.models import Venue

KINDS = [
    ("sports-club", "sports club", "sports clubs", "sport"),
    ("friends-group", "Friends group", "Friends groups", "friends"),
    ("health-group", "health group", "health groups", "health"),
    ("arts-group", "arts group", "arts groups", "arts"),
    ("residents", "residents’ group", "residents’ groups", "community"),
]


def make_kinds(hub: Hub) -> None:
    for position, (slug, name, plural, look) in enumerate(KINDS):
        Kind.objects.create(hub=hub, slug=slug, name=name, plural=plural, look=look, position=position)


def make_group(hub: Hub, name: str, *, kind: str = "friends-group", website: str = "", **more: Any) -> Group:
    group = Group.objects.create(
        hub=hub,
        name=name,
        slug=slugify(name)[:80],
        kind=Kind.objects.get(slug=kind),
        search=name.lower(),
        **more,
    )
    if website:
        OnlinePlace.objects.create(
            hub=hub,
            group=group,
            kind="website",
            raw=website,
            url=website,
            match_key=website.rsplit("//", maxsplit=1)[-1],
        )
    return group


def make_venue(hub: Hub, name: str = "The Boathouse Café", **more: Any) -> Venue:
    return Venue.objects.create(hub=hub, name=name, **more)


def make_gathering(
    hub: Hub,
    title: str = "Surgery at the Boathouse Café",
    *,
    starts_at: datetime | None = None,
    **more: Any,
) -> Gathering:
    starts_at = starts_at or timezone.now() + timedelta(days=7)
    venue = (
        more.pop("venue", None) or Venue.objects.filter(name="The Boathouse Café").first() or make_venue(hub)
    )
    return Gathering.objects.create(
        hub=hub,
        title=title,
        slug=slugify(f"{title} {starts_at:%Y-%m-%d}"),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        venue=venue,
        **more,
    )


def make_person(hub: Hub, name: str, email: str = "") -> Person:
    return Person.objects.create(hub=hub, name=name, email=email)


def make_arrival(gathering: Gathering, name: str, *, helping: bool = False) -> Attendance:
    return Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=make_person(gathering.hub, name),
        helping=helping,
        looking=not helping,
        arrival=Attendance.Arrival.HERE,
        arrived_at=gathering.starts_at,
    )
