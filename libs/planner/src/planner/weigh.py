"""The one score: what it is worth that two groups meet. Everything the planner says comes from here.

A pair is worth its kinds' weight, times `near_factor` when they are close neighbours, if they live within
`pair_m` and have not met; a group with an open need adds `need_bonus` to whatever session it comes to, and
one that was never invited `fresh_bonus`, so that everybody has a turn.
All values are whole numbers, so that the same problem and seed give the same plan on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .problem import Group, Problem, Rules

Ints = NDArray[np.int64]
Table = NDArray[np.int32]


class Weights:
    """Values of pairs of one problem's groups, worked out for a few groups at a time: never all by all."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        rules = problem.rules
        self.x = np.array([group.x for group in problem.groups], dtype=np.float64)
        self.y = np.array([group.y for group in problem.groups], dtype=np.float64)
        self.needs = np.array([_by_itself(group, rules) for group in problem.groups], dtype=np.int64)
        mixes = list(dict.fromkeys(group.kinds for group in problem.groups))
        number = {mix: place for place, mix in enumerate(mixes)}
        self._mix = np.array([number[group.kinds] for group in problem.groups], dtype=np.int64)
        self._by_mix = np.array(
            [[self._best(one, other) for other in mixes] for one in mixes], dtype=np.int32
        ).reshape(len(mixes), len(mixes))
        self._known: dict[int, list[int]] = {}
        for one, other in problem.connected:
            self._known.setdefault(one, []).append(other)

    def _best(self, one: Sequence[str], other: Sequence[str]) -> int:
        weigh = self.problem.rules.weight
        return max((weigh(a, b) for a in one for b in other), default=0)

    def among(self, members: Ints) -> Table:
        """The value of every pair of these groups: a square table, 0 on the diagonal."""
        rules = self.problem.rules
        x, y, mix = self.x[members], self.y[members], self._mix[members]
        apart = (x[:, None] - x[None, :]) ** 2 + (y[:, None] - y[None, :]) ** 2
        table: Table = self._by_mix[mix[:, None], mix[None, :]]
        table[apart <= rules.near_m**2] *= rules.near_factor
        table[apart > rules.pair_m**2] = 0
        np.fill_diagonal(table, 0)
        place = {int(group): spot for spot, group in enumerate(members)}
        for one, spot in place.items():
            for other in self._known.get(one, ()):
                if other in place:
                    table[spot, place[other]] = table[place[other], spot] = 0
        return table

    def value(self, members: Sequence[int]) -> tuple[int, int]:
        """What these groups in one session are worth, and how many pairs would meet that have not."""
        chosen = np.array(members, dtype=np.int64)
        table = self.among(chosen)
        return int(table.sum()) // 2 + int(self.needs[chosen].sum()), int((table > 0).sum()) // 2


def _by_itself(group: Group, rules: Rules) -> int:
    """What it is worth that a group comes, whoever else does."""
    return rules.need_bonus * group.need + rules.fresh_bonus * (group.invited_before == 0)
