"""Makes Leasow Vale in an empty database, through the product's own actions wherever that is quick enough."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bandstand.gatherings.actions.helpers import page_link
from bandstand.gatherings.actions.letters import private_link
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.groups.actions.interests import settle_interests, start_interests, suggest_interests
from bandstand.groups.actions.kinds import start_kinds
from bandstand.groups.actions.sheets import bring_in, choose_columns, take_in
from bandstand.groups.models import Group, GroupInterest
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import address_of
from bandstand.people.actions.roles import console_link, give_role, open_hub
from bandstand.people.models import Hub, Person, Role
from bandstand.people.queries import role_of
from bandstand.places.actions.boundaries import load_boundaries
from bandstand.places.actions.postcodes import load_postcodes
from bandstand.places.actions.venues import add_venue
from bandstand.presence.actions import ask_for_check

from . import content, past, today
from .after import asked_some_weeks_later, say_what_came_of_it
from .evenings import draw_some
from .findings import write_down_mended
from .helping import say_who_helps
from .history import add_people, known, write_down
from .introducing import introduce_some
from .inviting import ask_people
from .outcomes import tell_what_came_of_it
from .planning import plan_ahead
from .pointing import write_down_pointing
from .seasons import plan_seasons
from .seated import seat_everybody
from .telling import plan_the_looks, tell

SHEET = "leasow-vale-groups.csv"
ABOUT = (
    "We help the small, volunteer-led groups of Leasow Vale: sports clubs, Friends of parks, health and arts "
    "groups, and neighbours who look after the street. Leasow Vale is made up, and so is everybody in it."
)


@dataclass(frozen=True)
class Doors:
    """One-time sign-in links by role, and private pages: of a visitor and a helper at the next surgery, of a
    helper, and of somebody asked some weeks after they were helped.
    """

    roles: Mapping[str, str]
    names: Mapping[str, str]
    visitor: str
    helper: str
    helping: str
    weeks_later: str


def make_borough(addresses: Mapping[str, str], folder: Path) -> None:
    """Fill an empty, migrated database. `addresses` are those of the websites, by slug."""
    now = timezone.now()
    with transaction.atomic():
        hub = open_hub(content.HUB, slug="leasow-vale", place=content.PLACE, email="hello@leasow.example")
        Hub.objects.filter(pk=hub.pk).update(about=ABOUT, phone="01632 960100")
        with hub_scope(hub):
            _fill(hub, now, addresses, folder)


def _fill(hub: Hub, now: datetime, addresses: Mapping[str, str], folder: Path) -> None:
    staff = give_roles(hub)
    make_places(hub, by=staff["officer"])
    bring_in_groups(hub, write_sheet(addresses, folder), by=staff["officer"])
    add_people(hub, since=now - timedelta(days=4 * 365))
    borough = known(hub)
    story = past.write_story(timezone.localdate(now))
    upcoming = today.announce_next(now, borough, by=staff["officer"])
    notes = write_down(story, borough, upcoming=upcoming)
    today.call_off_one([surgery.starts_at for surgery in story], borough)
    write_down_mended(notes, borough, addresses, now)
    tell_what_came_of_it(notes, borough, now)
    write_down_pointing(borough, addresses, now)
    today.book_for_next(upcoming, borough)
    ask_people(upcoming, by=staff["officer"])
    under_way = today.begin_one_now(now, borough, by=staff["manager"])
    plan_ahead(now, borough, by=staff["manager"])
    tell(borough, by=staff["officer"])
    say_who_helps(borough)
    seat_everybody(under_way, by=staff["manager"])
    say_what_came_of_it(borough, now)
    draw_some(borough, now, by=staff["officer"])
    introduce_some(hub, now, by=staff["officer"])
    plan_seasons(now, hub, by=staff["officer"])
    plan_the_looks(notes, borough)
    ask_for_check(hub, Group.objects.all(), by=staff["officer"])


def give_roles(hub: Hub) -> dict[str, Person]:
    """Give the five at the desk their roles; the door helper's lasts as long as a demo might."""
    lasting = timezone.now() + timedelta(days=60)
    return {
        row["role"]: give_role(
            hub,
            name=row["name"],
            email=row["email"],
            role=row["role"],
            by=None,
            until=lasting if row["role"] == Role.Name.DOOR else None,
        ).person
        for row in content.rows("staff.csv")
    }


def make_places(hub: Hub, *, by: Person) -> None:
    load_boundaries(hub, content.HERE / "localities.geojson", kind="locality", by=by)
    load_postcodes(content.HERE / "postcodes.csv")
    for row in content.rows("venues.csv"):
        add_venue(hub, by=by, **row)


def write_sheet(addresses: Mapping[str, str], folder: Path) -> Path:
    """Write the officer's sheet of groups, with the addresses their websites have today."""
    served = {site.token: addresses[site.slug] for site in content.sites()}
    path = folder / SHEET
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, fieldnames=list(content.groups()[0]))
        sheet.writeheader()
        for row in content.groups():
            sheet.writerow({**row, content.WEBSITE: served.get(row[content.WEBSITE], row[content.WEBSITE])})
    return path


def bring_in_groups(hub: Hub, sheet: Path, *, by: Person) -> None:
    """Bring the sheet in with its columns as guessed, as an officer would who agrees with them."""
    start_kinds(hub)
    batch, *_ = take_in(hub, sheet.name, lambda: [sheet.read_bytes()], by=by)
    choose_columns(batch, {})
    bring_in(batch)
    say_what_they_are_about(hub, by=by)


def say_what_they_are_about(hub: Hub, *, by: Person) -> None:
    """Say yes to most suggested interests, and leave some to look over."""
    start_interests(hub)
    suggest_interests(hub, Group.objects.order_by("pk"))
    waiting = GroupInterest.objects.order_by("pk").values_list("pk", flat=True)
    settle_interests(hub, {pk: True for number, pk in enumerate(waiting) if number % 6}, by=by)


def open_doors(hub: Hub) -> Doors:
    """Make a fresh set of links, giving back any role that has run out since the borough was made."""
    with hub_scope(hub):
        people = {row["role"]: Person.objects.get(email=row["email"]) for row in content.rows("staff.csv")}
        if any(role_of(person) is None for person in people.values()):
            people = give_roles(hub)
        upcoming = Gathering.objects.filter(venue__name="The Boathouse Café").latest("starts_at")
        seats = Attendance.objects.filter(gathering=upcoming, booking=Attendance.Booking.BOOKED)
        return Doors(
            roles={role: address_of(console_link(person)) for role, person in people.items()},
            names={role: person.name for role, person in people.items()},
            visitor=_own_page(seats.filter(looking=True)),
            helper=_own_page(seats.filter(helping=True)),
            helping=address_of(page_link(Person.objects.get(name=content.helpers()[0].name))),
            weeks_later=asked_some_weeks_later(),
        )


def _own_page(seats: QuerySet[Attendance]) -> str:
    seat = seats.select_related("gathering", "hub").first()
    return address_of(private_link(seat)) if seat else ""
