"""Ties that came later, among groups that had been at one gathering before: more than chance would give?"""

from collections import defaultdict
from datetime import date
from itertools import combinations

from bandstand.gatherings.queries.rooms import rooms

from .chance import Beside, Pair, reshuffled
from .ties import Change


def later_ties(change: Change) -> Beside | None:
    """Hold the new ties of groups that were at one gathering before the day against partners reshuffled.

    Left out are ties written down at a gathering: they came from being there, and would count themselves.
    What groups say later of a connection is left out as well, for only those that met are asked. None where
    there is too little to tell anything from.
    """
    days = days_at_one_gathering({group.pk for group in change.now.groups})
    met = [pair for pair, seen in days.items() if min(seen) < change.since]
    ties = [tie.pair for tie in change.new if tie.elsewhere - days.get(tie.pair, set())]
    return reshuffled(ties, met, place={group.pk: group.area_id for group in change.now.groups})


def days_at_one_gathering(known: set[int]) -> dict[Pair, set[date]]:
    """Return the days on which two of these groups were at the same gathering."""
    days: dict[Pair, set[date]] = defaultdict(set)
    for room in rooms():
        for pair in combinations(sorted(room.groups & known), 2):
            days[pair].add(room.on)
    return days
