"""The page some weeks after: Meena answers on her phone, in two taps."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions.after import plan_follow_ups
from bandstand.gatherings.actions.after_asking import ask_due
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import FollowUp, Gathering
from bandstand.groups.models import Connection
from bandstand.people.actions.links import token_of
from bandstand.people.models import Hub, Message, Person, PrivateLink, Topic
from tests.borough import make_arrival, make_gathering, make_group
from tests.web.test_booking import every_row
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    noon = timezone.localtime().replace(hour=12, minute=0)
    return make_gathering(hub, starts_at=noon - timedelta(weeks=6))


@pytest.fixture
def asked(surgery: Gathering) -> FollowUp:
    """Meena was helped with the runners' Facebook page six weeks ago, and has the letter."""
    seat = make_arrival(surgery, "Meena Patel")
    Person.objects.filter(name="Meena Patel").update(email="meena@leasow.example")
    seat.groups.add(make_group(surgery.hub, "Mill Green Runners", kind="sports-club"))
    topic = Topic.objects.get(name="Facebook page")
    told = Telling(result="set up", helped=(seat,), topics=(topic,))
    write_note(surgery, told, by=None, form_key=uuid.uuid4())
    plan_follow_ups(surgery)
    ask_due(surgery.hub, timezone.localtime().replace(hour=12))
    return FollowUp.objects.get()


def page_of(row: FollowUp) -> str:
    return f"/a/{token_of(PrivateLink.objects.get(subject=row.uid))}/"


def test_meena_answers_in_two_taps(asked: FollowUp, client: Client) -> None:
    page = page_of(asked)
    assert "you had some help: Facebook page" in words(client.get(page))

    sent = client.post(page + "answer/", {"which": asked.uid, "says": "partly"}, follow=True)
    assert "What would help now?" in words(sent)
    sent = client.post(
        page + "more/", {"which": asked.uid, "more": "ring", "phone": "01632 960111"}, follow=True
    )

    asked.refresh_from_db()
    assert (asked.state, asked.says, asked.more) == ("answered", "partly", "ring")
    assert "We will ring you on the number we have" in words(sent)
    assert Person.objects.get(name="Meena Patel").phone == "01632 960111"


def test_book_the_next_one_leads_to_the_form(asked: FollowUp, client: Client) -> None:
    coming = make_gathering(asked.hub)
    page = page_of(asked)
    client.post(page + "answer/", {"which": asked.uid, "says": "no"})

    sent = client.post(page + "more/", {"which": asked.uid, "more": "book"})
    assert sent.headers["Location"] == f"/whats-on/{coming.slug}/book/"


def test_looking_changes_nothing_and_an_answer_can_be_changed(asked: FollowUp, client: Client) -> None:
    page = page_of(asked)
    before = every_row()
    for address in (page, page + "answer/?says=yes", page + "more/?more=ring"):
        client.get(address)
        client.head(address)
    assert every_row() == before

    for says in ("yes", "no"):
        client.post(page + "answer/", {"which": asked.uid, "says": says})
    asked.refresh_from_db()
    assert asked.says == "no"


def test_nonsense_and_other_peoples_questions_are_not_answered(asked: FollowUp, client: Client) -> None:
    other = FollowUp.objects.create(hub=asked.hub, note=asked.note, due_on=asked.due_on)
    page = page_of(asked)
    for typed in ({"which": other.uid, "says": "yes"}, {"which": asked.uid, "says": "maybe"}, {"says": ""}):
        client.post(page + "answer/", typed)
    client.post(page + "more/", {"which": asked.uid, "more": "ring"})  # before the first tap

    assert set(FollowUp.objects.values_list("says", "more")) == {("", "")}


def test_a_link_that_is_over_forged_or_of_another_purpose_is_no_page(asked: FollowUp, client: Client) -> None:
    page = page_of(asked)
    link = PrivateLink.objects.get(subject=asked.uid)
    assert link.expires_at - timezone.now() < timedelta(days=61)
    assert client.get(page.replace("/a/", "/g/")).status_code == 404
    PrivateLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())

    assert client.get(page).status_code == 404
    assert client.post(page + "answer/", {"which": asked.uid, "says": "yes"}).status_code == 404
    assert client.get("/a/forged/").status_code == 404


def test_a_date_of_birth_is_kept_out(asked: FollowUp, client: Client) -> None:
    page = page_of(asked)
    client.post(page + "answer/", {"which": asked.uid, "says": "yes"})

    sent = client.post(page + "more/", {"which": asked.uid, "more": "fine", "words": "Born 1 May 1950."})
    assert sent.status_code == 422
    assert "Leave it out" in words(sent)


def test_who_met_whom_is_asked_on_the_same_page(surgery: Gathering, client: Client) -> None:
    runners = make_group(surgery.hub, "Mill Green Runners", email="run@leasow.example")
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    on = surgery.starts_at.date()
    for other in (park, make_group(surgery.hub, "St Osyth’s Bowls Club")):
        Connection.objects.create(hub=surgery.hub, on=on, where=surgery.title).groups.set([runners, other])
    ask_due(surgery.hub, timezone.localtime().replace(hour=12))
    assert Message.objects.count() == 1
    first, second = FollowUp.objects.filter(group=runners)
    page = page_of(FollowUp.objects.get(uid=PrivateLink.objects.get().subject))

    said = words(client.get(page))
    assert "Mill Green Runners met Friends of Mill Green Park" in said
    assert "Mill Green Runners met St Osyth’s Bowls Club" in said
    client.post(page + "answer/", {"which": first.uid, "says": "yes"})
    client.post(page + "answer/", {"which": second.uid, "says": "partly"})
    assert [one.evidence.says for one in FollowUp.objects.filter(group=runners) if one.evidence] == [
        "did",
        "yes",
    ]
