"""What looks saw that the directory does not say: another address, accounts nobody told us of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT

from bandstand.groups.models import Group, OnlinePlace

from ..alone import host_of
from ..models import CheckUp
from ..websites import account_key
from .check_ups import latest_check_ups
from .findings import Suggestion


@dataclass(frozen=True)
class Moved:
    """A group whose address leads to another website now."""

    group: Group
    was: str
    now: str


def moved() -> list[Moved]:
    """Return the groups whose website answered from another domain at the last look, by name."""
    seen = _looked().annotate(ended=KT("report__pages__0__url"))
    pairs = seen.values_list("group_id", "url", "ended")
    gone = {group: (was, now) for group, was, now in pairs if now and _is_elsewhere(was, now)}
    groups = Group.objects.filter(pk__in=gone).select_related("kind").order_by("name", "pk")
    return [Moved(group, *gone[group.pk]) for group in groups]


def _looked() -> QuerySet[CheckUp]:
    return latest_check_ups().filter(state=CheckUp.State.DONE)


def _is_elsewhere(was: str, now: str) -> bool:
    """A shop. or www. in front is the same website; so is the padlock."""
    old, new = host_of(was), host_of(now)
    return old != new and not old.endswith(f".{new}") and not new.endswith(f".{old}")


@dataclass(frozen=True)
class Unknown:
    """A group with accounts its website shows and the directory does not know."""

    group: Group
    accounts: list[Suggestion]


def unknown_accounts() -> list[Unknown]:
    """Return them by name of group: four queries, however many groups there are."""
    looks = _looked().annotate(accounts=F("report__accounts")).values_list("group_id", "accounts")
    seen = {group: [one for one in accounts or [] if one["own"]] for group, accounts in looks}
    some = [group for group, accounts in seen.items() if accounts]
    known = _known(some)
    groups = Group.objects.filter(pk__in=some).select_related("kind").order_by("name", "pk")
    found = (Unknown(group, _new(seen[group.pk], known.get(group.pk, set()))) for group in groups)
    return [one for one in found if one.accounts]


def _known(groups: Iterable[int]) -> dict[int, set[str]]:
    known: dict[int, set[str]] = {}
    for group, url in OnlinePlace.objects.filter(group__in=groups).values_list("group_id", "url"):
        known.setdefault(group, set()).add(account_key(url))
    return known


def _new(accounts: list[dict[str, str]], known: set[str]) -> list[Suggestion]:
    return [
        Suggestion(one["platform"], one["url"], one["because"])
        for one in accounts
        if account_key(one["url"]) not in known
    ]
