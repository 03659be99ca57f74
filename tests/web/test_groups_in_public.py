"""What anyone sees of the groups."""

import json
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from bandstand.config.middleware import security_headers
from bandstand.groups.models import GroupInterest, Interest, Merge, OnlinePlace
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from bandstand.places.models import Outcode, Postcode
from tests.borough import make_gathering, make_group, make_venue
from tests.groups.test_directory import make_area


def test_the_directory_lists_groups_and_what_was_asked_for(hub: Hub, client: Client) -> None:
    make_group(hub, "Friends of Mill Green Park")
    make_group(hub, "Leasow Harriers", kind="sports-club")

    everyone, sports = client.get("/groups/"), client.get("/groups/?kind=sports-club&q=leasow")

    assert [one.name for one in everyone.context["page"]] == ["Friends of Mill Green Park", "Leasow Harriers"]
    assert [one.name for one in sports.context["page"]] == ["Leasow Harriers"]
    assert b"Show all" in sports.content


def test_the_nearest_first_says_how_far(hub: Hub, client: Client) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5, lon=-2.0)
    Outcode.objects.create(code="DY1", lat=52.5, lon=-2.0, postcodes=1)
    make_group(hub, "Leasow Harriers", lat=52.5145, lon=-2.0)

    assert b"about a mile<" in client.get("/groups/?near=dy1+1ae").content
    assert b"We do not know that postcode." in client.get("/groups/?near=ZE9+9ZZ").content


def test_an_empty_directory_and_an_empty_answer_say_so(hub: Hub, client: Client) -> None:
    assert b"No groups here yet" in client.get("/groups/").content
    assert b"No group like that" in client.get("/groups/?q=zebra").content


@pytest.mark.parametrize(
    "odd", ["page=999", "page=x", "kind=%00x", "area=zz", "q=" + "a" * 3000, "near=%27%3B--"]
)
def test_odd_questions_are_answered_plainly(hub: Hub, client: Client, odd: str) -> None:
    make_group(hub, "Leasow Harriers")

    assert client.get(f"/groups/?{odd}").status_code == 200


def test_a_groups_page_shows_what_is_public_and_nothing_else(hub: Hub, client: Client) -> None:
    group = make_group(
        hub, "Leasow Harriers", website="http://harriers.example.org/", about="Run on Tuesdays",
        email="secretary@harriers.example", phone="01384 555 010", notes={"Remark": "owes us a fiver"},
    )  # fmt: skip
    OnlinePlace.objects.create(
        hub=hub,
        group=group,
        kind="other",
        raw="x",
        url="https://chat.whatsapp.com/Abc",
        match_key="chat.whatsapp.com/Abc",
    )

    page = client.get("/groups/leasow-harriers/").content.decode()

    assert "Run on Tuesdays" in page
    assert '<a href="http://harriers.example.org/" rel="nofollow ugc noopener">' in page
    for private in ("secretary@harriers.example", "555 010", "fiver", "chat.whatsapp.com"):
        assert private not in page


def test_a_groups_page_names_the_nearest_gatherings(hub: Hub, client: Client) -> None:
    make_group(hub, "Leasow Harriers", lat=52.5, lon=-2.0)
    for name, lat in (("Far Hall", 53.5), ("Near Hall", 52.51), ("Nearer Hall", 52.505)):
        make_gathering(hub, f"Surgery at {name}", venue=make_venue(hub, name, lat=lat, lon=-2.0))

    page = client.get("/groups/leasow-harriers/")

    assert [gathering.venue.name for gathering, _ in page.context["gatherings"]] == [
        "Nearer Hall",
        "Near Hall",
    ]


def test_hidden_groups_are_not_there(hub: Hub, client: Client) -> None:
    make_group(hub, "Leasow Harriers", listed=False)

    assert client.get("/groups/leasow-harriers/").status_code == 404
    assert client.get("/groups/").context["page"].paginator.count == 0


def test_another_hubs_groups_are_not_there(hub: Hub, client: Client) -> None:
    other = open_hub("Elsewhere", slug="elsewhere", host="elsewhere.example")
    with hub_scope(other):
        from bandstand.groups.actions.groups import add_group

        add_group(other, by=None, name="Elsewhere Rovers")

    assert (
        client.get("/groups/suggest/?q=rovers", headers={"host": "elsewhere.example"}).content.count(
            b"Rovers"
        )
        == 2
    )
    hub.host = "testserver"
    hub.save()
    assert client.get("/groups/elsewhere-rovers/").status_code == 404
    assert client.get("/groups/suggest/?q=rovers").content.strip() == b""


def test_a_type_ahead_answers_rows_or_json(hub: Hub, client: Client) -> None:
    group = make_group(hub, "Leasow <b>Harriers</b>", postcode="DY1 1AE")

    rows = client.get("/groups/suggest/?q=leas").content.decode()
    told = json.loads(client.get("/groups/suggest/?q=leas", headers={"accept": "application/json"}).content)

    assert f'data-value="{group.uid}" data-label="Leasow &lt;b&gt;Harriers&lt;/b&gt;"' in rows
    assert told == [{"id": str(group.uid), "name": "Leasow <b>Harriers</b>", "place": "DY1"}]


@pytest.mark.parametrize("path", ["/groups/", "/groups/?q=leasow&near=dy1+1ae", "/groups/suggest/?q=leasow"])
def test_a_list_of_one_and_of_three_cost_the_same(
    hub: Hub, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any, path: str
) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5, lon=-2.0)
    make_group(hub, "Leasow Harriers", lat=52.5, lon=-2.0)
    client.get(path)
    with django_assert_max_num_queries(16) as one:
        client.get(path)
    asked = len(one)
    for name in ("Leasow Choir", "Leasow Gardeners"):
        make_group(hub, name, website=f"http://{name[-4:]}.example.org/", lat=52.6, lon=-2.1)
    with django_assert_num_queries(asked):
        client.get(path)


