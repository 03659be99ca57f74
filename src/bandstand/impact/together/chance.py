"""What chance alone would give, so that a count is not taken for more than it is. Pure functions of numbers.

Busy groups both come to gatherings and link to others, and gatherings are local as ties are: so pairs who met
have more ties than pairs who did not even where meeting does nothing. In trials with made-up boroughs that
simple comparison is wrong nine times in ten. Only comparisons that keep their word in such trials are here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import comb

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]
Ends = NDArray[np.int64]
TIMES = 999
FEWEST = 10
"""New ties among groups that met, below which no comparison is shown: too few to tell anything from."""
_TRIES = 40


@dataclass(frozen=True)
class Split:
    """One list for two evenings: where everybody was put (0 or 1), and how many come by each lot drawn.

    Who is in `evening` and not in `heads` was not drawn. `taken` are the people placed without the lot,
    `rooms` the places of each evening (None for no limit): both bear on what the hat could have drawn. Ties
    in `knew` cannot have come of this list, smaller id first.
    """

    evening: Mapping[int, int]
    heads: Mapping[int, int]
    taken: tuple[int, int] = (0, 0)
    rooms: tuple[int | None, int | None] = (None, None)
    knew: Collection[Pair] = ()

    def could_share(self, pair: Pair) -> bool:
        """Whether the lot had a say in whether these two shared an evening, before they were in touch."""
        return (
            pair not in self.knew
            and all(one in self.evening for one in pair)
            and any(one in self.heads for one in pair)
        )


@dataclass(frozen=True)
class Beside:
    """A count, and what chance would give: the middle, and between which numbers nineteen times in twenty."""

    seen: int
    expected: float
    low: int
    high: int
    as_many: float  # how often chance alone gives as many or more, 0 to 1

    @property
    def stands_out(self) -> bool:
        return self.as_many <= 0.05


def across_by_chance(kinds: Sequence[object], ties: int) -> float:
    """Return how many of so many ties would be between unlike groups if partners were drawn from a hat.

    A group whose kind is not known (None) is unlike nobody, as in the count beside it.
    """
    if len(kinds) < 2:
        return 0.0
    known = Counter(kind for kind in kinds if kind is not None)
    unlike = comb(known.total(), 2) - sum(comb(many, 2) for many in known.values())
    return ties * unlike / comb(len(kinds), 2)


def alone_by_chance(groups: int, ties: int) -> float:
    """Return how many groups would have no tie at all if so many ties fell anywhere."""
    pairs = comb(groups, 2)
    if ties > pairs or groups < 2:
        return 0.0
    without = comb(pairs - (groups - 1), ties) if ties <= pairs - (groups - 1) else 0
    return groups * (without / comb(pairs, ties))


def reshuffled(
    ties: Sequence[Pair], met: Collection[Pair], *, place: Mapping[int, object], seed: int = 0
) -> Beside | None:
    """Hold new ties against partners reshuffled: each group keeps as many ties, with as many in each place.

    That allows for busy groups being busy and for neighbours being near. `place` is where each group is. None
    with fewer than `FEWEST` new ties among groups that met.
    """
    together = {pair_of(*pair) for pair in met}
    seen = sum(pair_of(*tie) in together for tie in ties)
    if seen < FEWEST:
        return None
    known, at = _who_met(ties, together)
    rng = np.random.default_rng(seed)
    drawn = np.zeros(TIMES, dtype=np.int64)
    for alike, some in sorted(_between(ties, place).items()):
        ends = np.array([(at[one], at[other]) for one, other in some], dtype=np.int64)
        ones, others = _neighbours(ends, rng) if alike[0] == alike[1] else _far(ends, rng)
        drawn += known[ones, others].sum(axis=1)
    return _beside(seen, drawn)


def by_lot(splits: Sequence[Split], ties: Collection[Pair]) -> list[Pair]:
    """Return the ties of one list’s groups where the lot had a say in whether they shared an evening."""
    pairs = sorted({pair_of(*tie) for tie in ties})
    return [pair for pair in pairs if any(split.could_share(pair) for split in splits)]


def split_by_lot(splits: Sequence[Split], ties: Collection[Pair], *, seed: int = 0) -> Beside | None:
    """Hold ties among groups that shared an evening against other lots the same hat could have drawn.

    The draw is the only difference between pairs that shared one and pairs that did not, so this one may say
    “because”. A pair on several lists counts once. None with fewer than `FEWEST` ties between groups of one
    list, shared or not: to count only the shared would show the line sooner the better it looks.
    """
    linked = by_lot(splits, ties)
    if len(linked) < FEWEST:
        return None
    rng = np.random.default_rng(seed)
    seen = np.zeros(len(linked), dtype=np.bool_)
    drawn = np.zeros((len(linked), TIMES), dtype=np.bool_)
    for split in splits:
        lots = other_lots(split, rng)
        for at, (one, other) in enumerate(linked):
            if split.could_share((one, other)):
                seen[at] |= split.evening[one] == split.evening[other]
                drawn[at] |= lots[one] == lots[other]
    return _beside(int(seen.sum()), drawn.sum(axis=0))


def other_lots(split: Split, rng: np.random.Generator) -> dict[int, NDArray[np.int64]]:
    """Return what else the hat could have drawn: everybody's evening in each of `TIMES` draws.

    The same rule as in `gatherings.lot`, with all draws side by side.
    """
    keys = sorted(split.heads, key=lambda one: (-split.heads[one], one))
    order, coins = _out_of_the_hat([split.heads[key] for key in keys], rng)
    rooms = np.array([np.inf if room is None else room for room in split.rooms])
    filled = np.tile(np.array(split.taken, dtype=np.int64), (TIMES, 1))
    got, each = np.zeros((TIMES, len(keys)), dtype=np.int64), np.arange(TIMES)
    for at, key in enumerate(keys):
        to = _goes_to(filled, split.heads[key], rooms, coins[:, at])
        filled[each, to] += split.heads[key]
        got[each, order[:, at]] = to
    lots = {one: np.full(TIMES, evening) for one, evening in split.evening.items()}
    return lots | {key: got[:, at] for at, key in enumerate(keys)}


def _out_of_the_hat(heads: list[int], rng: np.random.Generator) -> tuple[Ends, Ends]:
    """Return the order lots leave the hat (biggest first, mixed among those as big), and a coin for each."""
    order = np.tile(np.arange(len(heads)), (TIMES, 1))
    begins = 0
    for _, alike in groupby(heads):
        ends = begins + len(list(alike))
        order[:, begins:ends] = rng.permuted(order[:, begins:ends], axis=1)
        begins = ends
    return order, rng.integers(0, 2, order.shape)


def _goes_to(filled: Ends, heads: int, rooms: NDArray[np.float64], coins: Ends) -> Ends:
    fits = filled + heads <= rooms
    fewer = np.where(filled[:, 0] == filled[:, 1], coins, filled[:, 1] < filled[:, 0])
    return np.where(fits[:, 0] == fits[:, 1], fewer, fits[:, 1]).astype(np.int64)


def _beside(seen: int, drawn: NDArray[np.int64]) -> Beside:
    low, high = np.quantile(drawn, [0.025, 0.975], method="nearest")
    as_many = (1 + int((drawn >= seen).sum())) / (1 + len(drawn))
    return Beside(seen, float(drawn.mean()), int(low), int(high), as_many)


def _between(ties: Sequence[Pair], place: Mapping[int, object]) -> dict[tuple[str, str], list[Pair]]:
    """Sort ties by the two places they join, each tie's ends in the order of its places."""
    found: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for tie in ties:
        one, other = sorted(tie, key=lambda group: (str(place.get(group, "")), group))
        found[str(place.get(one, "")), str(place.get(other, ""))].append((one, other))
    return found


