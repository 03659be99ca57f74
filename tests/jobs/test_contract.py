"""The promise about background work, kept by every engine: each job ends done or visibly given up,
and what it writes is written once, though workers are killed in the middle.
"""

import signal
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from tests.servers import Env, a_redis_server, free_port, kill_all, python, rows, run_bandstand, wait_until

LEASE = "2"

pytestmark = [pytest.mark.slow, pytest.mark.database]


@dataclass
class Engine:
    """A way to run jobs: its environment, and how many workers share the work."""

    env: Env
    workers: int
    words: tuple[str, ...] = ("work", "--threads", "4")


@pytest.fixture(params=["SQLite", "PostgreSQL", "Celery on SQLite", "Celery on PostgreSQL"])
def engine(request: pytest.FixtureRequest) -> Engine:
    sort = "postgres_env" if "PostgreSQL" in request.param else "sqlite_env"
    env = {**request.getfixturevalue(sort), "BANDSTAND_LEASE_SECONDS": LEASE}
    if "Celery" in request.param:
        env["BANDSTAND_BROKER"] = request.getfixturevalue("redis_url")
    return Engine(env, workers=3 if sort == "postgres_env" else 2)


def queue(env: Env, *words: str) -> None:
    done = python("-m", "tests.jobs.chores", "queue", *words, env=env)
    assert done.returncode == 0, done.stderr


def states(env: Env) -> dict[str, int]:
    return dict(rows(env, "SELECT state, count(*) FROM jobs_job WHERE hub_id IS NOT NULL GROUP BY state"))


def done(env: Env) -> int:
    return states(env).get("done", 0)


def deeds(env: Env) -> list[str]:
    return [words for (words,) in rows(env, "SELECT words FROM people_deed ORDER BY words")]


def all_ended(env: Env) -> bool:
    return not set(states(env)) & {"ready", "running"}


def running(env: Env, worker: "subprocess.Popen[str]") -> bool:
    found = rows(env, f"SELECT 1 FROM jobs_job WHERE state = 'running' AND worker LIKE '%:{worker.pid}'")
    return bool(found)


def stop_between_writes(env: Env, worker: "subprocess.Popen[str]") -> None:
    """Stop a worker while it thinks: stopped in the middle of a write, it would hold up every writer."""
    for _ in range(100):
        time.sleep(0.2)
        worker.send_signal(signal.SIGSTOP)
        if not is_writing(env):
            return
        worker.send_signal(signal.SIGCONT)
    raise AssertionError("It writes all the time.")


def is_writing(env: Env) -> bool:
    if "DATABASE_URL" in env:
        return bool(rows(env, "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
                              "AND backend_type = 'client backend' AND pid <> pg_backend_pid() "
                              "AND xact_start IS NOT NULL"))  # fmt: skip
    return False


def test_every_job_ends_once_when_workers_are_killed(engine: Engine) -> None:
    env = engine.env
    queue(env, "careful", "40", "0.3")
    queue(env, "second_time", "3")
    queue(env, "never", "2")
    with ExitStack() as stack:
        start = lambda: stack.enter_context(run_bandstand(engine.words, env))  # noqa: E731
        # One after the other: on a slow machine the first would have done it all before the second has begun.
        for _ in range(2):
            worker = start()
            wait_until(lambda worker=worker: running(env, worker), seconds=60, every=0.02)  # type: ignore[misc]
            kill_all(worker.pid)
        for _ in range(engine.workers):
            start()
        wait_until(lambda: all_ended(env), seconds=180)
    assert states(env) == {"done": 43, "dead": 2}
    assert deeds(env) == sorted([*(f"chore {n}" for n in range(40)), *(f"second {n}" for n in range(3))])
    troubles = rows(env, "SELECT trouble FROM jobs_job WHERE state = 'dead' ORDER BY id")
    assert troubles == [(f"ValueError: The kettle is broken ({n}).",) for n in range(2)]


def test_every_waiting_job_ends_once_when_workers_are_killed(engine: Engine) -> None:
    env = engine.env
    queue(env, "patient", "60", "0.5")
    queue(env, "careful", "8", "0.3")
    with ExitStack() as stack:
        start = lambda: stack.enter_context(run_bandstand(engine.words, env))  # noqa: E731
        for _ in range(2):  # one after the other: two that begin together may leave nothing for a third
            worker = start()
            wait_until(lambda worker=worker: running(env, worker), seconds=60, every=0.02)  # type: ignore[misc]
            kill_all(worker.pid)
        for _ in range(engine.workers):
            start()
        wait_until(lambda: all_ended(env), seconds=180)
    assert states(env) == {"done": 68}
    assert deeds(env) == sorted([*(f"chore {n}" for n in range(60)), *(f"chore {n}" for n in range(8))])


