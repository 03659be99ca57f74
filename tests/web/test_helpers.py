"""Lottie signs up to help and runs her helping from a page of her own."""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions.after import AFTER_HELP
from bandstand.gatherings.actions.after_asking import LIVES_DAYS, WHEN_GROUPS_MET
from bandstand.gatherings.actions.booking import Wish, book
from bandstand.gatherings.actions.helpers import WAITS, forget_unconfirmed, page_link
from bandstand.gatherings.actions.helping import Profile, change_profile
from bandstand.gatherings.models import Attendance, Gathering, HelperProfile, HelpNote, Sitting
from bandstand.gatherings.queries.helpers import MOST_OWED, OWED_FOR, notes_owed
from bandstand.people.actions.links import token_of
from bandstand.people.models import Hub, Message, Person, PrivateLink, Topic
from bandstand.people.papers import papers_of
from tests.borough import make_arrival, make_gathering, make_group, make_person
from tests.web.test_booking import every_row
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database

DOCS = Path(__file__).resolve().parents[2] / "docs" / "officers"
LOTTIE = {"name": "Lottie Prentice", "email": "lottie@leasow.example", "adult": "on"}


def page_of(person: Person) -> str:
    return f"/h/{token_of(page_link(person))}/"


def in_letter(hub: Hub) -> str:
    link = PrivateLink.objects.filter(purpose="helper").latest("pk")
    assert Message.objects.get(link=link).to_address == "lottie@leasow.example"
    return f"/h/{token_of(link)}/"


@pytest.fixture
def lottie(hub: Hub) -> Person:
    """Somebody who has helped once, in May, and never signed up."""
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(days=3), state="closed")
    seat = make_arrival(surgery, "Lottie Prentice", helping=True)
    assert seat.person is not None
    Person.objects.filter(pk=seat.person.pk).update(email="lottie@leasow.example")
    return Person.objects.get(pk=seat.person.pk)


def test_a_name_and_one_way_to_reach_her_are_enough(hub: Hub, client: Client) -> None:
    sent = client.post("/help/", LOTTIE)

    assert sent.headers["Location"] == "/help/sent/"
    page = in_letter(hub)
    assert "Name Lottie Prentice" in words(client.get(page))
    assert Person.objects.get().name == "Unknown"  # the desk learns the name when she has said yes
    client.post(page + "confirm/")
    assert Person.objects.get().name == "Lottie Prentice"
    assert "You are one of our helpers now" in words(client.get(page + "?said=welcome"))


@pytest.mark.parametrize("left_out", ["name", "email", "adult"])
def test_what_is_missing_is_said(hub: Hub, client: Client, left_out: str) -> None:
    typed = {name: value for name, value in LOTTIE.items() if name != left_out}

    answer = client.post("/help/", typed)
    assert (answer.status_code, Person.objects.count()) == (422, 0)


def test_nobody_sees_or_changes_anything_before_the_letter_is_answered(
    officer: Client, lottie: Person, hub: Hub
) -> None:
    change_profile(lottie, Profile(times="Evenings"), by=None)
    topic = Topic.objects.get(name="Website")
    Client().post("/help/", {**LOTTIE, "name": "Somebody Else", "topics": [topic.pk], "times": "Never"})

    row = HelperProfile.objects.get(person=lottie)
    assert (row.times, list(row.topics.all()), lottie.name) == ("Evenings", [], "Lottie Prentice")
    client, page = Client(), in_letter(hub)
    client.post(page + "confirm/")
    row.refresh_from_db()
    assert (row.times, list(row.topics.all()), row.offer) == ("Never", [topic], {})
    assert Person.objects.get(pk=lottie.pk).name == "Lottie Prentice"


def test_not_me_forgets_it_and_so_do_two_weeks(hub: Hub, client: Client) -> None:
    client.post("/help/", LOTTIE)
    sent = client.post(in_letter(hub) + "not-me/")
    assert sent.headers["Location"] == "/h/forgotten/"
    assert not Person.objects.exclude(email="").exists()

    client.post("/help/", {**LOTTIE, "email": "other@leasow.example"})
    assert forget_unconfirmed() == 0
    HelperProfile.objects.update(offered_at=timezone.now() - timedelta(days=15))
    assert (forget_unconfirmed(), HelperProfile.objects.count()) == (1, 0)
    assert not Person.objects.exclude(email="").exists()


