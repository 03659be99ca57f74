"""Every (venue, slot) a session could be held in, with the groups that could walk there, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import Id, Problem
from .weigh import Ints, Table, Weights

MOST_CANDIDATES = 400
"""Of one option. A venue in reach of more is planned with those worth most; memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Option:
    """One place and time. `groups` are positions in the problem's list, of those who could come."""

    venue: int
    slot: int
    groups: Ints
    capacity: int


@dataclass(slots=True)
class Options:
    """All options side by side, padded to the longest: row = option, column = its n-th group (-1: none)."""

    every: list[Option]
    groups: Ints  # (options, width)
    there: NDArray[np.bool_]  # (options, width): not padding
    pairs: Table  # (options, width, width)
    needs: Ints  # (options, width)
    outlook: Ints  # (options, width): what a group's best partners of a full session would add up to
    capacity: Ints  # (options,)
    venue: Ints  # (options,)
    clash: NDArray[np.bool_]  # (venues, venues): too close together for one season
    column: NDArray[np.int16]  # (options, groups + 1): where a group stands in an option; -1 where it does not
    share: NDArray[np.bool_]  # (options, options): some group could come to either

    def __len__(self) -> int:
        return len(self.every)

    @property
    def width(self) -> int:
        return int(self.groups.shape[1])


def options_of(problem: Problem, weights: Weights) -> Options:
    every = _in_reach(problem, weights)
    width = max((len(option.groups) for option in every), default=0)
    groups = np.full((len(every), width), -1, dtype=np.int64)
    pairs = np.zeros((len(every), width, width), dtype=np.int32)
    same: dict[bytes, int] = {}
    for row, option in enumerate(every):
        count = len(option.groups)
        groups[row, :count] = option.groups
        key = option.groups.tobytes()
        if key in same:
            pairs[row] = pairs[same[key]]
        else:
            pairs[row, :count, :count] = weights.among(option.groups)
            same[key] = row
    there = groups >= 0
    column = np.full((len(every), len(problem.groups) + 1), -1, dtype=np.int16)
    for row, option in enumerate(every):
        column[row, option.groups] = np.arange(len(option.groups), dtype=np.int16)
    could = (column >= 0).astype(np.float32)
    needs = np.where(there, weights.needs[groups] if len(weights.needs) else 0, 0)
    return Options(
        every=every,
        groups=groups,
        there=there,
        pairs=pairs,
        needs=needs,
        outlook=needs + _best_partners(pairs, problem.rules.capacity - 1),
        capacity=np.array([option.capacity for option in every], dtype=np.int64),
        venue=np.array([option.venue for option in every], dtype=np.int64),
        column=column,
        share=(could @ could.T) > 0,
        clash=_clashes(problem, problem.rules.venues_apart_m),
    )


def _best_partners(pairs: Table, many: int) -> Ints:
    width = pairs.shape[1]
    many = max(0, min(many, width))
    top = np.partition(pairs, width - many, axis=2)[:, :, width - many :] if 0 < many < width else pairs
    added: Ints = top.sum(axis=2, dtype=np.int64)
    return added


def _in_reach(problem: Problem, weights: Weights) -> list[Option]:
    rules, found = problem.rules, []
    free = [
        np.array([slot in group.slots for group in problem.groups], dtype=np.bool_)
        for slot in range(len(problem.slots))
    ]
    for place, venue in enumerate(problem.venues):
        walk = (weights.x - venue.x) ** 2 + (weights.y - venue.y) ** 2
        near = walk <= rules.walk_m**2
        capacity = rules.capacity if venue.capacity is None else venue.capacity
        for slot in venue.slots:
            if not _banned(problem, venue.id, slot):
                groups = np.flatnonzero(near & free[slot])
                found.append(Option(place, slot, _worth_most(groups, weights), capacity))
    fewest = max(rules.min_groups, 1)
    return [option for option in found if len(option.groups) >= fewest and option.capacity >= fewest]


def _banned(problem: Problem, venue: Id, slot: int) -> bool:
    return (venue, None) in problem.banned or (venue, slot) in problem.banned


def _worth_most(groups: Ints, weights: Weights) -> Ints:
    if len(groups) <= MOST_CANDIDATES:
        return groups
    worth = weights.among(groups).sum(axis=1) + weights.needs[groups]
    best = np.argsort(-worth, kind="stable")[:MOST_CANDIDATES]
    kept: Ints = np.sort(groups[best])
    return kept


def _clashes(problem: Problem, apart: float) -> NDArray[np.bool_]:
    x = np.array([venue.x for venue in problem.venues], dtype=np.float64)
    y = np.array([venue.y for venue in problem.venues], dtype=np.float64)
    clash: NDArray[np.bool_] = (x[:, None] - x[None, :]) ** 2 + (y[:, None] - y[None, :]) ** 2 < apart**2
    np.fill_diagonal(clash, val=True)
    return clash
