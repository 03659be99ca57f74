"""The sample borough: what its figures come to, and what is in it, made in an empty database."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from bandstand.config.demo import borough, content, past
from bandstand.gatherings.lot import Lot, draw
from bandstand.gatherings.models import Attendance, Gathering, HelpNote, TwoEvenings
from bandstand.groups.models import Group, ImportRow, OnlinePlace
from bandstand.impact.measures import helpers, mended, people_helped, surgeries
from bandstand.impact.measures.shapes import Period
from bandstand.impact.together.lots import what_the_lot_tells
from bandstand.jobs.models import Job
from bandstand.people.access import every_hub, hub_scope
from bandstand.people.models import Consent, Hub, Person
from bandstand.places.models import Area, Postcode, Venue
from bandstand.presence.models import CheckUp, Finding

Addresses = dict[str, str]


@pytest.fixture
def addresses() -> Addresses:
    return {site.slug: f"http://127.0.81.{number}:8900/" for number, site in enumerate(content.sites(), 1)}


@pytest.fixture
def leasow_vale(db: None, settings: Settings, addresses: Addresses, tmp_path: Path) -> Iterator[Hub]:
    """Leasow Vale as the demo makes it, in force."""
    settings.CHECKS_ALLOW_PRIVATE = True
    settings.CHECKS_PAUSE = 0.0
    borough.make_borough(addresses, tmp_path)
    hub = Hub.objects.get()
    with hub_scope(hub):
        yield hub


def test_the_figures_are_28_surgeries_22_helpers_and_167_people_helped(leasow_vale: Hub) -> None:
    ever = Period()
    assert surgeries.SURGERIES.figure(ever).value == 28
    assert helpers.HELPERS.figure(ever).value == 22
    assert people_helped.PEOPLE_HELPED.figure(ever).value == 167


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2027, 1, 3), date(2028, 2, 29), date(2031, 7, 15)])
def test_the_story_comes_to_the_same_figures_on_any_day(day: date) -> None:
    story = past.write_story(day)
    assert len(story) == 28
    assert len(past.people_helping(story)) == 22
    assert len(past.people_helped(story)) == 167
    held = [surgery.starts_at.date() for surgery in story]
    assert held == sorted(set(held))
    assert day - timedelta(days=4 * 366) < held[0] < held[-1] < day - timedelta(days=20)
    assert not any((each.month, each.day) in {(12, 24), (12, 25), (12, 26), (1, 1)} for each in held)


def test_the_story_is_the_same_twice_on_one_day() -> None:
    assert past.write_story(date(2026, 11, 22)) == past.write_story(date(2026, 11, 22))


def test_nobody_is_at_one_surgery_twice() -> None:
    for surgery in past.write_story(date(2026, 11, 22)):
        named = [one.name for one in surgery.came if one.name]
        assert len(named) == len(set(named))


def test_five_who_came_for_help_came_back_to_help(leasow_vale: Hub) -> None:
    helped = Person.objects.filter(attendances__notes_received__isnull=False)
    both = helped.filter(attendances__helping=True, attendances__arrival="here").distinct()
    assert both.count() == 5


def test_every_row_of_the_sheet_came_in_and_every_group_is_placed(leasow_vale: Hub) -> None:
    assert ImportRow.objects.filter(state=ImportRow.State.NEW).count() == Group.objects.count() == 60
    assert not Group.objects.filter(area=None).exists()
    assert not Group.objects.filter(kind=None).exists()
    assert Area.objects.count() == 6
    assert Venue.objects.exclude(area=None).count() == 8
    assert Postcode.objects.count() == 49


def test_each_website_is_known_as_a_place_of_its_own(leasow_vale: Hub, addresses: Addresses) -> None:
    websites = OnlinePlace.objects.filter(kind=OnlinePlace.Kind.WEBSITE)
    assert set(websites.values_list("url", flat=True)) == set(addresses.values())
    assert len(set(websites.values_list("match_key", flat=True))) == len(addresses)


def test_one_surgery_is_under_way_and_one_is_coming_up_with_bookings(leasow_vale: Hub) -> None:
    now = timezone.now()
    announced = Gathering.objects.filter(state=Gathering.State.ANNOUNCED)
    on = announced.get(starts_at__lte=now, ends_at__gt=now)
    here = Attendance.objects.filter(gathering=on, arrival=Attendance.Arrival.HERE)
    assert here.filter(looking=True).count() == 7
    assert here.filter(helping=True).count() == 3
    assert Attendance.objects.filter(gathering=on, arrival=Attendance.Arrival.EXPECTED).count() == 4
    # The sessions of a season are farther off.
    coming = announced.get(starts_at__gt=now, series=None, planned=None, kind=Gathering.Kind.SURGERY)
    assert timedelta(days=5) < coming.starts_at - now < timedelta(days=10)
    assert (coming.taken, coming.helpers_taken) == (14, 3)
    assert Gathering.objects.filter(state=Gathering.State.CANCELLED).count() == 1


def test_five_lists_were_drawn_and_one_is_open(leasow_vale: Hub) -> None:
    told = what_the_lot_tells()
    assert told is not None
    assert told.beside is not None
    assert told.lists == 5
    assert told.ties - told.beside.seen >= 5  # and links between websites, wherever the lot put the two
    assert told.beside.seen >= 13
    for evenings in TwoEvenings.objects.exclude(drawn_at=None):
        again = draw(evenings.seed or 0, [Lot(lot["lot"]) for lot in evenings.lots])
        assert again == {lot["lot"]: lot["evening"] - 1 for lot in evenings.lots}
    assert TwoEvenings.objects.get(drawn_at=None).sign_ups.count() > 4


def test_the_history_keeps_what_nobody_wrote_down_unknown(leasow_vale: Hub) -> None:
    closed = Gathering.objects.filter(state=Gathering.State.CLOSED, kind=Gathering.Kind.SURGERY)
    assert closed.filter(help_notes=None).count() == 1
    assert Attendance.objects.filter(gathering__in=closed, arrival="unknown").exists()
    assert Attendance.objects.filter(gathering__in=closed, arrival="here", arrived_at=None).exists()
    assert closed.filter(unnamed_looking=None).exists()


def test_what_was_mended_counts_as_fixed_after_help(leasow_vale: Hub) -> None:
    closed = Finding.objects.exclude(closed_at=None)
    assert mended.MENDED.figure(Period()).value == closed.count() == 15
    assert closed.filter(help_notes__result=HelpNote.Result.FIXED).count() == 15


def test_a_look_at_every_website_waits_for_the_runner(leasow_vale: Hub) -> None:
    assert CheckUp.objects.filter(state=CheckUp.State.WAITING).count() == len(content.sites())
    with every_hub("jobs are the installation's"):
        looks = Job.objects.filter(task="bandstand.presence.tasks.look_at_group")
        assert looks.count() == len(content.sites())


def test_write_ups_name_only_people_who_said_yes(leasow_vale: Hub) -> None:
    yes = set(Consent.objects.filter(given=True).values_list("person__name", flat=True))
    first_names = {name.split(maxsplit=1)[0] for name in yes}
    story = past.write_story(timezone.localdate())
    said_no = {one.name for surgery in story for one in surgery.here if one.name} - yes
    for gathering in Gathering.objects.filter(write_up_public=True):
        words = set(gathering.write_up.replace(",", " ").replace(".", " ").split())
        for name in said_no:
            assert name not in gathering.write_up
            assert name.split(maxsplit=1)[0] not in words - first_names - _words_of_groups()
    assert len(yes) > 100


def _words_of_groups() -> set[str]:
    told = [row[content.NAME] for row in content.groups()]
    told += [note["words"] for note in content.stories()["note"]]
    told += [*content.stories()["words"]["openings"], *content.stories()["words"]["quotes"]]
    return {word.strip(".,:“”’") for text in told for word in text.split()}


def test_every_role_has_a_door_that_opens_once(leasow_vale: Hub, client: Client) -> None:
    doors = borough.open_doors(leasow_vale)
    assert list(doors.roles) == ["owner", "officer", "manager", "door", "reader"]
    for link in doors.roles.values():
        path = link.removeprefix("http://127.0.0.1:8000")
        assert client.post(path).status_code == 302
        assert client.post(path).status_code == 404
    assert client.get(doors.visitor.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert client.get(doors.helper.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_role_that_ran_out_is_given_again_at_the_next_start(leasow_vale: Hub) -> None:
    femi = Person.objects.get(name="Femi Adeyemi")
    femi.roles.update(until=timezone.now() - timedelta(days=1))
    borough.open_doors(leasow_vale)
    assert femi.roles.filter(until__gt=timezone.now()).count() == 1


def test_nobody_can_be_written_to_or_rung(leasow_vale: Hub) -> None:
    people = Person.objects.exclude(email="").values_list("email", flat=True)
    groups = Group.objects.exclude(email="").values_list("email", flat=True)
    assert not [email for email in [*people, *groups] if not email.endswith(".example")]
    phones = Group.objects.exclude(phone="").values_list("phone", flat=True)
    assert not [phone for phone in phones if not phone.startswith("01632 960")]
