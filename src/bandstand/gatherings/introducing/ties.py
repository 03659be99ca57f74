"""Which groups know each other already: no introduction is news to them."""

from itertools import combinations

from django.db.models import Q
from django.utils import timezone

from bandstand.groups.models import Connection, Group
from bandstand.presence.models import OnlineTie

from ..models import Gathering, SuggestedPair

Pair = tuple[int, int]  # ids of groups, the smaller first


def who_knows_whom(*, at: Gathering | None = None) -> set[Pair]:
    """Return pairs that are connected, link to each other online, or belong to one body; three queries.

    With `at`, as it was when that gathering began: what was noted there is not in it.
    """
    circles = _connected(at)
    circles += [{source, target} for source, target in _online(at)]
    branches = Group.objects.filter(parent__isnull=False).values_list("pk", "parent_id")
    circles += [{pk, parent} for pk, parent in branches if parent]
    return {pair for circle in circles for pair in combinations(sorted(circle), 2)}


def known_already() -> set[int]:
    """Return the connections an officer wrote down of two that knew each other before: new on no day."""
    said = SuggestedPair.objects.filter(state=SuggestedPair.State.MET, connection__introductions=None)
    return {pk for pk in said.values_list("connection_id", flat=True) if pk}


def _connected(at: Gathering | None) -> list[set[int]]:
    rows = Connection.objects.filter(undone_at=None, groups__isnull=False).order_by()
    if at is not None:
        day = timezone.localdate(at.starts_at)
        made_there = at.introductions.exclude(connection=None).values("connection")
        rows = rows.filter(on__lte=day).exclude(pk__in=made_there)
    found: dict[int, set[int]] = {}
    for connection, group in rows.values_list("pk", "groups"):
        found.setdefault(connection, set()).add(group)
    return list(found.values())


def _online(at: Gathering | None) -> list[Pair]:
    seen = Q(first_seen_at__lt=at.starts_at) if at is not None else Q(gone_at=None)
    told = OnlineTie.objects.filter(seen, denied_at=None)  # “this is not us” was never so
    return list(told.values_list("source_id", "target_id"))
