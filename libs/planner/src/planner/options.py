"""Every (venue, slot) a session could be held in, with the groups that could walk there, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .problem import Problem
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


@dataclass(frozen=True, slots=True)
class Room:
    """What a list may hold. Fixed: everybody comes, and so many fit. With turn-out: odds in thousandths, 80 %
    of the room expected at most, and at most one chance in ten of turning anybody away.
    """

    unit: int  # what odds of certainty are: 1, or 1,000
    share: int  # of the room that may be expected, in hundredths


FIXED = Room(1, 100)
TURN_OUT = Room(1000, 80)


@dataclass(slots=True)
class Options:
    """All options side by side, padded to the longest: row = option, column = its n-th group (-1: none).

    A list is worth the sum over its pairs of odds x odds x pair, plus odds x need: with FIXED odds all are 1.
    """

    every: list[Option]
    groups: Ints  # (options, width)
    there: NDArray[np.bool_]  # (options, width): not padding
    pairs: Table  # (options, width, width)
    needs: Ints  # (options, width)
    outlook: Ints  # (options, width): what a group's best partners of a full session would add up to
    odds: Ints  # (options, width), of `room.unit`
    room: Room
    fewest: int  # groups a session has at least
    capacity: Ints  # (options,): heads that fit
    limit: Ints  # (options,): odds a list may add up to
    venue: Ints  # (options,)
    clash: NDArray[np.bool_]  # (venues, venues): too close together for one season
    column: NDArray[
        np.int16
    ]  # (options, groups + 1): where a group stands in an option; -1 where it does not
    share: NDArray[np.bool_]  # (options, options): some group could come to either

    def __len__(self) -> int:
        return len(self.every)

    @property
    def width(self) -> int:
        return int(self.groups.shape[1])


def options_of(problem: Problem, weights: Weights, room: Room = FIXED) -> Options:
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
    sure = np.array([_odds(group.odds, room) for group in problem.groups] or [0], dtype=np.int64)
    odds = np.where(there, sure[groups], 0)
    needs = np.where(there, weights.needs[groups] if len(weights.needs) else 0, 0) * room.unit
    capacity = np.array([option.capacity for option in every], dtype=np.int64)
    return Options(
        every=every,
        groups=groups,
        there=there,
        pairs=pairs,
        needs=needs,
        outlook=needs + _best_partners(pairs * odds[:, None, :], problem.rules.capacity - 1),
        odds=odds,
        room=room,
        fewest=max(problem.rules.min_groups, 1),
        capacity=capacity,
        limit=capacity * room.unit * room.share // 100,
        venue=np.array([option.venue for option in every], dtype=np.int64),
        column=column,
        share=(could @ could.T) > 0,
        clash=_clashes(problem, problem.rules.venues_apart_m),
    )


def _odds(odds: float, room: Room) -> int:
    return round(odds * room.unit) if room.unit > 1 else 1


def _best_partners(pairs: NDArray[np.integer[Any]], many: int) -> Ints:
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
            groups = _worth_most(np.flatnonzero(near & free[slot]), weights)
            # Room for twice as many is room for all of them, whoever comes: a bigger hall is no other case.
            found.append(Option(place, slot, groups, min(capacity, 2 * len(groups))))
    fewest = max(rules.min_groups, 1)
    return [option for option in found if len(option.groups) >= fewest and option.capacity >= fewest]


def not_banned(problem: Problem, options: Options) -> NDArray[np.bool_]:
    """Which rows an officer has not ruled out: refused ones stay in the tables, so that nothing is made anew
    when one is refused or let in again.
    """
    banned = problem.banned
    ids = [problem.venues[option.venue].id for option in options.every]
    return np.array(
        [
            (venue, None) not in banned and (venue, option.slot) not in banned
            for venue, option in zip(ids, options.every, strict=True)
        ],
        dtype=np.bool_,
    )


def as_far_apart(options: Options, problem: Problem) -> Options:
    """The same tables, with venues as far apart as this problem wants them."""
    return replace(options, clash=_clashes(problem, problem.rules.venues_apart_m))


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
