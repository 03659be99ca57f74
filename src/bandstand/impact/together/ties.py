"""Which groups know each other by a day, from what was recorded; only groups, never people."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations

from django.utils import timezone

from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.groups.queries.connections import groups_of_connections

from .chance import Pair, across_by_chance, alone_by_chance

_DENIED = ConnectionEvidence.Says.NO


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

    @property
    def pair(self) -> Pair:
        return self.one.pk, self.other.pk

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

    @property
    def new(self) -> list[Tie]:
        had = {tie.pair for tie in self.before.ties}
        return [tie for tie in self.now.ties if tie.pair not in had]


def on_the_map() -> list[Group]:
    """Return the groups whose ties may be shown: they are here, and did not ask to be left off."""
    there = Group.objects.filter(left_at=None, off_map_at=None).exclude(status=Group.Status.CLOSED)
    return list(there.select_related("kind", "area").defer("area__geometry").order_by("plain_name", "pk"))


def change_since(since: date) -> Change:
    """Return the ties of a fixed panel, the groups known on that day, by then and by now."""
    panel = [group for group in on_the_map() if timezone.localdate(group.created_at) <= since]
    found = ties_of(panel)
    earlier = [tie for tie in found if tie.since < since]
    return Change(Together(panel, earlier), Together(panel, found), since)


def everything() -> Together:
    groups = on_the_map()
    return Together(groups, ties_of(groups))


def ties_of(groups: Collection[Group]) -> list[Tie]:
    """Return every pair that is connected, once each, by name; a pair that only denied it is no tie."""
    by_id = {group.pk: group for group in groups}
    standing = Connection.objects.filter(undone_at=None).order_by("on", "pk")
    rows = standing.prefetch_related("evidence", "introductions")
    members = groups_of_connections()
    pairs: dict[Pair, _Made] = defaultdict(_Made)
    for row in rows:
        for pair in combinations(sorted(members.get(row.pk, set()) & by_id.keys()), 2):
            pairs[pair].add(row)
    ties = [made.tie(by_id[one], by_id[other]) for (one, other), made in pairs.items() if made.stands]
    return sorted(ties, key=lambda tie: (tie.one.plain_name, tie.other.plain_name, tie.pair))


@dataclass
class _Made:
    rows: list[Connection] = field(default_factory=list)

    def add(self, row: Connection) -> None:
        self.rows.append(row)

    @property
    def said(self) -> list[str]:
        return [said.says for row in self.rows for said in row.evidence.all()]

    @property
    def stands(self) -> bool:
        return not self.said or any(says != _DENIED for says in self.said)

    def tie(self, one: Group, other: Group) -> Tie:
        first = self.rows[0]
        return Tie(
            one,
            other,
            since=first.on,
            hows=tuple(dict.fromkeys(row.get_kind_display() for row in self.rows)),
            where=first.where,
            confirmed=any(says != _DENIED for says in self.said),
            elsewhere=frozenset(row.on for row in self.rows if not row.introductions.all()),
        )
