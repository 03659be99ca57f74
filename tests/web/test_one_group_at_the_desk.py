"""Olive and one group: what it is part of, why it is hidden, what it is about, and odd words in all of it."""

from typing import Any

import pytest
from django.test import Client

from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import Group, GroupContact, GroupInterest, Identifier, Interest, PageAsk
from bandstand.people.actions.links import token_of
from bandstand.people.models import Deed, Hub
from tests.borough import make_group
from tests.house.test_attacks_texts import TRIES, kinds_of_node


def test_a_branch_is_part_of_another_group_and_never_of_itself(officer: Client, hub: Hub) -> None:
    district = make_group(hub, "Leasow Vale Scout District")
    troop = make_group(hub, "1st Mill Green Scouts")
    path = "/desk/groups/1st-mill-green-scouts/change/"

    unknown = officer.post(path, {"name": troop.name, "parent": "No such district"})
    itself = officer.post(path, {"name": troop.name, "parent": troop.name})
    officer.post(path, {"name": troop.name, "parent": "leasow vale scout district", "place_shown": "area"})
    round_about = officer.post(
        "/desk/groups/leasow-vale-scout-district/change/", {"name": district.name, "parent": troop.name}
    )

    assert (unknown.status_code, itself.status_code, round_about.status_code) == (422, 422, 422)
    troop.refresh_from_db()
    assert (troop.parent, troop.place_shown) == (district, "area")
    assert "1st Mill Green Scouts" in officer.get("/desk/groups/leasow-vale-scout-district/").text


def test_two_groups_of_one_name_are_told_apart_by_picking(officer: Client, hub: Hub) -> None:
    first, second = (Group.objects.create(hub=hub, name="Scouts", slug=f"scouts-{n}") for n in (1, 2))
    make_group(hub, "Cubs")

    typed = officer.post("/desk/groups/cubs/change/", {"name": "Cubs", "parent": "Scouts"})
    officer.post("/desk/groups/cubs/change/", {"name": "Cubs", "parent": "Scouts", "parent_uid": second.uid})

    assert (typed.status_code, Group.objects.get(slug="cubs").parent) == (422, second)
    assert first.branches.count() == 0


def test_a_group_is_hidden_with_a_reason_only_the_desk_reads(officer: Client, hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")
    officer.post("/desk/groups/leasow-harriers/listed/", {"listed": "no", "why": "Moved to Harrow Edge"})

    assert "Moved to Harrow Edge" in officer.get("/desk/groups/leasow-harriers/").text
    assert Deed.objects.get(verb="hid a group").detail == {"why": ["", "Moved to Harrow Edge"]}
    officer.post("/desk/groups/leasow-harriers/listed/", {"listed": "yes"})
    assert Group.objects.get().hidden_why == ""


def test_a_form_sets_only_what_it_asks_for(officer: Client, hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")
    more = {
        "listed": "",
        "slug": "evil",
        "left_at": "2026-01-01",
        "confirmed_how": "group",
        "said_by": "{}",
        "hub": "9",
    }
    officer.post("/desk/groups/leasow-harriers/change/", {"name": "Leasow Harriers", "about": "Run", **more})

    group = Group.objects.get()
    assert (group.slug, group.listed, group.left_at, group.confirmed_how, group.hub) == (
        "leasow-harriers", True, None, "", hub,
    )  # fmt: skip
    assert list(group.said_by) == ["kind", "about"]


def test_suggested_interests_get_a_yes_or_a_no(officer: Client, hub: Hub) -> None:
    group = make_group(hub, "Leasow Harriers")
    running, chess = (Interest.objects.create(hub=hub, code=n, name=n, slug=n) for n in ("running", "chess"))
    for one in (running, chess):
        GroupInterest.objects.create(hub=hub, group=group, interest=one, state="suggested", why="run")
    path = "/desk/groups/leasow-harriers/interests/"

    officer.post(f"{path}{running.pk}/", {"yes": "yes"})
    officer.post(f"{path}{chess.pk}/", {"yes": "no"})
    assert dict(group.interests.values_list("interest__name", "state")) == {
        "running": "said",
        "chess": "refused",
    }
    officer.post(f"{path}{running.pk}/", {"yes": "no"})
    officer.post(f"{path}add/", {"more": "Chess"})
    assert dict(group.interests.values_list("interest__name", "state")) == {"chess": "said"}
    assert "is not on our list" in officer.post(f"{path}add/", {"more": "sky diving"}, follow=True).text


def test_one_group_costs_the_same_with_a_little_and_with_a_lot(
    officer: Client, hub: Hub, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    group = make_group(hub, "Leasow Harriers", about="Run")

    def more(number: int) -> None:
        path = "/desk/groups/leasow-harriers/"
        officer.post(f"{path}places/", {"address": f"www.place{number}.example.org", "kind": "website"})
        officer.post(
            f"{path}people/add/", {"name": f"Contact {number}", "shows": "name", "yes": "on", "how": "paper"}
        )
        officer.post(f"{path}change/", {"name": "Leasow Harriers", "about": f"Run {number}"})
        interest = Interest.objects.create(hub=hub, code=str(number), name=f"word {number}", slug=str(number))
        GroupInterest.objects.create(hub=hub, group=group, interest=interest)
        Identifier.objects.create(hub=hub, group=group, scheme="GB-COH", value=str(number))
        make_group(hub, f"Branch {number}", parent=group)

    more(1)
    officer.get("/desk/groups/leasow-harriers/")  # shows what was said just now, and forgets it
    with django_assert_max_num_queries(30) as one:
        officer.get("/desk/groups/leasow-harriers/")
    asked = len(one)
    more(2)
    more(3)
    officer.get("/desk/groups/leasow-harriers/")
    with django_assert_num_queries(asked):
        officer.get("/desk/groups/leasow-harriers/")


@pytest.mark.parametrize("words", TRIES[:12])
def test_markup_in_what_groups_and_officers_type_stays_words(officer: Client, hub: Hub, words: str) -> None:
    group = make_group(hub, "Leasow Harriers")
    page = f"/g/{token_of(page_link(group))}/"
    paths = [
        page,
        f"{page}people/",
        "/desk/groups/leasow-harriers/",
        "/groups/leasow-harriers/",
        "/desk/keeping-right/told/",
    ]

    def fill(text: str) -> set[tuple[str, ...]]:
        officer.post(f"{page}change/", {"name": "Leasow Harriers", "about": text, "other_names": text})
        officer.post(f"{page}place/", {"address": text, "place_shown": "exact"})
        officer.post(
            f"{page}people/",
            {"name": text, "role": text[:60], "phone": text[:40], "shows": ["name", "phone"], "yes": "on"},
        )
        officer.post("/groups/leasow-harriers/yours/", {"email": "a@b.example", "says": text})
        PageAsk.objects.update(waits=True)
        shown = [officer.get(path) for path in paths for _ in range(2)]
        assert all(answer.status_code == 200 for answer in shown)
        GroupContact.objects.all().delete()
        return set().union(*(kinds_of_node(answer.text) for answer in shown))

    fill("plain")
    assert fill(words) <= fill("plain words, Tea & cake")
