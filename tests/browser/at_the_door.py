"""A gathering of its own, a server that can be stopped, and phones that hold its sheet."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.people import Demo
from tests.servers import answers, free_port, python, rows, run_bandstand, wait_until

PHONE = {"viewport": {"width": 360, "height": 780}}

_MAKE = """
import json, os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
import django
django.setup()
from datetime import timedelta
from django.utils import timezone
from urllib.parse import urlsplit
from bandstand.gatherings.actions.phones import make_code
from bandstand.people.actions.links import address_of
from bandstand.gatherings.actions.planning import Plan, announce
from bandstand.gatherings.models import Attendance
from bandstand.groups.models import Group
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub, Person, Role


hub = Hub.objects.get()


def make(title, expected, helpers):
    starts = timezone.now().replace(microsecond=0) - timedelta(minutes=20)
    plan = Plan(starts_at=starts, ends_at=starts + timedelta(hours=3), place="The park café", title=title)
    owner = Role.objects.filter(name="owner").first().person
    gathering = announce(hub, plan, by=owner)
    groups = list(Group.objects.filter(left_at=None).order_by("pk")[:12])
    for number in range(expected + helpers):
        helping = number >= expected
        name = f"Helper {chr(65 + number - expected)}" if helping else f"Guest {number + 1:02}"
        row = Attendance.objects.create(
            hub=hub, gathering=gathering, person=Person.objects.create(hub=hub, name=name),
            looking=not helping, helping=helping, booking="booked", wants="" if helping else "Our website",
            arrival="here" if helping else "expected", arrived_at=starts if helping else None,
        )
        row.groups.set([] if helping else [groups[number % 12]])
    print(gathering.slug, urlsplit(address_of(make_code(gathering, by=owner))).path)


with hub_scope(hub):
    for told in json.loads(sys.argv[1]):
        make(*told)
"""


@dataclass
class Server:
    """The same site served by another process, which may be stopped."""

    demo: Demo
    port: int = field(default_factory=free_port)
    _running: ExitStack = field(default_factory=ExitStack)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self._running.enter_context(run_bandstand(["web", "--port", str(self.port)], self.demo.env))
        wait_until(lambda: answers(f"{self.address}/health/"), seconds=90)

    def stop(self) -> None:
        self._running.close()
        wait_until(lambda: not answers(f"{self.address}/health/"))


@dataclass
class Door:
    """A surgery in the park café, with people still to come and helpers who are there."""

    server: Server
    slug: str
    code: str  # where the square on the tables leads

    @property
    def demo(self) -> Demo:
        return self.server.demo

    @property
    def address(self) -> str:
        return self.server.address

    def number(self, of: str) -> int:
        """Return how many rows of a table of gatherings this one has; `of` may go on with `AND …`."""
        table, _, more = of.partition(" AND ")
        query = (
            f"SELECT count(*) FROM gatherings_{table} r JOIN gatherings_gathering g ON g.id = r.gathering_id"
        )
        return self.demo.number(f"{query} WHERE g.slug = '{self.slug}'" + (f" AND {more}" if more else ""))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return rows(self.demo.env, query.replace(":slug", f"'{self.slug}'"))


def make_doors(server: Server, **doors: tuple[str, int, int]) -> dict[str, Door]:
    """Make a gathering for each: its title, how many are still to come, how many helpers are there."""
    made = python("-c", _MAKE, json.dumps(list(doors.values())), env=server.demo.env)
    assert made.returncode == 0, made.stderr
    told = [line.split() for line in made.stdout.splitlines()]
    return {name: Door(server, slug, code) for name, (slug, code) in zip(doors, told, strict=True)}


@contextmanager
def phone_at(door: Door, role: str = "door", **looks: Any) -> Iterator["Phone"]:
    """Open the day on the phone of somebody signed in, and wait until it is ready for no signal."""
    with door.demo.room(role, **{**PHONE, **looks}) as room:
        phone = Phone(door, room.page, room.page.context)
        phone.room = room
        phone.open()
        yield phone


class Phone:
    """What somebody does with the app."""

    room: Any

    def __init__(self, door: Door, page: Page, context: BrowserContext) -> None:
        self.door, self.page, self.context = door, page, context

    def open(self) -> None:
        self.page.goto(f"{self.door.address}/day/{self.door.slug}/")
        expect(self.saved).to_have_text("Everything is sent")
        # Not wait_for_function: it polls with eval, which our pages do not allow.
        wait_until(lambda: self.page.evaluate("Boolean(navigator.serviceWorker.controller)"))

    def open_again(self) -> None:
        """As after a killed tab: a new page of the same phone."""
        fresh = self.context.new_page()
        self.page.close(run_before_unload=False)
        self.page = fresh
        fresh.goto(f"{self.door.address}/day/{self.door.slug}/")
        expect(self.saved).to_be_visible()

    @property
    def saved(self) -> Locator:
        return self.page.locator("#saved span")

    @property
    def screen(self) -> Locator:
        return self.page.locator("#here")

    def go(self, place: str) -> None:
        self.page.locator("#places").get_by_role("button", name=place, exact=True).click()

    def heard(self, words: str) -> None:
        expect(self.page.locator("#last p")).to_have_text(words)

    def arrive(self, name: str) -> None:
        self.screen.locator("[data-do=arrive]").filter(has_text=name).click()
        self.heard(f"{name} is here.")

    def someone(self, name: str, *, group: str = "") -> None:
        self.screen.get_by_role("button", name="Someone else").click()
        self.page.get_by_label("Name", exact=True).fill(name)
        if group:
            self.page.get_by_label("Group", exact=True).fill(group)
        self.page.get_by_role("button", name="They are here").click()
        self.heard(f"{name} is here.")

    def note(self, name: str, *, helper: str, words: str = "") -> None:
        """Write a help note from the list of notes, naming both."""
        self.go("Notes")
        self.screen.get_by_role("button", name="Help note", exact=True).click()
        sheet = self.page.get_by_role("dialog")
        sheet.get_by_role("group", name="Who was helped?").get_by_role("button", name=name).click()
        sheet.get_by_role("group", name="Who helped?").get_by_role("button", name=helper).click()
        sheet.get_by_role("group", name="With what?").get_by_role("button").first.click()
        sheet.get_by_role("button", name="Fixed it").click()
        sheet.get_by_label("One sentence").fill(words)
        sheet.get_by_role("button", name="Save").click()
        self.heard(f"Help note about {name}.")

    def met(self, *names: str) -> None:
        self.go("Who met")
        self.screen.get_by_role("button", name="Who met whom?").click()
        sheet = self.page.get_by_role("dialog")
        for name in names:
            sheet.get_by_role("button", name=f"{name}, ").click()
        sheet.get_by_role("button", name="Save").click()
        self.heard(f"{' and '.join(names)} met.")

    def room_now(self) -> list[str]:
        """Return who is here, waiting, with a helper, and free, as the bar says it."""
        return self.page.locator(".room-bar dd").all_inner_texts()

    def all_sent(self) -> None:
        expect(self.saved).to_have_text("Everything is sent")
