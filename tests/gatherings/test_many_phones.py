"""Three phones and a hundred things done on each, over real HTTP: nothing lost, nothing double, one state."""

import json
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from threading import Timer
from typing import Any

import pytest

from tests.gatherings.crowd import all_at_once
from tests.gatherings.day_phones import FakePhone
from tests.servers import Env, answers, free_port, kill_all, python, rows, run_bandstand, wait_until

pytestmark = pytest.mark.slow

PHONES, DEEDS = 3, 100


@pytest.fixture(params=["sqlite", "postgres"])
def env(request: pytest.FixtureRequest) -> Env:
    """The environment of a site of its own, on either database."""
    found: Env = request.getfixturevalue(f"{request.param}_env")
    return found | {"DJANGO_SETTINGS_MODULE": "bandstand.config.settings"}


@pytest.fixture
def day(env: Env) -> dict[str, Any]:
    made = python("-m", "tests.gatherings.day_phones", "seed", str(PHONES), env=env)
    assert made.returncode == 0, made.stderr
    return dict(json.loads(made.stdout))


@pytest.fixture
def port(env: Env) -> Iterator[int]:
    """A port our own server answers on; killed once in the middle where the test asks for it."""
    port = free_port()
    with run_bandstand(["web", "--port", str(port)], env):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))
        yield port


def phones_at(port: int, day: dict[str, Any]) -> list[FakePhone]:
    return [
        FakePhone(port, day["at"], key, day["booked"], random.Random(number))
        for number, key in enumerate(day["keys"])
    ]


def is_well(env: Env, phones: list[FakePhone]) -> None:
    """Everything is there once, and every phone shows the same within ten seconds."""
    begun = time.monotonic()
    states = [phone.catch_up() for phone in phones]
    assert time.monotonic() - begun < 10
    assert all(state == states[0] for state in states)
    made = {entry["id"].replace("-", "") for phone in phones for entry in phone.made}
    kept = [
        str(row[0]).replace("-", "")
        for row in rows(env, "SELECT form_key FROM gatherings_dayentry WHERE phone_id IS NOT NULL")
    ]
    assert (len(kept), set(kept)) == (len(made), made)
    undone = {entry["about"] for phone in phones for entry in phone.made if entry["kind"] == "undo"}
    named = [
        entry
        for phone in phones
        for entry in phone.made
        if entry["kind"] == "walked_in" and entry["id"] not in undone
    ]
    shown = [person["uid"] for person in states[0]["people"]]
    assert len(shown) == len(set(shown))
    assert {entry["about"] for entry in named} <= set(shown)
    notes = {
        one["about"]
        for phone in phones
        for one in phone.made
        if one["kind"] == "noted" and one["id"] not in undone
    }
    assert {note["uid"] for note in states[0]["notes"]} == notes
    # Everybody who may sit has at most one table a round, and those who asked sit beside each other both ways.
    people = {person["uid"]: person for person in states[0]["people"]}
    assert any(person["seats"] for person in people.values())
    assert all(uid in people[friend]["beside"] for uid in people for friend in people[uid]["beside"])


def test_three_phones_sending_twice_in_any_order_and_losing_replies(
    env: Env, port: int, day: dict[str, Any]
) -> None:
    phones = phones_at(port, day)

    all_at_once([partial(phone.live, DEEDS) for phone in phones])

    assert {status for phone in phones for status in phone.answers} == {200}
    assert sum(phone.lost for phone in phones) > 0
    assert sum(phone.twice for phone in phones) > 0
    is_well(env, phones)


def test_the_server_is_killed_while_phones_send(env: Env, day: dict[str, Any]) -> None:
    port = free_port()
    with ExitStack() as servers:
        web = servers.enter_context(run_bandstand(["web", "--port", str(port)], env))
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))

        def kill_and_start_again() -> None:
            kill_all(web.pid)
            servers.enter_context(run_bandstand(["web", "--port", str(port)], env))

        Timer(1.0, kill_and_start_again).start()
        phones = phones_at(port, day)
        all_at_once([partial(phone.live, DEEDS) for phone in phones])
        assert web.poll() is not None
        is_well(env, phones)
