"""Who met whom at the desk, and on a group's own page."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bandstand.gatherings.actions.after import More, answer, say_more
from bandstand.gatherings.actions.in_touch import put_in_touch
from bandstand.gatherings.models import FollowUp
from bandstand.gatherings.queries.in_touch import said_yes
from bandstand.groups.actions.connections import Meeting, add_connection
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Connection, Group
from bandstand.people.actions.links import token_of
from bandstand.people.models import Consent, Hub, Message, Person
from tests.borough import make_arrival, make_gathering, make_group
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


@pytest.fixture
def groups(hub: Hub) -> list[Group]:
    return [make_group(hub, "Mill Green Runners", kind="sports-club"), make_group(hub, "Friends of the Park")]


@pytest.fixture
def met(groups: list[Group]) -> Connection:
    return add_connection(groups[0].hub, groups, Meeting(date(2026, 5, 5), where="The Boathouse"), by=None)


def typed(**more: object) -> dict[str, Any]:
    known = {"one": "Mill Green Runners", "other": "Friends of the Park", "kind": "venue"}
    return {**known, "on": "2026-05-05", **more}


def test_olive_writes_one_down_and_takes_it_back(officer: Client, groups: list[Group]) -> None:
    sent = officer.post("/desk/connections/add/", typed(words="They share the pavilion now."))
    made = Connection.objects.get()
    assert sent.headers["Location"] == f"/desk/connections/{made.uid}/"
    assert "They share the pavilion now." in words(officer.get(sent.headers["Location"]))
    assert "Friends of the Park and Mill Green Runners" in words(officer.get("/desk/connections/"))

    officer.post(f"/desk/connections/{made.uid}/take-back/")
    assert "Friends of the Park" not in words(officer.get("/desk/connections/"))
    assert "Put it back" in words(officer.get(f"/desk/connections/{made.uid}/"))


@pytest.mark.parametrize(
    "wrong",
    [{"other": "Nobody Knows Us"}, {"other": "Mill Green Runners"}, {"on": "2099-01-01"}, {"one": ""}],
)
def test_what_cannot_be_is_said_kindly(officer: Client, groups: list[Group], wrong: dict[str, str]) -> None:
    answer = officer.post("/desk/connections/add/", typed(**wrong))

    assert (answer.status_code, Connection.objects.count()) == (422, 0)


def test_what_she_heard_is_evidence_she_can_take_out_and_a_groups_own_word_is_not(
    officer: Client, met: Connection
) -> None:
    page = f"/desk/connections/{met.uid}/"
    officer.post(page + "evidence/", {"says": "did", "on": "2026-06-01", "words": "A joint fun run."})
    (ours,) = met.evidence.all()
    assert "A joint fun run." in words(officer.get(page))
    theirs = met.evidence.create(hub=met.hub, on=date(2026, 6, 2), says="yes", by="group")

    officer.post(f"{page}evidence/{ours.pk}/remove/")
    assert officer.post(f"{page}evidence/{theirs.pk}/remove/").status_code == 404
    assert list(met.evidence.all()) == [theirs]


def test_a_group_reads_whom_it_met_on_its_own_page_and_no_person(client: Client, met: Connection) -> None:
    runners = Group.objects.get(name="Mill Green Runners")

    said = words(client.get(f"/g/{token_of(page_link(runners))}/"))
    assert "Who you met Friends of the Park" in said
    assert "The Boathouse" in said


def test_the_list_asks_the_database_as_often_for_three_as_for_one(officer: Client, met: Connection) -> None:
    def questions() -> int:
        with CaptureQueriesContext(database) as asked:
            officer.get("/desk/connections/")
        return len(asked)

    once = questions()
    for name in ("Bowls", "Chess"):
        other = make_group(met.hub, name)
        add_connection(met.hub, [other, met.groups.all()[0]], Meeting(date(2026, 5, 6)), by=None)
    assert questions() == once


def asked(met: Connection, name: str, group: Group) -> FollowUp:
    surgery = make_gathering(met.hub, f"Surgery for {name}")
    seat = make_arrival(surgery, name)
    Person.objects.filter(pk=seat.person_id or 0).update(email=f"{name.lower()}@leasow.example")
    today = timezone.localdate()
    return FollowUp.objects.create(hub=met.hub, connection=met, group=group, attendance=seat, due_on=today)


def test_no_address_moves_before_both_have_said_yes(
    officer: Client, met: Connection, groups: list[Group]
) -> None:
    meena, jo = asked(met, "Meena", groups[0]), asked(met, "Jo", groups[1])
    touch = f"/desk/connections/{met.uid}/in-touch/"
    answer(meena, "yes")
    say_more(meena, More("", in_touch=True))
    officer.post(touch)
    assert (len(said_yes(met)), Message.objects.count()) == (1, 0)

    answer(jo, "partly")
    say_more(jo, More("", in_touch=True))
    officer.post(touch)
    letters = {one.to_address: one.text for one in Message.objects.all()}
    assert "Jo, Friends of the Park: jo@leasow.example" in letters["meena@leasow.example"]
    assert "jo@leasow.example" not in letters["jo@leasow.example"]


def test_the_letter_leads_to_what_we_hold_and_opens_nothing_by_itself(
    client: Client, met: Connection, groups: list[Group], olive: Person
) -> None:
    for row in (asked(met, "Meena", groups[0]), asked(met, "Jo", groups[1])):
        answer(row, "yes")
        say_more(row, More("", in_touch=True))
    put_in_touch(met, by=olive)

    letter = Message.objects.get(to_address="meena@leasow.example")
    assert "Jo, Friends of the Park: jo@leasow.example" in letter.text
    assert "have your details removed, without an account:" in " ".join(letter.text.split())
    assert letter.link is None
    (address,) = re.findall(r"^https?://\S+$", letter.text, flags=re.MULTILINE)
    page = urlsplit(address).path
    assert page == reverse("your-details")
    client.post(page, {"email": "meena@leasow.example"})
    assert Message.objects.filter(to_address="meena@leasow.example", link__purpose="papers").count() == 1


def test_a_yes_taken_back_is_no_yes(met: Connection, groups: list[Group], olive: Person) -> None:
    meena, jo = asked(met, "Meena", groups[0]), asked(met, "Jo", groups[1])
    for row in (meena, jo):
        answer(row, "yes")
        say_more(row, More("", in_touch=True))
    say_more(jo, More("", in_touch=False))

    assert put_in_touch(met, by=olive) == 0
    assert Consent.objects.filter(given=True, withdrawn_at=None).count() == 1
