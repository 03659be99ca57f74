"""Background work, one job at a time in this process."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from bandstand.jobs import lease
from bandstand.jobs.actions import forget_finished, try_again
from bandstand.jobs.models import Job
from bandstand.jobs.queries import dead_jobs, how_many, unfinished
from bandstand.jobs.runner import perform, run_ready
from bandstand.kit.background import finishing, later
from bandstand.people.access import every_hub, hub_scope
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Deed, Hub, Message, Person
from tests.jobs import chores

CAREFUL, NEVER, SECOND = (f"tests.jobs.chores.{name}" for name in ("careful", "never", "second_time"))


def test_letters_leave_when_the_runner_comes_round(hub: Hub) -> None:
    letter = put_in_outbox(hub, to_address="bea@leasow.example", subject="Tuesday", text="See you there.")
    assert run_ready() == 1
    letter.refresh_from_db()
    assert letter.state == Message.State.SENT
    assert Job.objects.get().state == Job.State.DONE


def test_a_job_runs_for_the_hub_it_was_queued_in(hub: Hub) -> None:
    later(CAREFUL, 1, 0)
    with every_hub("a second hub, to be confused with"):
        other = open_hub("Heron Moor CVS", slug="heron-moor", host="heron.example")
    with hub_scope(other):
        assert how_many() == {"ready": 0, "running": 0, "done": 0, "dead": 0}
        run_ready()
    assert how_many() == {"ready": 0, "running": 0, "done": 1, "dead": 0}


def test_the_most_urgent_job_goes_first_then_the_oldest(hub: Hub) -> None:
    later(CAREFUL, 1, 0)
    later(CAREFUL, 2, 0, priority=50)
    later(CAREFUL, 3, 0)
    numbers = []
    while (job := lease.claim("Olive’s machine")) is not None:
        numbers.append(job.args[0])
    assert numbers == [2, 1, 3]


def test_a_job_for_tomorrow_waits(hub: Hub) -> None:
    later(CAREFUL, 1, 0, run_after=timezone.now() + timedelta(days=1))
    assert run_ready() == 0
    assert how_many()["ready"] == 1


def test_a_job_that_goes_wrong_waits_longer_each_time_then_is_given_up(hub: Hub) -> None:
    later(NEVER, 7)
    waits = []
    for _ in range(5):
        Job.objects.update(run_after=timezone.now())
        assert run_ready() == 1
        waits.append((Job.objects.get().run_after - timezone.now()).total_seconds())
    assert [3 < waits[0] < 7, 12 < waits[1] < 26, 50 < waits[2] < 105, 200 < waits[3] < 410] == [True] * 4
    job = dead_jobs().get()
    assert (job.attempts, job.trouble) == (5, "ValueError: The kettle is broken (7).")
    assert str(job) == "Go wrong every time"
    assert run_ready() == 0


def test_a_job_that_goes_wrong_once_is_done_the_second_time(hub: Hub) -> None:
    later(SECOND, 4)
    run_ready()
    Job.objects.update(run_after=timezone.now())
    run_ready()
    job = Job.objects.get()
    assert (job.state, job.attempts, job.result, job.trouble) == ("done", 2, 4, "")


def test_a_task_nobody_knows_is_given_up_and_seen(hub: Hub) -> None:
    Job.objects.create(hub=hub, task="bandstand.tombola.tasks.draw", max_attempts=1)
    Job.objects.create(hub=hub, task="bandstand.kit.background.later", max_attempts=1)
    assert run_ready() == 2
    assert sorted(job.trouble.partition(":")[0] for job in dead_jobs()) == [
        "ModuleNotFoundError",
        "TypeError",
    ]


def test_a_task_that_exits_does_not_take_the_runner_along(hub: Hub) -> None:
    Job.objects.create(hub=hub, task="tests.jobs.chores.walk_out", max_attempts=1)
    assert run_ready() == 1
    assert dead_jobs().get().trouble == "SystemExit: 3"


def test_only_the_newest_fence_may_finish(hub: Hub) -> None:
    later(CAREFUL, 1, 0)
    first = lease.claim("a phone box")
    assert first is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert lease.sweep() == 1
    second = lease.claim("the library")
    assert second is not None
    assert (lease.renew(first), lease.finish(first)) == (False, False)
    lease.put_back(first, "too late")
    assert Job.objects.get().state == Job.State.RUNNING
    perform(first)  # wakes up and goes on: refused before it writes
    assert Deed.objects.count() == 0
    perform(second)
    assert [deed.words for deed in Deed.objects.all()] == ["chore 1"]
    assert Job.objects.get().state == Job.State.DONE


def write_and_fall_over(hub: Hub) -> None:
    Deed.objects.create(hub=hub, verb="did", words="half a chore")
    raise RuntimeError("the lights went out")


def test_what_a_task_writes_last_is_undone_with_its_finish(hub: Hub) -> None:
    later(CAREFUL, 1, 0)
    job = lease.claim("the library")
    assert job is not None
    with pytest.raises(RuntimeError, match="the lights went out"), lease.finishing(job):
        write_and_fall_over(hub)
    assert Deed.objects.count() == 0
    assert Job.objects.get().state == Job.State.RUNNING


def test_a_job_whose_workers_keep_vanishing_is_given_up(hub: Hub) -> None:
    later(CAREFUL, 1, 0)
    for _ in range(5):
        assert lease.claim("a phone box") is not None
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        lease.sweep()
    assert dead_jobs().get().trouble == "The program stopped in the middle of it."


def test_a_job_that_hangs_loses_its_lease(hub: Hub) -> None:
    later(CAREFUL, 1, 0)
    job = lease.claim("the library")
    assert job is not None
    assert lease.renew(job)
    job.started_at = timezone.now() - lease.LONGEST - timedelta(seconds=1)
    assert not lease.renew(job)


def test_finishing_outside_a_job_is_a_plain_transaction(hub: Hub) -> None:
    with pytest.raises(RuntimeError, match="the lights went out"), finishing():
        write_and_fall_over(hub)
    assert Deed.objects.count() == 0


def test_olive_has_a_job_tried_again(hub: Hub, olive: Person) -> None:
    job = Job.objects.create(
        hub=hub, task=CAREFUL, args=[1, 0], about="Write a line", state="dead", attempts=5
    )
    assert try_again(job, by=olive)
    assert not try_again(job, by=olive)  # pressed twice
    assert [str(one) for one in unfinished(CAREFUL)] == ["Write a line"]
    assert run_ready() == 1
    said = Deed.objects.filter(actor=olive, verb="tried again").values_list("words", flat=True)
    assert list(said) == ["asked for “Write a line” to be tried again"]


def test_old_jobs_are_cleared_away(hub: Hub) -> None:
    for state, days in [("done", 6), ("done", 8), ("dead", 80), ("dead", 95)]:
        ended = timezone.now() - timedelta(days=days)
        Job.objects.create(hub=hub, task=CAREFUL, state=state, finished_at=ended, about=f"{state} {days}")
    assert forget_finished() == 2
    assert sorted(Job.objects.values_list("about", flat=True)) == ["dead 80", "done 6"]


def test_the_tasks_api_shows_how_a_job_went(hub: Hub) -> None:
    queued = chores.second_time.enqueue(9)
    assert queued.status == TaskResultStatus.READY
    run_ready()
    queued.refresh()
    assert [error.traceback for error in queued.errors] == ["OSError: Not today."]
    Job.objects.update(run_after=timezone.now())
    run_ready()
    done = chores.second_time.get_result(queued.id)
    assert (done.status, done.return_value, done.attempts) == (TaskResultStatus.SUCCESSFUL, 9, 2)
    with pytest.raises(TaskResultDoesNotExist):
        chores.second_time.get_result("never heard of it")
