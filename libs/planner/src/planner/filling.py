"""The best list for each option from the groups still free: all options side by side, one group a step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .options import Options
from .turnout import turned_away
from .weigh import Ints

MOST_TURNED_AWAY = 0.095  # a little under one in ten, so that what is measured stays within it
_NEVER = np.int64(-(1 << 60))
_REFUSALS = 4  # groups too many for what room is left, before a list is taken to be full


class _Arrivals:
    """The chances of 0 … capacity arrivals for many lists at once, and of more."""

    def __init__(self, options: Options, rows: Ints) -> None:
        self._unit = options.room.unit
        self._capacity = options.capacity[rows]
        width = int(self._capacity.max(initial=0)) + 1
        self._chance = np.zeros((len(rows), width))
        self._chance[:, 0] = 1.0
        self._beyond = np.arange(width)[None, :] > self._capacity[:, None]
        self.away = np.zeros(len(rows))

    def with_one_more(self, odds: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The chances if one more is asked, and of turning somebody away then."""
        comes = (odds / self._unit)[:, None]
        longer = self._chance * (1.0 - comes)
        longer[:, 1:] += self._chance[:, :-1] * comes
        last = self._chance[np.arange(len(odds)), self._capacity] * comes[:, 0]
        longer[self._beyond] = 0.0
        return longer, self.away + last

    def hold(self, odds: Ints) -> None:
        """Reckon with these in the first list from the start."""
        first = np.arange(len(self.away)) == 0
        for each in odds:
            self.take(first, *self.with_one_more(np.full(len(first), each, dtype=np.int64)))

    def take(self, which: NDArray[np.bool_], chance: NDArray[np.float64], away: NDArray[np.float64]) -> None:
        self._chance[which], self.away[which] = chance[which], away[which]


def fill(
    options: Options, rows: Ints, free: NDArray[np.bool_], *, held: Ints | None = None
) -> tuple[NDArray[np.bool_], Ints]:
    """Lists for these options, each from all free groups as if it were the only session.

    Answers (chosen, value): chosen is (rows, width). A list worth nothing more to lengthen stops early, once
    it is long enough for a session.
    `held` columns are in the list of the first row from the start, whatever they are worth.
    """
    there = options.there[rows] & free[options.groups[rows]]
    odds = options.odds[rows]
    gain = np.where(there, options.needs[rows], _NEVER)
    chosen = np.zeros(there.shape, dtype=np.bool_)
    value = np.zeros(len(rows), dtype=np.int64)
    load = np.zeros(len(rows), dtype=np.int64)
    every = np.arange(len(rows))
    arrivals = _Arrivals(options, rows) if options.room.unit > 1 else None
    refused = np.zeros(len(rows), dtype=np.int64)
    look = np.where(there, options.outlook[rows], _NEVER)
    for column in held if held is not None else ():
        _hold(options, int(rows[0]), int(column), chosen[0], gain[0])
    if held is not None and len(held):
        load[0] = odds[0, chosen[0]].sum()
        value[0] = worth(options, int(rows[0]), chosen[0])
        look = gain
        if arrivals is not None:
            arrivals.hold(odds[0, chosen[0]])
    for _ in range(options.width):
        pick = np.argmax(look, axis=1)
        best, cost = gain[every, pick], odds[every, pick]
        wanted = (best > 0) | ((best == 0) & (chosen.sum(axis=1) < options.fewest))
        takes = wanted & (load + cost <= options.limit[rows])
        if arrivals is not None:
            chance, away = arrivals.with_one_more(cost)
            takes &= away <= MOST_TURNED_AWAY
            arrivals.take(takes, chance, away)
        refused += wanted & ~takes
        if not takes.any() and not (wanted & (refused < _REFUSALS)).any():
            break
        chosen[every[takes], pick[takes]] = True
        value += np.where(takes, best * cost, 0)
        load += np.where(takes, cost, 0)
        gain[takes] += options.pairs[rows[takes], :, pick[takes]] * cost[takes][:, None]
        gain[every, pick] = _NEVER
        gain[refused >= _REFUSALS] = _NEVER
        look = gain
    return chosen, value


def _hold(options: Options, row: int, column: int, chosen: NDArray[np.bool_], gain: Ints) -> None:
    chosen[column] = True
    gain += options.pairs[row, :, column] * options.odds[row, column]
    gain[column] = _NEVER


def worth(options: Options, row: int, chosen: NDArray[np.bool_]) -> int:
    """What a list is worth, in `unit` x `unit`."""
    inside = np.flatnonzero(chosen)
    odds = options.odds[row, inside]
    meetings = int((options.pairs[row][np.ix_(inside, inside)] * odds[:, None] * odds[None, :]).sum()) // 2
    return meetings + int((options.needs[row, inside] * odds).sum())


def gains(options: Options, row: int, chosen: NDArray[np.bool_]) -> Ints:
    """What each group of an option would add to this list, were it sure to come."""
    inside = np.flatnonzero(chosen)
    met: Ints = options.pairs[row][:, inside] @ options.odds[row, inside] + options.needs[row]
    return met


def fits(options: Options, row: int, chosen: NDArray[np.bool_]) -> bool:
    """Whether so many may be expected there."""
    odds = options.odds[row, chosen]
    if odds.sum() > options.limit[row]:
        return False
    unit = options.room.unit
    return unit == 1 or turned_away([int(one) / unit for one in odds], int(options.capacity[row])) <= (
        MOST_TURNED_AWAY
    )


def improve(options: Options, row: int, chosen: NDArray[np.bool_], free: NDArray[np.bool_]) -> int:
    """Swap one in for one out while that is worth it, in place; answers what was gained."""
    pairs, odds = options.pairs[row], options.odds[row]
    others = options.there[row] & free[options.groups[row]] & ~chosen
    if not others.any() or not chosen.any():
        return 0
    gain, gained, refused = gains(options, row, chosen), 0, 0
    load = int(odds[chosen].sum())
    while True:
        inside, outside = np.flatnonzero(chosen), np.flatnonzero(others)
        change = (
            odds[outside][None, :]
            * (gain[outside][None, :] - pairs[np.ix_(inside, outside)] * odds[inside][:, None])
            - (odds * gain)[inside][:, None]
        )
        change[load - odds[inside][:, None] + odds[outside][None, :] > options.limit[row]] = _NEVER
        best = int(np.argmax(change))
        out, in_ = inside[best // len(outside)], outside[best % len(outside)]
        if change.flat[best] <= 0 or refused > _REFUSALS:
            return gained
        chosen[out], chosen[in_] = False, True
        if not fits(options, row, chosen):
            chosen[out], chosen[in_], others[in_] = True, False, False
            refused += 1
            if not others.any():
                return gained
            continue
        gained += int(change.flat[best])
        load += int(odds[in_] - odds[out])
        others[out], others[in_] = True, False
        gain += pairs[:, in_] * odds[in_] - pairs[:, out] * odds[out]
