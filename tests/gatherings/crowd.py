"""A crowd at the booking form of a real server: every visitor a thread, with an address of its own.

Run as a program it prepares a site (`seed PLACES`), or serves it without the guard (`careless PORT`).
"""

import http.client
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlencode

Result = TypeVar("Result")
_FORM_KEY = re.compile(r'name="form_key" value="([^"]+)"')
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What the server said: status, the page, and where that is or where it sends on to."""

    status: int
    goes_to: str
    page: str


class Visitor:
    """Somebody with a browser: keeps its cookie, follows nothing by itself."""

    def __init__(self, port: int, number: int) -> None:
        self.number = number
        # An address of its own on the loopback network, as visitors have: the rate limit counts by it.
        source = (f"127.0.{1 + number // 250}.{1 + number % 250}", 0)
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=source)
        self._cookie = ""
        self.requests = 0

    def ask(self, path: str, sent: dict[str, str] | None = None) -> Answer:
        self.requests += 1
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if sent is None:
            self._line.request("GET", path, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self._line.request("POST", path, urlencode(sent), headers)
        response = self._line.getresponse()
        page = response.read().decode()
        self._cookie = (response.headers.get("Set-Cookie") or self._cookie).partition(";")[0]
        goes_to = response.headers.get("Location") or response.headers.get("Content-Location") or ""
        return Answer(response.status, goes_to, page)

    def open_form(self, path: str) -> dict[str, str]:
        """Open a page with a form, and return the hidden fields to send with it."""
        page = self.ask(path).page
        key = _FORM_KEY.search(page)
        return {"csrfmiddlewaretoken": _TOKEN.findall(page)[0], "form_key": key[1] if key else ""}

    def book(self, path: str, **typed: str) -> Answer:
        return self.ask(path, self.open_form(path) | {"name": f"Visitor {self.number}", **typed})

    def press(self, page: str, button: str) -> Answer:
        return self.ask(f"{page}{button}/", self.open_form(page))


def all_at_once(deeds: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do all of these at the same moment, each in a thread of its own."""
    start = Barrier(len(deeds))

    def begin(deed: Callable[[], Result]) -> Result:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(begin, deeds))


def seed(places: int, helper_places: int | None = None) -> dict[str, Any]:
    """Make a hub with one gathering of so many places on either side; return where to book it."""
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub
    from tests.borough import make_gathering, make_kinds

    hub = open_hub("Community Action Leasow Vale", place="Leasow Vale")
    with hub_scope(hub):
        make_kinds(hub)
        gathering = make_gathering(hub, places=places, helper_places=helper_places)
    page = f"/whats-on/{gathering.slug}/"
    return {"public": page, "book": f"{page}book/", "help": f"{page}help/"}


def careless_book(gathering: Any, wish: Any, **_: Any) -> Any:
    """Book as many programs do: look whether there is room, think for a moment, then write."""
    from bandstand.gatherings.actions import booking, letters
    from bandstand.gatherings.models import Attendance
    from bandstand.people.models import Person

    limit = gathering.helper_places if wish.helping else gathering.places
    there = Attendance.objects.filter(gathering=gathering, has_place=True, place_helping=wish.helping).count()
    free = there < limit
    time.sleep(0.2)
    person = Person.objects.create(hub=gathering.hub, name=wish.name)
    standing = "booked" if free else "waiting"
    row = Attendance.objects.create(
        hub=gathering.hub, gathering=gathering, person=person, looking=not wish.helping, helping=wish.helping,
        booking=standing, has_place=free, place_helping=free and wish.helping,
    )  # fmt: skip
    return booking.Booked(booking.Answer(standing), row, letters.private_link(row))


def _careless_application() -> Any:
    from bandstand.config.wsgi import application
    from bandstand.gatherings.actions import booking

    booking.book = careless_book
    return application


def serve_carelessly(port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server("x:y", address="127.0.0.1", port=port, interface=Interfaces.WSGI, blocking_threads=4)
    server.serve(target_loader=_careless_application, wrap_loader=False)


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "seed":
        print(json.dumps(seed(*map(int, sys.argv[2:]))))
    else:
        serve_carelessly(int(sys.argv[2]))
