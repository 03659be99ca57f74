"""Pages of Leasow Vale remembered: facts written down and read back exactly, and servers asked politely."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leasow_net import PUBLIC, FakeNet, see_through
from leasow_web import Reply, answer, serving

import checkup
from checkup import Memory, Notebook, Outcome, Page, Remembered, read_page, reading_version
from checkup.coding import CodeError, plain, revived
from checkup.memory import _reading_modules, page_from, remember
from checkup.visit import Seen

FRONT = (
    "<!doctype html><title>Friends of Leasow Park</title><p>Welcome, everybody.</p>"
    "<a href='/contact'>Contact</a><footer><a href='https://www.facebook.com/LeasowPark'>Facebook</a></footer>"
)
UNCHANGED = answer(b"", status="304 Not Modified")


@given(st.from_type(Page))
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
def test_page_when_written_down_and_read_back(page: Page) -> None:
    written = json.dumps(plain(page))

    assert revived(Page, json.loads(written)) == page
    assert json.dumps(plain(revived(Page, json.loads(written)))) == written


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_reading_back_when_it_could_be_anything(value: object) -> None:
    with pytest.raises(CodeError):
        revived(Page, value)


@pytest.mark.parametrize(
    ("field", "value"),
    [("words", "many"), ("cut_short", 1), ("links", [{"address": 1}]), ("nothing", 1), ("head", None)],
)
def test_reading_back_when_one_fact_is_not_what_it_was(field: str, value: object) -> None:
    written = plain(read_page(FRONT.encode(), "https://leasow.example/"))

    with pytest.raises(CodeError):
        revived(Page, {**written, field: value})


def test_page_when_remembered() -> None:
    page = read_page(FRONT.encode(), "https://leasow.example/")
    remembered = remember(page, '"v1"', "")

    assert remembered is not None
    assert remembered.facts.isascii()
    assert page_from(remembered) == page
    assert page_from(replace(remembered, rules="older")) is None
    assert page_from(replace(remembered, facts="{")) is None
    assert remember(page, "", "") is None
    assert remember(page, "x" * 301, "") is None


def test_version_of_the_reading_when_any_of_its_modules_counts() -> None:
    here = Path(checkup.__file__).parent

    assert {"page", "facts", "platforms", "rooms", "mentions", "clues"} <= _reading_modules()
    assert not {"fetch", "cli", "site", "visit"} & _reading_modules()
    assert all(
        (here / name).with_suffix(".py").is_file() or (here / name).is_dir() for name in _reading_modules()
    )
    assert len(reading_version()) == 32


def visit(replies: dict[str, Reply], memory: Memory) -> tuple[Seen, list[str]]:
    with serving(replies) as web:
        seen = see_through(
            FakeNet({"leasow.example": [[PUBLIC]]}, webs={80: web}), "http://leasow.example/", memory=memory
        )
        return seen, web.asked


def test_second_visit_when_nothing_has_changed() -> None:
    first, again = Notebook(), Notebook()
    dated = "Fri, 01 May 2026 10:00:00 GMT"
    before, _ = visit(
        {"/": answer(FRONT, ETag='"v1"'), "/contact": answer("<p>Jean", Last_Modified=dated)}, first
    )
    again = Notebook(first.fresh)
    after, asked = visit({"/": UNCHANGED, "/contact": UNCHANGED}, again)

    assert after.pages == before.pages
    assert after.report.accounts == before.report.accounts
    assert [page.outcome for page in after.report.pages] == [Outcome.LOOKED] * 2
    assert 'If-None-Match: "v1"\r\n' in asked[1]
    assert f"If-Modified-Since: {dated}\r\n" in asked[2]
    assert (again.fresh, again.unchanged) == ({}, {"http://leasow.example/", "http://leasow.example/contact"})


def test_second_visit_when_a_page_has_changed() -> None:
    memory = Notebook()
    visit({"/": answer(FRONT, ETag='"v1"')}, memory)
    again = Notebook(memory.fresh)
    after, _ = visit({"/": answer(FRONT.replace("Welcome", "Croeso"), ETag='"v2"')}, again)

    assert "Croeso" in after.pages[0].reading.opening
    assert [kept.etag for kept in again.fresh.values()] == ['"v2"']


def test_second_visit_when_the_reading_has_changed() -> None:
    memory = Notebook()
    visit({"/": answer(FRONT, ETag='"v1"')}, memory)
    older = {url: replace(kept, rules="older") for url, kept in memory.fresh.items()}
    after, asked = visit({"/": answer(FRONT, ETag='"v1"')}, Notebook(older))

    assert after.report.outcome is Outcome.LOOKED
    assert not any("If-None-Match" in request for request in asked)


def test_visit_when_a_server_says_unchanged_of_a_page_we_do_not_know() -> None:
    seen, _ = visit({"/": UNCHANGED}, Notebook())

    assert seen.report.outcome is Outcome.EMPTY


def test_nothing_is_kept_when_a_page_was_no_page() -> None:
    memory = Notebook()
    visit({"/": answer("<title>leasow.example</title>Buy this domain now.", ETag='"v1"')}, memory)

    assert memory.fresh == {}


def test_header_that_hides_a_page_is_remembered_with_it() -> None:
    memory = Notebook()
    visit({"/": answer(FRONT, ETag='"v1"', X_Robots_Tag="noindex")}, memory)
    after, _ = visit({"/": UNCHANGED}, Notebook(memory.fresh))

    assert after.pages[0].head.robots == "noindex"


def test_facts_a_stranger_wrote_into_the_memory_are_read_anew() -> None:
    odd = Remembered('"v1"', "", '{"url": 3}', reading_version())
    seen, asked = visit({"/": answer(FRONT)}, Notebook({"http://leasow.example/": odd}))

    assert seen.report.outcome is Outcome.LOOKED
    assert "If-None-Match" not in asked[1]
