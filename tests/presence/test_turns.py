"""Politeness across runners: turns at a host, websites left alone, pages remembered."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from bandstand.groups.models import Group
from bandstand.jobs.models import Job
from bandstand.jobs.runner import run_ready
from bandstand.kit.background import NotYetError
from bandstand.people.models import Deed, Hub, Person
from bandstand.presence import actions, queries
from bandstand.presence.models import CheckUp, Finding, HostTurn, LeftAlone, PageMemory
from bandstand.presence.turns import FORGET_AFTER, MARGIN, HostTurns, Turn, book, book_again, forget_old_turns
from tests import borough
from tests.presence.site import Site
from tests.presence.test_looking import look_at

pytestmark = pytest.mark.database
HOST = "leasowpark.example"


def booked(pause: float = 1.0, most: float = 60.0) -> Turn:
    turn = book(HOST, pause, most)
    assert turn is not None
    return turn


def test_the_first_turn_is_now_and_the_next_a_pause_later(db: None) -> None:
    first, second, third = booked(), booked(), booked()
    assert first.at == pytest.approx(time.monotonic(), abs=0.5)
    assert [second.free_at - first.free_at, third.free_at - second.free_at] == pytest.approx(
        [1, 1], abs=0.001
    )
    assert book("another.example", 1.0, 0.0) is not None


def test_a_turn_that_is_too_far_away_is_not_taken(db: None) -> None:
    for _ in range(5):
        booked()
    before = HostTurn.objects.values().get()
    assert book(HOST, 1.0, 3.0) is None
    assert HostTurn.objects.values().get() == before


def test_who_slept_through_a_turn_goes_now_only_where_nobody_booked_since(db: None) -> None:
    alone = booked(0.2)
    time.sleep(0.3)
    again = book_again(HOST, 0.2, alone)
    assert again is not None
    assert again.at == pytest.approx(time.monotonic(), abs=0.1)
    behind = booked(0.2)
    last = book_again(HOST, 0.2, again)
    assert last is not None
    assert last.free_at - behind.free_at == pytest.approx(0.2, abs=0.001)


@pytest.mark.django_db(transaction=True)
def test_eight_threads_at_one_host_get_turns_a_pause_apart() -> None:
    def five(_: int) -> list[float]:
        try:
            return [booked(0.5).free_at for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        free_at = sorted(moment for some in threads.map(five, range(8)) for moment in some)
    assert len(free_at) == 40
    assert min(later - sooner for sooner, later in pairwise(free_at)) >= 0.499


@pytest.mark.django_db(transaction=True)
def test_two_visits_to_one_host_go_a_pause_apart() -> None:
    went: list[float] = []

    async def visit() -> None:
        turns = HostTurns(patient=True)
        for _ in range(3):
            await turns.turn(HOST, 0.1)
            went.append(time.monotonic())

    async def both() -> None:
        await asyncio.gather(visit(), visit())

    async_to_sync(both)()
    assert min(later - sooner for sooner, later in pairwise(went)) >= 0.1
    assert len(went) == 6


def test_an_impatient_visit_does_not_wait_at_a_crowded_host(db: None) -> None:
    for _ in range(20):
        booked()
    with pytest.raises(NotYetError):
        async_to_sync(HostTurns(patient=False).turn)(HOST, 1.0)


def test_where_there_is_no_pause_no_turn_is_kept(db: None) -> None:
    async_to_sync(HostTurns(patient=False).turn)(HOST, 0.0)
    assert HostTurn.objects.count() == 0


def test_turns_long_past_are_forgotten(db: None) -> None:
    booked()
    HostTurn.objects.create(key="old.example", free_at=time.time() - FORGET_AFTER - 5)
    assert forget_old_turns() == 1
    assert HostTurn.objects.get().key == HOST


def test_a_website_on_a_crowded_host_goes_back_into_the_queue(friends: Group, settings: object) -> None:
    settings.CHECKS_PAUSE = 1.0  # type: ignore[attr-defined]
    [check_up] = actions.ask_for_check(friends.hub, [friends], by=None)
    key = check_up.url.partition("//")[2].rstrip("/")
    HostTurn.objects.create(key=key, free_at=time.time() + 25)
    assert run_ready() == 1
    check_up.refresh_from_db()
    job = Job.objects.get(task=actions.LOOK)
    assert (check_up.state, job.state, job.attempts) == (CheckUp.State.WAITING, Job.State.READY, 0)
    assert 20 < (job.run_after.timestamp() - time.time()) < 400
    assert HostTurn.objects.get().free_at < time.time() + 26
    assert MARGIN < 0.5


# Left alone


def test_a_website_left_alone_is_not_asked_for_anything(friends: Group, site: Site, olive: Person) -> None:
    look_at(friends)
    before = list(Finding.objects.values())
    visits: list[int] = []
    site.on_visit = lambda: visits.append(1)
    alone = actions.leave_alone(friends.hub, site.url, why="They rang up", by=olive)
    assert alone is not None
    check_up = look_at(friends)
    assert (check_up.state, visits) == (CheckUp.State.NOT_ABLE, [])
    assert check_up.says == "We leave this website alone, because whoever it belongs to asked us to."
    assert list(Finding.objects.values()) == before
    actions.look_at_again(alone, by=olive)
    assert look_at(friends).state == CheckUp.State.DONE


@pytest.mark.parametrize(
    ("said", "host"),
    [
        ("https://www.Leasow.example/about", "leasow.example"),
        ("leasow.example", "leasow.example"),
        ("http://leasow.example:8000", "leasow.example"),
        ("  WWW.leasow.example.  ", "leasow.example"),
    ],
)
def test_a_host_is_left_alone_however_it_is_written(hub: Hub, olive: Person, said: str, host: str) -> None:
    actions.leave_alone(hub, said, by=olive)
    actions.leave_alone(hub, host, by=olive)
    assert [one.host for one in queries.left_alone()] == [host]
    assert Deed.objects.filter(verb="left alone").count() == 1


def test_what_is_no_address_cannot_be_left_alone(hub: Hub, olive: Person) -> None:
    assert actions.leave_alone(hub, "  ", by=olive) is None
    assert actions.leave_alone(hub, "http://[", by=olive) is None


def test_a_website_that_sends_us_on_to_one_left_alone_is_not_followed(
    hub: Hub, site: Site, olive: Person
) -> None:
    visits: list[int] = []
    site.on_visit = lambda: visits.append(1)
    borough.make_group(hub, "Priory Singers", website=site.url.replace("127.0.0.1", "127.0.0.2"))
    LeftAlone.objects.create(hub=hub, host="127.0.0.1", by=olive)
    group = borough.make_group(hub, "Friends of Leasow Park", website=site.url)
    assert look_at(group).report["outcome"] == "left alone"
    assert visits == []


# Pages remembered


def test_a_page_that_has_not_changed_is_not_sent_again(friends: Group, site: Site) -> None:
    site.etag = '"spring"'
    first = look_at(friends)
    memory = PageMemory.objects.get()
    assert (memory.etag, memory.group) == ('"spring"', friends)
    second = look_at(friends)
    assert site.unchanged == 1
    assert second.report["findings"] == first.report["findings"]
    assert PageMemory.objects.get().seen_at > memory.seen_at


def test_a_page_that_has_changed_is_remembered_anew(friends: Group, site: Site) -> None:
    site.etag = '"spring"'
    look_at(friends)
    site.etag = '"summer"'
    look_at(friends)
    assert (PageMemory.objects.get().etag, site.unchanged) == ('"summer"', 0)
