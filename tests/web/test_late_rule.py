"""The table a phone finds for somebody late, without signal, is the one the planner would find."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from planner.problem import ProblemError
from planner.room import WEIGHTS, read_room
from planner.seats import late

SCRIPTS = Path(__file__).resolve().parents[2] / "src/bandstand/web/static/js/day"
ROOMS = 400
ASK = """
import { readFileSync } from "node:fs";
import { late } from "./day/late.js";
const rooms = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(rooms.map(({ room, tables, person, round }) => late(room, tables, person, round))));
"""


def node() -> str:
    """Return a Node to run a module with: the system’s, or the one Playwright brings along."""
    if found := shutil.which("node"):
        return found
    driver = pytest.importorskip("playwright._impl._driver", reason="neither Node nor Playwright is here")
    return str(driver.compute_driver_executable()[0])


def some_room(chance: random.Random) -> dict[str, Any]:
    """Return a room with people in it, two rounds of tables, and who comes in now."""
    many, tables, chairs = chance.randint(1, 14), chance.randint(1, 5), chance.randint(1, 5)
    groups = [f"Group {chance.randrange(6)}" for _ in range(many)]
    people = [
        {
            "id": number,
            "group": group,
            "kind": chance.choice(["sports-club", "friends-group", ""]),
            "needs": chance.sample(range(5), chance.randint(0, 2)),
        }
        for number, group in enumerate(groups)
    ]
    pairs = [[chance.randrange(many), chance.randrange(many)] for _ in range(2)]
    rounds = [
        [chance.randint(-1, tables - 1) for _ in range(many)],
        [chance.randint(-1, tables - 1) for _ in range(many)],
    ]
    return {
        "people": people,
        "chairs": chairs,
        "tables": [chance.sample(range(5), chance.randint(0, 3)) for _ in range(tables)],
        "known": [[f"Group {chance.randrange(6)}", f"Group {chance.randrange(6)}"] for _ in range(4)],
        "together": pairs,
        "rounds": rounds,
        "person": chance.randrange(many),
        "round": chance.randrange(2),
    }


def by_the_planner(one: dict[str, Any]) -> int:
    room = read_room(
        {
            "format": "bandstand-tables-1",
            "rounds": 2,
            "table_capacity": 99,
            "surgeons": [{"table": at, "skills": skills} for at, skills in enumerate(one["tables"])],
            "people": one["people"],
            "known_groups": one["known"],
            "together": one["together"],
            "weights": WEIGHTS,
        }
    )
    room = type(room)(
        **{name: getattr(room, name) for name in room.__slots__} | {"table_capacity": one["chairs"]}
    )
    try:
        return late(room, one["rounds"], one["person"], one["round"])
    except ProblemError:
        return -1


def test_the_phone_and_the_planner_find_the_same_table(tmp_path: Path) -> None:
    chance = random.Random(6)
    rooms = [some_room(chance) for _ in range(ROOMS)]
    shutil.copytree(SCRIPTS, tmp_path / "day")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "ask.js").write_text(ASK)
    asked = [
        {
            "room": {name: one[name] for name in ("people", "chairs", "tables", "known", "together")},
            "tables": one["rounds"],
            "person": one["person"],
            "round": one["round"],
        }
        for one in rooms
    ]

    answer = subprocess.run(
        [node(), str(tmp_path / "ask.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stderr == ""
    found = json.loads(answer.stdout)
    assert found == [by_the_planner(one) for one in rooms]
    assert len(set(found)) == 6  # some find every chair taken, and every table is somebody’s
