"""Which groups know each other: to list, one group's, and what speaks for it. No people are in this."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from ..models import Connection, ConnectionEvidence, Group

Says = ConnectionEvidence.Says


@dataclass(frozen=True)
class AskedFor:
    """What of the list is asked for; empty is everything. `kind` and `other` are slugs of kinds."""

    kind: str = ""
    other: str = ""
    area: str = ""
    how: str = ""  # planned, surprise
    came: str = ""  # did, yes, no, unheard

    @property
    def is_empty(self) -> bool:
        return not (self.kind or self.other or self.area or self.how or self.came)


def connections() -> QuerySet[Connection]:
    """Return those that stand, latest first, each with its groups and whether groups said it `did` something,
    that they `know` each other, or `no`.
    """
    said = ConnectionEvidence.objects.filter(connection=OuterRef("pk"))
    groups = Prefetch("groups", Group.objects.select_related("kind").order_by("name", "pk"))
    rows = Connection.objects.filter(undone_at=None).annotate(
        did=Exists(said.filter(says=Says.DID)),
        know=Exists(said.filter(says=Says.YES)),
        no=Exists(said.filter(says=Says.NO)),
        how_many=Count("groups", distinct=True),
    )
    # One group only is left where two were found to be one.
    return rows.filter(how_many__gte=2).prefetch_related(groups).order_by("-on", "-pk")


def groups_of_connections() -> dict[int, set[int]]:
    """Return the ids of the groups of each connection that stands, in one query."""
    rows = Connection.objects.filter(undone_at=None, groups__isnull=False).order_by()
    found: dict[int, set[int]] = defaultdict(set)
    for connection, group in rows.values_list("pk", "groups"):
        found[connection].add(group)
    return found


def connections_asked(asked: AskedFor) -> QuerySet[Connection]:
    rows = connections()
    if asked.kind or asked.other:
        rows = rows.filter(pk__in=_across(asked.kind or asked.other, asked.other if asked.kind else ""))
    if asked.area.isdecimal():
        met = Connection.groups.through.objects.filter(group__area=int(asked.area[:9]))
        rows = rows.filter(pk__in=met.values("connection"))
    if asked.how:
        rows = rows.filter(planned=asked.how == "planned")
    return rows.filter(_CAME.get(asked.came, Q()))


_CAME = {
    "did": Q(did=True),
    "yes": Q(did=False, know=True),
    "no": Q(did=False, know=False, no=True),
    "unheard": Q(did=False, know=False, no=False),
}


def _across(kind: str, other: str) -> Iterable[int]:
    """Return the ids of connections with a group of one kind and, if named, another group of the other."""
    links = Connection.groups.through.objects
    one = links.filter(group__kind__slug=kind).values("connection")
    if not other:
        return list(one.values_list("connection", flat=True))
    if kind == other:
        seen = Counter(one.values_list("connection", flat=True))
        return [connection for connection, groups in seen.items() if groups > 1]
    both = links.filter(group__kind__slug=other, connection__in=one)
    return list(both.values_list("connection", flat=True))


@dataclass(frozen=True)
class Met:
    """One meeting as a group's own pages tell it: the others, and what came of it."""

    connection: Connection
    others: list[Group]


def who_they_met(group: Group) -> list[Met]:
    """Return whom one group has met, latest first, in four queries; groups that left are not named."""
    links = Connection.groups.through.objects.filter(group=group)
    said = Prefetch("evidence", ConnectionEvidence.objects.select_related("group").order_by("on", "pk"))
    rows = connections().filter(pk__in=links.values("connection")).prefetch_related(said)
    met = [
        Met(row, [one for one in row.groups.all() if one.pk != group.pk and one.left_at is None])
        for row in rows
    ]
    return [one for one in met if one.others]
