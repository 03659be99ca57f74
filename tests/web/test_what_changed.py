"""What changed: the figures anyone may see."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.impact.measures import MEASURES
from bandstand.impact.queries import measure_called
from bandstand.people.models import Hub
from tests.borough import make_group
from tests.impact.stories import finding, held, note
from tests.web.test_figures import story, text_of

CODES = [measure.code for measure in MEASURES if not measure.at_desk]


def test_before_the_first_gathering_it_is_early_days(client: Client, hub: Hub) -> None:
    assert "It is early days" in text_of(client.get("/what-changed/"))


def test_figures_say_since_when_and_lead_to_how_they_are_counted(client: Client, hub: Hub) -> None:
    story(hub)
    page = text_of(client.get("/what-changed/"))
    assert "<h1>What changed since January 2026</h1>" in page
    assert "<b>1</b><span>surgeries held</span>" in page
    for code in CODES:
        assert f'href="/what-changed/{code}/"' in page


def test_what_nobody_recorded_is_not_known_rather_than_nought(client: Client, hub: Hub) -> None:
    held(hub)
    page = text_of(client.get("/what-changed/"))
    assert '<b class="not-known">Not known</b><span>helpers</span>' in page
    assert "<b>0</b><span>helpers</span>" not in page


@pytest.mark.parametrize("code", CODES)
def test_one_figure_shows_its_rule_and_names_nobody(client: Client, hub: Hub, code: str) -> None:
    story(hub)
    page = text_of(client.get(f"/what-changed/{code}/"))
    measure = measure_called(code)
    assert measure is not None
    assert f"Rule {code}, version {measure.version}." in page
    assert "Bear in mind:" in page
    assert "Arthur" not in page
    assert "Joan" not in page
    assert "/desk/" not in page


def test_rows_lead_to_gatherings_and_groups(client: Client, hub: Hub) -> None:
    story(hub)
    assert 'href="/groups/friends-of-leasow-park-2026-01-14/"' in text_of(
        client.get("/what-changed/groups-helped/")
    )
    page = text_of(client.get("/what-changed/fixed-after-help/"))
    assert 'href="/whats-on/surgery-at-the-boathouse-cafe-2026-01-14/">The Boathouse Café</a>' in page


def test_a_group_that_is_not_listed_is_counted_and_not_named(client: Client, hub: Hub) -> None:
    quiet = make_group(hub, "Women’s Refuge Garden", listed=False)
    note(held(hub, "2026-01-14 18:00"), groups=[quiet])
    finding(quiet, "2026-01-10 03:00", "2026-01-20 03:00")
    for code in ("groups-helped", "fixed-after-help"):
        page = text_of(client.get(f"/what-changed/{code}/"))
        assert "Refuge" not in page
        assert "refuge" not in page
        assert "A group that is not in the public directory" in page
    page = text_of(client.get("/what-changed/"))
    assert "Refuge" not in page
    assert "Lately fixed" not in page


def test_what_was_lately_fixed_is_told_with_its_gathering(client: Client, hub: Hub) -> None:
    story(hub)
    page = text_of(client.get("/what-changed/"))
    assert "Lately fixed after help" in page
    assert "Fixed after help at <a href=" in page


def test_a_figure_we_do_not_have_is_not_found(client: Client, hub: Hub) -> None:
    assert client.get("/what-changed/hours-given/").status_code == 404


@pytest.mark.parametrize("address", ["/what-changed/", *(f"/what-changed/{code}/" for code in CODES)])
def test_three_surgeries_take_as_many_queries_as_one(client: Client, hub: Hub, address: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    story(hub)
    one = queries()
    story(hub, "2026-02-14")
    story(hub, "2026-03-14")
    assert queries() == one
    assert one <= (60 if address == "/what-changed/" else 24)
