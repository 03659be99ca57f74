"""One turn of the loop, walked by the people who walk it: once with scripts, once without any.

Olive (officer) brings groups in and sees what would help; Dev (session manager) plans a surgery; somebody from a
group books, and a helper offers; Femi (door helper) ticks them in; Dev writes it up; the group's website is mended
and looked at again; and what changed is there for anyone to see.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Demo, Room
from tests.servers import wait_until

PHONE = {"viewport": {"width": 390, "height": 844}}


@dataclass
class Story:
    """Who it is about this time, everyone's browsers, and where the surgery turned out to be."""

    demo: Demo
    script: bool
    group: str
    site: str
    visitor: str
    newcomer: str
    mended: int  # things a mended website has put right
    olive: Room
    dev: Room
    femi: Room
    jaspal: Room
    somebody: Room
    surgery: str = ""

    @property
    def group_page(self) -> str:
        return self.demo.first(
            f"SELECT slug FROM groups_group WHERE name = '{self.group.replace(chr(39), chr(39) * 2)}'"
        )


@pytest.fixture(params=[True, False], ids=["with-scripts", "without"])
def story(request: pytest.FixtureRequest, demo: Demo) -> Iterator[Story]:
    script = bool(request.param)
    who = (
        ("St Osyth's Bowls Club", "stosythsbowls", "Beatrix Lomond", "Upside Kites", 2)
        if script
        else ("Café Mémoire", "cafememoire", "Abel Runcorn", "Rook and Pawn", 1)
    )
    with ExitStack() as rooms:

        def room(role: str = "", **looks: object) -> Room:
            return rooms.enter_context(demo.room(role, script=script, **looks))

        yield Story(
            demo, script, *who,
            olive=room("officer"), dev=room("manager"), femi=room("door", **PHONE),
            jaspal=room(**PHONE), somebody=room(**PHONE),
        )  # fmt: skip


def test_one_turn_of_the_loop(story: Story, tmp_path: Path) -> None:
    before = figures(story)
    groups_come_in(story, tmp_path)
    what_would_help(story)
    a_surgery_is_planned(story)
    somebody_books(story)
    a_helper_offers(story)
    on_the_day(story)
    who_helped_whom(story)
    finish(story)
    the_website_is_mended_and_looked_at_again(story)
    after = figures(story)

    assert {name: after[name] - before[name] for name in after} == {
        "surgeries held": 1,
        "helpers": 0,  # Jaspal has helped since the very first
        "people helped": 1,
        "attendances": 4,
        "groups helped": 1,
        "things fixed after help": story.mended,
    }
    everyone = [story.olive, story.dev, story.femi, story.jaspal, story.somebody]
    assert [complaint for room in everyone for complaint in room.complaints] == []


def groups_come_in(story: Story, folder: Path) -> None:
    """1. Olive brings in a sheet: the columns are guessed and shown, every row is accounted for."""
    sheet = folder / "new-groups.csv"
    sheet.write_text(f"Club,Postcode,Web\n{story.newcomer},QV1 2AB,\n,QV1 2AB,\n", encoding="utf-8")
    page = story.olive.open("/desk/groups/sheets/")
    page.locator("input[type=file]").set_input_files(sheet)
    press(page, "Read it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this how it looks?")
    page.get_by_role("link", name="Yes, go on").click()
    press(page, "Sort the rows")
    expect(page.get_by_role("main")).to_contain_text("2 rows: 1 new, 1 to put right.")
    page.get_by_role("link", name="Go on to bring in").click()
    press(page, "Bring in 1 row")
    expect(page.get_by_role("main")).to_contain_text("Every row is accounted for.")
    expect(page.get_by_role("link", name="1 new")).to_be_visible()
    expect(page.get_by_role("link", name="1 to put right")).to_be_visible()
    found = story.somebody.open(f"/groups/?q={story.newcomer.replace(' ', '+')}")
    expect(found.get_by_role("link", name=story.newcomer).first).to_be_visible()


