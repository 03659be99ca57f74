"""What every open feed does: readable from anywhere, politely, under a licence, and with nothing private."""

import csv
import io
import json
from typing import Any

import pytest
from django.http.response import StreamingHttpResponse
from django.test import Client

from bandstand.api import pace
from bandstand.groups.models import Group
from bandstand.groups.sheets.guard import unguarded
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Consent, Hub
from tests.borough import make_group, make_kinds

from .awkward import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LISTS = ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"]
FILES = ["/api/v1/groups.csv", "/api/v1/groups.geojson", "/api/v1/groups.json"]
FEEDS = ["/api/oruk/", *(f"/api/oruk/{name}?per_page=250" for name in LISTS), *FILES]


def text_of(answer: Any) -> str:
    content = b"".join(answer) if isinstance(answer, StreamingHttpResponse) else answer.content
    return content.decode()


def everything_published(client: Client) -> dict[str, str]:
    """Read all feeds, and every single thing on the lists; return each address's text."""
    read = {path: text_of(client.get(path)) for path in FEEDS}
    for name in LISTS:
        for one in json.loads(read[f"/api/oruk/{name}?per_page=250"])["contents"]:
            path = f"/api/oruk/{name}/{one['id']}"
            read[path] = text_of(client.get(path))
    return read


def test_nothing_private_is_in_any_feed(groups: dict[str, Group], client: Client) -> None:
    read = everything_published(client)

    assert len(read) > 40
    assert [path for path, text in read.items() if SECRET.lower() in text.lower()] == []
    # Of places that are told roughly, or not at all, not even a digit of the position.
    assert [path for path, text in read.items() if "52.54" in text or "-2.04" in text] == []
    everything = "".join(read.values())
    assert "Amina Khan" in everything
    assert "01384" not in everything
    assert "Steps to Sunshine" in everything


def test_nothing_private_can_be_found_by_searching(groups: dict[str, Group], client: Client) -> None:
    for asked in ("quokka", "3+quokka+close"):
        for name in ("services", "organizations", "service_at_locations"):
            assert client.get(f"/api/oruk/{name}?search={asked}").json()["total_items"] == 0, (name, asked)


def test_an_officer_sees_in_the_feeds_what_a_stranger_sees(groups: dict[str, Group], officer: Client) -> None:
    assert SECRET.lower() not in "".join(everything_published(officer).values()).lower()


def test_a_contact_who_takes_the_yes_back_is_gone_at_once(groups: dict[str, Group], client: Client) -> None:
    path = f"/api/oruk/organizations/{groups['friends'].uid}"
    before = client.get(path)
    Consent.objects.filter(person__name="Amina Khan").update(withdrawn_at="2026-05-01T00:00:00Z")
    after = client.get(path, headers={"if-none-match": before.headers["ETag"]})

    assert "amina@leasow.example" in before.content.decode()
    assert (after.status_code, "amina" in after.content.decode().lower()) == (200, False)


def test_one_hub_never_tells_of_another(groups: dict[str, Group], client: Client, hub: Hub) -> None:
    Hub.objects.filter(pk=hub.pk).update(host="leasow.example")
    other = open_hub("Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example")
    with hub_scope(other):
        make_kinds(other)
        theirs = make_group(other, "Zephyr Kites")

    ours = {path: text_of(client.get(path, headers={"host": "leasow.example"})) for path in FEEDS}
    assert [path for path, text in ours.items() if "Zephyr" in text] == []
    by_id = f"/api/oruk/organizations/{theirs.uid}"
    assert client.get(by_id, headers={"host": "leasow.example"}).status_code == 404
    assert client.get(by_id, headers={"host": "harrow.example"}).json()["name"] == "Zephyr Kites"
    assert "Zephyr" in text_of(client.get(FILES[0], headers={"host": "harrow.example"}))
    assert "Mill Green" not in text_of(client.get(FILES[0], headers={"host": "harrow.example"}))


