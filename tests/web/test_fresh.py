"""Keeping the directory right: Olive looks over old entries, groups are asked once a year, and tell us."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from bandstand.groups.actions import fresh
from bandstand.groups.actions.contacts import Particulars, add_contact
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group, PageAsk
from bandstand.groups.queries.fresh import stale, to_ask
from bandstand.groups.tasks import ask_groups_once_a_year
from bandstand.jobs.runner import run_ready
from bandstand.people.actions.links import token_of
from bandstand.people.models import Deed, Hub, Message, PrivateLink, Role
from tests.borough import make_group
from tests.web.test_whats_on import words


def days_ago(days: int) -> Any:
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def runners(hub: Hub) -> Group:
    return make_group(hub, "Mill Green Runners", kind="sports-club", email="secretary@millgreen.example")


@pytest.fixture
def page(runners: Group) -> str:
    return f"/g/{token_of(page_link(runners))}/"


# What is old


def test_the_longest_unconfirmed_come_first_and_fresh_ones_not_at_all(officer: Client, hub: Hub) -> None:
    for name, days in [("Bowls", 30), ("Choir", 500), ("Darts", 900)]:
        make_group(hub, name, confirmed_at=days_ago(days), confirmed_how="spoken")
    make_group(hub, "Allotments", kind="residents")
    make_group(hub, "Gone", status="closed")
    make_group(hub, "Hidden", listed=False)

    assert [group.name for group in stale()] == ["Allotments", "Darts", "Choir"]
    assert [group.name for group in stale("never")] == ["Allotments"]
    assert [group.name for group in stale("old", by_name=True)] == ["Choir", "Darts"]
    assert [group.name for group in stale(kind="residents")] == ["Allotments"]
    seen = words(officer.get("/desk/keeping-right/?sort=name"))
    assert ("Darts" in seen, "Bowls" in seen) == (True, False)


def test_olive_has_talked_to_them_and_it_is_all_right(officer: Client, olive: Any, runners: Group) -> None:
    form = {"next": "/desk/keeping-right/?show=never"}
    answer = officer.post("/desk/groups/mill-green-runners/confirm/", form)

    runners.refresh_from_db()
    assert answer["Location"] == "/desk/keeping-right/?show=never"
    assert (runners.confirmed_how, runners.confirmed_by) == ("spoken", olive)
    assert "by talking to the group" in words(officer.get("/desk/groups/mill-green-runners/"))
    assert "Nothing to look over" in words(officer.get("/desk/keeping-right/"))


def test_odd_words_in_the_list_are_answered_plainly(officer: Client, hub: Hub) -> None:
    assert officer.get("/desk/keeping-right/?show=%00&kind=%27--&sort=x&page=-4").status_code == 200


@pytest.mark.parametrize(
    "path", ["/desk/keeping-right/", "/desk/keeping-right/told/", "/desk/keeping-right/asking/"]
)
def test_lists_of_one_and_three_cost_the_same(
    officer: Client, hub: Hub, client: Client, django_assert_num_queries: Any, path: str
) -> None:
    def more(name: str) -> None:
        group = make_group(hub, name, email=f"{name}@mail.example")
        Client().post(f"/g/{token_of(page_link(group))}/change/", {"name": f"{name} of Leasow"})
        Group.objects.update(confirmed_at=days_ago(700), asked_at=None)
        PageAsk.objects.create(hub=hub, group=group, email="a@b.example", waits=True)

    more("one")
    with django_assert_num_queries(_asked(officer, path)):
        officer.get(path)
    asked = _asked(officer, path)
    more("two")
    more("three")
    with django_assert_num_queries(asked):
        assert "three" in officer.get(path).text.lower()


def _asked(officer: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        officer.get(path)
    assert len(asked) <= 15
    return len(asked)


# The yearly letter


def test_nobody_is_written_to_until_it_is_switched_on(officer: Client, hub: Hub, runners: Group) -> None:
    ask_groups_once_a_year.func()
    assert Message.objects.count() == 0

    assert "It is switched off" in words(officer.get("/desk/keeping-right/asking/"))
    officer.post("/desk/keeping-right/asking/", {"on": "yes"})
    ask_groups_once_a_year.func()
    assert Message.objects.get().to_address == "secretary@millgreen.example"

    officer.post("/desk/keeping-right/asking/", {"on": "no"})
    hub.refresh_from_db()
    assert not hub.yearly_ask


def test_who_is_asked_and_who_is_not(hub: Hub, runners: Group) -> None:
    make_group(hub, "No address")
    make_group(hub, "Just confirmed", email="a@a.example", confirmed_at=days_ago(100))
    make_group(hub, "Just asked", email="b@b.example", asked_at=days_ago(100))
    make_group(hub, "Please do not write", email="c@c.example", no_letters_at=days_ago(900))
    make_group(hub, "Left", email="d@d.example", left_at=days_ago(1), listed=False)
    make_group(hub, "Closed", email="e@e.example", status="closed")
    make_group(hub, "Long ago", email="f@f.example", confirmed_at=days_ago(400), asked_at=days_ago(340))
    with_contact = make_group(hub, "By its contact")
    add_contact(with_contact, Particulars("Bob", "bob@mail.example"), by=None)

    assert [group.name for group in to_ask()] == ["By its contact", "Mill Green Runners", "Long ago"]


def test_the_letter_says_why_it_comes_and_has_one_link(hub: Hub, runners: Group, client: Client) -> None:
    Group.objects.update(name="Mill {link} Green")
    assert fresh.ask_some() == 1
    run_ready()

    letter = mail.outbox[0]
    assert letter.subject == "Is this still right? Mill (link) Green in our directory"
    assert "You get this letter because this is the address we have for Mill (link) Green" in letter.body
    links = [line for line in letter.body.splitlines() if "/g/" in line]
    assert len(links) == 1
    assert "tell us not to write again" in letter.body
    path = links[0][links[0].index("/g/") :]
    assert client.get(path).status_code == 200


def test_a_night_has_an_end_and_twice_in_a_night_is_once(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "MOST_A_NIGHT", 3)
    for number in range(5):
        make_group(hub, f"Group {number}", email=f"g{number}@mail.example")

    assert [fresh.ask_some(), fresh.ask_some()] == [3, 0]
    Group.objects.filter(asked_at__isnull=False).update(asked_at=days_ago(1))
    assert fresh.ask_some() == 2
    assert sorted(Message.objects.values_list("to_address", flat=True)) == [
        f"g{n}@mail.example" for n in range(5)
    ]


def test_one_mailbox_of_many_groups_gets_one_letter_a_night(hub: Hub) -> None:
    for number in range(4):
        make_group(hub, f"Club {number}", email="council.parks+a@mail.example")

    assert fresh.ask_some() == 1
    assert Group.objects.filter(asked_at=None).count() == 3


# What groups told us


def test_olive_sees_old_and_new_and_puts_it_back(
    client: Client, officer: Client, page: str, runners: Group
) -> None:
    form = {"name": "Mill Green Runners", "about": "Buy pills", "status": "closed"}
    client.post(f"{page}change/", form)
    deed = Deed.objects.get(verb="changed a group")
    seen = words(officer.get("/desk/keeping-right/told/"))
    for said in (
        "Mill Green Runners",
        "What it does nothing Buy pills",
        "No longer meets",
        "sports club nothing",
    ):
        assert said in seen

    path = f"/desk/groups/mill-green-runners/put-back/{deed.pk}/"
    answer = officer.post(path, {"next": "/desk/keeping-right/told/"})

    runners.refresh_from_db()
    assert answer["Location"] == "/desk/keeping-right/told/"
    assert (runners.about, runners.status, str(runners.kind)) == ("", "", "sports club")
    again = officer.post(path, follow=True)
    assert "It was changed again since, so nothing was put back." in words(again)


def test_putting_back_leaves_what_was_changed_since(
    client: Client, officer: Client, page: str, runners: Group
) -> None:
    client.post(f"{page}change/", {"name": "Mill Green Joggers", "about": "Jog", "other_names": "A, B"})
    deed = Deed.objects.get(verb="changed a group")
    officer.post(
        "/desk/groups/mill-green-runners/change/", {"name": "Mill Green Joggers", "about": "Jog slowly"}
    )

    officer.post(f"/desk/groups/mill-green-runners/put-back/{deed.pk}/")

    runners.refresh_from_db()
    assert (runners.name, runners.about, runners.other_names) == ("Mill Green Runners", "Jog slowly", [])


def test_an_address_a_group_added_or_took_off_is_put_back(
    client: Client, officer: Client, page: str, runners: Group
) -> None:
    client.post(f"{page}online/", {"address": "pills.example.org"})
    added = Deed.objects.get(verb="added an online place")
    officer.post(f"/desk/groups/mill-green-runners/put-back/{added.pk}/")
    assert runners.online_places.count() == 0

    removed = Deed.objects.get(verb="removed an online place")
    officer.post(f"/desk/groups/mill-green-runners/put-back/{removed.pk}/")
    assert [place.match_key for place in runners.online_places.all()] == ["pills.example.org"]


def test_a_deed_about_another_group_is_not_there(
    client: Client, officer: Client, hub: Hub, page: str
) -> None:
    client.post(f"{page}change/", {"name": "Mill Green Runners", "about": "Jog"})
    make_group(hub, "Priory Choir")
    deed = Deed.objects.get(verb="changed a group")

    assert officer.post(f"/desk/groups/priory-choir/put-back/{deed.pk}/").status_code == 404


# Their own page, from the desk


def test_olive_sends_a_group_its_page(officer: Client, runners: Group) -> None:
    officer.post("/desk/groups/mill-green-runners/send-page/")
    run_ready()

    assert mail.outbox[0].to == ["secretary@millgreen.example"]
    assert "Last sent" in words(officer.get("/desk/groups/mill-green-runners/"))
    assert Deed.objects.get(verb="sent a page").words == "sent Mill Green Runners its own page"


def test_a_group_without_an_address_gets_a_card(officer: Client, client: Client, runners: Group) -> None:
    Group.objects.update(email="")
    answer = officer.post("/desk/groups/mill-green-runners/send-page/", follow=True)
    assert "We know no address of Mill Green Runners." in words(answer)

    card = officer.post("/desk/groups/mill-green-runners/card/", follow=True)
    address = card.context["address"]
    assert address in words(card)
    assert client.get(address[address.index("/g/") :]).status_code == 200

    officer.post("/desk/groups/mill-green-runners/links-off/")
    assert client.get(address[address.index("/g/") :]).status_code == 404
    assert officer.get(card.request["PATH_INFO"]).status_code == 404


def test_a_session_manager_sends_no_page_and_reads_no_address(
    officer: Client, olive: Any, runners: Group
) -> None:
    link = page_link(runners)
    Role.objects.filter(person=olive).update(name=Role.Name.MANAGER)

    assert officer.post("/desk/groups/mill-green-runners/send-page/").status_code == 403
    assert officer.get(f"/desk/groups/mill-green-runners/card/{link.uid}/").status_code == 403
    assert officer.get("/desk/keeping-right/asking/").status_code == 403
    assert "secretary@" not in officer.get("/desk/keeping-right/").text


@pytest.mark.parametrize(("give", "letters"), [("yes", 1), ("no", 0)])
def test_olive_decides_who_gets_a_page(
    officer: Client, hub: Hub, runners: Group, give: str, letters: int
) -> None:
    ask = PageAsk.objects.create(hub=hub, group=runners, email="ann@mail.example", says="Chair", waits=True)
    assert "ann@mail.example asks for Mill Green Runners" in words(officer.get("/desk/keeping-right/told/"))

    officer.post(f"/desk/keeping-right/asked/{ask.pk}/", {"give": give})

    assert Message.objects.filter(to_address="ann@mail.example").count() == letters
    assert PrivateLink.objects.count() == letters
    assert PageAsk.objects.count() == 0
    assert "ann@" not in repr(list(Deed.objects.values()))