def what_would_help(story: Story) -> None:
    """2. Olive has the group's website looked at, and reads what would help."""
    page = story.olive.open(f"/desk/groups/{story.group_page}/")
    press(page, "Check this one now")
    until_looked_at(story)
    expect(page.get_by_role("main")).to_contain_text("Your website does not show your Facebook page yet.")
    expect(page.get_by_role("main")).to_contain_text("About 5 minutes")


def a_surgery_is_planned(story: Story) -> None:
    """3. Dev types a date and a place: it is on the public pages at once."""
    now = datetime.now(ZoneInfo("Europe/London"))
    page = story.dev.open("/desk/gatherings/new/")
    box(page, "Date").fill(f"{now.day}/{now.month}/{now.year}")
    box(page, "Place").fill("Leasow Cross Library" if story.script else "Upper Wendle Village Hall")
    page.get_by_text("Times, name, places and more").click()
    begun = max(now - timedelta(hours=1), now.replace(hour=0, minute=5))
    box(page, "From").fill(f"{begun:%H:%M}")
    box(page, "To").fill(f"{now + timedelta(hours=2):%H:%M}")
    press(page, "Put it on the calendar")
    story.surgery = page.url.rstrip("/").rpartition("/")[2]
    public = story.somebody.open(f"/whats-on/{story.surgery}/")
    expect(public.get_by_role("link", name="Get some help").first).to_be_visible()


