"""Plans kept and read again, the same everywhere; and groups never asked before have their turn."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leasow_season import season

from planner import (
    ProblemError,
    as_kept,
    banned,
    explain,
    from_kept,
    locked,
    plan_invitations,
    plan_season,
    read_problem,
    second_wave,
)

# Of the plan below, on any machine and any Python. It changes when planning does.
DIGEST = "f43daaec105e82c8ddcb86620069c2f9c9b21afddeb25973b532f8e4fdf5e549"


def in_one_way(kept: dict[str, Any]) -> str:
    return json.dumps(kept, sort_keys=True, separators=(",", ":"))


def test_the_same_plan_to_the_byte_everywhere() -> None:
    plan = plan_invitations(read_problem(season(160, 14, seed=7, sessions=5, venues_apart_m=1600)), seed=3)

    assert hashlib.sha256(in_one_way(as_kept(plan)).encode()).hexdigest() == DIGEST


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([plan_season, plan_invitations]))
def test_a_plan_kept_as_json_comes_back_as_it_was(seed: int, verb: Any) -> None:
    problem = read_problem(season(80, 8, seed=seed))
    plan = verb(problem, steps=3)
    again = from_kept(problem, json.loads(in_one_way(as_kept(plan))))

    assert (again.as_rows(), again.value, again.notes) == (plan.as_rows(), plan.value, plan.notes)
    assert again.plan.value == plan.value
    assert [explain(again, at) for at in range(len(again.sessions))] == [
        explain(plan, at) for at in range(len(plan.sessions))
    ]


def test_a_plan_of_another_problem_is_told_from_this_one() -> None:
    kept = as_kept(plan_season(read_problem(season(60, 6)), steps=1))

    with pytest.raises(ProblemError, match="please plan again"):
        from_kept(read_problem(season(60, 0)), kept)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_planned_again_with_the_same_tables_it_is_the_same_plan(seed: int, hold: bool) -> None:  # noqa: FBT001
    problem = read_problem(season(70, 7, seed=seed, venues_apart_m=1200))
    before = plan_invitations(banned(problem, "v0"), steps=3)
    venue = before.sessions[0].venue if before.sessions else "v1"
    changed = locked(problem, venue) if hold else banned(problem, venue)

    quick, anew = plan_invitations(changed, steps=3, like=before.season), plan_invitations(changed, steps=3)
    assert as_kept(quick) == as_kept(anew)


def test_groups_never_asked_have_their_turn() -> None:
    told = season(120, 1, seed=5, sessions=1, capacity=6)
    for at, one in enumerate(told["groups"]):
        one["invited_before"] = at % 2
    problem = read_problem(told)
    rotating = replace(problem, rules=replace(problem.rules, fresh_bonus=8))
    fresh = {one.id for one in problem.groups if one.invited_before == 0}

    usual, turned = (set(plan_season(one).sessions[0].groups) for one in (problem, rotating))
    assert len(turned & fresh) > len(usual & fresh)


def test_without_the_rule_nothing_changes() -> None:
    told = season(90, 6, seed=2)
    before = plan_season(read_problem(told), steps=5)
    for one in told["groups"]:
        one["invited_before"] = 3

    assert as_kept(plan_season(read_problem(told), steps=5)) == as_kept(before)


def test_the_second_wave_leaves_out_those_who_go_elsewhere() -> None:
    plan = plan_invitations(read_problem(season(120, 6, seed=9)), steps=3)
    session = plan.sessions[0]
    first = session.groups[: session.first]

    found = second_wave(plan, 0, accepted=[], silent=())
    assert found
    assert not set(found) & set(first)
    assert found[0] not in second_wave(plan, 0, accepted=[], elsewhere=found[:1])


def test_when_no_two_kinds_are_to_meet_it_is_said() -> None:
    told = season(60, 6, kind_weights=[["friends", "sport", 0]], need_bonus=0)

    assert any("No two kinds of group are to meet" in note for note in plan_season(read_problem(told)).notes)
