"""Groups moved between two sessions of one plan: one goes over, another makes room, a third fills the gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .filling import gains
from .options import Options
from .weigh import Ints


@dataclass(frozen=True, slots=True)
class Move:
    """Columns: `leaves` of the first option goes to the second as `arrives`, where `makes_room` goes out;
    `fills` takes its place in the first (a free group, or the one that made room). -1 where nobody does.
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
    gain_a, gain_b = gains(options, a, in_a), gains(options, b, in_b)
    inside_b = np.flatnonzero(in_b)
    added = options.odds[b, arrives] * gain_b[arrives]
    at_b = np.column_stack([_change(options, b, gain_b, inside_b, arrives).T, added])
    open_a = np.flatnonzero(options.there[a] & ~in_a & free[options.groups[a]])
    back = options.column[a, options.groups[b, inside_b]]
    at_a, filler = _fillers(options, a, gain_a, over, open_a)
    missed = -options.odds[a, over] * gain_a[over]
    home = np.where(back[None, :] >= 0, _change(options, a, gain_a, over, back), _NEVER)
    home = np.column_stack([home, missed])
    inside_b, back = np.append(inside_b, -1), np.append(back, -1)
    if not _has_room(options, b, in_b):
        at_b[:, -1] = _NEVER
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


_NEVER = np.int64(-(1 << 60))


def _has_room(options: Options, row: int, chosen: NDArray[np.bool_]) -> bool:
    return bool(options.odds[row, chosen].sum() < options.limit[row])


def _change(options: Options, row: int, gain: Ints, out: Ints, into: NDArray[np.integer[Any]]) -> Ints:
    """What swapping each `out` (rows) for each `into` (columns) changes in one list."""
    odds = options.odds[row]
    met = options.pairs[row][np.ix_(out, into)] * odds[out][:, None]
    change: Ints = odds[into][None, :] * (gain[into][None, :] - met) - (odds * gain)[out][:, None]
    return change


def _fillers(options: Options, row: int, gain: Ints, over: Ints, open_: Ints) -> tuple[Ints, Ints]:
    """For each that may leave, the best free group in its place, and what that changes here."""
    if not len(open_):
        return np.full(len(over), _NEVER), np.full(len(over), -1, dtype=np.int64)
    change = _change(options, row, gain, over, open_)
    best = np.argmax(change, axis=1)
    return change[np.arange(len(over)), best], open_[best]
