"""Whom to introduce: unlike, near, not connected, with something in common; the best pair first.

At most two open suggestions a group, so that nobody is ranked by how many they know, and a pair that was
dismissed is not suggested again.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from .problem import Group, Problem

MOST_EACH = 2
# What more groups than this have in common is no news to two of them that have no place.
FEW = 60


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two groups, positions in the problem, and why: how far apart, what they share, who knows both."""

    one: int
    other: int
    value: int
    metres: int | None  # None where the place of one of them is not known
    shared: tuple[str, ...]
    through: tuple[int, ...]  # groups connected to both, who could make the introduction
    shows: tuple[str, ...] = ()  # what one wants and the other could show


def introduce(
    problem: Problem,
    *,
    dismissed: Collection[tuple[int, int]] = (),
    open_now: Mapping[int, int] | None = None,
    most_each: int = MOST_EACH,
    in_common: bool = False,
) -> list[Suggestion]:
    """Suggestions, best first. `open_now` counts a group's suggestions that are still open.

    With `in_common` only those who have more in common than that they are near.
    """
    known = _known(problem)
    gone = {(min(pair), max(pair)) for pair in dismissed}
    room: defaultdict[int, int] = defaultdict(lambda: most_each)
    room.update({place: most_each - count for place, count in (open_now or {}).items()})
    found = []
    for value, metres, one, other in sorted(_candidates(problem), key=_best_first):
        if (one, other) in gone or other in known[one] or room[one] <= 0 or room[other] <= 0:
            continue
        told = _told(problem, known, (value, metres, one, other))
        if in_common and not (told.shared or told.shows):
            continue
        room[one] -= 1
        room[other] -= 1
        found.append(told)
    return found


Candidate = tuple[int, int | None, int, int]  # value, metres, one, other


def _best_first(candidate: Candidate) -> tuple[int, float, int, int]:
    value, metres, one, other = candidate
    return -value, math.inf if metres is None else metres, one, other


def _told(problem: Problem, known: dict[int, set[int]], candidate: Candidate) -> Suggestion:
    value, metres, one, other = candidate
    a, b = problem.groups[one], problem.groups[other]
    return Suggestion(
        one=one,
        other=other,
        value=value,
        metres=metres,
        shared=tuple(sorted(a.shared & b.shared)),
        through=tuple(sorted(known[one] & known[other])),
        shows=tuple(sorted((a.wants & b.gives) | (b.wants & a.gives))),
    )


def _known(problem: Problem) -> defaultdict[int, set[int]]:
    known: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in problem.connected:
        known[one].add(other)
        known[other].add(one)
    return known


def _candidates(problem: Problem) -> Iterator[Candidate]:
    yield from _near(problem)
    yield from _without_a_place(problem)


def _near(problem: Problem) -> Iterator[Candidate]:
    """Every unlike pair near enough, from a grid: never all by all."""
    size = max(problem.rules.pair_m, 1.0)
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, group in enumerate(problem.groups):
        if group.placed:
            cells[int(group.x // size), int(group.y // size)].append(place)
    for (x, y), members in cells.items():
        near = [one for dx in (-1, 0, 1) for dy in (-1, 0, 1) for one in cells.get((x + dx, y + dy), ())]
        for one in members:
            for other in near:
                if one < other and (pair := _pair(problem, one, other)) is not None:
                    yield pair


def _without_a_place(problem: Problem) -> Iterator[Candidate]:
    """Unlike pairs of which one has no place, through what few enough groups have in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(problem.groups):
        for word in group.shared | group.wants | group.gives:
            holders[word].append(place)
    few = (members for members in holders.values() if len(members) <= FEW)
    pairs = {pair for members in few for pair in combinations(members, 2)}
    for one, other in sorted(pairs):
        a, b = problem.groups[one], problem.groups[other]
        if not (a.placed and b.placed) and (worth := _kind_weight(problem, a, b) * _in_common(a, b)):
            yield worth, None, one, other


def _pair(problem: Problem, one: int, other: int) -> Candidate | None:
    rules, a, b = problem.rules, problem.groups[one], problem.groups[other]
    metres = math.hypot(a.x - b.x, a.y - b.y)
    kind = _kind_weight(problem, a, b)
    if kind == 0 or metres > rules.pair_m:
        return None
    near = rules.near_factor if metres <= rules.near_m else 1
    return kind * near * (1 + _in_common(a, b)), round(metres), one, other


def _in_common(one: Group, other: Group) -> int:
    return len(one.shared & other.shared) + len((one.wants & other.gives) | (other.wants & one.gives))


def _kind_weight(problem: Problem, one: Group, other: Group) -> int:
    return max((problem.rules.weight(a, b) for a in one.kinds for b in other.kinds), default=0)
