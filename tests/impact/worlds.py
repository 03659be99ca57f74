"""Made-up boroughs where we know what happened: in some, gatherings do nothing at all."""

from itertools import combinations

import numpy as np

from bandstand.gatherings.lot import Lot, draw
from bandstand.impact.together.chance import Pair, Split

GROUPS, LOCALITIES, KINDS = 200, 6, 5


class World:
    """A made-up borough: busy groups come more often and link more often, whether or not meeting does anything."""

    def __init__(self, seed: int, *, fold: float = 1.0) -> None:
        self.seed = seed
        self.rng = np.random.default_rng(seed)
        self.busy = self.rng.lognormal(0, 0.8, GROUPS)
        self.locality = self.rng.integers(0, LOCALITIES, GROUPS)
        self.kind = self.rng.integers(0, KINDS, GROUPS)
        self.fold = fold

    @property
    def place(self) -> dict[int, int]:
        return {group: int(self.locality[group]) for group in range(GROUPS)}

    def gatherings(self, many: int, size: int) -> set[Pair]:
        """Return the pairs that met."""
        met: set[Pair] = set()
        for at in range(many):
            here = self._some(at % LOCALITIES, size)
            met |= set(combinations(sorted(here), 2))
        return met

    def splits(self, many: int, size: int, *, odd: bool = False) -> list[Split]:
        """Return so many lists, drawn as the product draws them: twice `size` groups for two evenings.

        On `odd` lists some bring a second person, some can come to one only, and one evening has few chairs.
        """
        return [self._list(at, self._some(at % LOCALITIES, 2 * size), odd=odd) for at in range(many)]

    def _list(self, at: int, groups: list[int], *, odd: bool) -> Split:
        only = {group: int(self.rng.integers(2)) for group in (groups[::5] if odd else [])}
        heads = {one: 1 + (odd and one % 3 == 0) for one in groups if one not in only}
        taken = (list(only.values()).count(0), list(only.values()).count(1))
        rooms = (len(groups) // 2, None) if odd else (None, None)
        lots = [Lot(str(one), many) for one, many in heads.items()]
        drawn = draw(self.seed * 1000 + at, lots, taken=taken, rooms=rooms)
        return Split(only | {int(key): to for key, to in drawn.items()}, heads, taken, rooms)

    def ties(self, met: set[Pair]) -> list[Pair]:
        """Return the ties that came to be: likelier among the busy, the near, and by `fold` those who met."""
        ones, others = np.triu_indices(GROUPS, 1)
        near = self.locality[ones] == self.locality[others]
        alike = self.kind[ones] == self.kind[others]
        base = np.where(near, np.where(alike, 0.015, 0.006), np.where(alike, 0.002, 0.0005))
        together = np.zeros((GROUPS, GROUPS), dtype=bool)
        for one, other in met:
            together[one, other] = together[other, one] = True
        chance = base * self.busy[ones] * self.busy[others] * np.where(together[ones, others], self.fold, 1)
        come = self.rng.random(len(ones)) < np.minimum(chance, 1)
        return [(int(one), int(other)) for one, other in zip(ones[come], others[come], strict=True)]

    def _some(self, locality: int, size: int) -> list[int]:
        weight = self.busy * np.where(self.locality == locality, 1.0, 0.05)
        return [int(one) for one in self.rng.choice(GROUPS, size, replace=False, p=weight / weight.sum())]


def met_in(splits: list[Split]) -> set[Pair]:
    """Return the pairs the lot put together."""
    return {
        pair
        for split in splits
        for pair in combinations(sorted(split.evening), 2)
        if split.evening[pair[0]] == split.evening[pair[1]]
    }
