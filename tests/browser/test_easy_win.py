"""The loop, as its people walk it: Meena finds an easy win on her group's own page and books help with it; Dev
writes the help note; the website is mended on the day; a look sees it, and everybody can read “fixed after help”.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Demo, Room
from tests.browser.test_journey import box, press, tap
from tests.servers import wait_until

GROUP, SITE = "Friends of Kiln Wood", "kilnwood"
SAYS = "Your website does not show your Facebook page yet."
MENDED = "Your website shows your Facebook page."
PHONE = {"viewport": {"width": 360, "height": 780}, "color_scheme": "dark"}


@dataclass
class Loop:
    """Meena on her phone, Dev and Olive at their desks, and where they are."""

    demo: Demo
    meena: Room
    dev: Room
    olive: Room
    slug: str
    own: str
    surgery: str = ""


@pytest.fixture
def loop(demo: Demo) -> Iterator[Loop]:
    slug = demo.first(f"SELECT slug FROM groups_group WHERE name = '{GROUP}'")
    with demo.room(**PHONE) as meena, demo.room("manager") as dev, demo.room("officer") as olive:
        page = olive.open(f"/desk/groups/{slug}/people/add/")
        page.get_by_label("Name", exact=True).first.fill("Meena Patel")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("button", name="Make a card to print").click()
        page.wait_for_url("**/card/**")
        own = page.get_by_label("The private address").input_value().removeprefix(demo.address.rstrip("/"))
        yield Loop(demo, meena, dev, olive, slug, own)


def test_an_easy_win_is_booked_helped_mended_and_told(loop: Loop) -> None:
    looked_at(loop)
    before = fixed_so_far(loop)
    a_surgery_is_on(loop)
    meena_puts_one_aside_and_takes_it_back(loop)
    meena_books_help_by_keyboard(loop)
    the_helper_knows_what_she_came_for(loop)
    dev_notes_it_and_finishes(loop)
    the_website_is_mended(loop)
    looked_at(loop)
    everybody_can_read_it(loop, before)
    assert [one for room in (loop.meena, loop.dev, loop.olive) for one in room.complaints] == []


def looked_at(loop: Loop) -> None:
    """Olive has the website looked at, and waits until it is done."""
    page = loop.olive.open(f"/desk/groups/{loop.slug}/")
    button = page.get_by_role("button", name="Check this one now")
    if button.count():
        press(page, "Check this one now")

    def is_done() -> bool:
        page = loop.olive.open(f"/desk/groups/{loop.slug}/")
        return page.get_by_role("button", name="Check this one now").count() == 1

    wait_until(is_done, seconds=90, every=0.5)


def fixed_so_far(loop: Loop) -> int:
    text = loop.olive.open("/desk/checks/").locator(".piles").inner_text()
    return int(re.search(r"(\d+) after help", text)[1])  # type: ignore[index]


def a_surgery_is_on(loop: Loop) -> None:
    now = datetime.now(ZoneInfo("Europe/London"))
    page = loop.dev.open("/desk/gatherings/new/")
    box(page, "Date").fill(f"{now.day}/{now.month}/{now.year}")
    box(page, "Place").fill("Kiln Wood car park")
    page.get_by_text("Times, name, places and more").click()
    begun = max(now - timedelta(minutes=30), now.replace(hour=0, minute=5))
    box(page, "From").fill(f"{begun:%H:%M}")
    box(page, "To").fill(f"{now + timedelta(hours=2):%H:%M}")
    press(page, "Put it on the calendar")
    loop.surgery = page.url.rstrip("/").rpartition("/")[2]


def easy_win(page: Page, says: str) -> Locator:
    return page.get_by_role("article").filter(has_text=says)


def meena_puts_one_aside_and_takes_it_back(loop: Loop) -> None:
    page = loop.meena.open(f"{loop.own}website/")
    win = easy_win(page, SAYS)
    win.get_by_text("Show me how").click()
    win.get_by_text("What we saw").click()
    assert loop.meena.look() == []
    win.get_by_role("button", name="Another time").click()
    page.wait_for_url("**said=later")
    expect(page.get_by_role("status")).to_contain_text("It waits for you below.")
    expect(easy_win(page, SAYS)).to_contain_text("Another time")
    assert loop.meena.look() == []
    easy_win(page, SAYS).get_by_role("button", name="Bring it back").click()
    page.wait_for_url("**said=back")


def meena_books_help_by_keyboard(loop: Loop) -> None:
    """No mouse from her own page to the booked place."""
    page = loop.meena.open(loop.own)
    easy_win(page, SAYS).get_by_role("link", name="Book help with this").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/help/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which date suits you?")
    assert loop.meena.look() == []
    page.locator(f"a[href*='/{loop.surgery}/book/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/?win=**")
    expect(page.get_by_role("main")).to_contain_text(f"Somebody will help you with this: {SAYS}")
    expect(box(page, "Your group or club")).to_have_value(GROUP)
    expect(box(page, "What would you like to sort out?")).to_have_value(f"Help with this, please: {SAYS}")
    assert loop.meena.look() == []
    box(page, "Your name").focus()
    page.keyboard.type("Meena Patel")
    page.keyboard.press("Enter")
    page.wait_for_url("**/b/**")
    expect(page.get_by_role("main")).to_contain_text(GROUP)


def the_helper_knows_what_she_came_for(loop: Loop) -> None:
    """The list of bookings, her page on the day and the sheet to print say it."""
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/")
    expect(page.get_by_role("main")).to_contain_text(f"Asked for this {SAYS}")
    assert loop.dev.look() == []
    sheet = loop.dev.open(f"/desk/checks/bring/{loop.surgery}/")
    expect(sheet.get_by_role("main")).to_contain_text(GROUP)
    assert loop.dev.look() == []
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/day/")
    page.get_by_role("button", name="Meena Patel is here").click()
    page.get_by_role("link", name="Meena Patel", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(f"Asked for this {SAYS}")
    expect(page.get_by_role("main").get_by_role("link", name="How to")).not_to_have_count(0)
    assert loop.dev.look() == []


def dev_notes_it_and_finishes(loop: Loop) -> None:
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/day/")
    page.get_by_role("link", name="Note about Meena Patel").click()
    group = page.get_by_role("group", name=re.compile("easy win", re.IGNORECASE)).first
    expect(group.get_by_label(SAYS)).to_be_checked()  # it is what she booked for
    tap(page, "With what?", "Website")
    press(page, "Fixed it")
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/finish/")
    press(page, "Finish")
    expect(page.get_by_role("main")).to_contain_text("Finished and written up")


def the_website_is_mended(loop: Loop) -> None:
    looked_at(loop)  # finishing asked for a look of its own
    with loop.demo.room() as group:
        page = group.open(f"{loop.demo.websites}{SITE}/mend/")
        press(page, "Pretend the group mended it")


def everybody_can_read_it(loop: Loop, before: int) -> None:
    """On the group's own page, on the public one, at the desk, and in the figures."""
    own = loop.meena.open(f"{loop.own}website/").get_by_role("main")
    expect(own).to_contain_text(MENDED)
    expect(own).to_contain_text("Fixed after help at Kiln Wood car park")
    assert loop.meena.look() == []
    looks = loop.meena.open(f"{loop.own}website/looks/").get_by_role("main")
    expect(looks).to_contain_text(f"Sorted {MENDED}")
    with loop.demo.room() as neighbour:
        public = neighbour.open(f"/groups/{loop.slug}/").get_by_role("main")
        expect(public).to_contain_text("Fixed after help at Kiln Wood car park")
        text = neighbour.open("/what-changed/").get_by_role("main").inner_text()
    after = fixed_so_far(loop)
    assert after > before
    assert f"{after}\nthings fixed after help" in re.sub(r"\n+", "\n", text)
    assert MENDED.removesuffix(".") in loop.olive.open("/desk/checks/easy-wins/fb-link/").title()
