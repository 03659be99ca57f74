"""Whom to introduce: unlike, near, not connected, with something in common; the best pair first.

At most two open suggestions a group, so that nobody is ranked by how many they know, and a pair that was
dismissed is not suggested again.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from .problem import Group, Problem

MOST_EACH = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two groups, positions in the problem, and why: how far apart, what they share, who knows both."""

    one: int
    other: int
    value: int
    metres: int
    shared: tuple[str, ...]
    through: tuple[int, ...]  # groups connected to both, who could make the introduction


def introduce(
    problem: Problem,
    *,
    dismissed: Collection[tuple[int, int]] = (),
    open_now: Mapping[int, int] | None = None,
    most_each: int = MOST_EACH,
) -> list[Suggestion]:
    """Suggestions, best first. `open_now` counts a group's suggestions that are still open."""
    known = _known(problem)
    gone = {(min(pair), max(pair)) for pair in dismissed}
    room: defaultdict[int, int] = defaultdict(lambda: most_each)
    room.update({place: most_each - count for place, count in (open_now or {}).items()})
    found = []
    for value, metres, one, other in sorted(_candidates(problem), key=lambda c: (-c[0], c[1], c[2], c[3])):
        if (one, other) in gone or other in known[one] or room[one] <= 0 or room[other] <= 0:
            continue
        room[one] -= 1
        room[other] -= 1
        shared = tuple(sorted(problem.groups[one].shared & problem.groups[other].shared))
        through = tuple(sorted(known[one] & known[other]))
        found.append(Suggestion(one, other, value, metres, shared, through))
    return found


def _known(problem: Problem) -> dict[int, set[int]]:
    known: dict[int, set[int]] = defaultdict(set)
    for one, other in problem.connected:
        known[one].add(other)
        known[other].add(one)
    return known


def _candidates(problem: Problem) -> Iterator[tuple[int, int, int, int]]:
    """(value, metres, one, other) of every unlike pair near enough, from a grid: never all by all."""
    size = problem.rules.pair_m or 1.0
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, group in enumerate(problem.groups):
        cells[int(group.x // size), int(group.y // size)].append(place)
    for (x, y), members in cells.items():
        near = [one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in cells.get((x + dx, y + dy), ())]
        for one in members:
            for other in near:
                if one < other and (pair := _pair(problem, one, other)) is not None:
                    yield (*pair, one, other)


def _pair(problem: Problem, one: int, other: int) -> tuple[int, int] | None:
    rules, a, b = problem.rules, problem.groups[one], problem.groups[other]
    metres = math.hypot(a.x - b.x, a.y - b.y)
    kind = _kind_weight(problem, a, b)
    if kind == 0 or metres > rules.pair_m:
        return None
    near = rules.near_factor if metres <= rules.near_m else 1
    return kind * near * (1 + len(a.shared & b.shared)), round(metres)


def _kind_weight(problem: Problem, one: Group, other: Group) -> int:
    return max((problem.rules.weight(a, b) for a in one.kinds for b in other.kinds), default=0)
