"""Olive and several groups at once: their kind, their page, hiding, and back again."""

from typing import Any

import pytest
from django.test import Client

from bandstand.groups.models import Group
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Deed, Hub, Message, Role
from tests.borough import make_group, make_kinds
from tests.web.test_whats_on import words


@pytest.fixture
def three(hub: Hub) -> list[Group]:
    return [
        make_group(hub, f"Leasow {name}", email=f"{name}@mail.example")
        for name in ("Bowls", "Chess", "Darts")
    ]


def send(client: Client, groups: list[Group], **form: str) -> str:
    chosen = {"group": [group.pk for group in groups], "next": "/desk/groups/?q=leasow"}
    return words(client.post("/desk/several-groups/", chosen | form, follow=True))


def listed() -> dict[str, bool]:
    return dict(Group.objects.values_list("name", "listed"))


def test_two_of_three_are_hidden_and_shown_again(officer: Client, three: list[Group]) -> None:
    assert "2 groups are hidden." in send(officer, three[:2], do="hide")
    assert listed() == {"Leasow Bowls": False, "Leasow Chess": False, "Leasow Darts": True}

    back = words(officer.post("/desk/several-groups/undo/", follow=True))

    assert "2 groups are as before." in back
    assert set(listed().values()) == {True}
    assert "Put them back as they were" not in words(officer.get("/desk/groups/"))
    assert Deed.objects.filter(verb="showed a group").count() == 2


def test_their_kind_is_said_and_taken_back(officer: Client, three: list[Group]) -> None:
    Group.objects.filter(pk=three[0].pk).update(kind=None)
    assert "3 groups: sports club." in send(officer, three, do="kind", kind="sports-club")
    assert set(Group.objects.values_list("kind__slug", flat=True)) == {"sports-club"}

    officer.post("/desk/several-groups/undo/")

    assert list(Group.objects.values_list("kind__slug", flat=True)) == [
        None,
        "friends-group",
        "friends-group",
    ]


def test_letters_go_to_those_who_may_be_written_to(officer: Client, three: list[Group]) -> None:
    three[0].no_letters_at = three[0].created_at
    three[0].save()
    Group.objects.filter(pk=three[1].pk).update(email="")

    said = send(officer, three, do="ask")

    assert "1 letter is on the way. 2 groups left out: no address, or asked us not to write." in said
    assert Message.objects.get().to_address == "Darts@mail.example"


@pytest.mark.parametrize("form", [{}, {"do": "burn"}, {"do": "kind"}, {"do": "kind", "kind": "nonsense"}])
def test_half_a_form_does_nothing(officer: Client, three: list[Group], form: dict[str, str]) -> None:
    assert "Choose a kind first." in (said := send(officer, three, **form)) or "Tick the groups first" in said
    assert Deed.objects.filter(about__startswith="groups.Group").count() == 0


def test_groups_of_another_hub_and_odd_numbers_are_passed_over(
    officer: Client, hub: Hub, three: list[Group]
) -> None:
    Hub.objects.filter(pk=hub.pk).update(host="testserver")
    other = open_hub("Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")
    with hub_scope(other):
        make_kinds(other)
        foreign = make_group(other, "Edge Wood Friends")
    form: dict[str, Any] = {"group": [foreign.pk, three[0].pk, "²", "9" * 40, "-1", "x"], "do": "hide"}
    officer.post("/desk/several-groups/", form)

    assert [name for name, shown in listed().items() if not shown] == ["Leasow Bowls"]
    with hub_scope(other):
        assert Group.objects.get().listed


def test_a_session_manager_changes_none(officer: Client, olive: Any, three: list[Group]) -> None:
    Role.objects.filter(person=olive).update(name=Role.Name.MANAGER)

    for path in ("/desk/several-groups/", "/desk/several-groups/undo/"):
        assert officer.post(path, {"group": three[0].pk, "do": "hide"}).status_code == 403
    page = officer.get("/desk/groups/").text
    assert ("Choose Leasow Bowls" in page, 'id="several"' in page) == (False, False)


def test_hiding_a_lot_at_once_stops_at_a_hundred(officer: Client, hub: Hub) -> None:
    many = [make_group(hub, f"Scouts {number}") for number in range(103)]
    send(officer, many, do="hide")

    assert Group.objects.filter(listed=True).count() == 3
