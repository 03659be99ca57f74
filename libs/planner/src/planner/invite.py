"""Whom to invite: lists longer than the room, because not everybody comes, in two waves.

A list grows until 80 % of the room is expected or the chance of turning anybody away would pass one in ten.
What an invitation adds is counted with the odds of both sides of every pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .problem import Id
from .turnout import turned_away
from .weigh import Ints

ROOM_EXPECTED = 0.8
FIRST_WAVE = 0.55
MOST_TURNED_AWAY = 0.10
_THOUSAND = 1000  # odds are counted in thousandths, so that values stay whole numbers
_NEVER = np.int64(-(1 << 60))


@dataclass(frozen=True, slots=True)
class Invitation:
    """One session with whom to ask, positions in the problem: first wave, then second."""

    venue: Id
    slot: int
    room: int
    first: tuple[int, ...]
    second: tuple[int, ...]
    everyone: bool  # all within reach are on it: there was nobody to choose from

    @property
    def groups(self) -> tuple[int, ...]:
        return self.first + self.second


@dataclass(slots=True)
class _Growing:
    """One list as it grows."""

    row: int
    groups: Ints  # who could come
    pairs: NDArray[np.int64]
    odds: Ints  # thousandths
    gain: Ints  # what each would add, given the list so far, were it sure to come
    room: int
    taken: list[int]  # columns, in the order invited
    chance: list[float]

    def may_take(self, column: int) -> bool:
        odds = [int(self.odds[one]) / _THOUSAND for one in (*self.taken, column)]
        return sum(odds) <= self.room * ROOM_EXPECTED and turned_away(odds, self.room) <= MOST_TURNED_AWAY

    def take(self, column: int) -> None:
        self.taken.append(column)
        self.gain += self.pairs[:, column] * int(self.odds[column])
        self.gain[column] = _NEVER
