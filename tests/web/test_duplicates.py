"""Olive at the desk: groups that look alike, told apart, made one, and taken apart again."""

import pytest
from django.test import Client

from bandstand.groups.actions.likenesses import look_through
from bandstand.groups.models import Group, Likeness, MatchDecision, Merge
from bandstand.people.models import Deed, Hub, Person
from tests.borough import make_group

# Of which group each field is to be, as the page offers it.
BEST = {"name": "kept", "about": "kept", "phone": "absorbed"}
PAIR = "/desk/groups/duplicates/friends-of-mill-green/with/freinds-of-mill-green/"


@pytest.fixture
def pair(hub: Hub) -> tuple[Group, Group]:
    """Friends of Mill Green, and how a hasty hand wrote it."""
    one = make_group(hub, "Friends of Mill Green", postcode="LV1 2AB", about="We look after the green.")
    other = make_group(hub, "Freinds of Mill Green", postcode="LV1 2AB", phone="01632 960 001")
    make_group(hub, "Quarry Bank Choir", postcode="LV9 9ZZ")
    return one, other


def test_look_alikes_are_found_at_a_press_and_listed_with_their_reasons(
    officer: Client, pair: tuple[Group, Group]
) -> None:
    officer.post("/desk/groups/duplicates/look/")

    answer = officer.get("/desk/groups/duplicates/?show=certain")
    assert Likeness.objects.get().tier == "certain"
    assert "Same postcode; the names differ by a letter or two." in answer.text
    assert "Quarry Bank Choir" not in answer.text


def test_not_the_same_is_remembered_and_taken_back_at_a_press(
    officer: Client, hub: Hub, pair: tuple[Group, Group]
) -> None:
    look_through(hub)

    answer = officer.post(f"{PAIR}decide/", {"said": "different", "show": "certain"}, follow=True)
    look_through(hub)
    listed = officer.get("/desk/groups/duplicates/")

    assert "Kept apart: Friends of Mill Green and Freinds of Mill Green." in answer.text
    assert "Nothing waits for you in this list." in listed.text
    officer.post(f"{PAIR}decide/", {})
    assert not MatchDecision.objects.exists()
    assert PAIR in officer.get("/desk/groups/duplicates/").text


def test_decided_later_waits_in_a_list_of_its_own(
    officer: Client, hub: Hub, pair: tuple[Group, Group]
) -> None:
    look_through(hub)

    officer.post(f"{PAIR}decide/", {"said": "later"})

    assert PAIR not in officer.get("/desk/groups/duplicates/?show=certain").text
    assert PAIR in officer.get("/desk/groups/duplicates/?show=later").text


def test_what_it_will_be_is_shown_before_anything_is_changed(
    officer: Client, pair: tuple[Group, Group]
) -> None:
    answer = officer.post(PAIR, {**BEST, "name": "absorbed", "see": "1"})

    assert answer.status_code == 200
    assert "How it will be" in answer.text
    assert '<dd class="anywhere">Freinds of Mill Green</dd>' in answer.text
    assert Group.objects.count() == 3


def test_two_groups_are_made_one_and_taken_apart_again(
    officer: Client, olive: Person, pair: tuple[Group, Group]
) -> None:
    one, other = pair

    answer = officer.post(PAIR, BEST, follow=True)

    one.refresh_from_db()
    assert (one.name, one.other_names, one.phone) == (
        "Friends of Mill Green",
        ["Freinds of Mill Green"],
        "01632 960 001",
    )
    assert "Freinds of Mill Green and Friends of Mill Green are one group now." in answer.text
    assert (
        officer.get("/desk/groups/duplicates/freinds-of-mill-green/with/quarry-bank-choir/").status_code
        == 404
    )
    merge = Merge.objects.get()
    assert merge.by == olive
    assert "Take apart" in officer.get("/desk/groups/duplicates/merged/").text

    answer = officer.post(f"/desk/groups/duplicates/merged/{merge.uid}/", follow=True)

    assert "They are two groups again, each as it was." in answer.text
    assert set(Group.objects.values_list("pk", flat=True)) >= {one.pk, other.pk}
    again = officer.post(f"/desk/groups/duplicates/merged/{merge.uid}/")
    assert (again.status_code, "These were taken apart already." in again.text) == (409, True)


def test_its_old_address_leads_to_the_group_it_became_part_of(
    officer: Client, client: Client, pair: tuple[Group, Group]
) -> None:
    officer.post(PAIR, BEST)

    answer = client.get("/groups/freinds-of-mill-green/")

    assert (answer.status_code, answer["Location"]) == (302, "/groups/friends-of-mill-green/")


def test_two_branches_get_a_body_and_are_kept_apart(
    officer: Client, hub: Hub, pair: tuple[Group, Group]
) -> None:
    officer.post(f"{PAIR}branches/", {"body": "other", "name": "Leasow Vale Parks Trust"})

    body = Group.objects.get(name="Leasow Vale Parks Trust")
    assert set(body.branches.all()) == set(pair)
    assert MatchDecision.objects.get().said == "different"
    assert Deed.objects.filter(verb="made a branch").count() == 2


def test_a_body_without_a_name_is_asked_for(officer: Client, pair: tuple[Group, Group]) -> None:
    answer = officer.post(f"{PAIR}branches/", {"body": "other", "name": " "})

    assert answer.status_code == 422
    assert "Type the name of the body they belong to." in answer.text


def test_the_list_asks_the_database_no_more_with_more_pairs(
    officer: Client, hub: Hub, pair: tuple[Group, Group], django_assert_max_num_queries: object
) -> None:
    for number in range(6):
        make_group(hub, f"Friends of Mill Green Park {number}", postcode="LV1 2AB")
    look_through(hub)
    assert Likeness.objects.count() >= 6

    with django_assert_max_num_queries(25):  # type: ignore[operator]
        officer.get("/desk/groups/duplicates/")
