"""Helping without an account, and what came of it: the pages one reaches by a letter and a tap, on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.people import Demo
from tests.servers import wait_until

PHONE = {"viewport": {"width": 360, "height": 780}}


def test_edith_signs_up_and_says_that_it_was_her(demo: Demo) -> None:
    with demo.room(**PHONE) as room:
        page = room.open("/help/")
        page.get_by_label("Your name").fill("Edith Corbett")
        page.get_by_role("textbox", name="E-mail").fill("edith@corbett.example")
        page.get_by_label("I am 18 or over").check()
        page.get_by_role("button", name="I’d like to help").click()
        page.wait_for_url("**/help/sent/")
        wait_until(lambda: demo.letters_to("edith@corbett.example"))
        link = re.search(r"/h/(\S+)/", demo.letters_to("edith@corbett.example")[-1])
        assert link
        room.open(f"/h/{link[1]}/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Was that you?")
        assert room.look() == []
        page.get_by_role("button", name="Yes, that was me").click()
        expect(page.get_by_role("status").first).to_contain_text("You are one of our helpers now")
        assert room.look() == []


def test_two_taps_some_weeks_after(demo: Demo) -> None:
    with demo.room(**PHONE) as room:
        page = room.open(demo.links["weeks later"])
        page.get_by_role("button", name="In part").click()
        expect(page.get_by_text("What would help now?")).to_be_visible()
        assert room.look() == []
        page.get_by_role("button", name="Ring me").click()
        expect(page.get_by_role("status").first).to_contain_text("Thank you.")
        assert room.look() == []
