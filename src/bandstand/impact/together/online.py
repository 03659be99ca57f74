"""Groups whose pages point to one another, and what can be said of since when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb

from django.utils import timezone

from bandstand.presence.models import OnlineTie
from bandstand.presence.queries.ties import standing, standing_on

from .chance import Pair


@dataclass(frozen=True)
class Compared:
    """Ties online before a day and now, and those left out of both: since when they stand nobody can tell."""

    before: Sequence[OnlineTie]
    now: Sequence[OnlineTie]
    undated: Sequence[OnlineTie]


def by_pair(ties: Iterable[OnlineTie], known: Collection[int]) -> dict[Pair, list[OnlineTie]]:
    """Return ties among these groups by the pair they join, the lower number first."""
    found: dict[Pair, list[OnlineTie]] = defaultdict(list)
    for tie in ties:
        if tie.source_id in known and tie.target_id in known:
            found[min(tie.source_id, tie.target_id), max(tie.source_id, tie.target_id)].append(tie)
    return found


def compared(since: date) -> Compared:
    before = list(standing_on(since - timedelta(days=1)))
    now: list[OnlineTie] = []
    undated: list[OnlineTie] = []
    for tie in standing():
        told = since_when(tie)
        seen = timezone.localdate(tie.first_seen_at)
        (now if seen < since or (told is not None and told >= since) else undated).append(tie)
    return Compared(before, now, undated)


def since_when(tie: OnlineTie) -> date | None:
    """Return when it began: the day its post names, or that of the first look, where an earlier one saw none.

    None where the first look at a page found it there: it may have stood for years. A post that names a day
    after it was read tells of something to come, and not when it was written.
    """
    seen = timezone.localdate(tie.first_seen_at)
    if tie.dated is not None and tie.dated <= seen:
        return tie.dated
    return seen if tie.not_yet_at is not None else None


def seen_since(tie: OnlineTie) -> date:
    seen = timezone.localdate(tie.first_seen_at)
    return min(tie.dated or seen, seen)


def both_ways_by_chance(groups: int, pointing: int) -> float:
    """Return how many pairs would point at each other, if as many groups pointed at others from a hat."""
    ways = groups * (groups - 1)
    if ways < 2 or pointing > ways:
        return 0.0
    return comb(groups, 2) * pointing * (pointing - 1) / (ways * (ways - 1))
