"""Rounds of `kill -9` of everything while people book, and what must be true afterwards.

Used by tests/config/test_kill.py (a few rounds) and bench/kill_rounds.py (as many as you like).
As a program (`python -m tests.kill_rounds`) it makes the site: a hub, a gathering of few places, one of many.
"""

import http.client
import os
import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.servers import Env, answers, free_port, kill_all, python, rows, run_bandstand, wait_until

FEW, MANY = "last-places", "open-house"
_CSRF = "b" * 32


def make_site(env: Env, *, places: int = 40) -> None:
    made = python("-m", "tests.kill_rounds", str(places), env=env)
    assert made.returncode == 0, made.stderr


@dataclass
class Load:
    """People booking as fast as they can from several connections, each name once."""

    port: int
    booked: set[str] = field(default_factory=set)
    sent: int = 0
    other_answers: Counter[int] = field(default_factory=Counter)
    stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def from_connections(self, number: int) -> Iterator[None]:
        threads = [threading.Thread(target=self._keep_booking, daemon=True) for _ in range(number)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()

    def _keep_booking(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            while not self.stop.is_set():
                self._book(connection, f"Visitor {uuid.uuid4().hex}")
        except (OSError, http.client.HTTPException):
            return  # the server is gone: what was under way is nobody's promise
        finally:
            connection.close()

    def _book(self, connection: http.client.HTTPConnection, name: str) -> None:
        slug = random.choice([FEW, MANY])
        asked = {"name": name, "form_key": str(uuid.uuid4()), "csrfmiddlewaretoken": _CSRF}
        if random.random() < 0.5:
            asked["email"] = f"{name.split()[1]}@leasow.example"
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrf={_CSRF}",
            # Everybody comes from an address of their own, through a proxy the site trusts.
            "X-Forwarded-For": f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}",
        }
        self.sent += 1
        connection.request("POST", f"/whats-on/{slug}/book/", urlencode(asked), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200 and "/b/" in answer.getheader("Content-Location", ""):
            self.booked.add(name)
        else:
            self.other_answers[answer.status] += 1


@dataclass(frozen=True)
class Round:
    """What one round came to. All counts but the first three must be nought."""

    acknowledged: int
    unacknowledged: int
    seconds_to_come_up: float
    lost: int
    too_many: int
    miscounted: int
    without_letter: int
    other_answers: dict[int, int]

    @property
    def is_well(self) -> bool:
        return not any((self.lost, self.too_many, self.miscounted, self.without_letter, self.other_answers))


def one_round(env: Env, *, connections: int = 16, longest: float = 3.0) -> Round:
    """Start everything, book from many sides, kill everything in the middle, look at what is kept."""
    before = _names(env)
    port, begun = free_port(), time.monotonic()
    env = {**env, "BANDSTAND_TRUSTED_PROXY": "1"}
    load = Load(port)
    with run_bandstand(["up", "--port", str(port)], env) as up:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=60, every=0.02)
        came_up = time.monotonic() - begun
        with load.from_connections(connections):
            wait_until(lambda: load.booked, seconds=20, every=0.01)
            time.sleep(random.uniform(0.5, longest))
            kill_all(up.pid)
    new = _names(env) - before
    return Round(
        acknowledged=len(load.booked),
        unacknowledged=len(new - load.booked),
        seconds_to_come_up=came_up,
        lost=len(load.booked - new),
        too_many=_too_many(env),
        miscounted=_miscounted(env),
        without_letter=_without_letter(env),
        other_answers=dict(load.other_answers),
    )


def letters_left(env: Env) -> int:
    """Return how many letters have not gone, once the runner has had time for what is due."""
    with run_bandstand(["work"], env):
        waiting = "SELECT count(*) FROM jobs_job WHERE state IN ('ready', 'running')"
        wait_until(lambda: rows(env, waiting) == [(0,)], seconds=240, every=0.5)
    return int(rows(env, "SELECT count(*) FROM people_message WHERE state <> 'sent'")[0][0])


def letters_sent_twice(env: Env) -> int:
    files = Path(env["BANDSTAND_DIR"], "mail").glob("*")
    ids = Counter(
        line
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("Message-ID:")
    )
    return sum(times - 1 for times in ids.values())


def _names(env: Env) -> set[str]:
    held = """SELECT person.name FROM gatherings_attendance AS attendance
              JOIN people_person AS person ON person.id = attendance.person_id
              WHERE attendance.booking IN ('booked', 'waiting')"""
    return {name for (name,) in rows(env, held)}


_PLACES = """SELECT gathering.places, gathering.taken,
                    (SELECT coalesce(sum(1 + attendance.extra), 0) FROM gatherings_attendance AS attendance
                     WHERE attendance.gathering_id = gathering.id AND attendance.has_place
                       AND NOT attendance.place_helping) AS places_held
             FROM gatherings_gathering AS gathering"""


def _too_many(env: Env) -> int:
    return sum(max(0, held - places) for places, _, held in rows(env, _PLACES))


def _miscounted(env: Env) -> int:
    return sum(abs(taken - held) for _, taken, held in rows(env, _PLACES))


def _without_letter(env: Env) -> int:
    """Return how many letters have no job to send them, and how many bookings by e-mail have no letter."""
    letters = rows(env, "SELECT count(*) FROM people_message")[0][0]
    jobs = rows(env, "SELECT count(*) FROM jobs_job WHERE task LIKE '%.send_message'")[0][0]
    people = rows(env, "SELECT count(*) FROM people_person WHERE email <> ''")[0][0]
    return abs(int(letters) - int(jobs)) + abs(int(people) - int(letters))


def _main(places: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
    import django

    django.setup()
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub
    from tests import borough

    hub = open_hub("Community Action Leasow Vale", slug="leasow-vale", place="Leasow Vale")
    with hub_scope(hub):
        for slug, limit in [(FEW, places), (MANY, 30_000)]:
            gathering = borough.make_gathering(hub, slug, places=limit)
            gathering.slug = slug
            gathering.save()


if __name__ == "__main__":
    import sys

    _main(int(sys.argv[1]))
