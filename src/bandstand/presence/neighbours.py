"""The groups a website may point to: those of its hub that may be in the picture of who knows whom."""

from functools import lru_cache
from typing import Any

from django.db.models import Count, Max

import checkup
from bandstand.groups.models import Group, OnlinePlace
from bandstand.places.models import Area
from checkup.inner import bare
from checkup.others import plain_name

from .alone import is_left_alone
from .models import CheckUp

_ELSEWHERE = (OnlinePlace.Kind.LINKS, OnlinePlace.Kind.EVENTS, OnlinePlace.Kind.DONATE, OnlinePlace.Kind.CHAT)
_Stamp = tuple[Any, ...]


def others_for(group: Group, alone: frozenset[str]) -> checkup.Others | None:
    """Return whom its website may point to, itself among them; None where nobody may be told of it."""
    others = _others(_stamp(group.hub_id), alone)
    return others if any(other.key == str(group.pk) for other in others.groups) else None


def led_to(url: str, report: checkup.Report) -> str:
    """Return where the front page was found, or "" where that is what was asked for."""
    found = next((page.url for page in report.pages if page.outcome is checkup.Outcome.LOOKED), "")
    return found if report.could_look and bare(found) != bare(url) and len(found) <= 500 else ""


def _stamp(hub_id: int) -> _Stamp:
    """Return what differs once any group, address or way on differs."""
    groups = Group.objects.aggregate(Count("pk"), Max("changed_at"))
    places = OnlinePlace.objects.aggregate(Count("pk"), Max("pk"))
    ways = CheckUp.objects.exclude(led_to="").aggregate(Max("pk"))
    return (hub_id, *groups.values(), *places.values(), *ways.values())


@lru_cache(maxsize=8)
def _others(_: _Stamp, alone: frozenset[str]) -> checkup.Others:
    """Built once for as many looks as come before something changes: a hub has thousands of names."""
    places = _places()
    shown = Group.objects.filter(left_at=None, off_map_at=None).exclude(status=Group.Status.CLOSED)
    rows = shown.order_by("pk").values_list("pk", "name", "other_names")
    groups = tuple(
        _other(pk, (name, *map(str, other_names)), places.get(pk, []))
        for pk, name, other_names in rows
        if not any(is_left_alone(url, alone) for _, url in places.get(pk, []))
    )
    areas = Area.objects.values_list("name", flat=True)
    return checkup.Others(groups, frozenset(map(plain_name, areas)))


def _places() -> dict[int, list[tuple[str, str]]]:
    """Return each group's addresses as (kind, address), with where its website led when last looked at."""
    found: dict[int, list[tuple[str, str]]] = {}
    own = OnlinePlace.objects.exclude(kind__in=_ELSEWHERE).exclude(sort="profile")
    for group, kind, url in own.order_by("pk").values_list("group_id", "kind", "url"):
        found.setdefault(group, []).append((kind, url))
    ways = CheckUp.objects.exclude(led_to="").order_by("pk").values_list("group_id", "led_to")
    for group, url in dict(ways).items():  # the last of each
        found.setdefault(group, []).append((OnlinePlace.Kind.WEBSITE, url))
    return found


def _other(pk: int, names: tuple[str, ...], places: list[tuple[str, str]]) -> checkup.Other:
    websites = {OnlinePlace.Kind.WEBSITE, OnlinePlace.Kind.OTHER}
    return checkup.Other(
        str(pk),
        names,
        tuple(url for kind, url in places if kind in websites),
        tuple(url for kind, url in places if kind not in websites),
    )