def somebody_books(story: Story) -> None:
    """4. Somebody from the group books by name, group and what they would like to sort out. No account.

    The form and sending it are all there is; the page it ends on may be loaded again and books nothing.
    """
    page = story.somebody.open(f"/whats-on/{story.surgery}/")
    asked = pages_asked_for(page)
    page.get_by_role("link", name="Get some help").first.click()
    box(page, "Your name").fill(story.visitor)
    if story.script:
        box(page, "Your group or club").press_sequentially(story.group[3:9], delay=30)
        page.get_by_role("option", name=story.group).click()
    else:
        box(page, "Your group or club").fill(story.group)
    box(page, "What would you like to sort out?").fill("Nobody finds our page from the website")
    email = f"{story.visitor.split()[0].lower()}@postbox.example"
    box(page, "E-mail").fill(email)
    press(page, "Book my place")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your place is booked")
    assert asked == ["GET", "POST"]
    own = page.get_by_role("link", name=f"{story.demo.address.rstrip('/')}/b/")
    expect(own).to_have_attribute("href", re.compile("^/b/"))
    if story.script:
        page.wait_for_url(f"**{own.get_attribute('href')}")
    page.reload()
    assert asked == ["GET", "POST", "GET" if story.script else "POST"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Your place is booked")
    assert seats(story) == 1
    expect(page.get_by_role("main")).to_contain_text(story.group)
    expect(page.get_by_role("main")).to_contain_text("Nobody finds our page from the website")
    wait_until(lambda: story.demo.letters_to(email))
    assert "/b/" in story.demo.letters_to(email)[0]


def a_helper_offers(story: Story) -> None:
    page = story.jaspal.open(f"/whats-on/{story.surgery}/")
    page.get_by_role("link", name="Offer to help").first.click()
    box(page, "Your name").fill("Jaspal Virdee")
    box(page, "E-mail").fill("jaspal@virdee.example")
    press(page, "I’ll help")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you: you are down to help")
    assert seats(story) == 2


def on_the_day(story: Story) -> None:
    """5. Femi ticks people in at the door, adds somebody who walked in, and one without a name."""
    page = story.femi.open(f"/desk/gatherings/{story.surgery}/day/")
    for name in (story.visitor, "Jaspal Virdee"):
        page.get_by_role("button", name=f"{name} is here").click()
        expect(page.get_by_role("main")).to_contain_text(f"{name} is here.")
    page.get_by_role("link", name="Someone else").first.click()
    box(page, "Name").fill(f"Wilf {story.visitor.split()[1]}")
    press(page, "They are here")
    page = story.femi.open(f"/desk/gatherings/{story.surgery}/day/")
    page.get_by_role("button", name="1 looking for help, no name").click()
    expect(page.locator(".room")).to_contain_text("4")


def who_helped_whom(story: Story) -> None:
    """Dev's help note: four taps and a sentence."""
    page = story.dev.open(f"/desk/gatherings/{story.surgery}/day/")
    page.get_by_role("link", name=f"Note about {story.visitor}").click()
    tap(page, "Who helped?", "Jaspal Virdee")
    tap(page, "With what?", "Website")
    tap(page, "easy win", "does not show your Facebook page")
    box(page, "What was done, in a sentence").fill("Put the Facebook page in the footer together.")
    press(page, "Fixed it")
    notes = story.dev.open(f"/desk/gatherings/{story.surgery}/notes/")
    expect(notes.get_by_role("main")).to_contain_text(f"Jaspal Virdee helped {story.visitor}")
    expect(notes.get_by_role("main")).to_contain_text(story.group)


def finish(story: Story) -> None:
    """6. Dev finishes: the draft is there to be changed, and the write-up goes on the public page."""
    page = story.dev.open(f"/desk/gatherings/{story.surgery}/finish/")
    draft = box(page, "Write-up")
    assert story.visitor not in draft.input_value()  # nobody asked whether she may be named
    draft.fill("A full room, and a website that shows the way.")
    page.get_by_label("Show the write-up on the public page").check()
    press(page, "Finish")
    expect(page.get_by_role("main")).to_contain_text("Finished and written up")
    assert "A full room, and a website that shows the way." in read_by_anyone(
        story, f"/whats-on/{story.surgery}/"
    )


def the_website_is_mended_and_looked_at_again(story: Story) -> None:
    """The group mends its website; Olive has it looked at again; it shows as fixed after help."""
    until_looked_at(story)  # finishing asked for a look of its own
    with story.demo.room() as group:
        page = group.open(f"{story.demo.websites}{story.site}/mend/")
        press(page, "Pretend the group mended it")
    page = story.olive.open(f"/desk/groups/{story.group_page}/")
    press(page, "Check this one now")
    until_looked_at(story)
    public = read_by_anyone(story, f"/groups/{story.group_page}/")
    assert "Fixed after help" in public
    assert "Your website shows your Facebook page." in public


def until_looked_at(story: Story) -> None:
    """Open the group's page again until nothing waits to be looked at, as somebody at a desk would."""

    def looked() -> bool:
        page = story.olive.open(f"/desk/groups/{story.group_page}/")
        return page.get_by_role("button", name="Check this one now").count() == 1

    wait_until(looked, seconds=60, every=0.5)


def read_by_anyone(story: Story, path: str) -> str:
    """Return a public page as somebody new reads it (browsers may keep one for a minute)."""
    with story.demo.room(script=story.script) as neighbour:
        return neighbour.open(path).get_by_role("main").inner_text()


def figures(story: Story) -> dict[str, int]:
    """Read the figures off the public page, as a councillor would."""
    text = read_by_anyone(story, "/what-changed/")
    names = [
        "surgeries held",
        "helpers",
        "people helped",
        "attendances",
        "groups helped",
        "things fixed after help",
    ]
    return {name: int(re.search(rf"^([\d,]+)\n+{name}$", text, re.MULTILINE)[1]) for name in names}  # type: ignore[index]


def box(page: Page, label: str) -> Locator:
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$")).first


def pages_asked_for(page: Page) -> list[str]:
    """Return a list that fills with GET or POST for every page asked for from here on."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.method) if one.is_navigation_request() else None)
    return asked


def seats(story: Story) -> int:
    gathering = f"SELECT id FROM gatherings_gathering WHERE slug = '{story.surgery}'"
    return story.demo.number(f"SELECT count(*) FROM gatherings_attendance WHERE gathering_id = ({gathering})")


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def tap(page: Page, legend: str, name: str) -> None:
    """Tap a chip (a tick box drawn as a button), unless it is ticked already: the likeliest ones are."""
    group = page.get_by_role("group", name=re.compile(re.escape(legend), re.IGNORECASE)).first
    chip = group.get_by_label(name).first
    if not chip.is_checked():
        group.locator("label", has_text=name).first.click()
    expect(chip).to_be_checked()