def test_a_groups_page_costs_the_same_with_one_place_and_three(
    hub: Hub, client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    group = make_group(hub, "Leasow Harriers", website="http://harriers.example.org/", lat=52.5, lon=-2.0)
    make_gathering(hub)
    with django_assert_max_num_queries(16) as one:
        client.get("/groups/leasow-harriers/")
    asked = len(one)
    for name in ("a", "b"):
        OnlinePlace.objects.create(
            hub=hub, group=group, kind="other", raw=name, url=f"https://{name}.org", match_key=name
        )
        make_gathering(hub, f"Surgery {name}")
    with django_assert_num_queries(asked):
        client.get("/groups/leasow-harriers/")


def test_a_slip_is_put_right_and_may_be_looked_for_all_the_same(hub: Hub, client: Client) -> None:
    make_group(hub, "Leasow Badminton", kind="sports-club")

    page = client.get("/groups/?q=badmington&kind=sports-club").content.decode()

    assert "Showing results for <strong>badminton</strong>" in page
    again = "?q=badmington&amp;kind=sports-club&amp;exactly=1"
    assert f'<a href="{again}">Look for “badmington” instead</a>' in page
    assert b"No group like that" in client.get("/groups/?q=badmington&exactly=1").content


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("exact", {"9 Quiet Lane", "DY1 1AE", "Mill Green"}),
        ("area", {"Mill Green"}),
        ("none", set()),
    ],
)
def test_a_groups_page_its_line_and_its_mark_tell_no_more_than_it_shows(
    hub: Hub, client: Client, shown: str, told: set[str]
) -> None:
    area = make_area(hub, "Mill Green", -2.1)
    make_group(
        hub, "Shy Choir", postcode="DY1 1AE", address="9 Quiet Lane", area=area, lat=52.51234, lon=-2.09876,
        place_shown=shown,
    )  # fmt: skip
    make_gathering(hub, venue=make_venue(hub, lat=52.5, lon=-2.0))

    one, many = client.get("/groups/shy-choir/"), client.get("/groups/?q=choir")
    moving = json.loads(client.get("/groups/in-view/?box=-3,52,-1,53").content)["features"]

    page = one.content.decode().partition("<aside")[2].partition("</dl>")[0]
    assert {words for words in ("9 Quiet Lane", "DY1 1AE", "Mill Green") if words in page} == told
    for private in {"9 Quiet Lane", "DY1 1AE"} - told:
        assert private not in one.content.decode() + many.content.decode()
    spots = [(one["geometry"]["coordinates"], one["properties"]["roughly"]) for one in moving]
    assert spots == {
        "exact": [([-2.09876, 52.51234], False)], "area": [([-2.05, 52.55], True)], "none": [],
    }[shown]  # fmt: skip
    assert (b"mile" in one.content) == (shown == "exact")


def test_a_group_that_was_merged_leads_on_to_the_one_that_was_kept(hub: Hub, client: Client) -> None:
    kept = make_group(hub, "Leasow Harriers")
    Merge.objects.create(
        hub=hub, kept=kept, absorbed_id=99, absorbed_uid=uuid.uuid4(), absorbed_slug="harriers-of-leasow",
        absorbed_name="Harriers of Leasow",
    )  # fmt: skip

    answer = client.get("/groups/harriers-of-leasow/")

    assert (answer.status_code, answer["Location"]) == (302, "/groups/leasow-harriers/")
    Merge.objects.update(undone_at="2026-05-01T12:00Z")
    assert client.get("/groups/harriers-of-leasow/").status_code == 404


def test_a_groups_page_tells_what_is_known_of_it_in_its_own_words(hub: Hub, client: Client) -> None:
    scouts = make_group(hub, "Leasow District Scouts", kind="sports-club")
    troop = make_group(
        hub, "1st Mill Green Scouts", parent=scouts, status="quiet", other_names=["Mill Green Troop"],
        confirmed_at="2026-05-14T12:00Z", confirmed_how="group",
    )  # fmt: skip
    interest = Interest.objects.create(hub=hub, code="camping", name="camping", slug="camping")
    GroupInterest.objects.create(hub=hub, group=troop, interest=interest)

    page = client.get("/groups/1st-mill-green-scouts/").content.decode()

    for words in (
        "Also called Mill Green Troop", "Quiet for now", 'Part of <a href="/groups/leasow-district-scouts/">',
        '<a href="/groups/?interest=camping">Camping</a>', "Checked with the group in May 2026.",
        'href="/groups/1st-mill-green-scouts/yours/"',
    ):  # fmt: skip
        assert words in page
    assert "1st Mill Green Scouts" in client.get("/groups/leasow-district-scouts/").content.decode()


def test_a_map_in_view_is_asked_for_a_box(hub: Hub, client: Client) -> None:
    assert client.get("/groups/in-view/?box=here").status_code == 400
    assert json.loads(client.get("/groups/in-view/?box=-3,52,-1,53").content)["features"] == []
    assert client.get("/groups/in-view/?box=nan,inf,-inf,1").status_code == 400


def test_pictures_come_from_us_alone_unless_a_tile_server_is_named(settings: Any) -> None:
    def policy() -> str:
        answer = security_headers(lambda _: HttpResponse())(RequestFactory().get("/"))
        return answer["Content-Security-Policy"].partition("img-src ")[2].partition(";")[0]

    assert policy() == "'self' data:"
    settings.TILES = "https://{s}.tiles.example/{z}/{x}/{y}.png"
    assert policy() == "'self' data: https://*.tiles.example"
