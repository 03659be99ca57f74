"""Olive at the desk: groups and venues."""

from typing import Any

import pytest
from django.test import Client

from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Deed, Hub
from bandstand.places.models import Outcode, Postcode, Venue
from tests.borough import make_group, make_venue
from tests.groups.sheets import MILL_GREEN, sheet
from tests.web.sheet_steps import upload


def test_a_group_needs_only_its_name(officer: Client, hub: Hub) -> None:
    answer = officer.post("/desk/groups/add/", {"name": "  Leasow   Harriers "})

    group = Group.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/desk/groups/leasow-harriers/")
    assert (group.name, group.listed, group.kind) == ("Leasow Harriers", True, None)
    assert Deed.objects.get(verb="added a group").words == "added Leasow Harriers"


def test_a_group_without_a_name_or_with_an_odd_website_is_asked_again(officer: Client, hub: Hub) -> None:
    nameless = officer.post("/desk/groups/add/", {"name": ""})
    odd = officer.post("/desk/groups/add/", {"name": "Leasow Harriers", "website": "ask Bob"})

    assert (nameless.status_code, odd.status_code) == (422, 422)
    assert b"Type the group\xe2\x80\x99s name." in nameless.content
    assert b"That does not look like a web address." in odd.content
    assert not Group.objects.exists()


def test_changing_a_group_is_written_down_and_placed(officer: Client, hub: Hub) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5, lon=-2.0)
    make_group(hub, "Leasow Harriers", kind_is_guess=True)

    officer.post("/desk/groups/leasow-harriers/change/", {"name": "Leasow Harriers", "postcode": "dy11ae"})

    group = Group.objects.get()
    assert (group.postcode, group.precision, group.kind, group.kind_is_guess) == (
        "DY1 1AE",
        "postcode",
        None,
        False,
    )
    deed = Deed.objects.get(verb="changed a group")
    assert deed.detail == {"kind": ["Friends group", ""], "postcode": ["", "DY1 1AE"]}
    assert b"changed Leasow Harriers" in officer.get("/desk/groups/leasow-harriers/").content