def test_a_worker_told_to_stop_gives_back_what_it_waits_for(engine: Engine) -> None:
    env = engine.env
    queue(env, "patient", "3", "60")
    with run_bandstand(engine.words, env) as worker:
        wait_until(lambda: states(env) == {"running": 3})
        worker.terminate()
        assert worker.wait(40) == 0
    assert states(env) == {"ready": 3}
    assert rows(env, "SELECT max(attempts) FROM jobs_job WHERE hub_id IS NOT NULL") == [(0,)]


def test_a_worker_that_slept_through_its_lease_writes_nothing(engine: Engine) -> None:
    env = engine.env
    queue(env, "careful", "4", "1")
    with run_bandstand(engine.words, env) as sleeper:
        wait_until(lambda: states(env) == {"running": 4}, every=0.02)
        stop_between_writes(env, sleeper)
        with run_bandstand(engine.words, env):
            wait_until(lambda: done(env) == 4, seconds=120)
            sleeper.send_signal(signal.SIGCONT)
            time.sleep(2)
    assert deeds(env) == [f"chore {n}" for n in range(4)]
    assert rows(env, "SELECT min(fence), max(fence) FROM jobs_job WHERE hub_id IS NOT NULL")[0][1] == 2


def test_a_worker_told_to_stop_finishes_what_it_is_at(engine: Engine) -> None:
    env = engine.env
    queue(env, "careful", "12", "1")
    with run_bandstand(engine.words, env) as worker:
        wait_until(lambda: running(env, worker), every=0.02)
        worker.terminate()
        assert worker.wait(20) == 0
    assert "running" not in states(env)
    assert 0 < done(env) < 12
    assert len(deeds(env)) == done(env)


def test_jobs_survive_a_broker_that_forgets_and_stutters(sqlite_env: Env, redis_url: str) -> None:
    env = {**sqlite_env, "BANDSTAND_LEASE_SECONDS": LEASE, "BANDSTAND_BROKER": redis_url}
    queue(env, "careful", "10")
    redis.Redis.from_url(redis_url).flushall()
    with run_bandstand(["work"], env):
        wait_until(lambda: done(env) == 10, seconds=120)
        python("-m", "tests.jobs.chores", "send-again", env=env)
        time.sleep(1)
    assert deeds(env) == [f"chore {n}" for n in range(10)]


def test_a_celery_worker_goes_on_when_redis_was_away(sqlite_env: Env, tmp_path: Path) -> None:
    port = free_port()
    broker = f"redis://127.0.0.1:{port}/0"
    env = {**sqlite_env, "BANDSTAND_LEASE_SECONDS": LEASE, "BANDSTAND_BROKER": broker}
    with ExitStack() as stack:
        with a_redis_server(port, tmp_path):
            stack.enter_context(run_bandstand(["work"], env))
            queue(env, "careful", "3")
            wait_until(lambda: done(env) == 3, seconds=120)
        queue(env, "second_time", "3")
        stack.enter_context(a_redis_server(port, tmp_path))
        wait_until(lambda: done(env) == 6, seconds=180)
    assert deeds(env) == [*(f"chore {n}" for n in range(3)), *(f"second {n}" for n in range(3))]


def test_a_celery_worker_that_fell_over_starts_again(sqlite_env: Env, tmp_path: Path) -> None:
    port = free_port()
    env = {**sqlite_env, "BANDSTAND_LEASE_SECONDS": LEASE, "BANDSTAND_BROKER": f"redis://127.0.0.1:{port}/0"}
    with a_redis_server(port, tmp_path), run_bandstand(["work"], env) as worker:
        broker = redis.Redis(port=port)
        queue(env, "careful", "3")
        wait_until(lambda: done(env) == 3, seconds=120)
        broker.set("bandstand", "no list of messages")
        log = Path(env["BANDSTAND_DIR"], "work.log")
        wait_until(lambda: "fell over" in log.read_text("utf-8"), seconds=60)
        broker.delete("bandstand")
        queue(env, "second_time", "3")
        wait_until(lambda: done(env) == 6, seconds=180)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    assert deeds(env) == [*(f"chore {n}" for n in range(3)), *(f"second {n}" for n in range(3))]


def test_a_runner_goes_on_when_postgresql_was_restarted(postgres_env: Env) -> None:
    env = {**postgres_env, "BANDSTAND_LEASE_SECONDS": LEASE}
    with run_bandstand(["work"], env) as worker:
        queue(env, "careful", "8", "0.5")
        wait_until(lambda: running(env, worker), every=0.02)
        # What a restart does to everybody connected, for a server that other tests use too.
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        ended = rows(env, f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE {others}")
        assert ended[0][0] >= 1
        wait_until(lambda: done(env) == 8, seconds=120)
        assert worker.poll() is None
    assert deeds(env) == [f"chore {n}" for n in range(8)]


def test_queueing_goes_on_when_the_broker_is_away(sqlite_env: Env) -> None:
    env = {**sqlite_env, "BANDSTAND_BROKER": f"redis://127.0.0.1:{free_port()}/0"}
    begun = time.monotonic()
    queue(env, "careful", "3")
    assert time.monotonic() - begun < 6
    assert states(env) == {"ready": 3}
