"""The best season that can be put together from sessions met on the way: a small exact search over a pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NODES = 12_000
"""Looked at, at most: a fixed number, so that the answer does not depend on the machine's speed."""


@dataclass(frozen=True, slots=True)
class Card:
    """One session as it could be held: venue, groups as bits of one number, what it is worth."""

    venue: int
    groups: int
    value: int
    session: int  # which of the pool


def recombine(
    cards: Sequence[Card], *, sessions: int, clash: Sequence[int], at_least: int
) -> list[Card] | None:
    """At most `sessions` cards, no group twice, no venues that clash, worth more than `at_least`; or None.

    `clash` has one number a venue: the bits of the venues it cannot stand beside (itself included).
    """
    search = _Search(sorted(cards, key=lambda card: (-card.value, card.session)), sessions, clash, at_least)
    search.look(0, 0, 0, 0, [])
    return search.best


class _Search:
    def __init__(self, cards: list[Card], sessions: int, clash: Sequence[int], at_least: int) -> None:
        self.cards = cards
        self.sessions = sessions
        self.clash = clash
        self.at_least = at_least
        self.best: list[Card] | None = None
        self.left = NODES

    def look(self, start: int, value: int, groups: int, venues: int, taken: list[Card]) -> None:
        if value > self.at_least:
            self.at_least, self.best = value, list(taken)
        room = self.sessions - len(taken)
        if room == 0:
            return
        for place in range(start, len(self.cards)):
            card = self.cards[place]
            # No card after this one is worth more, so nothing better can come of going on.
            if value + room * card.value <= self.at_least or self.left <= 0:
                return
            if card.groups & groups or venues >> card.venue & 1:
                continue
            self.left -= 1
            taken.append(card)
            self.look(
                place + 1, value + card.value, groups | card.groups, venues | self.clash[card.venue], taken
            )
            taken.pop()
