"""Evenings drawn by lot: are groups that shared one in touch more than the lot alone would give?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from bandstand.gatherings.models import TwoEvenings
from bandstand.gatherings.queries.evenings import drawn_and_past
from bandstand.groups.models import Group
from bandstand.groups.queries.duplicates import now_part_of

from .chance import Beside, Split, by_lot, pair_of, split_by_lot
from .ties import Tie, everything

SIX_WEEKS = timedelta(weeks=6)


@dataclass(frozen=True)
class Told:
    """Of all lists drawn and six weeks past: how many, the later ties among their groups, and the comparison.

    `beside` is None where there are too few ties to tell anything from.
    """

    lists: int
    ties: int
    beside: Beside | None


def what_the_lot_tells() -> Told | None:
    """Compare over every list that was drawn and held at least six weeks ago; None where there is none."""
    drawn = drawn_and_past(at_least=SIX_WEEKS)
    if not drawn:
        return None
    shown = everything()
    known = on_the_map_as(shown.groups)
    splits = [split_of(evenings, known, shown.ties) for evenings in drawn]
    pairs = [tie.pair for tie in shown.ties]
    return Told(len(drawn), len(by_lot(splits, pairs)), split_by_lot(splits, pairs))


def on_the_map_as(groups: Iterable[Group]) -> dict[str, int]:
    """Return the ids of groups on the map by uid, also by the uids of those made one with them since."""
    known = {str(group.uid): group.pk for group in groups}
    return known | {uid: known[into] for uid, into in now_part_of().items() if into in known}


def split_of(evenings: TwoEvenings, known: dict[str, int], ties: Sequence[Tie]) -> Split:
    """Return a list as it was drawn; whoever is no group on the map still had a lot in the same hat.

    A group that was at both evenings is left out: with it, everybody shared one.
    """
    evening: dict[int, int] = {}
    heads: dict[int, int] = {}
    taken, both = [0, 0], set()
    for number, lot in enumerate(evenings.lots):
        one, at = known.get(lot["group"], -1 - number), lot["evening"] - 1
        both |= {one} if evening.get(one, at) != at else set()
        evening[one] = at
        if lot["drawn"]:
            heads[one] = heads.get(one, 0) + lot["heads"]  # of two lots, where they are one group by now
        else:
            taken[at] += lot["heads"]
    days = {timezone.localtime(each.starts_at).date() for each in evenings.both}
    left_out = {one for one in evening if one in both or (one < 0 and one not in heads)}
    return Split(
        {one: at for one, at in evening.items() if one not in left_out},
        heads,
        (taken[0], taken[1]),
        (evenings.rooms[0], evenings.rooms[1]),
        knew=frozenset(pair_of(*tie.pair) for tie in ties if not _came_of_it(tie, days)),
    )


def _came_of_it(tie: Tie, days: set[date]) -> bool:
    """Tell whether a tie is new since the first evening and was seen elsewhere than at the two evenings.

    Who met whom at an evening comes from being there; to count it would count the lot itself.
    """
    return tie.since >= min(days) and any(day > min(days) for day in tie.elsewhere - days)
