"""The command, problems that cannot be read, and introductions."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leasow_season import season

from planner import ProblemError, introduce, plan_invitations, plan_season, read_problem
from planner.cli import main


def without(name: str) -> dict[str, Any]:
    told = season(10, 2)
    del told["params"][name]
    return told


def changed(where: str, place: int, **fields: Any) -> dict[str, Any]:
    told = season(10, 2)
    told[where][place] |= fields
    return told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([], "The problem: expected an object"),
        (without("sessions"), "params.sessions: is missing."),
        (changed("groups", 3, x="here"), r"groups\[3\].x: expected a number."),
        (changed("groups", 3, x=float("nan")), r"groups\[3\].x: expected a number."),
        (changed("groups", 3, slots=[9]), r"groups\[3\].slots\[0\]: there is no slot 9."),
        (changed("groups", 3, accept=1.5), r"groups\[3\].accept: odds lie between 0 and 1."),
        (changed("groups", 3, id=2), r"groups\[3\].id: 2 is there twice."),
        (changed("venues", 1, id=None), r"venues\[1\].id: expected a number or a name."),
        (season() | {"connected": [[1]]}, r"connected\[0\]: expected two ids"),
        (season() | {"connected": [[1, 999]]}, r"connected\[0\]: expected two ids"),
        (season() | {"banned": ["nowhere"]}, r"banned\[0\]: there is no such venue."),
        (season() | {"locks": [{"venue": "nowhere"}]}, r"locks\[0\].venue: there is no such venue."),
        (season() | {"banned": [["v1", 9]]}, r"banned\[0\]: there is no slot 9."),
        (season() | {"banned": [["v1", [1]]]}, r"banned\[0\]: there is no slot \[1\]."),
        (season() | {"locks": [{"venue": "v1", "groups": [[1]]}]}, r"locks\[0\].groups\[0\]: there is no"),
        (season(capacity=10**400), "params.capacity: expected 1,000,000,000 or less."),
        (season(walk_m=1e300), "params.walk_m: expected 1,000,000,000 or less."),
        (season(walk_m=float("inf")), "params.walk_m: expected a number."),
        (season(need_bonus=10**30), "params.need_bonus: expected 1,000,000,000 or less."),
        (season(near_factor=10**9), "params.near_factor: expected 1,000 or less."),
        (season(kind_weights=[["sport", "health", 10**12]]), r"kind_weights\[0\].weight: expected 10,000"),
        (changed("groups", 3, x=-(10**400)), r"groups\[3\].x: expected -1,000,000,000 or more."),
        (season() | {"format": "else"}, "format: this reads"),
        (
            season(params=None) | {"params": {"sessions": 1.5, "capacity": 3}},
            "params.sessions: expected a whole",
        ),
    ],
)
def test_a_problem_that_cannot_be_read_is_told_by_its_field(told: Any, said: str) -> None:
    with pytest.raises(ProblemError, match=said):
        read_problem(told)


HUGE = st.sampled_from([10**9, 10**12, 10**400, 1e300, 1e-300, float("inf")])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5000)
    | HUGE
    | st.floats(allow_nan=True)
    | st.text(max_size=4),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=4), inside, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(
    where=st.sampled_from(["params", "groups", "venues", "connected", "slots", "locks", "banned"]),
    field=st.sampled_from(
        [
            "",
            "sessions",
            "capacity",
            "x",
            "slots",
            "kind",
            "id",
            "need",
            "walk_m",
            "pair_m",
            "venue",
            "groups",
        ]
    ),
    value=JSON,
)
def test_whatever_stands_in_a_field_it_is_planned_or_told(where: str, field: str, value: Any) -> None:
    told = season(12, 3)
    part = told.get(where)
    if not field:
        told[where] = value
    elif isinstance(part, dict):
        part[field] = value
    elif isinstance(part, list) and part and isinstance(part[0], dict):
        part[0][field] = value
    with contextlib.suppress(ProblemError):
        problem = read_problem(told)
        plan_season(problem, steps=1)
        plan_invitations(problem, steps=1)
        introduce(problem)


def test_introductions_are_few_near_and_new() -> None:
    told = season(120, 2)
    problem = read_problem(told)
    found = introduce(problem, dismissed=[(0, 1)])
    each = Counter(one for pair in found for one in (pair.one, pair.other))

    assert found
    assert max(each.values()) <= 2
    assert not {(pair.one, pair.other) for pair in found} & {*problem.connected, (0, 1)}
    assert all(pair.metres <= 1200 for pair in found)
    assert [pair.value for pair in found] == sorted((pair.value for pair in found), reverse=True)
    assert introduce(problem, open_now=dict.fromkeys(range(120), 2)) == []


def test_something_in_common_comes_first_and_may_be_asked_for() -> None:
    told = {**season(0, 0), "connected": []}
    spots = [("sport", 0), ("friends", 100), ("health", 200)]
    told["groups"] = [{"id": kind, "kinds": [kind], "x": x, "y": 0} for kind, x in spots]
    told["groups"][0] |= {"wants": ["facebook"], "shared": ["walking"]}
    told["groups"][2] |= {"gives": ["facebook"], "shared": ["walking"]}
    first, *others = introduce(read_problem(told))

    assert (first.one, first.other, first.shared, first.shows) == (0, 2, ("walking",), ("facebook",))
    assert len(others) == 2
    assert introduce(read_problem(told), in_common=True) == [first]


def test_groups_without_a_place_are_introduced_for_what_they_share_alone() -> None:
    told = {**season(0, 0), "connected": []}
    told["groups"] = [
        {"id": number, "kinds": [kind], "x": 9_000 * number, "y": 0, "shared": ["walking"]}
        for number, kind in enumerate(("sport", "friends", "sport"))
    ]
    problem = read_problem(told)
    assert introduce(problem) == []

    nowhere = replace(problem.groups[1], placed=False)
    found = introduce(replace(problem, groups=(problem.groups[0], nowhere, problem.groups[2])))
    assert [(pair.one, pair.other, pair.metres) for pair in found] == [(0, 1, None), (1, 2, None)]


def test_the_command_answers_in_words_and_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "season.json"
    file.write_text(json.dumps(season(60, 6)))

    assert main(["season", str(file)]) == 0
    assert "never met" in capsys.readouterr().out
    assert main(["season", str(file), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 3
    assert main(["invite", str(file), "--json", "--quick"]) == 0
    assert main(["introduce", str(file)]) == 0
    capsys.readouterr()
    file.write_text("{")
    assert main(["season", str(file)]) == 2
    assert capsys.readouterr().err == f"The file {file} is not JSON.\n"
    assert main(["season"]) == 2
    capsys.readouterr()
    file.write_text(json.dumps(season(6, 1) | {"dismissed": [[[1], 2]]}))
    assert main(["introduce", str(file)]) == 2
    assert capsys.readouterr().err == "dismissed[0]: expected two ids of groups.\n"


def test_a_need_that_nobody_can_meet_is_said_beside_the_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [{"id": at, "group": at, "kind": "sport", "name": f"Jo {at}", "needs": [at]} for at in range(2)]
    tables = [{"table": 0, "skills": [0]}, {"table": 1}]
    file = tmp_path / "tables.json"
    told = {"rounds": 1, "table_capacity": 1, "skills": ["photos"], "surgeons": tables, "people": people}
    file.write_text(json.dumps(told))

    assert main(["seats", str(file), "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == [[0, 1]]
    assert said.err == "Nobody at any table can help Jo 1 with skill 1.\n"
    file.write_text(json.dumps(told | {"people": people[:1]}))
    assert main(["seats", str(file)]) == 0
