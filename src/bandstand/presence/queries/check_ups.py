"""Reads about websites and when they were looked at."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from bandstand.groups.models import Group, OnlinePlace

from ..models import CheckUp, Finding

UNFINISHED = [CheckUp.State.WAITING, CheckUp.State.LOOKING]


def websites(groups: Iterable[Group]) -> dict[int, str]:
    """Return the first website of each of these groups that has one, by the group's id."""
    sites = OnlinePlace.objects.filter(group__in=groups, kind=OnlinePlace.Kind.WEBSITE).order_by("-pk")
    return dict(sites.values_list("group_id", "url"))


def groups_with_websites() -> QuerySet[Group]:
    have = OnlinePlace.objects.filter(kind=OnlinePlace.Kind.WEBSITE).values("group_id")
    return Group.objects.filter(pk__in=have)


def latest_check_ups() -> QuerySet[CheckUp]:
    """Return the last finished check-up of every group that has a website now."""
    last = (
        CheckUp.objects.filter(group=OuterRef("pk"))
        .exclude(state__in=UNFINISHED)
        .order_by("-asked_at", "-pk")
    )
    newest = groups_with_websites().annotate(last=Subquery(last.values("pk")[:1])).values("last")
    return CheckUp.objects.filter(pk__in=newest)


def could_nots() -> QuerySet[CheckUp]:
    """Return the groups' last check-ups that could not be made, each with its reason in `says`."""
    return (
        latest_check_ups()
        .filter(state=CheckUp.State.NOT_ABLE)
        .select_related("group")
        .defer("report")
        .order_by("group__name", "pk")
    )


def last_looks() -> QuerySet[Group]:
    """Return every group with a website, with when and how it was last looked at, and its open findings.

    Adds `looked_at`, `look_state` and `says`, of the last finished check-up if any, and `open_count`.
    """
    last = (
        CheckUp.objects.filter(group=OuterRef("pk"))
        .exclude(state__in=UNFINISHED)
        .order_by("-asked_at", "-pk")
    )
    return (
        groups_with_websites()
        .annotate(
            looked_at=Subquery(last.values("looked_at")[:1]),
            look_state=Subquery(last.values("state")[:1]),
            says=Subquery(last.values("says")[:1]),
            open_count=Count(
                "findings",
                filter=Q(
                    findings__closed_at=None,
                    findings__isnull=False,
                    findings__ruling__in=["", Finding.Ruling.LATER],
                ),
            ),
        )
        .select_related("kind")
        .order_by("name", "pk")
    )
