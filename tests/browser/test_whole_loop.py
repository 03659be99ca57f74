"""The whole loop, from a sheet of groups to a picture of who knows whom, walked by the people who walk it.

Olive brings groups in and has websites looked at; Dev plans a season, announces its first session and asks
groups to it; Meena and Colin book by the letters they got; Femi seats the room; two who should meet do; both
groups say later that something came of it; and the picture and the figures show it.
"""

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.people import Demo, Room
from tests.browser.test_journey import box, press
from tests.servers import python, rows, wait_until

PHONE = {"viewport": {"width": 360, "height": 780}}

_BEGIN = """
import json, os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
import django
django.setup()
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub
hub = Hub.objects.get()
"""
_WHO_SHOULD_MEET = f"""{_BEGIN}
from bandstand.gatherings.introducing.facts import known_of, of_ids
from bandstand.gatherings.introducing.suggested import suggest
from bandstand.gatherings.introducing.ties import who_knows_whom
from bandstand.gatherings.models import SuggestedPair

with hub_scope(hub):
    settled = set(SuggestedPair.objects.exclude(state__in=["open", "asked"]).values_list("one", "other"))
    asked = known_of(of_ids(json.loads(sys.argv[1])))
    best = suggest(asked, connected=who_knows_whom(), closed=settled)[0]
    print(json.dumps([best.one.pk, best.other.pk]))
"""
_SIX_WEEKS_LATER = f"""{_BEGIN}
from datetime import timedelta
from django.utils import timezone
from bandstand.gatherings.actions.after_asking import ask_due

with hub_scope(hub):
    ask_due(hub, timezone.localtime().replace(hour=12) + timedelta(weeks=6))
"""


@dataclass
class Guest:
    """Somebody from a group that was asked: their group, its id, and where its letters go."""

    name: str
    group: str
    number: int
    email: str
    room: Room


@dataclass
class Loop:
    """Everybody's browsers, the session it is about, and who comes to it."""

    demo: Demo
    olive: Room
    dev: Room
    femi: Room
    phones: list[Room]
    season: str = ""
    surgery: str = ""
    asked_at: float = 0.0
    guests: list[Guest] = field(default_factory=list)

    @property
    def rooms(self) -> list[Room]:
        return [self.olive, self.dev, self.femi, *self.phones]


@pytest.fixture
def loop(demo: Demo) -> Iterator[Loop]:
    with ExitStack() as rooms:

        def room(role: str = "", **looks: object) -> Room:
            return rooms.enter_context(demo.room(role, **looks))

        phones = [room(**PHONE), room(**PHONE)]
        yield Loop(demo, room("officer"), room("manager"), room("door", **PHONE), phones)


def test_from_a_sheet_of_groups_to_who_knows_whom(loop: Loop, tmp_path: Path) -> None:
    groups_come_in(loop, tmp_path)
    a_website_is_looked_at(loop)
    a_season_is_planned_and_overruled(loop)
    drafts_are_made_and_one_is_announced(loop)
    the_first_wave_is_sent(loop)
    two_groups_book_by_their_letters(loop)
    before = new_connections(loop)
    the_room_is_seated(loop)
    two_who_should_talk_do(loop)
    it_is_written_up(loop)
    six_weeks_later_both_groups_say_so(loop)
    the_picture_shows_them_before_and_after(loop)
    assert new_connections(loop) == before + 1
    assert [complaint for room in loop.rooms for complaint in room.complaints] == []


def groups_come_in(loop: Loop, folder: Path) -> None:
    """1. Know the groups: a sheet with one that is new."""
    sheet = folder / "newcomers.csv"
    sheet.write_text("Group,Postcode\nNetherby Tandem Riders,QV1 2AB\n", encoding="utf-8")
    page = loop.olive.open("/desk/groups/sheets/")
    page.locator("input[type=file]").set_input_files(sheet)
    press(page, "Read it")
    page.get_by_role("link", name="Yes, go on").click()
    press(page, "Sort the rows")
    page.get_by_role("link", name="Go on to bring in").click()
    press(page, "Bring in 1 row")
    expect(page.get_by_role("main")).to_contain_text("Every row is accounted for.")


