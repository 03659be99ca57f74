"""Tables as people use them: at the desk without script and by keyboard, and on a phone with no signal."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.at_the_door import PHONE, Door, phone_at

LATE = re.compile(r"Joan Dale is here\. Table ([12]), (\w+)\.")


@pytest.fixture(scope="module")
def door(doors: dict[str, Door]) -> Door:
    return doors["tables"]


def tables(page: Page, door: Door, rest: str = "") -> None:
    page.goto(f"{door.demo.address.rstrip('/')}/desk/gatherings/{door.slug}/tables/{rest}")


def card(page: Page, name: str) -> str:
    """Return the number of the table somebody’s name stands at."""
    found = page.locator(".table-card").filter(has_text=name)
    return (found.get_attribute("id") or "").removeprefix("t-")


def test_at_the_desk_without_script_a_table_is_two_taps_away(door: Door) -> None:
    with door.demo.room("door", script=False, **PHONE) as room:
        page = room.page
        tables(page, door)
        expect(page.get_by_label("Those still to come, too")).to_be_checked()  # most are
        page.get_by_role("button", name="Suggest who sits where").click()
        expect(page.locator(".table-card")).to_have_count(2)
        there = card(page, "Guest 01")
        other = "2" if there == "1" else "1"

        page.get_by_role("link", name="Guest 01").click()
        page.get_by_role("button", name="Put Guest 01 here").click()

        assert card(page, "Guest 01") == other
        page.get_by_role("button", name="Undo").first.click()
        tables(page, door)
        assert card(page, "Guest 01") == there


def test_by_keyboard_alone_two_friends_and_a_round_that_begins(door: Door) -> None:
    with door.demo.room("door", **PHONE) as room:
        page = room.page
        tables(page, door)
        assert room.look() == []
        page.get_by_role("link", name="Guest 02").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Where should Guest 02 sit in round 1?")).to_be_visible()
        assert room.look() == []
        page.get_by_role("link", name="Sit with a friend…").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name=re.compile("Sit together.*Guest 03")).focus()
        assert room.look() == []
        page.keyboard.press("Enter")
        page.get_by_text("will be seated together").first.wait_for()
        page.get_by_role("button", name="Begin round 1").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text("Under way")).to_be_visible()


def test_somebody_late_has_a_table_without_signal_and_the_desk_agrees(door: Door) -> None:
    with phone_at(door) as phone:
        phone.context.set_offline(True)
        phone.screen.get_by_role("button", name="Someone else").click()
        phone.page.get_by_label("Name", exact=True).fill("Joan Dale")
        phone.page.get_by_role("button", name="They are here").click()
        said = phone.page.locator("#last p")
        expect(said).to_have_text(LATE)
        number = LATE.search(said.inner_text())[1]  # type: ignore[index]
        phone.go("Tables")
        mine = phone.screen.locator(".seat.table").filter(has_text="Joan Dale")
        expect(mine).to_contain_text(number)
        phone.room.complaints.clear()  # of no signal
        assert phone.room.look() == []

        phone.context.set_offline(False)
        phone.all_sent()
        tables(phone.page, door)
        assert card(phone.page, "Joan Dale") == number


def test_on_a_phone_a_table_is_two_taps_away_and_comes_undone(door: Door) -> None:
    with phone_at(door) as phone:
        phone.go("Tables")
        phone.screen.get_by_role("button", name="Helper A (helping)").click()
        sheet = phone.page.get_by_role("dialog")
        away = sheet.get_by_role("group", name="Table in round 1").locator("[aria-pressed=false]").first
        words = away.inner_text()
        away.click()
        phone.heard(f"Helper A sits at table {words[0]}, {words[2:]}.")
        phone.page.keyboard.press("Escape")
        phone.page.get_by_role(
            "button", name=f"Undo: Helper A sits at table {words[0]}, {words[2:]}."
        ).click()
        phone.heard(f"Undone: Helper A sits at table {words[0]}, {words[2:]}.")
        phone.all_sent()
    query = "SELECT seats FROM gatherings_attendance r JOIN gatherings_gathering g ON g.id = r.gathering_id"
    assert door.rows(
        f"{query} JOIN people_person p ON p.id = r.person_id WHERE g.slug = :slug AND p.name = 'Helper A'"
    ) == [("{}",)]