def test_one_mailbox_gets_three_letters_a_day_at_most(hub: Hub, client: Client) -> None:
    for tag in ("", "+a", "+b", "+c", "+d"):
        client.post("/help/", {**LOTTIE, "email": f"lottie{tag}@leasow.example"})

    assert Message.objects.count() == 3


def test_looking_changes_nothing(lottie: Person, client: Client) -> None:
    coming = make_gathering(lottie.hub)
    page = page_of(lottie)
    before = every_row()
    for end in ("", "thanks/", "about/", "confirm/", f"yes/{coming.slug}/", "stop/", "remove/", "note/"):
        client.get(page + end)
        client.head(page + end)

    assert every_row() == before


def test_she_sees_what_she_would_be_asked_and_nobody_by_name(lottie: Person, client: Client) -> None:
    coming = make_gathering(lottie.hub)
    facebook, website = Topic.objects.get(name="Facebook page"), Topic.objects.get(name="Website")
    change_profile(lottie, Profile(topics=(website,)), by=None)
    for name, topic in (("Meena Patel", facebook), ("Jo Bell", facebook), ("Arthur Onions", website)):
        book(coming, Wish(name=name, topics=(topic,), wants=f"{name} asks"))
    book(coming, Wish(name="Olu Ade"))

    said = words(client.get(page_of(lottie)))
    assert "1 person about Website yours 2 people about Facebook page 1 person has not said" in said
    assert not re.search("Meena|Arthur|Olu|asks", said)


def test_yes_and_cannot_are_one_press_each_and_can_be_changed(lottie: Person, client: Client) -> None:
    coming = make_gathering(lottie.hub, helper_places=1)
    page = page_of(lottie)

    def standing() -> str:
        return Attendance.objects.get(gathering=coming, person=lottie).booking

    client.post(f"{page}yes/{coming.slug}/")
    assert standing() == "booked"
    client.post(f"{page}yes/{coming.slug}/")
    client.post(f"{page}cannot/{coming.slug}/")
    assert standing() == "cancelled"
    book(coming, Wish(name="Gareth", helping=True))
    sent = client.post(f"{page}yes/{coming.slug}/", follow=True)
    assert (standing(), "you are on the list" in words(sent)) == ("waiting", True)
    coming.refresh_from_db()
    assert coming.helpers_taken == 1


def test_what_is_over_cannot_be_said_yes_to(lottie: Person, client: Client) -> None:
    over = make_gathering(lottie.hub, starts_at=timezone.now() - timedelta(days=9))

    sent = client.post(f"{page_of(lottie)}yes/{over.slug}/", follow=True)
    assert "That one is over" in words(sent)
    assert client.post(f"{page_of(lottie)}yes/no-such-thing/").status_code == 404


def sat_with(lottie: Person, name: str) -> Sitting:
    seat = Attendance.objects.get(person=lottie)
    beside = make_arrival(seat.gathering, name)
    beside.groups.add(make_group(lottie.hub, f"{name}’s Runners"))
    sitting = Sitting.objects.create(hub=lottie.hub, gathering=seat.gathering, began_at=timezone.now())
    sitting.members.set([seat, beside])
    return sitting


def test_a_note_owed_is_one_tap_and_can_be_taken_back(lottie: Person, client: Client) -> None:
    sat_with(lottie, "Meena")
    (owed,) = notes_owed(lottie)
    page = page_of(lottie)
    typed = {"key": owed.key, "result": "set up", "words": "Her page is up.", "form_key": str(uuid.uuid4())}

    sent = client.post(page + "note/", typed)
    client.post(page + "note/", typed)  # a nervous second tap
    note = HelpNote.objects.get()
    assert (note.result, note.via, [one.called for one in note.helped.all()]) == (
        "set up",
        "helper",
        ["Meena"],
    )
    assert [group.name for group in note.groups.all()] == ["Meena’s Runners"]
    assert notes_owed(lottie) == []

    undo = re.search(r"undo=([\w-]+)", sent.headers["Location"])
    assert undo is not None
    client.post(page + "note/undo/", {"entry": undo[1]})
    assert HelpNote.objects.filter(undone_at=None).count() == 0


