"""Groups moved between two sessions of one plan: one goes over, another makes room, a third fills the gap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .options import Options
from .weigh import Ints


@dataclass(frozen=True, slots=True)
class Move:
    """Columns: `leaves` of the first option goes to the second as `arrives`, where `makes_room` goes out;
    `fills` takes its place in the first (a free group, or the one that made room).
    """

    gain: int
    leaves: int
    fills: int
    arrives: int
    makes_room: int


def best_move(
    options: Options,
    first: tuple[int, NDArray[np.bool_]],
    second: tuple[int, NDArray[np.bool_]],
    free: NDArray[np.bool_],
) -> Move | None:
    """The move between these two (row, chosen) worth most, or None where none is worth anything."""
    (a, in_a), (b, in_b) = first, second
    inside_a = np.flatnonzero(in_a)
    there = options.column[b, options.groups[a, inside_a]]
    over, arrives = inside_a[there >= 0], there[there >= 0]
    if not len(over):
        return None
    worth_a, worth_b = _worth(options, a, in_a), _worth(options, b, in_b)
    inside_b = np.flatnonzero(in_b)
    at_b = (
        worth_b[arrives][:, None] - worth_b[inside_b][None, :] - options.pairs[b][np.ix_(arrives, inside_b)]
    )
    open_a = np.flatnonzero(options.there[a] & ~in_a & free[options.groups[a]])
    back = options.column[a, options.groups[b, inside_b]]
    at_a, filler = _fillers(options, a, worth_a, over, open_a)
    home = _homecoming(options, a, worth_a, over, back)
    by_other = at_b + at_a[:, None]
    by_swap = at_b + home
    gain = np.maximum(by_other, by_swap)
    best = int(np.argmax(gain))
    leaver, maker = divmod(best, len(inside_b))
    if gain.flat[best] <= 0:
        return None
    swapped = by_swap.flat[best] >= by_other.flat[best]
    return Move(
        gain=int(gain.flat[best]),
        leaves=int(over[leaver]),
        fills=int(back[maker] if swapped else filler[leaver]),
        arrives=int(arrives[leaver]),
        makes_room=int(inside_b[maker]),
    )


_NEVER = np.int64(-(1 << 40))


def _worth(options: Options, row: int, chosen: NDArray[np.bool_]) -> Ints:
    added: Ints = options.pairs[row][:, chosen].sum(axis=1, dtype=np.int64) + options.needs[row]
    return added


def _fillers(options: Options, row: int, worth: Ints, over: Ints, open_: Ints) -> tuple[Ints, Ints]:
    """For each that may leave, the best free group in its place, and what that changes here."""
    if not len(open_):
        return np.full(len(over), _NEVER), np.full(len(over), -1, dtype=np.int64)
    change = worth[open_][None, :] - worth[over][:, None] - options.pairs[row][np.ix_(over, open_)]
    best = np.argmax(change, axis=1)
    return change[np.arange(len(over)), best], open_[best]


def _homecoming(options: Options, row: int, worth: Ints, over: Ints, back: NDArray[np.int16]) -> Ints:
    """What changes here when the one that makes room over there comes here instead."""
    change = worth[back][None, :] - worth[over][:, None] - options.pairs[row][np.ix_(over, back)]
    swap: Ints = np.where(back[None, :] >= 0, change, _NEVER)
    return swap
