"""Work that comes round by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import override_settings

from bandstand.jobs import upkeep
from bandstand.jobs.models import Job
from bandstand.jobs.runner import run_ready
from bandstand.people.access import every_hub

CLEARING, TIDYING = "bandstand.people.tasks.forget_old_sign_ins", "bandstand.jobs.tasks.forget_finished"


@pytest.fixture(autouse=True)
def _schedule() -> Iterator[None]:
    upkeep._queued.clear()
    with override_settings(SCHEDULE={CLEARING: "hourly", TIDYING: "nightly"}):
        yield


def queued() -> list[str]:
    with every_hub("a test"):
        return list(Job.objects.order_by("once").values_list("once", flat=True))


@pytest.mark.django_db
def test_several_runners_queue_each_turn_once() -> None:
    at = datetime(2027, 4, 14, 17, 30, tzinfo=UTC)
    for _ in range(3):
        upkeep._queued.clear()  # as another runner, which knows nothing of the first
        upkeep.queue_due(at)
    assert queued() == [f"{TIDYING} 2027-04-14", f"{CLEARING} 2027-04-14T17"]


@pytest.mark.django_db
def test_a_runner_asks_the_database_once_a_turn(django_assert_num_queries: object) -> None:
    at = datetime(2027, 4, 14, 17, 30, tzinfo=UTC)
    assert upkeep.queue_due(at) == 2
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert upkeep.queue_due(at) == 0
    assert upkeep.queue_due(at.replace(hour=18)) == 1


@pytest.mark.parametrize(
    ("when", "at", "turn"),
    [
        ("nightly", datetime(2027, 1, 14, 2, 59, tzinfo=UTC), "2027-01-13"),
        ("nightly", datetime(2027, 1, 14, 3, 0, tzinfo=UTC), "2027-01-14"),
        # In summer 3 in the morning here is 2 in the morning at Greenwich.
        ("nightly", datetime(2027, 7, 14, 1, 59, tzinfo=UTC), "2027-07-13"),
        ("nightly", datetime(2027, 7, 14, 2, 0, tzinfo=UTC), "2027-07-14"),
        # The hour that comes twice when the clocks go back is two turns, not one.
        ("hourly", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "2027-10-31T00"),
        ("hourly", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "2027-10-31T01"),
    ],
)
def test_which_turn_we_are_in(when: str, at: datetime, turn: str) -> None:
    assert upkeep.turn_of(when, at) == turn


@pytest.mark.django_db(transaction=True)  # the log is moved outside transactions
def test_work_that_comes_round_is_real_work() -> None:
    upkeep.once()
    assert run_ready() == 2
    with every_hub("a test"):
        assert set(Job.objects.values_list("state", "trouble")) == {("done", "")}