@pytest.mark.parametrize("path", [*FEEDS, "/api/oruk/services/nonsense", "/api/oruk/services?page=0"])
def test_any_page_may_read_it_but_never_as_somebody(hub: Hub, client: Client, path: str) -> None:
    answer = client.get(path, headers={"origin": "https://evil.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert answer.cookies == {}


@pytest.mark.parametrize("path", FEEDS)
def test_a_browser_may_ask_first(hub: Hub, client: Client, path: str) -> None:
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    answer = client.options(path, headers=asked)

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", FEEDS)
def test_it_is_for_reading_only(hub: Hub, client: Client, path: str) -> None:
    answer = client.post(path)

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json() == {"error": "This address is for reading only."}


@pytest.mark.parametrize("path", FEEDS)
def test_asking_for_the_headers_alone_gives_no_more(
    groups: dict[str, Group], client: Client, path: str
) -> None:
    answer, whole = client.head(path), client.get(path)

    assert (answer.status_code, text_of(answer)) == (200, "")
    assert answer.headers["Content-Type"] == whole.headers["Content-Type"]
    assert 'rel="license"' in answer.headers["Link"]


def test_what_has_not_changed_is_not_sent_again(groups: dict[str, Group], client: Client) -> None:
    path = "/api/oruk/services?per_page=5"
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    Group.objects.filter(pk=groups["friends"].pk).update(about="Plant trees")
    changed = client.get(path, headers={"if-none-match": first.headers["ETag"]})

    assert (first.headers["Cache-Control"], first.status_code) == ("public, max-age=60", 200)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200


def test_somebody_signed_in_leaves_nothing_in_caches(groups: dict[str, Group], officer: Client) -> None:
    assert officer.get("/api/oruk/services").headers["Cache-Control"] == "no-store"


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The second it is, which stays until a test moves it."""
    now = [1000.0]
    monkeypatch.setattr(pace, "clock", lambda: now[0])
    return now


def test_whoever_asks_too_much_is_told_when_to_come_back(
    hub: Hub, client: Client, monkeypatch: pytest.MonkeyPatch, second: list[float]
) -> None:
    monkeypatch.setattr(pace, "A_MINUTE", 60)
    answers = [client.get("/api/oruk/services") for _ in range(61)]
    elsewhere = client.get("/api/oruk/services", REMOTE_ADDR="192.0.2.7")

    assert [answer.status_code for answer in answers] == [200] * 60 + [429]
    refused = answers[-1]
    assert (refused.headers["Retry-After"], refused.headers["RateLimit-Remaining"]) == ("1", "0")
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert refused.json() == {"error": "That is a lot at once. Ask again in 1 seconds."}
    assert (elsewhere.status_code, elsewhere.headers["RateLimit-Remaining"]) == (200, "59")
    second[0] += 1
    assert client.get("/api/oruk/services").status_code == 200


def test_another_name_for_oneself_does_not_help(
    hub: Hub, client: Client, monkeypatch: pytest.MonkeyPatch, second: list[float]
) -> None:
    monkeypatch.setattr(pace, "A_MINUTE", 5)
    answers = [
        client.get("/api/oruk/", headers={"x-forwarded-for": f"192.0.2.{number}"}).status_code
        for number in range(6)
    ]

    assert answers == [200] * 5 + [429]


def test_a_whole_file_counts_for_more(
    hub: Hub, client: Client, monkeypatch: pytest.MonkeyPatch, second: list[float]
) -> None:
    monkeypatch.setattr(pace, "A_MINUTE", 30)

    assert [client.get(FILES[0]).status_code for _ in range(2)] == [200, 429]


@pytest.mark.parametrize("path", FEEDS)
def test_a_hub_may_keep_its_directory_to_itself(
    groups: dict[str, Group], client: Client, hub: Hub, path: str
) -> None:
    Hub.objects.filter(pk=hub.pk).update(licence="")
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer.json() == {"error": "This organisation does not publish its directory as open data."}


def test_the_sheet_has_every_public_group_once(groups: dict[str, Group], client: Client) -> None:
    answer = client.get(FILES[0])
    rows = list(csv.DictReader(io.StringIO(text_of(answer).removeprefix("\ufeff"))))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len({row["Bandstand id"] for row in rows}) == len(rows) == len(groups) - 2
    by_name = {unguarded(row["Name"]): row for row in rows}
    friends = by_name["Friends of Mill Green Park"]
    assert (friends["Facebook"], friends["Interests"]) == (
        "https://www.facebook.com/millgreen",
        "Gardening 🌱\nWalking football",
    )
    assert friends["Part of"] == str(groups["trust"].uid)
    assert (friends["Latitude"], friends["Longitude"]) == ("52.5116", "-2.0892")
    health = by_name["Steps to Sunshine"]
    assert [health[name] for name in ("Address", "Postcode", "Latitude", "Longitude")] == [""] * 4
    assert not {"E-mail", "Telephone", "Listed"} & set(rows[0])


def test_no_cell_of_the_sheet_calculates(groups: dict[str, Group], client: Client) -> None:
    rows = list(csv.reader(io.StringIO(text_of(client.get(FILES[0])).removeprefix("\ufeff"))))
    longitude = rows[0].index("Longitude")

    sums = [
        cell
        for row in rows
        for number, cell in enumerate(row)
        if number != longitude and cell.startswith(("=", "+", "-", "@", "|", "%", "\t", "\r", "\n"))
    ]
    assert sums == []
    assert "'=1+1 Maths Club" in {row[1] for row in rows}


def test_the_map_has_a_point_for_each_place_that_is_shown(groups: dict[str, Group], client: Client) -> None:
    told = json.loads(text_of(client.get(FILES[1])))
    points: dict[str, list[Any]] = {}
    for feature in told["features"]:
        points.setdefault(feature["properties"]["name"], []).append(feature["geometry"])

    assert told["type"] == "FeatureCollection"
    assert told["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [point["coordinates"] for point in points["Friends of Mill Green Park"]] == [
        [-2.0892, 52.5116],
        [-2.089, 52.512],
    ]
    assert points["Steps to Sunshine"] == points["Leasow Refuge Choir"] == [None]


def test_the_plain_file_has_what_is_public_and_leaves_out_what_is_not_known(
    groups: dict[str, Group], client: Client
) -> None:
    told = json.loads(text_of(client.get(FILES[2])))
    by_name = {one["name"]: one for one in told["groups"]}

    assert told["format"] == "bandstand-groups-1"
    assert by_name["Friends of Mill Green Park"]["contacts"] == [
        {"name": "Amina Khan", "role": "Secretary", "email": "amina@leasow.example"}
    ]
    assert set(by_name["Walkers"]) == {"id", "name", "page"}


def test_files_are_written_as_they_are_sent(
    hub: Hub, client: Client, django_assert_max_num_queries: Any
) -> None:
    Group.objects.bulk_create(
        Group(hub=hub, name=f"Friends {number}", slug=f"friends-{number}", about="x" * 400)
        for number in range(1200)
    )

    with django_assert_max_num_queries(40):
        answer = client.get(FILES[0])
        assert isinstance(answer, StreamingHttpResponse)
        pieces = list(answer)
    assert len(pieces) > 5
    assert b"".join(pieces).count(b"\r\n") == 1201
