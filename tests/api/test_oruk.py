"""Open Referral UK: other people's programs read Leasow Vale's directory, page by page and thing by thing."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest

from bandstand.groups.models import Group, GroupInterest, Kind
from bandstand.people.models import Hub
from tests.borough import make_group

from . import oruk_walk, schemas
from .awkward import MILL_GREEN
from .oruk_walk import Fetch

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def many_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bandstand.api.pace.A_MINUTE", 100_000)


def told(fetch: Fetch, path: str) -> Any:
    answer = fetch(path)
    assert answer.status == 200, answer.body
    return answer.body


def names(fetch: Fetch, path: str) -> list[str]:
    return [one["name"] for one in told(fetch, path)["contents"]]


def test_a_validator_walks_through_and_finds_nothing_wrong(groups: dict[str, Group], fetch: Fetch) -> None:
    found = oruk_walk.walk(fetch, schemas.ABOUT, schemas.KINDS)

    assert (found.errors, found.warnings) == ([], [])
    assert found.looked_at > 50


@pytest.mark.parametrize("a_page", [1, 5, 250])
def test_every_thing_is_on_one_page_and_has_its_own(
    groups: dict[str, Group], fetch: Fetch, a_page: int
) -> None:
    assert oruk_walk.walk_everything(fetch, schemas.KINDS, a_page=a_page).errors == []


def test_what_is_not_there_is_told_apart_from_nonsense(groups: dict[str, Group], fetch: Fetch) -> None:
    assert oruk_walk.walk_astray(fetch, schemas.KINDS).errors == []


def test_a_hub_without_groups_has_an_empty_feed(hub: Hub, fetch: Fetch) -> None:
    page = told(fetch, "/services")

    assert page == {
        "total_items": 0,
        "total_pages": 0,
        "page_number": 1,
        "size": 0,
        "first_page": True,
        "last_page": True,
        "empty": True,
        "contents": [],
    }


def test_a_page_beyond_the_last_is_empty(groups: dict[str, Group], fetch: Fetch) -> None:
    page = told(fetch, "/services?page=99&per_page=5")

    flags = {name: page[name] for name in ("size", "first_page", "last_page", "empty", "page_number")}
    assert flags == {"size": 0, "first_page": False, "last_page": True, "empty": True, "page_number": 99}
    assert page["total_items"] == Group.objects.filter(listed=True, left_at=None).count()


def test_a_page_is_never_larger_than_the_largest(groups: dict[str, Group], fetch: Fetch) -> None:
    assert told(fetch, "/services?per_page=100000")["total_pages"] == 1


def test_the_friends_are_an_organisation_with_their_places_online(
    groups: dict[str, Group], fetch: Fetch
) -> None:
    friends = told(fetch, f"/organizations/{groups['friends'].uid}")

    assert friends["website"] == "http://www.millgreen.example.org/%C3%BCber%20uns?a=%5B1%5D&b=100%25"
    assert [(one["label"], one["url"]) for one in friends["additional_websites"]] == [
        ("How to find us", "https://www.facebook.com/millgreen"),
        ("Instagram", "https://www.instagram.com/millgreen/"),
    ]
    assert [(one["identifier_scheme"], one["identifier"]) for one in friends["organization_identifiers"]] == [
        ("GB-CHC", "1098765"),
        ("GB-COH", "01234567"),
    ]
    assert friends["parent_organization_id"] == str(groups["trust"].uid)
    assert friends["email"] == "amina@leasow.example"
    assert [one["taxonomy_term"]["name"] for one in friends["attributes"]] == [
        "Friends group",
        "Gardening 🌱",
        "Walking football",
    ]


def test_a_service_says_when_somebody_last_looked_it_over(groups: dict[str, Group], fetch: Fetch) -> None:
    service = told(fetch, "/services?search=Mill+Green+Park")["contents"][0]

    assert (service["name"], service["status"], service["assured_date"]) == (
        "Friends of Mill Green Park",
        "active",
        "2026-04-14",
    )
    [closed] = told(fetch, "/services?search=otters")["contents"]
    assert (closed["status"], "assured_date" in closed) == ("defunct", False)


def test_a_group_without_a_description_gets_a_plain_sentence(groups: dict[str, Group], fetch: Fetch) -> None:
    assert told(fetch, f"/organizations/{groups['closed'].uid}")["description"] == (
        "Leasow Otters: sports club in Leasow Vale."
    )
    assert told(fetch, f"/organizations/{groups['nothing'].uid}")["description"] == (
        "Walkers: local group in Leasow Vale."
    )


def places_of(fetch: Fetch, group: Group) -> list[dict[str, Any]]:
    organization = told(fetch, f"/organizations/{group.uid}")
    return [one["location"] for one in organization["services"][0]["service_at_locations"]]


def test_places_are_told_as_the_group_wishes(groups: dict[str, Group], fetch: Fetch) -> None:
    pavilion, green = places_of(fetch, groups["friends"])
    assert (pavilion["latitude"], pavilion["longitude"]) == MILL_GREEN
    assert pavilion["addresses"][0]["address_1"] == "The Pavilion, Mill Lane"
    assert pavilion["addresses"][0]["city"] == "Leasow Vale"
    assert (green["name"], green["addresses"][0]["address_1"]) == ("Mill Green", "Mill Lane")
    [roughly] = places_of(fetch, groups["health"])
    assert {name: value for name, value in roughly.items() if name != "id"} == {
        "location_type": "physical",
        "name": "Netherley",
        "description": "Somewhere in Netherley.",
    }
    assert places_of(fetch, groups["secret"]) == []


def test_an_incomplete_address_is_left_out(groups: dict[str, Group], fetch: Fetch) -> None:
    [rough] = places_of(fetch, groups["rough"])

    assert "addresses" not in rough
    assert rough["description"] == "The position is rough: only the first half of the postcode is known."


def test_near_a_postcode_means_within_so_many_metres(groups: dict[str, Group], fetch: Fetch) -> None:
    def near(query: str) -> list[str]:
        page = told(fetch, f"/service_at_locations?{query}")
        return sorted({one["service"]["name"] for one in page["contents"]})

    at_the_green = ["Friends of Mill Green Park", groups["emoji"].name]
    assert near("postcode=DY1+1AE&proximity=100") == at_the_green
    assert near("postcode=dy11ae") == at_the_green
    # Asked from all sides, a place that is not shown exactly cannot be found.
    assert "Steps to Sunshine" not in near("postcode=DY1+1AE&proximity=100000")
    assert "Belfast Ramblers" not in near("postcode=DY1+1AE&proximity=100000")


@pytest.mark.parametrize(
    "asked",
    [
        "postcode=ZZ99+9ZZ&proximity=10",
        "proximity=10",
        "postcode=DY1+1AE&proximity=-1",
        "postcode=DY1+1AE&proximity=1e9",
        "postcode=DY1",
        "page=1.5",
        "page=%D9%A1",
        "page=99999999999999999999",
        "per_page=-2",
        "per_page=",
        "taxonomy_id=kinds",
        "taxonomy_term_id=1",
        "maximum_age=-1",
        "minimum_age=NaN",
        "end_time=25:00",
        "day=MO,XX",
        "modified_after=yesterday",
        "modified_after=2026-13-45",
        "search=%00",
        "search=" + "x" * 201,
    ],
)
def test_what_makes_no_sense_is_answered_in_one_sentence(hub: Hub, fetch: Fetch, asked: str) -> None:
    answer = fetch(f"/service_at_locations?{asked}")

    assert answer.status == 400
    assert list(answer.body) == ["error"]
    assert answer.body["error"].endswith(".")


def test_ages_and_times_are_understood_and_rule_nobody_out(groups: dict[str, Group], fetch: Fetch) -> None:
    everybody = told(fetch, "/services")["total_items"]

    asked = "minimum_age=5&maximum_age=99.5&start_time=18:00&end_time=20:30:00&day=MO,tuesday"
    assert told(fetch, f"/services?{asked}")["total_items"] == everybody


def test_services_of_a_term_and_of_a_list_of_terms(groups: dict[str, Group], fetch: Fetch) -> None:
    terms = {one["name"]: one for one in told(fetch, "/taxonomy_terms")["contents"]}
    lists = {one["name"]: one["id"] for one in told(fetch, "/taxonomies")["contents"]}

    assert names(fetch, f"/services?taxonomy_term_id={terms['Gardening 🌱']['id']}") == [
        "Friends of Mill Green Park"
    ]
    assert names(fetch, f"/services?taxonomy_term_id={terms['Walking']['id']}") == []
    assert names(fetch, f"/services?taxonomy_term_id={terms['health group']['id']}") == ["Steps to Sunshine"]
    assert names(fetch, f"/services?taxonomy_id={lists['OpenActive activities']}") == [
        "Friends of Mill Green Park"
    ]
    assert "Walkers" not in names(fetch, f"/services?taxonomy_id={lists['Kinds of group']}")
    assert names(fetch, f"/services?taxonomy_term_id={uuid.uuid4()}") == []
    assert names(fetch, f"/services?taxonomy_id={uuid.uuid4()}") == []
    assert terms["Walking football"]["parent_id"] == terms["Walking"]["id"]


def test_what_changed_since_is_told_apart(groups: dict[str, Group], fetch: Fetch) -> None:
    Group.objects.update(changed_at="2026-01-01T00:00:00Z")
    Group.objects.filter(pk=groups["closed"].pk).update(changed_at="2026-03-01T12:00:00Z")

    assert names(fetch, "/services?modified_after=2026-02-01") == ["Leasow Otters"]
    assert names(fetch, "/services?modified_after=2026-03-01T12:00:00Z") == ["Leasow Otters"]
    assert names(fetch, "/services?modified_after=2026-03-01T12:00:01%2B00:00") == []


def test_pages_read_from_the_end_are_the_same_list(groups: dict[str, Group], fetch: Fetch) -> None:
    whole = [one["id"] for one in told(fetch, "/services?per_page=250")["contents"]]
    pages = [told(fetch, f"/services?per_page=2&page={page}") for page in range(1, len(whole) + 2)]

    assert [one["id"] for page in pages for one in page["contents"]] == whole
    assert len(whole) > 5


@pytest.mark.parametrize("path", ["/services", "/service_at_locations"])
@pytest.mark.parametrize("many", [3, 501])
def test_all_that_changed_is_told_however_many_did(hub: Hub, fetch: Fetch, path: str, many: int) -> None:
    stays = Group(hub=hub, name="Stays as it was", slug="stays", lat=52.5, lon=-2.0)
    stays.changed_at = datetime(2026, 1, 1, tzinfo=UTC)
    others = [
        Group(hub=hub, name=f"Changed {number}", slug=f"changed-{number}", lat=52.5, lon=-2.0)
        for number in range(many)
    ]
    Group.objects.bulk_create([stays, *others])
    page = told(fetch, f"{path}?modified_after=2026-02-01&per_page=1&page={many}")

    assert (page["total_items"], page["last_page"], page["size"]) == (many, True, 1)


def test_ids_stay_the_same_whatever_changes(groups: dict[str, Group], fetch: Fetch) -> None:
    before = told(fetch, "/service_at_locations?search=mill")["contents"][0]
    groups["friends"].name, groups["friends"].slug = "Mill Green’s Friends", "mill-greens-friends"
    groups["friends"].save()
    after = told(fetch, "/service_at_locations?search=mill")["contents"][0]

    assert after["service"]["name"] == "Mill Green’s Friends"
    assert [after[name] for name in ("id", "service_id", "location_id")] == [
        before[name] for name in ("id", "service_id", "location_id")
    ]
    assert all(uuid.UUID(before[name]).version == 4 for name in ("id", "service_id", "location_id"))


@pytest.mark.parametrize(
    "path", ["/services", "/service_at_locations", "/organizations", "/taxonomies", "/taxonomy_terms"]
)
def test_a_page_costs_as_many_queries_whatever_is_on_it(
    groups: dict[str, Group], fetch: Fetch, hub: Hub, path: str, django_assert_max_num_queries: Any
) -> None:
    kind = Kind.objects.get(slug="friends-group")
    Group.objects.bulk_create(
        Group(hub=hub, name=f"Friends {number}", slug=f"friends-{number}", kind=kind, lat=52.5, lon=-2.0)
        for number in range(150)
    )
    term = GroupInterest.objects.filter(state="said").first()
    assert term is not None
    GroupInterest.objects.bulk_create(
        GroupInterest(hub=hub, group=group, interest=term.interest)
        for group in Group.objects.filter(name__startswith="Friends ").exclude(pk=groups["friends"].pk)
    )

    with django_assert_max_num_queries(18):
        assert told(fetch, f"{path}?per_page=250")["size"] > 0


def test_a_group_that_leaves_is_gone_at_once(groups: dict[str, Group], fetch: Fetch, hub: Hub) -> None:
    group = make_group(hub, "Leasow Harriers", kind="sports-club")
    assert fetch(f"/organizations/{group.uid}").status == 200
    Group.objects.filter(pk=group.pk).update(listed=False)

    assert fetch(f"/organizations/{group.uid}").status == 404
    assert names(fetch, "/services?search=harriers") == []
