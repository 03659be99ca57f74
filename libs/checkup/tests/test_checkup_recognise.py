"""What stands in place of a group's page, told from a page of the group."""

from __future__ import annotations

from dataclasses import replace

import pytest
from leasow_net import PUBLIC, FakeNet, see_through
from leasow_web import answer, redirect, serving

from checkup import Outcome, Page, read_page
from checkup.recognise import outcome_of

WELCOME = "<h1>Welcome</h1><p>We look after the park on the first Sunday of every month, and everybody is welcome.</p>"


def page(title: str, body: str, url: str = "https://leasow.example/") -> Page:
    return read_page(f"<!doctype html><html><head><title>{title}</title></head><body>{body}".encode(), url)


@pytest.mark.parametrize(
    ("title", "body", "outcome"),
    [
        (
            "Just a moment...",
            "<p>Checking your browser before you go on.<script>1</script>",
            Outcome.TURNED_AWAY,
        ),
        ("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1>", Outcome.TURNED_AWAY),
        ("leasow.example", "<p>Verify you are human by completing the action below.", Outcome.TURNED_AWAY),
        ("Robot check", "<p>Type the letters you see.", Outcome.TURNED_AWAY),
        ("Page not found", "<p>Sorry. <a href='/'>Home</a>", Outcome.NOT_FOUND),
        ("404 | Friends of Leasow Park", WELCOME, Outcome.NOT_FOUND),
        (
            "Friends of Leasow Park",
            "<h1>Oops! That page can’t be found.</h1><p>Try a search.",
            Outcome.NOT_FOUND,
        ),
        ("Friends of Leasow Park", WELCOME, Outcome.LOOKED),
        ("Robot wars at the village hall", WELCOME, Outcome.LOOKED),
        ("Found and not found: our lost property", WELCOME, Outcome.LOOKED),
        ("leasow.example", "<p>This domain is for sale.", Outcome.PARKED),
        ("Leasow", "", Outcome.EMPTY),
    ],
)
def test_page_when_it_is_one_or_something_else(title: str, body: str, outcome: Outcome) -> None:
    assert outcome_of(page(title, body)) is outcome


def test_page_when_its_facts_say_it_is_a_wall_of_consent_or_being_built() -> None:
    real = page("Friends of Leasow Park", WELCOME)

    assert outcome_of(replace(real, asks_consent=True)) is Outcome.ASKS_CONSENT
    assert outcome_of(replace(real, being_built=True)) is Outcome.BEING_BUILT


def test_website_when_its_name_has_gone_to_a_sale_room() -> None:
    with (
        serving({"/": redirect("http://www.sedo.com/search?leasow")}) as gone,
        serving({"/search?leasow": answer(WELCOME)}) as room,
    ):
        net = FakeNet(
            {"leasow.example": [[PUBLIC]], "www.sedo.com": [["1.1.1.1"]]}, webs={"1.1.1.1": room, 80: gone}
        )
        seen = see_through(net, "http://leasow.example/")

    assert seen.report.outcome is Outcome.PARKED
    assert seen.arrival.ended_at == "http://www.sedo.com/search?leasow"


def test_website_when_it_has_moved_to_a_new_name() -> None:
    with (
        serving({"/": redirect("http://leasowpark.example/")}) as old,
        serving({"/": answer(WELCOME)}) as new,
    ):
        net = FakeNet(
            {"leasow.example": [[PUBLIC]], "leasowpark.example": [["1.1.1.1"]]},
            webs={"1.1.1.1": new, 80: old},
        )
        seen = see_through(net, "http://leasow.example/")

    assert seen.report.outcome is Outcome.LOOKED
    assert seen.arrival.ended_at == "http://leasowpark.example/"


def test_page_is_read_once_when_a_missing_one_leads_back_to_the_first() -> None:
    front = f"<title>Leasow</title>{WELCOME}<a href='/contact'>Contact</a>"
    with serving({"/": answer(front), "/contact": redirect("/")}) as web:
        seen = see_through(FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), "http://leasow.example/")

    assert [found.url for found in seen.pages] == ["http://leasow.example/"]
