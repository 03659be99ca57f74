"""Who turns up: the chance of every number of arrivals, exactly, from each group's own odds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

PRIOR_STRENGTH = 8
"""The prior counts as so many invitations already sent: a hub's own arrivals outweigh it in one season."""


def learnt_odds(came: int, invited: int, prior: float) -> float:
    """The odds of a kind of group from a hub's own arrivals, begun from the prior (beta, its mean)."""
    return (came + PRIOR_STRENGTH * prior) / (invited + PRIOR_STRENGTH)


def chances(odds: Iterable[float]) -> list[float]:
    """Chance of 0, 1, 2 … arrivals (Poisson binomial), added up in a fixed order."""
    found = [1.0]
    for each in odds:
        stays = 1.0 - each
        longer = [found[0] * stays]
        longer += [found[k] * stays + found[k - 1] * each for k in range(1, len(found))]
        longer.append(found[-1] * each)
        found = longer
    return found


def turned_away(odds: Sequence[float], room: int) -> float:
    """The chance that more come than there is room for, added up one invitation after the other.

    No `sum` of fractions: from Python 3.12 on it adds in another way, and the same plan is wanted everywhere.
    """
    found, away = [1.0] + [0.0] * room, 0.0
    for each in odds:
        away += found[room] * each
        stays = 1.0 - each
        found = [found[0] * stays] + [found[k] * stays + found[k - 1] * each for k in range(1, room + 1)]
    return away


def likely_range(odds: Sequence[float]) -> tuple[int, int]:
    """Numbers between which arrivals fall four times in five: what an officer is told."""
    low = high = -1
    total = 0.0
    for many, chance in enumerate(chances(odds)):
        total += chance
        if low < 0 and total > 0.1:
            low = many
        if high < 0 and total >= 0.9:
            high = many
    return max(low, 0), max(high, low, 0)
