"""A new database is made in one step an app; one that came step by step is the same, and stays as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.servers import Env, plain_environment, python

_STEP_BY_STEP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "bandstand.config.settings"
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
executor = MigrationExecutor(connection)
executor.loader = MigrationLoader(connection, replace_migrations=False)
executor.migrate([node for node in executor.loader.graph.leaf_nodes() if "_whole" not in node[1]])
"""
_AS_EVER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "bandstand.config.settings"
import django
django.setup()
from bandstand.config.prepare import migrate, waiting_migrations
print(migrate(), waiting_migrations())
"""


def made(folder: Path, script: str) -> Env:
    folder.mkdir(exist_ok=True)
    env = plain_environment(folder)
    done = python("-c", script, env=env)
    assert done.returncode == 0, done.stderr
    return env | {"TOLD": done.stdout.strip()}


def tables(env: Env) -> dict[str, Any]:
    """Return columns, references and indexes of every table, whatever order they came in."""
    with closing(sqlite3.connect(Path(env["BANDSTAND_DIR"], "bandstand.sqlite3"))) as file:
        names = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: table(file, name) for name in names if not name.startswith("sqlite_")}


def table(file: sqlite3.Connection, name: str) -> list[list[str]]:
    columns = [row[1:5] for row in file.execute(f'PRAGMA table_info("{name}")')]
    references = [row[2:5] for row in file.execute(f'PRAGMA foreign_key_list("{name}")')]
    indexes = [
        (*(part[2] for part in file.execute(f'PRAGMA index_info("{index[1]}")')), index[2], index[4])
        for index in file.execute(f'PRAGMA index_list("{name}")')
    ]
    return [sorted(map(str, some)) for some in (columns, references, indexes)]


@pytest.mark.slow
def test_one_step_makes_what_many_steps_made(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole", _AS_EVER)
    steps = made(tmp_path / "steps", _STEP_BY_STEP)
    assert whole["TOLD"] == "True 0"
    assert tables(whole) == tables(steps)

    before = tables(steps)
    assert made(tmp_path / "steps", _AS_EVER)["TOLD"] == "False 0"
    assert tables(steps) == before