def _who_met(ties: Sequence[Pair], met: set[Pair]) -> tuple[NDArray[np.bool_], dict[int, int]]:
    """Return a table of who met whom among groups with ties, and each group's place in it."""
    groups = sorted({group for tie in ties for group in tie})
    at = {group: place for place, group in enumerate(groups)}
    known = np.zeros((len(groups), len(groups)), dtype=np.bool_)
    for one, other in met:
        if one in at and other in at:
            known[at[one], at[other]] = known[at[other], at[one]] = True
    return known, at


def _far(ends: Ends, rng: np.random.Generator) -> tuple[Ends, Ends]:
    """Draw partners anew between two places: those of one keep their order, those of the other are mixed."""
    ones = np.tile(ends[:, 0], (TIMES, 1))
    return ones, rng.permuted(np.tile(ends[:, 1], (TIMES, 1)), axis=1)


def _neighbours(ends: Ends, rng: np.random.Generator) -> tuple[Ends, Ends]:
    """Draw partners anew within one place; nobody is tied to itself.

    Where one group has most of the ties, hardly any draw is without: what is left after some tries is mended.
    """
    drawn = rng.permuted(np.tile(ends.ravel(), (TIMES, 1)), axis=1)
    for _ in range(_TRIES):
        odd = (drawn[:, 0::2] == drawn[:, 1::2]).any(axis=1)
        if not odd.any():
            break
        drawn[odd] = rng.permuted(drawn[odd], axis=1)
    for row in np.flatnonzero((drawn[:, 0::2] == drawn[:, 1::2]).any(axis=1)):
        _untie(drawn[row], rng)
    return drawn[:, 0::2], drawn[:, 1::2]


def _untie(drawn: Ends, rng: np.random.Generator) -> None:
    """Part each group tied to itself, in place: it changes partners with a tie it is not in.

    There is one, for nobody had as many ties to begin with.
    """
    ones, others = drawn[0::2], drawn[1::2]
    while len(odd := np.flatnonzero(ones == others)):
        group = ones[odd[0]]
        without = np.flatnonzero((ones != group) & (others != group))
        with_whom = rng.choice(without)
        others[odd[0]], ones[with_whom] = ones[with_whom], group


def pair_of(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)
