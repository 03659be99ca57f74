"""Page, sheet, JSON, command, strip and API print the same figures."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from bandstand.config.command import main
from bandstand.gatherings.models import Programme
from bandstand.impact.measures import HEADLINES, MEASURES
from bandstand.people.models import Hub
from tests.borough import make_group, make_person
from tests.impact.stories import came, held, note

PUBLIC = [measure.code for measure in MEASURES if not measure.at_desk]
VALUE = re.compile(r"<b[^>]*>([^<]*)</b><span>([^<]*)</span>")


@pytest.fixture
def told(hub: Hub) -> Programme:
    """Seven people came to each of three surgeries, two of which were for the parks programme."""
    parks = Programme.objects.create(hub=hub, name="Parks")
    for month in (1, 2, 5):
        surgery = held(hub, f"2026-0{month}-14 18:00", unnamed_looking=6)
        group = make_group(hub, f"Group {month}")
        helper = came(surgery, make_person(hub, f"Helper {month}"), helping=True)
        for number in range(6):
            line = came(surgery, make_person(hub, f"Visitor {month} {number}"), booking="booked")
            note(surgery, line, groups=[group], minutes=30).helpers.add(helper)
        if month < 5:
            surgery.programmes.add(parks)
    return parks


def on_page(text: str) -> dict[str, str]:
    return {title: says.strip().lower() for says, title in VALUE.findall(text)}


def from_command(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    assert main(["figures", "--json", *words]) == 0
    return {one["title"]: one["says"] for one in json.loads(capsys.readouterr().out)["figures"]}


def from_api(client: Client, query: str) -> dict[str, str]:
    found = client.get(f"/api/v1/figures/{query}").json()["figures"]
    return {one["title"]: one["says"] for one in found}


@pytest.mark.parametrize(
    "period", [("", []), ("from=2026-01-01&to=2026-03-31", ["2026-01-01", "2026-03-31"])]
)
@pytest.mark.parametrize("of_programme", [False, True])
def test_for_officers(
    told: Programme,
    officer: Client,
    period: tuple[str, list[str]],
    of_programme: bool,  # noqa: FBT001
    capsys: pytest.CaptureFixture[str],
) -> None:
    query, days = period
    query = f"?{query}&programme={told.pk}" if of_programme else f"?{query}"
    words = [*(f"--{name}={day}" for name, day in zip(("from", "to"), days, strict=False))]
    words += ["--programme", "Parks"] if of_programme else []
    command = from_command(words, capsys)
    sheet = officer.get(f"/desk/figures/figures.csv{query}").text.removeprefix("\ufeff")
    rows = {row["Code"]: row for row in csv.DictReader(io.StringIO(sheet, newline=""))}
    assert len(command) == len(rows) == len(MEASURES)
    assert on_page(officer.get(f"/desk/figures/{query}").text) == command
    for measure in MEASURES:
        page = on_page(officer.get(f"/desk/figures/{measure.code}/{query}").text)
        assert page[measure.title] == command[measure.title]
        value = rows[measure.code]["Value"]
        assert command[measure.title].split("%")[0].split()[0] in (value, *value.split())


@pytest.mark.parametrize("asked", ["", "?from=2026-01-01&to=2026-03-31"])
def test_for_everybody(
    told: Programme, client: Client, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--from=2026-01-01", "--to=2026-03-31"] if asked else []
    api, command = from_api(client, asked), from_command(["--public", *words], capsys)
    assert api == command
    assert len(api) == len(PUBLIC)
    strips = [
        on_page(client.get("/embed/figures/", {**_asked(asked), "show": ",".join(PUBLIC[at : at + 6])}).text)
        for at in range(0, len(PUBLIC), 6)
    ]
    assert {title: says for strip in strips for title, says in strip.items()} == api
    if not asked:
        assert on_page(client.get("/what-changed/").text) == api
        for code, title in ((one.code, one.title) for one in MEASURES if not one.at_desk):
            assert on_page(client.get(f"/what-changed/{code}/").text)[title] == api[title]


def _asked(query: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in query.removeprefix("?").split("&")) if query else {}


def test_the_strip_sets_no_cookie_and_may_be_framed_and_nothing_else_may(
    told: Programme, hub: Hub, client: Client
) -> None:
    strip = client.get("/embed/figures/")
    assert not strip.cookies
    assert "X-Frame-Options" not in strip.headers
    assert "frame-ancestors *" in strip.headers["Content-Security-Policy"]
    assert "<script" not in strip.text
    assert set(on_page(strip.text)) == {measure.title for measure in HEADLINES}
    page = client.get("/what-changed/")
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_the_strip_is_the_same_for_somebody_signed_in(told: Programme, officer: Client) -> None:
    assert on_page(officer.get("/embed/figures/").text) == on_page(Client().get("/embed/figures/").text)


@pytest.mark.parametrize("address", ["/embed/figures/", "/api/v1/figures/"])
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"from": "2026-01-14"}, "whole quarters"),
        ({"to": "2026-03-30"}, "whole quarters"),
        ({"from": "2026-04-01", "to": "2026-03-31"}, "comes before"),
        ({"from": "soon"}, "Write days as 2026-04-14"),
        ({"programme": "99"}, "no programme of this number"),
        ({"programme": "²"}, "no programme of this number"),
    ],
)
def test_the_public_asks_for_whole_quarters(
    hub: Hub, client: Client, address: str, asked: dict[str, str], says: str
) -> None:
    answer = client.get(address, asked)
    assert answer.status_code == 400
    assert says in answer.text
