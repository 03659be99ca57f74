"""Olive finds out who could help, says hello, and rings those who asked for it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.after import More, answer, plan_follow_ups, say_more
from bandstand.gatherings.actions.helpers import Offer, sign_up
from bandstand.gatherings.actions.helping import Profile, change_profile
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import FollowUp, Gathering, HelperProfile
from bandstand.gatherings.queries.helper_list import helpers, who_could
from bandstand.people.models import Hub, Message, Person, Topic
from bandstand.places.models import Area, Venue
from tests.borough import make_arrival, make_gathering, make_group, make_person
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(days=3), state="closed")


def helper(surgery: Gathering, name: str) -> Person:
    seat = make_arrival(surgery, name, helping=True)
    assert seat.person is not None
    return seat.person


def area(hub: Hub, name: str) -> Area:
    return Area.objects.create(hub=hub, code=name, name=name, geometry={}, west=0, south=0, east=1, north=1)


def test_all_who_signed_up_or_helped_are_listed_and_nobody_who_only_typed(
    officer: Client, surgery: Gathering
) -> None:
    helper(surgery, "Lottie Prentice")
    make_arrival(surgery, "Meena Patel")
    sign_up(surgery.hub, Offer("Gareth Whitestone", email="gareth@leasow.example"))
    signed = make_person(surgery.hub, "Saskia Lowe")
    HelperProfile.objects.create(hub=surgery.hub, person=signed, confirmed_at=timezone.now())

    said = words(officer.get("/desk/helpers/"))
    assert [one.name for one in helpers()] == ["Lottie Prentice", "Saskia Lowe"]
    assert ("Lottie Prentice" in said, "Gareth" in said, "Meena" in said) == (True, False, False)


def test_who_left_a_number_is_rung_and_becomes_a_helper(officer: Client, hub: Hub) -> None:
    topic = Topic.objects.get(name="Website")
    sign_up(hub, Offer("Arthur Onions", phone="01632 960100", topics=(topic.pk,)))
    assert "1 person has offered to help" in words(officer.get("/desk/"))
    assert "Arthur Onions" in words(officer.get("/desk/helpers/?show=hello"))
    arthur = Person.objects.get(name="Arthur Onions")

    officer.post(f"/desk/helpers/{arthur.uid}/hello/")
    row = HelperProfile.objects.get(person=arthur)
    assert (row.checked_at is not None, list(row.topics.all())) == (True, [topic])
    assert "offered to help" not in words(officer.get("/desk/"))


def test_who_could_help_says_why(surgery: Gathering, hub: Hub) -> None:
    kiln, wendle = area(hub, "Kilnhollow"), area(hub, "Upper Wendle")
    Venue.objects.update(area=kiln)
    web = Topic.objects.get(name="Website")
    says, has, away, rests = (helper(surgery, name) for name in ("Says", "Has", "Away", "Rests"))
    change_profile(says, Profile(topics=(web,), areas=(kiln,)), by=None)
    note = Telling(result="fixed", helpers=(surgery.attendances.get(person=has),), topics=(web,))
    write_note(surgery, note, by=None, form_key=uuid.uuid4())
    change_profile(away, Profile(topics=(web,), areas=(wendle,)), by=None)
    surgery.attendances.filter(person=away).update(helping=False)
    change_profile(rests, Profile(topics=(web,)), by=None)
    HelperProfile.objects.filter(person=rests).update(paused_until=timezone.localdate() + timedelta(days=9))

    told = {one.person.name: one.reasons for one in who_could(web, kiln)}
    assert told == {
        "Says": ["says they can show it", "says they come there", "has helped there once"],
        "Has": ["has helped with it once", "has helped there once"],
    }


def test_one_helper_is_changed_paused_and_thanked_at_the_desk(officer: Client, surgery: Gathering) -> None:
    lottie = helper(surgery, "Lottie Prentice")
    Person.objects.filter(pk=lottie.pk).update(email="lottie@leasow.example")
    page = f"/desk/helpers/{lottie.uid}/"
    assert "1½ hours estimated from the length of sessions" in words(officer.get(page))
    officer.post(page + "change/", {"languages": "Punjabi", "times": "Evenings", "gives": "own"})
    assert "My own time" in words(officer.get(page))
    assert officer.post(page + "pause/", {"until": "2020-01-01"}).status_code == 422
    officer.post(page + "pause/", {"until": timezone.localdate() + timedelta(days=30)})
    assert "Lottie Prentice" in words(officer.get("/desk/helpers/?show=paused"))
    officer.post(page + "send-page/")
    assert Message.objects.get().to_address == "lottie@leasow.example"
    assert "Thank you, Lottie Prentice" in words(officer.get(page + "thanks/"))
    assert officer.get(f"/desk/helpers/{make_person(surgery.hub, 'Meena').uid}/").status_code == 404


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    officer: Client, surgery: Gathering
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(database) as asked:
            officer.get("/desk/helpers/")
        return len(asked)

    change_profile(helper(surgery, "Lottie Prentice"), Profile(times="Evenings"), by=None)
    questions()  # that she looked is written down once
    once = questions()
    for name in ("Gareth", "Saskia"):
        change_profile(helper(surgery, name), Profile(times="Mornings"), by=None)
    assert questions() == once


def test_who_would_like_to_be_rung_is_on_the_list_until_somebody_rang(
    officer: Client, surgery: Gathering
) -> None:
    seat = make_arrival(surgery, "Meena Patel")
    Person.objects.filter(pk=seat.person_id or 0).update(email="meena@leasow.example", phone="01632 960111")
    seat.groups.add(make_group(surgery.hub, "Mill Green Runners"))
    write_note(surgery, Telling(result="fixed", helped=(seat,)), by=None, form_key=uuid.uuid4())
    plan_follow_ups(surgery)
    row = FollowUp.objects.get()
    answer(row, "partly")
    say_more(row, More("ring", "The photos came out sideways."))

    assert "1 person would like to be rung" in words(officer.get("/desk/"))
    said = words(officer.get("/desk/after/?show=ring"))
    assert "01632 960111" in said
    assert "The photos came out sideways." in said
    officer.post(f"/desk/after/{row.uid}/rang/")
    assert "would like to be rung" not in words(officer.get("/desk/"))
    officer.post(f"/desk/after/{row.uid}/rang/", {"undo": "yes"})
    assert "would like to be rung" in words(officer.get("/desk/"))


def test_a_gathering_tells_what_came_of_it(officer: Client, surgery: Gathering) -> None:
    helper(surgery, "Lottie Prentice")

    said = words(officer.get(f"/desk/gatherings/{surgery.slug}/"))
    assert "Here for the first time 1 person: Lottie Prentice" in said
    assert "Nobody was asked" in said
