"""Drawing who comes to which of two evenings, so that anybody can do it again from the seed. Pure functions.

The method in words is `METHOD`; it goes into every file of a draw, and into `docs/officers/two-evenings.md`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

METHOD = (
    "A lot is one group, with everybody who signed up from it, or one person without a group. Take SHA-256 "
    "of “SEED LOT” (the seed, one space, the lot’s own number) in hexadecimal. Put the lots in order: those "
    "with most people first; of as many, by that hexadecimal number. Then go through them. Each goes to the "
    "evening with fewer people so far; where both have as many, the last digit of its number decides: 0 to 7 "
    "the first evening, 8 to f the second. Only where it does not fit into that evening’s places and fits "
    "into the other’s, it goes to the other. Whoever can come to one evening only, or was booked on one "
    "before, is there from the start and is not drawn."
)
FIRST, SECOND = 0, 1
Two = tuple[int, int]
Rooms = tuple[int | None, int | None]


@dataclass(frozen=True)
class Lot:
    """One slip of paper in the hat: its own number, and how many people come by it."""

    key: str
    heads: int = 1


def draw(
    seed: int, lots: Iterable[Lot], *, taken: Two = (0, 0), rooms: Rooms = (None, None)
) -> dict[str, int]:
    """Return the evening (0 or 1) of each lot by its key, in the order they left the hat.

    `taken` are the people at each evening who were not drawn; `rooms` how many each evening has places for.
    """
    filled = list(taken)
    drawn: dict[str, int] = {}
    for lot in sorted(lots, key=lambda one: (-one.heads, _number(seed, one))):
        coin = FIRST if _number(seed, lot)[-1] < "8" else SECOND
        to = goes_to(filled, lot.heads, rooms, coin)
        filled[to] += lot.heads
        drawn[lot.key] = to
    return drawn


def goes_to(filled: Sequence[int], heads: int, rooms: Rooms, coin: int) -> int:
    """Return the evening a lot goes to: the one with fewer people, unless only the other has room."""
    fits = [room is None or had + heads <= room for had, room in zip(filled, rooms, strict=True)]
    if fits[FIRST] != fits[SECOND]:
        return FIRST if fits[FIRST] else SECOND
    if filled[FIRST] == filled[SECOND]:
        return coin
    return FIRST if filled[FIRST] < filled[SECOND] else SECOND


def _number(seed: int, lot: Lot) -> str:
    return hashlib.sha256(f"{seed} {lot.key}".encode()).hexdigest()
