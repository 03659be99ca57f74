"""The best list for each option from the groups still free: all options filled side by side, one group a step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .options import Options
from .weigh import Ints

_NEVER = np.int64(-(1 << 40))


def fill(
    options: Options, rows: Ints, free: NDArray[np.bool_], *, held: dict[int, Ints] | None = None
) -> tuple[NDArray[np.bool_], Ints]:
    """Lists for these options, each from all free groups as if it were the only session.

    Answers (chosen, value): chosen is (rows, width); a list worth nothing more to lengthen stops early, but
    never under the fewest a session may have. `held` columns of an option are in its list from the start.
    """
    groups = options.groups[rows]
    there = options.there[rows] & free[groups]
    pairs = options.pairs[rows]
    gain = np.where(there, options.needs[rows], _NEVER)
    # The first pick looks ahead: who has most to gain from everybody who could come.
    outlook = np.where(there, options.outlook[rows], _NEVER)
    chosen = np.zeros(there.shape, dtype=np.bool_)
    value = np.zeros(len(rows), dtype=np.int64)
    every = np.arange(len(rows))
    for row, columns in (held or {}).items():
        for column in columns:
            value[row] += max(gain[row, column], 0) if there[row, column] else 0
            chosen[row, column] = True
            gain[row] += pairs[row, :, column]
            gain[row, column] = _NEVER
    room = options.capacity[rows] - chosen.sum(axis=1)
    for step in range(int(room.max(initial=0))):
        look = outlook if step == 0 and not held else gain
        pick = np.argmax(look, axis=1)
        best = gain[every, pick]
        takes = (room > step) & (best > _NEVER // 2) & ((best > 0) | (step == 0))
        if not takes.any():
            break
        chosen[every[takes], pick[takes]] = True
        value += np.where(takes, best, 0)
        gain[takes] += pairs[every[takes], :, pick[takes]]
        gain[every[takes], pick[takes]] = _NEVER
    return chosen, value


def improve(options: Options, row: int, chosen: NDArray[np.bool_], free: NDArray[np.bool_]) -> int:
    """Swap one in for one out while that is worth it, in place; answers what was gained."""
    pairs, gained = options.pairs[row], 0
    others = options.there[row] & free[options.groups[row]] & ~chosen
    if not others.any():
        return 0
    worth = pairs[:, chosen].sum(axis=1, dtype=np.int64) + options.needs[row]
    while True:
        inside, outside = np.flatnonzero(chosen), np.flatnonzero(others)
        change = worth[outside][None, :] - worth[inside][:, None] - pairs[np.ix_(inside, outside)]
        best = int(np.argmax(change))
        out, in_ = inside[best // len(outside)], outside[best % len(outside)]
        if change.flat[best] <= 0:
            return gained
        gained += int(change.flat[best])
        chosen[out], chosen[in_] = False, True
        others[out], others[in_] = True, False
        worth += pairs[:, in_] - pairs[:, out]
