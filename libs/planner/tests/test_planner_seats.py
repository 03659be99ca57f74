"""An evening at Priory Hall: who sits with whom, from six people to sixty."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import ProblemError, late, read_room, seat


def room(
    people: int, tables: int, capacity: int, rounds: int = 3, seed: int = 1, **more: Any
) -> dict[str, Any]:
    rng = random.Random(seed)
    return {
        "format": "bandstand-tables-1",
        "rounds": rounds,
        "table_capacity": capacity,
        "skills": ["facebook", "website", "photos"],
        "surgeons": [{"table": one, "skills": [one % 3]} for one in range(tables)],
        "people": [
            {
                "id": one,
                "group": one // 2,
                "kind": ("sport", "friends", "health")[one // 2 % 3],
                "needs": [int(rng.random() * 3)] if rng.random() < 0.5 and tables > 2 else [],
            }
            for one in range(people)
        ],
        "known_groups": [[0, 1]],
    } | more


def golf(groups: int, size: int, rounds: int) -> dict[str, Any]:
    people = [{"id": one, "group": one, "kind": str(one)} for one in range(groups * size)]
    return room(0, groups, size, rounds) | {"people": people, "known_groups": []}


def met_again(tables: list[list[int]]) -> int:
    many = len(tables[0])
    times = [sum(r[a] == r[b] for r in tables) for a in range(many) for b in range(a)]
    return sum(max(0, one - 1) for one in times)


@settings(max_examples=15, deadline=None)
@given(people=st.integers(1, 18), tables=st.integers(1, 5), seed=st.integers(0, 999))
def test_everybody_has_a_chair_and_every_need_a_helper(people: int, tables: int, seed: int) -> None:
    told = room(people, tables, capacity=-(-people // tables) + 1, seed=seed)
    plan = seat(read_room(told), steps=8_000)

    for round_ in plan:
        assert all(0 <= table < tables for table in round_)
        assert max(round_.count(table) for table in range(tables)) <= told["table_capacity"]
    unmet = [
        one
        for one, person in enumerate(told["people"])
        for need in person["needs"]
        if not any(round_[one] % 3 == need for round_ in plan)
    ]
    assert unmet == []


@pytest.mark.parametrize(("groups", "size", "rounds"), [(4, 4, 5), (5, 4, 5), (6, 5, 4), (10, 6, 4)])
def test_nobody_meets_twice_where_that_is_possible(groups: int, size: int, rounds: int) -> None:
    assert met_again(seat(read_room(golf(groups, size, rounds)))) == 0


def test_the_same_seed_seats_the_same_people() -> None:
    told = read_room(room(12, 3, 4))

    assert seat(told, seed=4, steps=5_000) == seat(told, seed=4, steps=5_000)


def test_who_sits_already_stays_and_friends_may_sit_together() -> None:
    told = room(12, 3, 4, locks=[[0, 0, 2], [0, 1, 2]], together=[[4, 5]])
    plan = seat(read_room(told))

    assert (plan[0][0], plan[0][1]) == (2, 2)
    assert all(round_[4] == round_[5] for round_ in plan)


def test_somebody_who_comes_late_gets_a_free_chair_with_the_help_they_need() -> None:
    told = room(11, 3, 4)
    told["people"][10] |= {"needs": [1], "from_round": 1}
    read = read_room(told)
    plan = seat(read, steps=5_000)
    assert plan[0][10] == -1
    assert plan[1][10] >= 0

    free = [table for table in range(3) if plan[0].count(table) < 4]
    chair = late(read, plan, 10, 0)
    assert chair in free
    assert (chair == 1) == (1 in free)
    full = read_room(room(9, 3, 3))
    with pytest.raises(ProblemError, match="Every chair is taken"):
        late(full, [[0, 0, 0, 1, 1, 1, 2, 2, 2, -1]], 9, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"table_capacity": 2}, "table_capacity"),
        ({"locks": [[0, 99, 0]]}, r"locks\[0\]"),
        ({"people": [{"id": 0}]}, r"people\[0\].group"),
        ({"surgeons": [{"table": 5}]}, "surgeons"),
        ({"format": "bandstand-season-1"}, "format"),
        ({"together": [[0, 99]]}, r"together\[0\]"),
        ({"rounds": 10**9}, "rounds: expected 100 or less."),
        ({"table_capacity": 10**400}, "table_capacity: expected 100 or less."),
        ({"people": [{"id": 1, "group": 1}, {"id": 1, "group": 2}]}, r"people\[1\].id: 1 is there twice."),
        ({"locks": [[0, 1, 0], [0, 1, 1]]}, r"locks\[1\]: nobody can sit at two tables in one round."),
    ],
)
def test_a_room_that_cannot_be_read_is_told_by_its_field(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ProblemError, match=said):
        read_room(room(12, 3, 4) | change)
