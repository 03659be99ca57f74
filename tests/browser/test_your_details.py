"""Marian looks at what is held about her on a phone, and somebody without JavaScript complains."""

import re

import pytest

from tests.browser.people import Demo
from tests.servers import wait_until

LOOKS = [
    pytest.param({"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}, id="phone-dark"),
    pytest.param({"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}, id="desktop-light"),
]
MARIAN = "marian@leasow.example"


@pytest.mark.parametrize("looks", LOOKS)
def test_what_is_held_about_her_by_letter(demo: Demo, looks: dict[str, object]) -> None:
    with demo.room(**looks) as room:
        before = len(_letters(demo))
        room.open("/your-details/")
        room.page.get_by_label("Your e-mail address").fill(MARIAN)
        room.page.get_by_role("button", name="Send me the link").click()
        room.page.wait_for_url("**/your-details/sent/")
        wait_until(lambda: len(_letters(demo)) > before)
        link = re.search(rf"{demo.address}your-details/\S+/", _letters(demo)[-1])
        assert link is not None
        room.open(link[0])
        assert (room.status, room.look()) == (200, [])
        room.page.get_by_role("button", name="Open it").click()
        room.page.wait_for_url("**/your-details/yours/")
        assert room.look() == []
        assert room.page.get_by_text(MARIAN).count() > 0
        with room.page.expect_download() as taken:
            room.page.get_by_role("button", name="Take a copy").click()
        assert taken.value.suggested_filename == "your-details.zip"


def _letters(demo: Demo) -> list[str]:
    return [text for text in demo.letters_to(MARIAN) if "/your-details/" in text]


def test_complaining_without_javascript(demo: Demo) -> None:
    with demo.room(script=False, viewport={"width": 360, "height": 780}) as room:
        room.open("/complaints/")
        room.page.get_by_role("button", name="Send it").click()
        assert room.page.get_by_role("alert").count() or room.page.locator(".error-summary").count()
        room.page.get_by_label("What went wrong?").fill("My name was on a list I never asked to be on.")
        room.page.get_by_label("Your name").fill("Colin Webb")
        room.page.get_by_label("Where can we answer you?").fill("3 Mill Lane, Leasow Vale")
        room.page.get_by_role("button", name="Send it").click()
        assert room.page.get_by_role("heading", name="We have your complaint").count() == 1


def test_an_answer_without_words_is_said_plainly(demo: Demo) -> None:
    uid = demo.first("SELECT uid FROM people_complaint WHERE answered_at IS NULL ORDER BY id LIMIT 1")
    flat = uid.replace("-", "")
    with demo.room("owner", viewport={"width": 360, "height": 780}, color_scheme="dark") as room:
        room.open(f"/desk/complaints/{flat[:8]}-{flat[8:12]}-{flat[12:16]}-{flat[16:20]}-{flat[20:]}/")
        room.page.get_by_role("button", name="Answer", exact=True).click()
        room.page.wait_for_load_state("networkidle")
        assert room.page.get_by_role("alert").or_(room.page.locator(".error-summary")).count()
        assert room.look() == []
