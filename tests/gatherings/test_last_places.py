"""The last places, booked by everyone at once over real HTTP: never one too many, none lost, no error shown.

The last test takes the guard away and must find too many: otherwise these tests could not fail either.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

import pytest

from tests.gatherings.crowd import Visitor, all_at_once
from tests.servers import (
    ROOT,
    Env,
    answers,
    free_port,
    kill_all,
    python,
    rows,
    run_bandstand,
    wait_until,
)

pytestmark = pytest.mark.slow

# No multiples of the server's four threads: those who look at the same moment would fill them exactly.
CROWD, PLACES, HELPERS = 64, 10, 5


@pytest.fixture(params=["sqlite", "postgres"])
def env(request: pytest.FixtureRequest) -> Env:
    """The environment of a site of its own, on either database."""
    found: Env = request.getfixturevalue(f"{request.param}_env")
    return found | {"DJANGO_SETTINGS_MODULE": "bandstand.config.settings"}


@pytest.fixture
def seeded(env: Env) -> dict[str, str]:
    """The addresses of a gathering with ten places, and five for helpers."""
    made = python("-m", "tests.gatherings.crowd", "seed", str(PLACES), str(HELPERS), env=env)
    assert made.returncode == 0, made.stderr
    found: dict[str, str] = json.loads(made.stdout)
    return found


@pytest.fixture
def book_at(seeded: dict[str, str]) -> str:
    return seeded["book"]


@pytest.fixture
def port(env: Env) -> Iterator[int]:
    """The port of our own server."""
    port = free_port()
    with run_bandstand(["web", "--port", str(port)], env):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))
        yield port


def count(env: Env, which: str) -> int:
    return int(rows(env, f"SELECT count(*) FROM gatherings_attendance WHERE {which}")[0][0])


def taken(env: Env) -> int:
    return int(rows(env, "SELECT taken FROM gatherings_gathering")[0][0])


def heads(env: Env, which: str) -> int:
    return int(
        rows(env, f"SELECT coalesce(sum(1 + extra), 0) FROM gatherings_attendance WHERE {which}")[0][0]
    )


def sides(env: Env) -> tuple[int, int]:
    """What is counted as taken on either side, having checked it against the bookings themselves."""
    looking, helping = rows(env, "SELECT taken, helpers_taken FROM gatherings_gathering")[0]
    assert looking == heads(env, "has_place AND NOT place_helping")
    assert helping == heads(env, "has_place AND place_helping")
    return int(looking), int(helping)


def test_sixty_four_at_once_for_ten_places(env: Env, port: int, book_at: str) -> None:
    crowd = [Visitor(port, number) for number in range(CROWD)]
    got = all_at_once([partial(visitor.book, book_at) for visitor in crowd])
    assert [answer.status for answer in got] == [200] * CROWD
    assert len({answer.goes_to for answer in got}) == CROWD
    assert (taken(env), count(env, "has_place")) == (PLACES, PLACES)
    assert count(env, "booking = 'waiting'") == CROWD - PLACES


def test_cancelling_and_booking_at_once_leaves_no_place_empty(env: Env, port: int, book_at: str) -> None:
    first = [Visitor(port, number) for number in range(32)]
    pages = [answer.goes_to for answer in all_at_once([partial(one.book, book_at) for one in first])]
    leaving = [partial(one.press, page, "cancel") for one, page in zip(first[:24], pages[:24], strict=True)]
    joining = [partial(Visitor(port, 100 + number).book, book_at) for number in range(24)]
    got = all_at_once([deed for pair in zip(leaving, joining, strict=True) for deed in pair])
    assert {answer.status for answer in got} == {200, 302}
    assert (taken(env), count(env, "has_place")) == (PLACES, PLACES)
    assert count(env, "booking = 'cancelled'") == 24
    assert count(env, "booking = 'waiting'") == 32 - PLACES


def test_everyone_cancels_and_books_again_at_once(env: Env, port: int, book_at: str) -> None:
    crowd = [Visitor(port, number) for number in range(24)]
    pages = [answer.goes_to for answer in all_at_once([partial(one.book, book_at) for one in crowd])]
    with_pages = list(zip(crowd, pages, strict=True))
    for button in ("cancel", "again"):
        got = all_at_once([partial(one.press, page, button) for one, page in with_pages])
        assert {answer.status for answer in got} == {302}
        on_the_list = 24 if button == "again" else 0
        assert taken(env) == count(env, "has_place") == min(PLACES, on_the_list)
        assert count(env, "booking = 'waiting'") == max(0, on_the_list - PLACES)


def test_one_form_sent_sixteen_times_at_once_is_one_booking(env: Env, port: int, book_at: str) -> None:
    form = Visitor(port, 0).open_form(book_at)
    sent = {"name": "Meena", "email": "meena@runners.example", "form_key": form["form_key"]}

    def send(number: int) -> str:
        visitor = Visitor(port, number)
        token = visitor.open_form(book_at)["csrfmiddlewaretoken"]
        return visitor.ask(book_at, sent | {"csrfmiddlewaretoken": token}).goes_to

    pages = all_at_once([partial(send, number) for number in range(16)])
    assert len(set(pages)) == 1
    assert (taken(env), count(env, "1 = 1")) == (1, 1)


def test_one_address_booked_sixteen_times_at_once_is_one_person(env: Env, port: int, book_at: str) -> None:
    crowd = [Visitor(port, number) for number in range(16)]
    got = all_at_once([partial(one.book, book_at, email="meena@runners.example") for one in crowd])
    assert sorted(answer.status for answer in got) == [200, *[302] * 15]
    assert sum(answer.goes_to.startswith("/b/") for answer in got) == 1
    assert (taken(env), count(env, "1 = 1")) == (1, 1)


def test_both_sides_fill_at_once_and_neither_takes_from_the_other(
    env: Env, port: int, seeded: dict[str, str]
) -> None:
    crowd = [Visitor(port, number) for number in range(CROWD)]
    ways = [seeded["help"] if visitor.number % 2 else seeded["book"] for visitor in crowd]
    got = all_at_once([partial(one.book, way) for one, way in zip(crowd, ways, strict=True)])
    assert [answer.status for answer in got] == [200] * CROWD
    assert sides(env) == (PLACES, HELPERS)
    assert count(env, "booking = 'waiting' AND helping") == CROWD // 2 - HELPERS


def test_companies_cancelling_and_joining_on_both_sides_leave_no_place_somebody_could_use(
    env: Env, port: int, seeded: dict[str, str]
) -> None:
    """One in three brings somebody along; half of the crowd cancels while as many more join."""
    crowd = [Visitor(port, number) for number in range(40)]

    def way(number: int) -> str:
        return seeded["help"] if number % 4 == 0 else seeded["book"]

    def brings(number: int) -> str:
        return "1" if number % 3 == 0 else ""

    first = [partial(one.book, way(one.number), extra=brings(one.number)) for one in crowd]
    pages = [answer.goes_to for answer in all_at_once(first)]
    leaving = [partial(one.press, page, "cancel") for one, page in zip(crowd[:24], pages[:24], strict=True)]
    later = [Visitor(port, 100 + number) for number in range(24)]
    joining = [partial(one.book, way(one.number), extra=brings(one.number)) for one in later]
    got = all_at_once([deed for pair in zip(leaving, joining, strict=True) for deed in pair])
    assert {answer.status for answer in got} == {200, 302}
    looking, helping = sides(env)
    assert (looking <= PLACES, helping <= HELPERS) == (True, True)
    for side, left in (("looking", PLACES - looking), ("helping", HELPERS - helping)):
        assert count(env, f"booking = 'waiting' AND {side} AND 1 + extra <= {left}") == 0


def test_without_the_guard_the_same_crowd_gets_too_many_places(env: Env, book_at: str) -> None:
    with careless_server(env) as port:
        crowd = [Visitor(port, number) for number in range(CROWD)]
        got = all_at_once([partial(visitor.book, book_at) for visitor in crowd])
    assert [answer.status for answer in got] == [200] * CROWD
    assert count(env, "has_place AND NOT place_helping") > PLACES


def test_without_the_guard_too_many_helpers_get_places(env: Env, seeded: dict[str, str]) -> None:
    with careless_server(env) as port:
        crowd = [Visitor(port, number) for number in range(CROWD)]
        got = all_at_once([partial(visitor.book, seeded["help"]) for visitor in crowd])
    assert [answer.status for answer in got] == [200] * CROWD
    assert count(env, "has_place AND place_helping") > HELPERS


@contextlib.contextmanager
def careless_server(env: Env) -> Iterator[int]:
    port = free_port()
    words = [sys.executable, "-m", "tests.gatherings.crowd", "careless", str(port)]
    process = subprocess.Popen(words, env=env, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))
        yield port
    finally:
        kill_all(process.pid)
        process.wait()
