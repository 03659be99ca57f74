"""Meena asks for the link to her group’s own page: whom it goes to, and whom it does not."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group
from bandstand.jobs.runner import run_ready
from bandstand.people.models import Deed, Hub, Message
from tests.borough import make_group
from tests.web.test_booking import every_row
from tests.web.test_whats_on import words


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(
        hub,
        "Mill Green Runners",
        kind="sports-club",
        about="Run on Tuesdays",
        address="The Boathouse Café",
        email="secretary@millgreen.example",
        website="https://millgreen.example.org",
    )


def ask(client: Client, email: str, **more: str) -> str:
    client.post("/groups/mill-green-runners/yours/", {"email": email, **more})
    run_ready()
    return words(client.get("/groups/mill-green-runners/yours/sent/"))


def test_the_link_goes_to_an_address_we_know_and_nowhere_else(
    client: Client, hub: Hub, runners: Group
) -> None:
    known = ask(client, "Secretary@MillGreen.example")
    letter = Message.objects.get()
    unknown = ask(client, "mallory@evil.test", says="I run it")

    assert known == unknown
    assert letter.to_address == "secretary@millgreen.example"
    assert "You get this letter because" in letter.text
    assert letter.text.count("{link}") == 1
    assert Message.objects.count() == 1
    assert [(one.email, one.says, one.waits) for one in runners.page_asks.all()] == [
        ("mallory@evil.test", "I run it", True)
    ]
    assert "mallory" not in repr(list(Deed.objects.values()))


def test_while_it_is_asked_known_and_unknown_addresses_leave_the_same_rows(
    client: Client, hub: Hub, runners: Group
) -> None:
    def written(email: str) -> Counter[str]:
        before = Counter(name for name, _ in every_row())
        client.post("/groups/mill-green-runners/yours/", {"email": email})
        return Counter(name for name, _ in every_row() if name != "people_allowance") - before

    known = written("secretary@millgreen.example")
    assert known == written("mallory@evil.test") == {"groups_pageask": 1, "jobs_job": 1}


def test_asking_again_and_again_fills_neither_desk_nor_mailbox(
    client: Client, hub: Hub, runners: Group
) -> None:
    for number in range(9):
        ask(client, "secretary@millgreen.example")
        client.cookies.clear()
        with_other = Client(REMOTE_ADDR=f"10.0.0.{number}")
        ask(with_other, f"mallory{number}@evil.test")

    assert Message.objects.filter(to_address="secretary@millgreen.example").count() == 5
    assert runners.page_asks.filter(waits=True).count() == 5
    assert runners.page_asks.count() == 5


def test_asking_too_often_from_one_address_is_stopped(client: Client, hub: Hub, runners: Group) -> None:
    path = "/groups/mill-green-runners/yours/"
    answers = [client.post(path, {"email": "a@b.example"}).status_code for _ in range(12)]

    assert (answers[0], answers[-1]) == (302, 429)


def test_a_hidden_group_cannot_be_asked_for(client: Client, hub: Hub, runners: Group) -> None:
    Group.objects.update(listed=False)

    assert client.get("/groups/mill-green-runners/yours/").status_code == 404
    assert client.post("/groups/mill-green-runners/yours/", {"email": "a@b.example"}).status_code == 404


def test_the_link_works_for_more_than_a_year(runners: Group) -> None:
    assert page_link(runners).expires_at - timezone.now() > timedelta(days=399)
