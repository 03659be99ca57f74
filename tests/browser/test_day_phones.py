"""Phones as they are: two at once, full, an hour out, signed out, upgraded, told to forget, handed back."""

import sqlite3

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.at_the_door import PHONE, Door, phone_at
from tests.servers import wait_until

FULL = """() => { IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
AN_HOUR_FAST = """
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) { if (given.length) super(...given); else super(RealDate.now() + 3600000); }
  static now() { return RealDate.now() + 3600000; }
};
"""
LEFT_BEHIND = """async () => {
  const opened = await new Promise((done) => { const asked = indexedDB.open("bandstand-day", 1); asked.onsuccess = () => done(asked.result); });
  const all = (shelf) => new Promise((done) => { const asked = opened.transaction(shelf).objectStore(shelf).getAllKeys(); asked.onsuccess = () => done(asked.result.length); });
  return [await all("keys"), await all("pages"), await all("entries")];
}"""


@pytest.fixture
def door(doors: dict[str, Door]) -> Door:
    return doors["phones"]


def arrived(door: Door, name: str) -> list[tuple[str, str]]:
    return door.rows(
        "SELECT a.arrival, a.arrived_at FROM gatherings_attendance a JOIN people_person p ON p.id = a.person_id "
        f"JOIN gatherings_gathering g ON g.id = a.gathering_id WHERE g.slug = :slug AND p.name = '{name}'"
    )


def test_two_phones_see_each_other(door: Door) -> None:
    with phone_at(door) as olive, phone_at(door, "manager") as dev:
        olive.arrive("Guest 01")
        dev.screen.locator(".in").filter(has_text="Guest 01").wait_for()

        olive.context.set_offline(True)
        dev.context.set_offline(True)
        olive.arrive("Guest 02")
        dev.arrive("Guest 02")
        dev.arrive("Guest 03")
        dev.context.set_offline(False)
        olive.context.set_offline(False)
        olive.all_sent()
        dev.all_sent()
        olive.screen.locator(".in").filter(has_text="Guest 03").wait_for()
    assert [len(arrived(door, name)) for name in ("Guest 01", "Guest 02", "Guest 03")] == [1, 1, 1]


def test_two_tabs_of_one_phone(door: Door) -> None:
    with phone_at(door) as phone:
        other = phone.context.new_page()
        other.goto(phone.page.url)
        other.locator("#saved").wait_for()
        phone.context.set_offline(True)
        phone.arrive("Guest 04")
        expect(other.locator("#saved span")).to_have_text("Saved on this phone: 1 waiting to send")
        phone.context.set_offline(False)
        phone.all_sent()
        expect(other.locator("#saved span")).to_have_text("Everything is sent")


def test_a_full_phone_says_so_and_sends_all_the_same(door: Door) -> None:
    with phone_at(door) as phone:
        phone.page.evaluate(FULL)
        phone.context.set_offline(True)
        phone.arrive("Guest 05")
        expect(phone.saved).to_contain_text("This phone is full.")
        phone.context.set_offline(False)
        phone.all_sent()
    assert arrived(door, "Guest 05")[0][0] == "here"


def test_a_browser_that_keeps_nothing_sends_from_the_page(door: Door) -> None:
    with door.demo.room("door", **PHONE) as room:
        room.page.context.add_init_script("IDBFactory.prototype.open = () => { throw new Error('none'); }")
        room.page.goto(f"{door.address}/day/{door.slug}/")
        room.page.locator("#here [data-do=arrive]").filter(has_text="Guest 18").click()
        expect(room.page.locator("#last p")).to_have_text("Guest 18 is here.")
        wait_until(lambda: arrived(door, "Guest 18")[0][0] == "here")


def test_a_clock_an_hour_fast_is_put_right(door: Door) -> None:
    with door.demo.room("door") as room:
        room.page.context.add_init_script(AN_HOUR_FAST)
        room.page.goto(f"{door.address}/day/{door.slug}/")
        room.page.locator("#here [data-do=arrive]").filter(has_text="Guest 06").click()
        wait_until(lambda: arrived(door, "Guest 06")[0][0] == "here")
    (late,) = door.rows(f"SELECT strftime('%s', '{arrived(door, 'Guest 06')[0][1]}') - strftime('%s', 'now')")
    assert abs(int(late[0])) < 120


def test_signed_out_in_the_middle_goes_on(door: Door) -> None:
    with phone_at(door) as phone:
        phone.context.clear_cookies()
        phone.arrive("Guest 07")
        phone.page.reload()
        phone.all_sent()
        phone.arrive("Guest 08")
        phone.all_sent()
    assert [arrived(door, name)[0][0] for name in ("Guest 07", "Guest 08")] == ["here", "here"]


def test_what_an_older_version_left_unsent_goes_out_after_an_upgrade(door: Door) -> None:
    """The hub's name is on the page that is kept, so another name is another version."""
    with phone_at(door) as phone:
        (version,) = phone.page.evaluate("caches.keys()")
        phone.context.set_offline(True)
        phone.arrive("Guest 09")
        _rename(door, "Community Action Leasow Vale and District")
        phone.page.reload()  # without signal: the old version opens, with what it left
        expect(phone.saved).to_have_text("Saved on this phone: 1 waiting to send")
        phone.context.set_offline(False)
        phone.all_sent()
        phone.page.reload()
        wait_until(lambda: _only_newer(phone.page, version))
        phone.all_sent()
        phone.arrive("Guest 10")
        phone.all_sent()
    _rename(door, "Community Action Leasow Vale")
    assert [arrived(door, name)[0][0] for name in ("Guest 09", "Guest 10")] == ["here", "here"]


