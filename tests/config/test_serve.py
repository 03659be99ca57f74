"""The site in use: started, looked at, killed, started again."""

import os
import re
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from tests.servers import (
    Env,
    answers,
    bandstand,
    family,
    free_port,
    kill_all,
    plain_environment,
    python,
    rows,
    run_bandstand,
    wait_until,
)

pytestmark = pytest.mark.slow


def log_of(env: Env, command: str) -> str:
    return Path(env["BANDSTAND_DIR"], f"{command}.log").read_text(encoding="utf-8")


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if Path(f"/proc/{pid}/cmdline").exists() and _command(pid)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()  # empty for one that has ended and is not yet buried
    except OSError:
        return b""


def test_the_first_run_makes_the_hub_and_a_link_for_its_owner(tmp_path: Path) -> None:
    env, port = plain_environment(tmp_path), free_port()
    words = [
        "up",
        "--port",
        str(port),
        "--hub",
        "Community Action Leasow Vale",
        "--owner",
        "olive@leasow.example",
    ]
    with run_bandstand(words, env):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        link = re.search(rf"http://127\.0\.0\.1:{port}/welcome/[\w-]{{43}}/", log_of(env, "up"))
        assert link is not None
        with urllib.request.urlopen(link[0]) as page:
            assert page.status == 200
    assert rows(env, "SELECT name FROM people_hub") == [("Community Action Leasow Vale",)]
    assert rows(env, "SELECT email FROM people_person") == [("olive@leasow.example",)]
    assert rows(env, "SELECT name FROM people_role") == [("owner",)]
    with run_bandstand(
        words, env
    ):  # a link that was lost: as long as no owner has been in, there is a new one
        wait_until(lambda: log_of(env, "up").count("/welcome/") == 2, seconds=90)
    assert rows(env, "SELECT count(*) FROM people_hub") == [(1,)]


def test_private_links_are_in_no_log(sqlite_env: Env) -> None:
    port, token = free_port(), "ZXV53oCxZakAOspwLMykx2LAtz4PRGcoF2IzFc2YONw"
    assert python("-m", "tests.jobs.chores", "queue", "careful", "1", env=sqlite_env).returncode == 0
    with run_bandstand(["web", "--port", str(port)], sqlite_env):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))
        assert answers(f"http://127.0.0.1:{port}/welcome/{token}/")
        assert answers(f"http://127.0.0.1:{port}/nowhere/{token}/")
    assert token not in log_of(sqlite_env, "web")
    assert "Not Found: /nowhere/***/" in log_of(sqlite_env, "web")


def test_web_and_runner_stop_together(sqlite_env: Env) -> None:
    port = free_port()
    with run_bandstand(["up", "--port", str(port)], sqlite_env) as up:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        everybody = family(up.pid)
        assert len(everybody) >= 4  # supervisor, web and its worker, runner
        up.terminate()
        assert up.wait(20) == 0
    assert alive(everybody) == []


def test_nobody_is_orphaned_when_the_supervisor_is_killed(sqlite_env: Env) -> None:
    port = free_port()
    with run_bandstand(["up", "--port", str(port)], sqlite_env) as up:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        everybody = family(up.pid)
        up.kill()
        wait_until(lambda: not alive(everybody), seconds=5)


@pytest.mark.parametrize("member", ["web", "work", "worker of web"])
def test_a_part_that_dies_is_started_again(sqlite_env: Env, member: str) -> None:
    port = free_port()
    with run_bandstand(["up", "--port", str(port)], sqlite_env) as up:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        victim = find(up.pid, member)
        os.kill(victim, signal.SIGKILL)
        wait_until(lambda: find(up.pid, member) not in {0, victim}, seconds=10)
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=10)


def find(supervisor: int, member: str) -> int:
    """Return the id of one of the supervisor's family, or nought."""
    word = b"work" if member == "work" else b"web"
    same = [pid for pid in family(supervisor)[1:] if word in _command(pid).split(b"\0")]
    return (same[1:] if member == "worker of web" else same)[0] if len(same) > (member != "work") else 0


def test_it_is_back_within_three_seconds_of_being_killed(sqlite_env: Env) -> None:
    port = free_port()
    words = ["up", "--port", str(port)]
    with run_bandstand(words, sqlite_env) as up:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        kill_all(up.pid)
    begun = time.monotonic()
    with run_bandstand(words, sqlite_env):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=40, every=0.02)
        took = time.monotonic() - begun
    print(f"\nback after {took:.1f} s")
    # A promise for a quiet machine, so kept loosely here: nothing timed is a test.
    assert took < 15


def test_a_port_in_use_gets_one_plain_sentence(sqlite_env: Env) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        why = f"Something else already answers on port {port}. Stop it, or choose another with --port."
        for command in ("up", "web"):
            told = bandstand(command, "--port", str(port), env=sqlite_env)
            assert (told.returncode, told.stderr) == (2, f"{why}\n")


def test_an_address_of_another_machine_gets_one_plain_sentence(sqlite_env: Env) -> None:
    told = bandstand("web", "--host", "192.0.2.1", env=sqlite_env)
    assert (told.returncode, told.stderr) == (
        2, "The address 192.0.2.1:8000 cannot be used: Cannot assign requested address.\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "words", "why"),
    [
        ({"BANDSTAND_DEBUG": "1", "BANDSTAND_HTTPS": "1"}, [], "BANDSTAND_DEBUG is on"),
        ({"BANDSTAND_DEBUG": "1"}, ["--host", "0.0.0.0"], "BANDSTAND_DEBUG is on"),
        ({"BANDSTAND_HOSTS": "leasow.example,*"}, [], "BANDSTAND_HOSTS is “*”"),
        ({"BANDSTAND_SECRET_KEY": "bunting"}, [], "BANDSTAND_SECRET_KEY is too short"),
    ],
)
@pytest.mark.parametrize("command", ["up", "web"])
def test_settings_that_lay_the_site_open_are_refused(
    command: str, chosen: dict[str, str], words: list[str], why: str, sqlite_env: Env
) -> None:
    told = bandstand(command, "--port", str(free_port()), *words, env={**sqlite_env, **chosen})
    assert told.returncode == 2
    assert told.stderr.startswith(why)
    assert told.stderr.count("\n") == 1


def test_web_and_work_apart_share_one_postgresql(postgres_env: Env, tmp_path: Path) -> None:
    port = free_port()
    far = plain_environment(tmp_path / "another machine", DATABASE_URL=postgres_env["DATABASE_URL"])
    (tmp_path / "another machine").mkdir()
    assert python("-m", "tests.jobs.chores", "queue", "careful", "6", env=postgres_env).returncode == 0
    with run_bandstand(["web", "--port", str(port)], postgres_env), run_bandstand(["work"], far):
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"), seconds=90)
        left = "SELECT count(*) FROM jobs_job WHERE state <> 'done'"
        wait_until(lambda: rows(postgres_env, left) == [(0,)])