def a_website_is_looked_at(loop: Loop) -> None:
    """2. See what would help."""
    slug = loop.demo.first("SELECT slug FROM groups_group WHERE name = 'Kilnhollow Brass'")
    page = loop.olive.open(f"/desk/groups/{slug}/")
    press(page, "Check this one now")
    again = page.get_by_role("button", name="Check this one now")
    wait_until(lambda: loop.olive.open(f"/desk/groups/{slug}/") and again.count() == 1, seconds=90, every=0.5)


def a_season_is_planned_and_overruled(loop: Loop) -> None:
    """3. Plan where to meet: one press, reasons for each, and a place the officer knows better about."""
    page = loop.dev.open("/desk/where-next/")
    page.get_by_role("link", name="Plan a season").first.click()
    box(page, "How many sessions").fill("3")
    press(page, "Plan it")
    page.wait_for_url(re.compile(r"/where-next/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 sessions from")
    expect(page.get_by_role("main")).to_contain_text("never met")
    loop.season = page.url
    page.locator(".season h2 a").last.click()
    place = page.get_by_role("heading", level=1).inner_text()
    expect(page.get_by_role("main")).to_contain_text("Somewhere else instead")
    box(page, "Why, for whoever asks later").fill("The boiler is being mended.")
    press(page, "Not here this season")
    expect(page.locator(".season")).not_to_contain_text(place)
    expect(page.get_by_role("main")).to_contain_text("The boiler is being mended.")


def drafts_are_made_and_one_is_announced(loop: Loop) -> None:
    """Three drafts nobody outside sees; the first is moved to today and announced."""
    page = loop.dev.open(loop.season)
    press(page, "Make drafts of them")
    expect(page.locator(".season")).to_contain_text("Draft")
    page.locator(".standing a").first.click()
    draft = page.url.rstrip("/").rpartition("/")[2]
    loop.phones[0].open(f"/whats-on/{draft}/")
    assert loop.phones[0].status == 404
    page.get_by_role("link", name="Change date, time or place").click()
    now = datetime.now(ZoneInfo("Europe/London"))
    box(page, "Date").fill(f"{now.day}/{now.month}/{now.year}")
    box(page, "From").fill(f"{max(now - timedelta(hours=1), now.replace(hour=0, minute=5)):%H:%M}")
    box(page, "To").fill(f"{min(now + timedelta(hours=2), now.replace(hour=23, minute=58)):%H:%M}")
    press(page, "Save")
    press(page, "Announce it")
    loop.surgery = page.url.rstrip("/").rpartition("/")[2]
    public = loop.phones[0].open(f"/whats-on/{loop.surgery}/")
    expect(public.get_by_role("link", name="Get some help").first).to_be_visible()


def the_first_wave_is_sent(loop: Loop) -> None:
    """4. Invite: with the reason, by e-mail where there is an address."""
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/invitations/")
    loop.asked_at = time.time()
    press(page, "Send the first wave")
    expect(page.get_by_role("heading", name="Asked so far")).to_be_visible()


def two_groups_book_by_their_letters(loop: Loop) -> None:
    """5. Two groups of unlike kinds that never met, each by the link in its letter: one screen."""
    for (group, number, email), name, room in zip(
        two_who_should_meet(loop), ("Meena Sohal", "Colin Ashby"), loop.phones, strict=True
    ):
        guest = Guest(name, group, number, email, room)
        wait_until(lambda guest=guest: link_to(loop, guest, "i"))
        page = room.open(link_to(loop, guest, "i"))
        expect(page.get_by_role("main")).to_contain_text("Why we thought of you")
        box(page, "Your name").fill(name)
        press(page, "We’ll come: book our place")
        loop.guests.append(guest)


def link_to(loop: Loop, guest: Guest, of: str) -> str:
    """Return the newest private address of one kind (“i” to answer an invitation) in letters to somebody."""
    letters = loop.demo.letters_to(guest.email, since=loop.asked_at)
    found = [re.search(rf"/{of}/[\w-]+/", text) for text in letters]
    return next((link[0] for link in reversed(found) if link), "")


def two_who_should_meet(loop: Loop) -> list[tuple[str, int, str]]:
    """Return the two groups asked by e-mail that should meet most: name, id and address of each."""
    asked = {
        number: (name, number, email)
        for name, number, email in rows(
            loop.demo.env,
            "SELECT g.name, g.id, i.to_address FROM gatherings_invitation i"
            " JOIN groups_group g ON g.id = i.group_id JOIN gatherings_gathering s ON s.id = i.gathering_id"
            f" WHERE s.slug = '{loop.surgery}' AND i.state = 'sent' AND i.route = 'email' ORDER BY i.id",
        )
    }
    told = python("-c", _WHO_SHOULD_MEET, json.dumps(list(asked)), env=loop.demo.env)
    assert told.returncode == 0, told.stderr
    return [asked[number] for number in json.loads(told.stdout)]


def the_room_is_seated(loop: Loop) -> None:
    """6. Meet: Femi lets both in, and the tables say why they sit where they sit."""
    page = loop.femi.open(f"/desk/gatherings/{loop.surgery}/day/")
    for guest in loop.guests:
        page.get_by_role("button", name=f"{guest.name} is here").click()
        expect(page.get_by_role("main")).to_contain_text(f"{guest.name} is here.")
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/tables/")
    press(page, "Suggest who sits where")
    for guest in loop.guests:
        expect(page.locator(".sitters", has_text=guest.name)).to_have_count(1)
    press(page, "Begin round 1")
    expect(page.get_by_role("main")).to_contain_text("Under way")


def two_who_should_talk_do(loop: Loop) -> None:
    meena, colin = (guest.name for guest in loop.guests)
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/day/talk/")
    pair = page.locator(".pair", has_text=meena).filter(has_text=colin)
    with page.expect_navigation():
        pair.get_by_role("button").click()
    expect(pair).to_contain_text("They met")


def it_is_written_up(loop: Loop) -> None:
    """What was expected stands beside who came, where the season was planned."""
    page = loop.dev.open(f"/desk/gatherings/{loop.surgery}/finish/")
    box(page, "Write-up").fill("Two groups from round the corner met over tea.")
    press(page, "Finish")
    page = loop.dev.open(loop.season)
    row = page.locator("tr", has=page.locator(f"a[href$='/{loop.surgery}/']"))
    expect(row.get_by_role("cell").nth(2)).to_have_text("2")
    expect(row.get_by_role("cell").nth(3)).to_have_text("1")


def six_weeks_later_both_groups_say_so(loop: Loop) -> None:
    """7. Check again: one letter to each group, answered in a tap."""
    asked = python("-c", _SIX_WEEKS_LATER, env=loop.demo.env)
    assert asked.returncode == 0, asked.stderr
    for guest, other in zip(loop.guests, reversed(loop.guests), strict=True):
        wait_until(lambda guest=guest: link_to(loop, guest, "a"))
        page = guest.room.open(link_to(loop, guest, "a"))
        question = page.locator("section", has_text=other.group)
        expect(question).to_contain_text("Has anything come of it?")
        with page.expect_navigation():
            question.locator("button[value=yes]").click()
        expect(question.get_by_role("status")).to_contain_text("Thank you for telling us")


def the_picture_shows_them_before_and_after(loop: Loop) -> None:
    """8. Show what changed: the pair is new, and said so by the groups themselves."""
    page = loop.olive.open("/desk/together/")
    one, other = sorted(guest.group for guest in loop.guests)
    before, now = (
        picture.locator("title").all_text_contents() for picture in page.locator("figure.ties").all()
    )
    named = [f"{one} and {other}", f"{other} and {one}"]
    assert not any(name in title for name in named for title in before)
    assert any(f"{name}, new" in title for name in named for title in now)
    fresh = page.get_by_role("table", name="Every new pair")
    row = fresh.locator("tr", has_text=one).filter(has_text=other).first
    expect(row.get_by_role("cell").last).to_have_text("Yes")


def new_connections(loop: Loop) -> int:
    """Return the figure as the officer reads it, exactly."""
    page = loop.olive.open("/desk/figures/new-connections/")
    return int(page.locator(".figure b").first.inner_text().replace(",", ""))
