"""The power goes in the middle of a sheet: nothing of it is lost, and nothing comes in twice."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.servers import (  # noqa: F401 (fixtures)
    ROOT,
    Env,
    kill_all,
    plain_environment,
    postgres_env,
    postgres_server,
    postgres_template,
    postgres_url,
    python,
    rows,
    sqlite_env,
    sqlite_template,
    wait_until,
)

pytestmark = pytest.mark.slow

MANY = 4000
START = """
import os, sys, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
django.setup()
from bandstand.groups.actions.sheets import bring_in, choose_columns, sort, take_in
from bandstand.groups.models import ImportBatch
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
"""
TAKE = """
hub = open_hub("Community Action Leasow Vale", slug="leasow-vale")
with hub_scope(hub):
    batch, *_ = take_in(hub, "groups.csv", lambda: [open(sys.argv[1], "rb").read()], by=None)
    choose_columns(batch, {})
"""
SORT = """
with hub_scope(Hub.objects.get()):
    sort(ImportBatch.objects.get())
"""
BRING_IN = """
with hub_scope(Hub.objects.get()):
    bring_in(ImportBatch.objects.get())
"""


def write_sheet(path: Path) -> None:
    """Every tenth row is of the group above it, every fiftieth has no name."""
    lines = ["ID,Name,Postcode,Website,Phone"]
    for number in range(MANY):
        same = number - 1 if number % 10 == 9 else number
        name = "" if number % 50 == 3 else f"Leasow Group {same:05}"
        lines.append(f"{same},{name},DY1 1AE,www.group{same}.example.org,01384 {number:06}")
    path.write_text("\n".join(lines), encoding="utf-8")


def killed_midway(words: str, env: Env, count: str, beyond: int) -> None:
    """Run this until the count is beyond so many, then kill it."""
    with subprocess.Popen([sys.executable, "-c", START + words], env=env, cwd=ROOT) as process:
        try:
            wait_until(lambda: rows(env, count)[0][0] > beyond, seconds=120, every=0.02)
            assert process.poll() is None, "it was quicker than the killer"
        finally:
            kill_all(process.pid)


def run(words: str, env: Env, *more: str) -> None:
    done = python("-c", START + words, *more, env=env)
    assert done.returncode == 0, done.stderr


def counted(env: Env, query: str) -> int:
    return int(rows(env, query)[0][0])


@pytest.mark.parametrize("database", ["sqlite_env", "postgres_env"])
def test_a_sheet_killed_while_sorted_and_while_brought_in_is_whole(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    env: Env = request.getfixturevalue(database)
    write_sheet(tmp_path / "groups.csv")
    run(TAKE, env, str(tmp_path / "groups.csv"))

    killed_midway(SORT, env, "SELECT count(*) FROM groups_importrow", 900)
    assert counted(env, "SELECT count(*) FROM groups_group") == 0
    run(SORT, env)
    assert counted(env, "SELECT count(*) FROM groups_importrow") == MANY
    piles = dict(rows(env, "SELECT state, count(*) FROM groups_importrow GROUP BY state"))
    assert (sum(piles.values()), piles["fix"]) == (MANY, MANY // 50)

    killed_midway(BRING_IN, env, "SELECT count(*) FROM groups_group", 900)
    run(BRING_IN, env)
    assert dict(rows(env, "SELECT state, count(*) FROM groups_importrow GROUP BY state")) == piles
    assert counted(env, "SELECT count(*) FROM groups_group") == piles["new"] + piles.get("maybe", 0)
    names = "SELECT count(DISTINCT name) FROM groups_group"
    assert counted(env, names) == counted(env, "SELECT count(*) FROM groups_group")
    waiting = "SELECT count(*) FROM groups_importrow WHERE done_at IS NULL AND state <> 'fix'"
    assert counted(env, waiting) == 0


@pytest.mark.parametrize("database", ["sqlite_env", "postgres_env"])
def test_two_workers_on_one_sheet_take_turns(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    env: Env = request.getfixturevalue(database)
    write_sheet(tmp_path / "groups.csv")
    run(TAKE, env, str(tmp_path / "groups.csv"))

    for words in (SORT, BRING_IN):
        both = [threading.Thread(target=run, args=(words, env)) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()

    made = counted(env, "SELECT count(*) FROM groups_group")
    assert counted(env, "SELECT count(*) FROM groups_importrow") == MANY
    assert counted(env, "SELECT count(DISTINCT name) FROM groups_group") == made
    assert counted(env, "SELECT count(*) FROM groups_importrow WHERE state IN ('new', 'maybe')") == made
    assert rows(env, "SELECT state FROM groups_importbatch") == [("done",)]
    assert counted(env, "SELECT count(*) FROM people_deed WHERE verb = 'brought in a sheet'") == 1