def test_a_note_that_cannot_be_kept_is_shown_again(lottie: Person, client: Client) -> None:
    sat_with(lottie, "Meena")
    (owed,) = notes_owed(lottie)
    typed_words = "Set up her page. She was born 12/05/1961."
    typed = {"key": owed.key, "result": "set up", "words": typed_words, "form_key": str(uuid.uuid4())}

    again = client.post(page_of(lottie) + "note/", typed)
    assert (again.status_code, HelpNote.objects.count()) == (422, 0)
    assert "That looks like a date of birth." in again.text
    assert f"{typed_words}</textarea>" in again.text


def test_three_notes_at_most_and_none_for_ever(lottie: Person, client: Client) -> None:
    for name in ("Meena", "Jo", "Arthur", "Olu"):
        sat_with(lottie, name)
    assert len(notes_owed(lottie)) == 3

    Gathering.objects.update(starts_at=timezone.now() - timedelta(weeks=7))
    assert notes_owed(lottie) == []


def test_somebody_elses_note_or_undo_is_not_hers(lottie: Person, client: Client, hub: Hub) -> None:
    other = make_arrival(Gathering.objects.get(), "Gareth", helping=True)
    page = page_of(lottie)
    forged = {"key": f"{other.uid}.", "result": "fixed", "form_key": str(uuid.uuid4())}
    client.post(page + "note/", forged)
    assert HelpNote.objects.count() == 0

    assert client.post(page + "note/undo/", {"entry": str(uuid.uuid4())}).status_code == 404


def test_a_pause_a_stop_and_back_again(lottie: Person, client: Client) -> None:
    coming = make_gathering(lottie.hub)
    page = page_of(lottie)
    until = timezone.localdate() + timedelta(days=60)
    assert "having a break" in words(client.post(page + "pause/", {"until": until}, follow=True))
    assert client.post(page + "pause/", {"until": "2020-01-01"}).status_code == 422
    client.post(page + "pause/", {"back": "yes"})

    client.post(f"{page}yes/{coming.slug}/")
    client.post(page + "stop/")
    assert Attendance.objects.get(gathering=coming).booking == "cancelled"
    assert "You have stopped helping" in words(client.get(page))
    client.post(page + "stop/", {"again": "yes"})
    assert HelperProfile.objects.get().stopped_at is None


def test_her_details_go_and_the_link_with_them(lottie: Person, client: Client) -> None:
    change_profile(lottie, Profile(languages="Punjabi"), by=None)
    told = {paper.title: paper.rows for paper in papers_of(lottie)}
    assert told["What you told us as a helper"][0]["Languages"] == "Punjabi"
    page = page_of(lottie)

    client.post(page + "remove/")
    assert client.get(page).status_code == 404
    assert HelperProfile.objects.count() == 0
    assert Attendance.objects.filter(helping=True, arrival="here").count() == 1


def test_the_link_comes_by_letter_and_nobody_learns_who_helps(lottie: Person, client: Client) -> None:
    make_person(lottie.hub, "Meena", "meena@leasow.example")  # never helped
    for email in ("lottie@leasow.example", "meena@leasow.example", "nobody@leasow.example"):
        assert client.post("/help/link/", {"email": email}).headers["Location"] == "/help/link/sent/"

    assert [letter.to_address for letter in Message.objects.all()] == ["lottie@leasow.example"]


def test_the_record_says_how_each_time_is_known(lottie: Person, client: Client) -> None:
    said = words(client.get(page_of(lottie) + "thanks/"))

    assert "Thank you, Lottie Prentice" in said
    assert "an hour and a half, estimated" in said


def test_the_officers_page_promises_what_is_so() -> None:
    page = " ".join((DOCS / "helpers-and-what-came-of-it.md").read_text().split())

    assert (3, timedelta(weeks=6), timedelta(weeks=6)) == (MOST_OWED, OWED_FOR, AFTER_HELP)
    assert "three at most, one tap each; they lapse after six weeks" in page
    assert (timedelta(days=14), 60) == (WAITS, LIVES_DAYS)
    assert "After two weeks without that it is forgotten" in page
    assert "as long as the link works: sixty days" in page
    assert (timedelta(weeks=6), timedelta(weeks=26)) == WHEN_GROUPS_MET
    assert "Six weeks and six months after" in page