def _only_newer(page: Page, version: str) -> bool:
    try:
        found: list[str] = page.evaluate("caches.keys()")
    except Error:  # the page is just being opened anew
        return False
    return len(found) == 1 and found[0] != version


def _rename(door: Door, name: str) -> None:
    with sqlite3.connect(f"{door.demo.env['BANDSTAND_DIR']}/bandstand.sqlite3", timeout=20) as file:
        file.execute("UPDATE people_hub SET name = ?", [name])


def test_a_helpers_own_phone_by_the_code_on_the_table(door: Door) -> None:
    """Nobody signs in; first names of those here, and four taps and a sentence."""
    with phone_at(door) as olive:
        olive.arrive("Guest 14")
        olive.all_sent()
    with door.demo.room(**PHONE) as room:
        room.page.goto(door.address + door.code)
        room.page.get_by_role("button", name="Open it on this phone").click()
        screen, sheet = room.page.locator("#here"), room.page.get_by_role("dialog")
        screen.get_by_role("button", name="Tap your name").click()
        sheet.get_by_role("button", name="Helper A").click()
        expect(screen.locator(".me")).to_contain_text("You are Helper A.")
        assert "key=" not in room.page.url
        wait_until(lambda: room.page.evaluate("Boolean(navigator.serviceWorker.controller)"))
        room.page.context.set_offline(True)
        room.page.reload()

        screen.locator("[data-do=note]").filter(has_text="Guest 1.").first.click()
        expect(sheet.locator(".who-line")).to_contain_text("Helper A. helped Guest 1.")
        sheet.get_by_role("group", name="With what?").get_by_role("button").first.click()
        sheet.get_by_role("button", name="Learned how").click()
        sheet.get_by_label("One sentence").fill("Can post pictures alone now.")
        sheet.get_by_role("button", name="Save").click()
        expect(room.page.locator("#saved span")).to_have_text("Saved on this phone: 1 waiting to send")
        room.page.context.set_offline(False)
        expect(room.page.locator("#saved span")).to_have_text("Everything is sent")
    assert door.number("helpnote AND r.words = 'Can post pictures alone now.' AND r.via = 'helper'") == 1


def test_finishing_wipes_the_names(door: Door) -> None:
    with phone_at(door) as phone:
        phone.arrive("Guest 11")
        phone.go("Phone")
        phone.screen.get_by_role("button", name="Finish the day on this phone").click()
        phone.screen.get_by_role("button", name="Tap again: wipe this phone").click()
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("This day is off your phone")
        assert phone.page.evaluate(LEFT_BEHIND) == [0, 0, 0]
    wait_until(lambda: door.number("phone AND r.wiped_at IS NOT NULL"))


def test_finishing_without_signal_keeps_a_list_until_it_is_sent(door: Door) -> None:
    with phone_at(door) as phone:
        phone.context.set_offline(True)
        phone.arrive("Guest 13")
        phone.go("Phone")
        phone.screen.get_by_role("button", name="Finish the day on this phone").click()
        phone.screen.get_by_role("button", name="Tap again: wipe this phone").click()
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("1 thing not sent")
        phone.page.reload()
        expect(phone.screen.locator(".paper li")).to_contain_text(["Guest 13 is here."])
        phone.context.set_offline(False)
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("This day is off your phone")
        assert phone.page.evaluate(LEFT_BEHIND) == [0, 0, 0]
    assert arrived(door, "Guest 13")[0][0] == "here"


def test_when_its_time_is_up_what_is_late_still_goes_out_and_the_names_go(door: Door) -> None:
    with phone_at(door) as phone:
        phone.context.set_offline(True)
        phone.arrive("Guest 17")
        _set_phones(door, "expires_at = datetime('now', '-1 hour')")
        phone.context.set_offline(False)
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("This day is off your phone")
        assert phone.page.evaluate(LEFT_BEHIND) == [0, 0, 0]
    assert arrived(door, "Guest 17")[0][0] == "here"


def test_told_to_forget_shows_what_was_not_sent(door: Door) -> None:
    with phone_at(door) as phone:
        phone.context.set_offline(True)
        phone.arrive("Guest 12")
        _set_phones(door, "forgotten_at = '2026-01-01 10:00:00'")
        phone.context.set_offline(False)
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("1 thing not sent")
        expect(phone.screen.locator(".paper li")).to_contain_text(["Guest 12 is here."])
        phone.screen.get_by_role("button", name="It is written down: wipe it").click()
        phone.screen.get_by_role("button", name="Tap again: wipe the list").click()
        wait_until(lambda: phone.page.evaluate(LEFT_BEHIND) == [0, 0, 0])


def _set_phones(door: Door, words: str) -> None:
    with sqlite3.connect(f"{door.demo.env['BANDSTAND_DIR']}/bandstand.sqlite3", timeout=20) as file:
        file.execute(f"UPDATE gatherings_phone SET {words}")
