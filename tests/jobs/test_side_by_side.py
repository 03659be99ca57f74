"""Jobs that mostly wait: many at once in one thread, each under a lease of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bandstand.jobs import lease
from bandstand.jobs.models import Job
from bandstand.jobs.runner import Renewal, worker_name
from bandstand.jobs.side_by_side import SideBySide
from bandstand.kit.background import later, later_many
from bandstand.people.models import Deed, Hub
from tests.jobs import chores
from tests.servers import wait_until

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
CHORES = "tests.jobs.chores."


@contextmanager
def a_lane(most: int = 20) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=SideBySide("sites", most).run, args=[Renewal(), stop])
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def all_done() -> bool:
    return not Job.objects.filter(state__in=[Job.State.READY, Job.State.RUNNING]).exists()


def test_twenty_that_wait_take_hardly_longer_than_one(hub: Hub) -> None:
    later_many(f"{CHORES}patient", ([number, 1.0] for number in range(20)))
    began = time.monotonic()
    with a_lane():
        wait_until(all_done, seconds=60)
    assert time.monotonic() - began < 12
    assert Deed.objects.filter(verb="did a chore").count() == 20
    assert set(Job.objects.values_list("state", "attempts")) == {("done", 1)}


def test_a_letter_does_not_stand_behind_websites(hub: Hub) -> None:
    later_many(f"{CHORES}patient", ([number] for number in range(50)))
    later(f"{CHORES}careful", 99, 0.0)
    job = lease.claim(worker_name(), queue="default")
    assert job is not None
    assert job.args == [99, 0.0]


def test_one_that_is_put_off_waits_and_loses_no_attempt(hub: Hub) -> None:
    chores.PUT_OFF.clear()
    later(f"{CHORES}not_before", 7)
    with a_lane():
        wait_until(all_done, seconds=60)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.fence, chores.PUT_OFF) == (Job.State.DONE, 1, 3, [7, 7])


def test_one_without_a_twin_is_done_in_a_thread(hub: Hub) -> None:
    later(f"{CHORES}alone", 1)
    with a_lane():
        wait_until(all_done, seconds=60)
    assert [deed.words for deed in Deed.objects.filter(verb="did a chore")] == ["chore 1"]


def test_one_that_goes_wrong_is_given_up_in_sight_and_stops_no_other(hub: Hub) -> None:
    later(f"{CHORES}broken_beside", 1)
    Job.objects.update(max_attempts=1)
    later(f"{CHORES}patient", 2)
    with a_lane():
        wait_until(all_done, seconds=60)
    assert dict(Job.objects.values_list("task", "state")) == {
        f"{CHORES}broken_beside": "dead",
        f"{CHORES}patient": "done",
    }
    assert Job.objects.get(state="dead").trouble == "ValueError: The kettle is broken (1)."


def test_one_taken_over_by_another_runner_is_not_finished_here(hub: Hub) -> None:
    later(f"{CHORES}patient", 1, 1.5)
    with a_lane():
        wait_until(lambda: Job.objects.filter(state=Job.State.RUNNING).exists())
        Job.objects.update(fence=9)  # as a newer claim would
        time.sleep(3)
    assert Deed.objects.filter(verb="did a chore").count() == 0
    assert Job.objects.get().state == Job.State.RUNNING
