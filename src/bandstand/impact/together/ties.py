"""Which groups know each other by a day, from what was recorded; only groups, never people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, combinations

from django.utils import timezone

from bandstand.gatherings.introducing.ties import known_already
from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.groups.queries.connections import groups_of_connections
from bandstand.presence.models import OnlineTie
from bandstand.presence.queries.ties import standing

from .chance import Pair, across_by_chance, alone_by_chance
from .online import both_ways_by_chance, by_pair, compared, seen_since, since_when

_DENIED = ConnectionEvidence.Says.NO
_ITSELF = ConnectionEvidence.By.GROUP


@dataclass(frozen=True)
class Tie:
    """Two groups that know each other: since when, how it came, and whether either said so later."""

    one: Group
    other: Group
    since: date
    hows: tuple[str, ...]  # “Met”, “Swapped contacts”, in the order they came
    where: str
    confirmed: bool
    elsewhere: frozenset[date]  # the days it was written down other than by who met whom at a gathering
    online: tuple[OnlineTie, ...] = ()  # where the pages of one point to the other
    recorded: bool = True  # somebody wrote it down; False where it is only seen online

    @property
    def pair(self) -> Pair:
        return self.one.pk, self.other.pk

    @property
    def pointing(self) -> frozenset[int]:
        """Return which of the two point to the other online, by id."""
        return frozenset(tie.source_id for tie in self.online)

    @property
    def both_ways(self) -> bool:
        return len(self.pointing) == 2

    @property
    def way(self) -> str:
        """Return who points to whom online, in words; "" where neither does."""
        if not self.online:
            return ""
        if self.both_ways:
            return "each points to the other"
        here, there = (self.one, self.other) if self.one.pk in self.pointing else (self.other, self.one)
        return f"{here.name} points to {there.name}"

    @property
    def across(self) -> bool:
        """Whether the two are of different kinds; one whose kind is not known is not known to be."""
        return None not in (self.one.kind_id, self.other.kind_id) and self.one.kind_id != self.other.kind_id


@dataclass(frozen=True)
class Together:
    """The groups of a panel, and their ties by a day."""

    groups: Sequence[Group]
    ties: Sequence[Tie]

    @property
    def across(self) -> int:
        return sum(tie.across for tie in self.ties)

    @property
    def across_expected(self) -> float:
        """Return how many would be across kinds, were partners drawn from a hat."""
        return across_by_chance([group.kind_id for group in self.groups], len(self.ties))

    @property
    def confirmed(self) -> int:
        return sum(tie.confirmed for tie in self.ties)

    @property
    def online(self) -> int:
        return sum(bool(tie.online) for tie in self.ties)

    @property
    def pages(self) -> list[OnlineTie]:
        """Return every place where one points to another, pair by pair."""
        return [seen for tie in self.ties for seen in tie.online]

    @property
    def both_ways(self) -> int:
        return sum(tie.both_ways for tie in self.ties)

    @property
    def both_ways_expected(self) -> float:
        """Return how many pairs would point both ways, if as many groups pointed at others from a hat."""
        return both_ways_by_chance(len(self.groups), sum(len(tie.pointing) for tie in self.ties))

    @property
    def alone(self) -> int:
        tied = {group for tie in self.ties for group in tie.pair}
        return sum(group.pk not in tied for group in self.groups)

    @property
    def alone_expected(self) -> float:
        """Return how many would have no tie, if as many ties fell anywhere."""
        return alone_by_chance(len(self.groups), len(self.ties))

    @cached_property
    def largest(self) -> int:
        """Return how many groups are in the largest set that hangs together; nought where nobody is tied."""
        sets: dict[int, set[int]] = {group.pk: {group.pk} for group in self.groups}
        for one, other in (tie.pair for tie in self.ties):
            if sets[one] is not sets[other]:
                joined = sets[one] | sets[other]
                sets.update(dict.fromkeys(joined, joined))
        return max((len(found) for found in sets.values() if len(found) > 1), default=0)


@dataclass(frozen=True)
class Change:
    """The same groups before and now. Groups that came into the directory between are in neither."""

    before: Together
    now: Together
    since: date
    undated: Sequence[OnlineTie] = ()  # seen online, and in neither: since when they stand nobody can tell

    @property
    def untold(self) -> int:
        """Return how many pairs are only seen online, nobody can tell since when."""
        known = {frozenset(tie.pair) for tie in self.now.ties}
        return len({frozenset((tie.source_id, tie.target_id)) for tie in self.undated} - known)

    @property
    def pages(self) -> list[OnlineTie]:
        """Return every place where one of them points to another now, by name."""
        every = [*self.now.pages, *self.undated]
        return sorted(every, key=lambda tie: (tie.source.plain_name, tie.target.plain_name, tie.pk))

    @property
    def new(self) -> list[Tie]:
        had = {tie.pair for tie in self.before.ties}
        return [tie for tie in self.now.ties if tie.pair not in had]

    @property
    def kept(self) -> list[Tie]:
        """Return the ties of now that stood before."""
        new = {tie.pair for tie in self.new}
        return [tie for tie in self.now.ties if tie.pair not in new]


def on_the_map() -> list[Group]:
    """Return the groups whose ties may be shown: they are here, and did not ask to be left off."""
    there = Group.objects.filter(left_at=None, off_map_at=None).exclude(status=Group.Status.CLOSED)
    return list(there.select_related("kind", "area").defer("area__geometry").order_by("plain_name", "pk"))


def change_since(since: date) -> Change:
    """Return the ties of a fixed panel, the groups known on that day, by then and by now."""
    panel = [group for group in on_the_map() if timezone.localdate(group.created_at) <= since]
    online = compared(since)
    recorded, already = _recorded({group.pk for group in panel}), known_already()
    earlier = {
        pair: [row for row in rows if row.on < since or row.pk in already] for pair, rows in recorded.items()
    }
    earlier = {pair: rows for pair, rows in earlier.items() if rows}
    before = _ties(panel, earlier, online.before, already, until=since)
    now = _ties(panel, recorded, online.now, already)
    undated = by_pair(online.undated, {group.pk for group in panel})
    return Change(
        Together(panel, before), Together(panel, now), since, list(chain.from_iterable(undated.values()))
    )


def everything() -> Together:
    groups = on_the_map()
    return Together(groups, ties_of(groups))


def ties_of(groups: Collection[Group]) -> list[Tie]:
    """Return every pair that is connected, once each, by name; a pair that only denied it is no tie."""
    return _ties(groups, _recorded({group.pk for group in groups}), standing(), known_already())


def _recorded(known: set[int]) -> dict[Pair, list[Connection]]:
    """Return what was written down of pairs of these groups, the oldest first."""
    rows = Connection.objects.filter(undone_at=None).order_by("on", "pk")
    members = groups_of_connections()
    pairs: dict[Pair, list[Connection]] = defaultdict(list)
    for row in rows.prefetch_related("evidence", "introductions"):
        for one, other in combinations(sorted(members.get(row.pk, set()) & known), 2):
            pairs[one, other].append(row)
    return pairs


def _ties(
    groups: Collection[Group],
    recorded: Mapping[Pair, list[Connection]],
    online: Iterable[OnlineTie],
    already: Collection[int],
    *,
    until: date = date.max,
) -> list[Tie]:
    """Return the ties of what was written down and seen, with what was said of them before `until`."""
    by_id = {group.pk: group for group in groups}
    pointing = by_pair(online, by_id)
    made = {
        pair: _Made(recorded.get(pair, []), pointing.get(pair, []), until, already)
        for pair in {**recorded, **pointing}
    }
    ties = [one.tie(by_id[pair[0]], by_id[pair[1]]) for pair, one in made.items() if one.stands]
    return sorted(ties, key=lambda tie: (tie.one.plain_name, tie.other.plain_name, tie.pair))


@dataclass
class _Made:
    rows: list[Connection]
    online: list[OnlineTie]
    until: date
    already: Collection[int]

    @property
    def said(self) -> list[ConnectionEvidence]:
        return [said for row in self.rows for said in row.evidence.all() if said.on < self.until]

    @property
    def recorded(self) -> bool:
        said = self.said
        return bool(self.rows) and (not said or any(one.says != _DENIED for one in said))

    @property
    def confirmed(self) -> bool:
        """Whether one of the two said so itself: an officer’s word, or a page’s, is another thing."""
        return any(one.says != _DENIED and one.by == _ITSELF for one in self.said)

    @property
    def stands(self) -> bool:
        return self.recorded or bool(self.online)

    def tie(self, one: Group, other: Group) -> Tie:
        rows = self.rows if self.recorded else []
        hows = [row.get_kind_display() for row in rows] + [tie.get_how_display() for tie in self.online]
        told = {day for tie in self.online if (day := since_when(tie)) is not None}
        return Tie(
            one,
            other,
            since=min([row.on for row in rows] + [seen_since(tie) for tie in self.online]),
            hows=tuple(dict.fromkeys(hows)),
            where=rows[0].where if rows else "",
            confirmed=self.confirmed,
            elsewhere=frozenset(told) | self._written(rows),
            online=tuple(self.online),
            recorded=bool(rows),
        )

    def _written(self, rows: Iterable[Connection]) -> frozenset[date]:
        there = (row for row in rows if not row.introductions.all() and row.pk not in self.already)
        return frozenset(row.on for row in there)
