"""The table a phone finds for somebody late, without signal, is the one the planner would find."""

import json
import random
import shutil
import subprocess
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.tables import begin_round, suggest_tables
from bandstand.gatherings.day.state import state_of
from bandstand.gatherings.models import Attendance, Gathering, HelperProfile
from bandstand.gatherings.seating import planning
from bandstand.gatherings.seating.party import party_at
from bandstand.gatherings.seating.planning import Asked, table_for
from bandstand.gatherings.seating.rounds import rounds_of
from bandstand.groups.models import Group
from bandstand.people.models import Hub, Topic
from bandstand.people.queries import topics
from planner.problem import ProblemError
from planner.room import WEIGHTS, read_room
from planner.seats import late
from tests.borough import make_arrival, make_gathering, make_group

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


def asked_of_node(folder: Path, script: str, sent: Any) -> Any:
    """Return what a script that imports the app’s modules prints as JSON, given this on its input."""
    shutil.copytree(SCRIPTS, folder / "day")
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "ask.js").write_text(script)
    line = [node(), str(folder / "ask.js")]
    answer = subprocess.run(line, input=json.dumps(sent), capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    return json.loads(answer.stdout)


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
    asked = [
        {
            "room": {name: one[name] for name in ("people", "chairs", "tables", "known", "together")},
            "tables": one["rounds"],
            "person": one["person"],
            "round": one["round"],
        }
        for one in rooms
    ]

    found = asked_of_node(tmp_path, ASK, asked)

    assert found == [by_the_planner(one) for one in rooms]
    assert len(set(found)) == 6  # some find every chair taken, and every table is somebody’s


FROM_THE_SHEET = """
import { readFileSync } from "node:fs";
import { tableFor } from "./day/seating.js";
const { state, topics, late } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(late.map((uid) => tableFor(state, state.people.find((one) => one.uid === uid), topics))));
"""


def test_from_the_same_sheet_a_phone_finds_the_table_the_desk_would(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "STEPS", 1000)
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))
    chance = random.Random(3)
    late_ones = [filled(surgery, number, chance) for number in range(24)][14:]
    Attendance.objects.filter(pk__in=[row.pk for row in late_ones]).update(arrival="unknown")
    suggest_tables(surgery, Asked(3, 7, rounds=2), by=None, form_key=uuid.uuid4())
    begin_round(surgery, 2, by=None, form_key=uuid.uuid4())
    Attendance.objects.filter(pk__in=[row.pk for row in late_ones]).update(arrival="here")

    party = party_at(surgery)
    first, second = rounds_of(surgery, party)
    sent = {
        "state": state_of(surgery),
        "topics": [[topic.pk, topic.name] for topic in topics()],
        "late": [str(row.uid) for row in late_ones],
    }
    found = asked_of_node(tmp_path, FROM_THE_SHEET, sent)

    assert found == [table_for(party, str(row.uid), second, [first]) for row in late_ones]
    assert len(set(found)) > 1


def filled(surgery: Gathering, number: int, chance: random.Random) -> Attendance:
    """Return somebody here: every fifth helps and shows two things, others want one, some asked for a friend."""
    names = ("Facebook pages", "Instagram", "Our website", "Sharing photos")
    offered = [Topic.objects.get_or_create(hub=surgery.hub, name=name)[0] for name in names]
    row = make_arrival(surgery, f"Guest {number}", helping=number % 5 == 0)
    if number % 5 == 0:
        profile = HelperProfile.objects.create(hub=surgery.hub, person=row.person)
        profile.topics.set(chance.sample(offered, 2))
        return row
    kind = ("sports-club", "friends-group", "health-group")[number % 3]
    group = Group.objects.filter(name=f"Group {number % 8}").first()
    row.groups.add(group or make_group(surgery.hub, f"Group {number % 8}", kind=kind))
    row.wants = chance.choice(["Help with instagram, please", "Photos", "Just company"])
    row.save(update_fields=["wants"])
    friend = Attendance.objects.filter(gathering=surgery, looking=True).exclude(pk=row.pk).last()
    if friend and chance.random() < 0.3:
        row.beside.add(friend)
    return row
