"""Phones at the door of a real server, each a thread: they send twice, in any order, and lose replies.

Run as a program (`seed PHONES`) it prepares a site: a gathering with twenty people booked, and a key a phone.
"""

import http.client
import json
import random
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Came = dict[str, Any]
BOOKED = 20


def now() -> str:
    return datetime.now(UTC).isoformat()


@dataclass
class FakePhone:
    """A phone that does things, keeps what it has not heard back about, and sends it until it has."""

    port: int
    at: str
    key: str
    booked: list[str]
    chance: random.Random
    made: list[Came] = field(default_factory=list)
    waiting: dict[str, Came] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    twice: int = 0

    def do(self, kind: str, about: str = "", **said: Any) -> Came:
        entry = {
            "id": str(uuid.uuid4()),
            "kind": kind,
            "about": about or str(uuid.uuid4()),
            "at": now(),
            "said": said,
        }
        self.made.append(entry)
        self.waiting[entry["id"]] = entry
        return entry

    def do_something(self) -> None:
        """Do one of the things people do at the door and at the tables."""
        there = [*self.booked, *(one["about"] for one in self.made if one["kind"] == "walked_in")]
        some = self.chance.sample(there, 2)
        match self.chance.randrange(12):
            case 0 | 1 | 2:
                self.do("walked_in", name=f"Visitor {uuid.uuid4().hex[:6]}", looking=True, helping=False)
            case 3 | 4:
                self.do("arrived", some[0])
            case 5:
                self.do("roles", some[0], looking=self.chance.random() < 0.5, helping=True)
            case 6:
                self.do("sat", members=some, table=str(self.chance.randrange(9)))
            case 7:
                self.do("noted", helped=some[:1], helpers=some[1:], result="fixed", words="Linked the page")
            case 8:
                self.do("met", who=some, how="met")
            case 9:
                late = self.chance.random() < 0.5
                self.do("seated", some[0], round=1, table=self.chance.randint(1, 4), late=late)
            case 10:
                self.do("beside", some[0], friend=some[1], yes=self.chance.random() < 0.7)
            case _:
                self.do("undo", self.chance.choice(self.made)["id"] if self.made else "")

    def live(self, deeds: int) -> None:
        """Do so many things, sending now and then; go on until everything has been heard back about."""
        for _ in range(deeds):
            self.do_something()
            if self.chance.random() < 0.3:
                self.send()
        while self.waiting:
            self.send()

    def send(self) -> None:
        """Send some of what waits in any order, and three times in ten some of what was sent before."""
        batch = self.chance.sample(
            list(self.waiting.values()), min(len(self.waiting), self.chance.randint(1, 20))
        )
        if self.chance.random() < 0.3:
            again = self.chance.sample(self.made, min(len(self.made), 5))
            batch, self.twice = [*batch, *again], self.twice + len(again)
        told = self.ask(
            "POST", "send", {"clock": now(), "version": self.state.get("version"), "entries": batch}
        )
        if told is None:
            return
        if self.chance.random() < 0.1:  # the server has it, and the phone never hears of it
            self.lost += 1
            return
        for number in told["seen"]:
            self.waiting.pop(number, None)
        self.state = told["state"] or self.state

    def catch_up(self) -> dict[str, Any]:
        told = self.ask("POST", "send", {"clock": now(), "version": self.state.get("version"), "entries": []})
        self.state = (told and told["state"]) or self.state
        return self.state

    def ask(self, method: str, what: str, sent: Any = None) -> Any:
        """Return the answer; None where there was no signal, or no server."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        try:
            line.request(method, f"{self.at}{what}/", json.dumps(sent), headers)
            answer = line.getresponse()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            return None
        finally:
            line.close()
        self.answers[answer.status] += 1
        return json.loads(body) if answer.status == 200 else None


def seed(phones: int) -> dict[str, Any]:
    """Make a hub with a gathering on now; return where its phones send, with what, and who booked."""
    from datetime import timedelta

    from django.utils import timezone

    from bandstand.gatherings.actions.phones import let_in
    from bandstand.gatherings.actions.tables import suggest_tables
    from bandstand.gatherings.models import Attendance
    from bandstand.gatherings.seating.planning import Asked
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub
    from tests.borough import make_gathering, make_group, make_kinds, make_person

    hub = open_hub("Community Action Leasow Vale", place="Leasow Vale")
    with hub_scope(hub):
        make_kinds(hub)
        gathering = make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=30))
        rows = [
            Attendance.objects.create(
                hub=hub,
                gathering=gathering,
                person=make_person(hub, f"Booked {number}"),
                looking=True,
                booking="booked",
            )
            for number in range(BOOKED)
        ]
        for number, row in enumerate(rows):
            row.groups.add(make_group(hub, f"Friends of Park {number}"))
        suggest_tables(gathering, Asked(4, 7, expected=True), by=None, form_key=uuid.uuid4())
        keys = [let_in(gathering, by=None).key for _ in range(phones)]
    return {"at": f"/day/{gathering.slug}/", "keys": keys, "booked": [str(row.uid) for row in rows]}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(seed(int(sys.argv[2]))))