def test_hiding_and_showing_a_group(officer: Client, hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")

    officer.post("/desk/groups/leasow-harriers/listed/", {"listed": "no"})
    assert officer.get("/groups/leasow-harriers/").status_code == 404
    officer.post("/desk/groups/leasow-harriers/listed/", {"listed": "yes"})
    assert officer.get("/groups/leasow-harriers/").status_code == 200
    assert sorted(Deed.objects.filter(verb__contains="a group").values_list("verb", flat=True)) == [
        "hid a group",
        "showed a group",
    ]


def test_online_places_are_added_and_taken_off(officer: Client, hub: Hub) -> None:
    make_group(hub, "Leasow Harriers")
    path = "/desk/groups/leasow-harriers/places/"

    assert officer.post(path, {"address": "@harriers", "kind": "instagram"}).status_code == 302
    assert officer.post(path, {"address": "ask Bob", "kind": "website"}).status_code == 422
    place = OnlinePlace.objects.get()
    assert (place.kind, place.url) == ("instagram", "https://www.instagram.com/harriers/")
    officer.post(f"{path}{place.pk}/remove/")
    assert not OnlinePlace.objects.exists()
    assert Deed.objects.get(verb="removed an online place").detail == {"typed": "@harriers"}


def test_guessed_kinds_are_looked_over_together(officer: Client, hub: Hub) -> None:
    harriers = make_group(hub, "Leasow Harriers", kind="friends-group", kind_is_guess=True)
    choir = make_group(hub, "Priory Choir", kind="arts-group", kind_is_guess=True)
    left = make_group(hub, "The Thursday Lot", kind="arts-group", kind_is_guess=True)

    officer.post(
        "/desk/groups/kinds/",
        {f"kind-{harriers.pk}": "sports-club", f"kind-{choir.pk}": "arts-group", f"kind-{left.pk}": ""},
    )

    told = {group.name: (str(group.kind), group.kind_is_guess) for group in Group.objects.all()}
    assert told == {
        "Leasow Harriers": ("sports club", False),
        "Priory Choir": ("arts group", False),
        "The Thursday Lot": ("arts group", True),
    }
    assert Group.objects.filter(search__contains="sports club").count() == 1


def test_a_venue_needs_only_its_name_and_says_what_it_is_like(officer: Client, hub: Hub) -> None:
    Outcode.objects.create(code="DY1", lat=52.5, lon=-2.0, postcodes=1)
    facts = {"name": "The Boathouse Café", "postcode": "dy1 9zz", "steps": "free", "wifi": "good"}
    officer.post("/desk/venues/add/", facts)

    venue = Venue.objects.get()
    assert (venue.postcode, venue.precision, venue.steps, venue.wifi) == (
        "DY1 9ZZ",
        "outcode",
        "free",
        "good",
    )
    again = officer.post("/desk/venues/add/", facts)
    assert (again.status_code, Venue.objects.count()) == (422, 1)
    officer.post(f"/desk/venues/{venue.pk}/", facts | {"name": "The Boathouse", "wifi": "poor"})
    assert Deed.objects.get(verb="changed a venue").detail == {
        "name": ["The Boathouse Café", "The Boathouse"], "wifi": ["good", "poor"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/desk/groups/", b"No groups yet"),
        ("/desk/groups/?q=zebra", b"None like that"),
        ("/desk/groups/kinds/", b"Nothing to look over"),
        ("/desk/groups/sheets/", b"None so far."),
        ("/desk/venues/", b"No venues yet"),
    ],
)
def test_empty_lists_say_what_to_do(officer: Client, hub: Hub, path: str, words: bytes) -> None:
    assert words in officer.get(path).content


@pytest.mark.parametrize("path", ["/desk/groups/", "/desk/venues/"])
def test_odd_words_in_a_search_are_answered_plainly(officer: Client, hub: Hub, path: str) -> None:
    assert officer.get(f"{path}?q=%00%0A'&kind=%00&page=-1&show=%00").status_code == 200


@pytest.mark.parametrize(
    "path", ["/desk/groups/", "/desk/groups/kinds/", "/desk/venues/", "/desk/groups/sheets/"]
)
def test_desk_lists_of_one_and_three_cost_the_same(
    officer: Client, hub: Hub, django_assert_num_queries: Any, django_assert_max_num_queries: Any, path: str
) -> None:
    def more(name: str) -> None:
        make_group(hub, f"Leasow {name}", kind_is_guess=True)
        make_venue(hub, f"{name} Hall")
        upload(officer, sheet(MILL_GREEN), name=f"{name}.csv")

    more("One")
    with django_assert_max_num_queries(10) as one:
        officer.get(path)
    asked = len(one)
    more("Two")
    more("Three")
    with django_assert_num_queries(asked):
        officer.get(path)


@pytest.mark.parametrize("many", [0, 1, 3, 2000])
def test_lists_work_at_any_length(officer: Client, hub: Hub, many: int) -> None:
    Group.objects.bulk_create(
        Group(hub=hub, name=f"Group {number}", plain_name=f"group {number:05}", slug=f"group-{number}")
        for number in range(many)
    )

    for path in ("/groups/", "/desk/groups/", "/desk/groups/?show=no-kind", "/desk/groups/kinds/"):
        answer = officer.get(path)
        assert (answer.status_code, answer.context["page"].paginator.count) == (200, many), path


def test_a_session_manager_sees_groups_and_changes_none(officer: Client, hub: Hub, olive: Any) -> None:
    from bandstand.people.models import Role

    make_group(hub, "Leasow Harriers", email="secretary@harriers.example")
    Role.objects.filter(person=olive).update(name=Role.Name.MANAGER)

    page = officer.get("/desk/groups/leasow-harriers/")

    assert page.status_code == 200
    assert b"secretary@harriers.example" not in page.content
    assert officer.post("/desk/groups/leasow-harriers/listed/", {"listed": "no"}).status_code == 403
    assert officer.get("/desk/groups/sheets/").status_code == 403


def test_the_list_alone_is_answered_while_somebody_types(officer: Client, hub: Hub) -> None:
    make_group(hub, "Friends of Mill Green Park")

    whole = officer.get("/desk/groups/").content.decode()
    part = officer.get("/desk/groups/", headers={"HX-Request": "true"}).content.decode()

    assert part.strip().startswith('<div id="found"')
    assert part.strip() in whole
    assert "Friends of Mill Green Park" in part
