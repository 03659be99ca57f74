"""A season for Leasow Vale: allowed, repeatable, as good as an exact solver's, and overruled by its officer."""

from __future__ import annotations

import itertools
import math
from typing import Any

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leasow_season import broken_rules, season, worth

from planner import banned, explain, locked, plan_invitations, plan_season, price_of, read_problem, why_not


@settings(max_examples=25, deadline=None)
@given(groups=st.integers(0, 60), venues=st.integers(0, 8), seed=st.integers(0, 10_000))
def test_a_plan_keeps_every_rule_and_is_worth_what_it_says(groups: int, venues: int, seed: int) -> None:
    told = season(groups, venues, seed=seed) if groups > 1 else season(2, venues, seed=seed)
    plan = plan_season(read_problem(told), steps=10)

    assert broken_rules(told, plan.as_rows()) == []
    assert worth(told, plan.as_rows()) == plan.value


@pytest.mark.parametrize("seed", range(4))
def test_a_small_season_is_as_good_as_an_exact_solver_can_make_it(seed: int) -> None:
    told = season(14, 3, seed=seed, sessions=2, capacity=5)

    assert plan_season(read_problem(told)).value == exact(told)


def exact(told: dict[str, Any]) -> int:
    """The proven optimum, by HiGHS over every list of allowed groups at every venue and slot."""
    columns = list(lists(told))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    chosen = [solver.addBinary(obj=-worth(told, [list(row)])) for row in columns]
    rows = [(x, {row[0], *row[2]}) for x, row in zip(chosen, columns, strict=True)]
    for one in [*told["groups"], *told["venues"]]:
        if holding := [x for x, names in rows if one["id"] in names]:
            solver.addConstr(sum(holding) <= 1)
    solver.addConstr(sum(chosen) <= told["params"]["sessions"])
    solver.run()
    return round(-solver.getInfo().objective_function_value)


def lists(told: dict[str, Any]) -> Any:
    for venue in told["venues"]:
        for slot in venue["slots"]:
            near = [
                one["id"]
                for one in told["groups"]
                if slot in one["slots"] and math.hypot(one["x"] - venue["x"], one["y"] - venue["y"]) <= 1600
            ]
            for many in {min(len(near), told["params"]["capacity"]), 4}:
                for members in itertools.combinations(near, many):
                    row = [venue["id"], slot, list(members)]
                    if not broken_rules(told, [row]):
                        yield row


def test_the_same_seed_gives_the_same_plan_and_ids_may_be_words() -> None:
    told = season(80, 10)
    worded = season(80, 10)
    for group in worded["groups"]:
        group["id"] = f"g{group['id']}"
    worded["connected"] = [[f"g{one}", f"g{other}"] for one, other in worded["connected"]]

    plan = plan_season(read_problem(told), seed=7).as_rows()
    assert plan == plan_season(read_problem(told), seed=7).as_rows()
    named = plan_season(read_problem(worded), seed=7).as_rows()
    assert [[row[0], row[1], [f"g{one}" for one in row[2]]] for row in plan] == named


def test_venues_stand_apart_and_it_is_said_when_they_cannot() -> None:
    told = season(120, 14, sessions=4, venues_apart_m=1600)
    plan = plan_season(read_problem(told))
    venues = {one["id"]: one for one in told["venues"]}
    at = [venues[row[0]] for row in plan.as_rows()]
    apart = [math.hypot(a["x"] - b["x"], a["y"] - b["y"]) for a, b in itertools.combinations(at, 2)]
    assert (min(apart) >= 1600, plan.notes) == (True, ())

    close = plan_season(read_problem(season(60, 5, sessions=5, venues_apart_m=6000)))
    assert len(close.sessions) > 1
    assert "6.0 km apart were asked for" in close.notes[-1]


class Paces:
    """Distances as a child says them."""

    def how_far(self, metres: float) -> str:
        return f"{metres:.0f} paces"

    def away(self, metres: float) -> str:
        return f"{metres:.0f} paces off"

    def apart(self, metres: float) -> str:
        return f"{metres:.0f} paces from one another"


def test_distances_are_said_as_whoever_shows_them_likes() -> None:
    close = plan_season(read_problem(season(60, 5, sessions=5, venues_apart_m=6000)), said=Paces())
    assert "Venues 6000 paces from one another were asked for" in close.notes[-1]
    assert "paces off" in str(explain(close, 0, said=Paces()).groups)
    assert "km" not in str(explain(close, 0, said=Paces()))

    far = [why_not(close, one.id, 0, said=Paces()) for one in close.season.problem.groups]
    assert any(said.startswith("too far: ") and said.endswith(" paces") for said in far)


def test_what_the_officer_holds_stays_and_what_she_refuses_goes() -> None:
    told = season(80, 10, sessions=4)
    problem = read_problem(told)
    before = plan_season(problem)
    chosen = {row[0] for row in before.as_rows()}
    other = next(one.id for one in problem.venues if one.id not in chosen)
    first = before.sessions[0].venue

    held = price_of(before, locked(problem, other))
    gone = price_of(before, banned(problem, first))

    assert other in {one.venue for one in held.plan.sessions}
    assert first not in {one.venue for one in gone.plan.sessions}
    assert broken_rules(told, held.plan.as_rows()) == broken_rules(told, gone.plan.as_rows()) == []
    assert "." not in held.words + gone.words


def test_groups_of_a_held_session_come_nowhere_else() -> None:
    told = season(60, 6, sessions=3)
    free = plan_season(read_problem(told)).sessions[0]
    told["locks"] = [{"venue": free.venue, "slot": free.slot, "groups": list(free.groups[:2])}]
    again = plan_season(read_problem(told))

    held = next(one for one in again.sessions if one.venue == free.venue)
    assert set(free.groups[:2]) <= set(held.groups)
    assert broken_rules(told, again.as_rows()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"venues": []}, "There is no venue"),
        ({"groups": [], "connected": []}, "There are no groups"),
        ({"params": {"sessions": 3, "capacity": 0}}, "capacity 0"),
        ({"params": {"sessions": 0, "capacity": 6}}, "No session is asked for"),
    ],
)
def test_the_impossible_is_said_in_a_sentence(change: dict[str, Any], said: str) -> None:
    plan = plan_season(read_problem(season() | change))

    assert plan.sessions == ()
    assert said in " ".join(plan.notes)


def test_a_borough_of_one_kind_is_told_so() -> None:
    told = season()
    for group in told["groups"]:
        group["kind"] = "sport"

    assert "All groups are of one kind" in plan_season(read_problem(told)).notes[0]
    assert "All groups are of one kind" in plan_invitations(read_problem(told)).notes[0]


def test_what_is_held_and_cannot_be_is_said_and_the_rest_planned() -> None:
    told = season(60, 6, sessions=2)
    first, second = plan_season(read_problem(told)).sessions
    outsider = next(one for one in range(60) if one not in {*first.groups, *second.groups})
    far = {"x": 10**8, "name": "Vale Runners"}
    told["groups"][outsider] |= far
    told["locks"] = [
        {"venue": first.venue, "slot": first.slot, "groups": [outsider]},
        {"venue": first.venue},
        {"venue": "v5" if "v5" not in {first.venue, second.venue} else "v4"},
    ]
    told["banned"] = [told["locks"][2]["venue"]]
    plan = plan_season(read_problem(told))

    assert broken_rules(told, plan.as_rows()) == []
    assert len(plan.sessions) == 2
    hall, other = f"Hall {first.venue[1:]}", f"Hall {told['banned'][0][1:]}"
    assert plan.notes == (
        f"Vale Runners cannot be at {hall}, where it is held: too far, not free then, or held elsewhere.",
        f"Two sessions are held at {hall}: there is one at most.",
        f"Nothing was planned at {other}: it is held and ruled out at once.",
    )


def test_no_more_sessions_are_held_than_were_asked_for_and_no_group_in_two() -> None:
    told = season(60, 6, sessions=3)
    venues = [one.venue for one in plan_season(read_problem(told)).sessions]
    told["params"]["sessions"] = 2
    told["locks"] = [{"venue": venue, "groups": [7]} for venue in venues]
    plan = plan_season(read_problem(told))

    assert len(plan.sessions) == 2
    everybody = [one for session in plan.sessions for one in session.groups]
    assert len(set(everybody)) == len(everybody)
    assert f"Nothing was planned at Hall {venues[2][1:]}, though it is held" in " ".join(plan.notes)


@pytest.mark.parametrize("least", [0, 1])
def test_the_fewest_may_be_none_at_all(least: int) -> None:
    told = season(60, 6, min_groups=least, need_bonus=0)

    assert len(plan_season(read_problem(told)).sessions) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slots": []}, "There is no time"),
        ({"params": {"sessions": 3, "capacity": 6, "min_kinds": 9}}, "Groups of 9 kinds are to meet"),
    ],
)
def test_no_time_and_too_few_kinds_are_said_for_what_they_are(change: dict[str, Any], said: str) -> None:
    told = season() | change
    for one in [*told["groups"], *told["venues"]]:
        one["slots"] = [slot for slot in one["slots"] if slot < len(told["slots"])]
    plan = plan_season(read_problem(told))

    assert (plan.sessions, len(plan.notes)) == ((), 1)
    assert said in plan.notes[0]


def test_halls_with_room_of_their_own_are_planned_whatever_the_season_says() -> None:
    told = season(60, 6, capacity=0)
    for one in told["venues"]:
        one["capacity"] = 6

    assert (len(plan_season(read_problem(told)).sessions), plan_season(read_problem(told)).notes) == (3, ())
