"""What looks found: of one group, and over all of them for the officer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from bandstand.groups.models import Group, OnlinePlace

from ..models import CheckUp, Finding
from ..websites import account_key, look_called, platform_name

UNFINISHED = [CheckUp.State.WAITING, CheckUp.State.LOOKING]


def websites(groups: Iterable[Group]) -> dict[int, str]:
    """Return the first website of each of these groups that has one, by the group's id."""
    sites = OnlinePlace.objects.filter(group__in=groups, kind=OnlinePlace.Kind.WEBSITE).order_by("-pk")
    return dict(sites.values_list("group_id", "url"))


def groups_with_websites() -> QuerySet[Group]:
    have = OnlinePlace.objects.filter(kind=OnlinePlace.Kind.WEBSITE).values("group_id")
    return Group.objects.filter(pk__in=have)


@dataclass(frozen=True)
class Suggestion:
    """An account seen on a group's website that the directory does not know."""

    platform: str
    url: str
    because: str

    @property
    def network(self) -> str:
        """As people say it: "Facebook"."""
        return platform_name(self.platform)


@dataclass(frozen=True)
class Found:
    """What the group page says about one group's website."""

    website: str
    open: list[Finding]
    closed: list[Finding]  # mended, newest first
    latest: CheckUp | None  # the last one finished
    waiting: CheckUp | None
    suggestions: list[Suggestion]

    @property
    def could_not(self) -> bool:
        return self.latest is not None and self.latest.state == CheckUp.State.NOT_ABLE


def findings_of(group: Group) -> Found:
    """Return everything the checks know about this group, in four queries."""
    findings = list(Finding.objects.filter(group=group).select_related("closed_by"))
    check_ups = list(CheckUp.objects.filter(group=group)[:2])
    latest = next((c for c in check_ups if c.state not in UNFINISHED), None)
    places = list(OnlinePlace.objects.filter(group=group))
    mended = [f for f in findings if f.ending == Finding.Ending.MENDED]
    return Found(
        website=next((p.url for p in places if p.kind == OnlinePlace.Kind.WEBSITE), ""),
        open=[f for f in findings if f.closed_at is None],
        closed=sorted(mended, key=lambda f: (f.closed_at, f.pk), reverse=True),
        latest=latest,
        waiting=next((c for c in check_ups if c.state in UNFINISHED), None),
        suggestions=_unknown_accounts(latest, places),
    )


def _unknown_accounts(check_up: CheckUp | None, places: list[OnlinePlace]) -> list[Suggestion]:
    if check_up is None:
        return []
    known = {account_key(place.url) for place in places}
    seen = [account for account in check_up.report.get("accounts", []) if account["own"]]
    return [
        Suggestion(account["platform"], account["url"], account["because"])
        for account in seen
        if account_key(account["url"]) not in known
    ]


def open_easy_wins(groups: Iterable[Group]) -> dict[int, list[Finding]]:
    """Return the open findings of each of these groups, quickest to mend first."""
    found: dict[int, list[Finding]] = {}
    for finding in Finding.objects.filter(group__in=groups, closed_at=None):
        found.setdefault(finding.group_id, []).append(finding)
    return found


# The officer's overview


@dataclass(frozen=True)
class Overview:
    groups: int
    with_website: int
    looked_at: int  # groups whose last look went through
    could_not: int
    never: int
    last_looked: datetime | None
    open: int
    mended: int

    @property
    def without_website(self) -> int:
        return self.groups - self.with_website


def latest_check_ups() -> QuerySet[CheckUp]:
    """Return the last finished check-up of every group that has a website now."""
    last = (
        CheckUp.objects.filter(group=OuterRef("pk"))
        .exclude(state__in=UNFINISHED)
        .order_by("-asked_at", "-pk")
    )
    newest = groups_with_websites().annotate(last=Subquery(last.values("pk")[:1])).values("last")
    return CheckUp.objects.filter(pk__in=newest)


def overview() -> Overview:
    checked = latest_check_ups().aggregate(
        looked=Count("pk", filter=Q(state=CheckUp.State.DONE)),
        not_able=Count("pk", filter=Q(state=CheckUp.State.NOT_ABLE)),
        when=Max("looked_at"),
    )
    findings = Finding.objects.aggregate(
        open=Count("pk", filter=Q(closed_at=None)), mended=Count("pk", filter=Q(ending=Finding.Ending.MENDED))
    )
    with_website = groups_with_websites().count()
    return Overview(
        groups=Group.objects.count(),
        with_website=with_website,
        looked_at=checked["looked"],
        could_not=checked["not_able"],
        never=with_website - checked["looked"] - checked["not_able"],
        last_looked=checked["when"],
        open=findings["open"],
        mended=findings["mended"],
    )


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
            open_count=Count("findings", filter=Q(findings__closed_at=None, findings__isnull=False)),
        )
        .select_related("kind")
        .order_by("name", "pk")
    )


@dataclass(frozen=True)
class Common:
    """One kind of finding over all groups."""

    look: str
    title: str
    groups: int
    mended: int
    minutes: int | None


def most_common() -> list[Common]:
    """Return which findings are open at most groups, most common first, with how many were mended."""
    counted = Finding.objects.values("look").annotate(
        open=Count("pk", filter=Q(closed_at=None)),
        mended=Count("pk", filter=Q(ending=Finding.Ending.MENDED)),
    )
    rows = [
        Common(row["look"], look_title(row["look"]), row["open"], row["mended"], _minutes(row["look"]))
        for row in counted
        if row["open"] or row["mended"]
    ]
    return sorted(rows, key=lambda row: (-row.groups, row.title))


def look_title(look: str) -> str:
    known = look_called(look)
    return known.title if known else look.replace("-", " ").capitalize()


def _minutes(look: str) -> int | None:
    known = look_called(look)
    return known.minutes if known else None


def open_of_look(look: str) -> QuerySet[Finding]:
    return (
        Finding.objects.filter(look=look, closed_at=None)
        .select_related("group__kind", "group__area")
        .order_by("group__name", "pk")
    )


@dataclass(frozen=True)
class Progress:
    """How far the checks under way have got; `total` is 0 when there are none."""

    done: int
    total: int

    @property
    def finished(self) -> bool:
        return self.done == self.total


def progress() -> Progress:
    """Count the round of checks now under way: everything asked for since the oldest that still waits."""
    waiting = CheckUp.objects.filter(state__in=UNFINISHED)
    since = waiting.aggregate(first=Min("asked_at"))["first"]
    if since is None:
        return Progress(0, 0)
    round_ = CheckUp.objects.filter(asked_at__gte=since)
    counted = round_.aggregate(total=Count("pk"), left=Count("pk", filter=Q(state__in=UNFINISHED)))
    return Progress(counted["total"] - counted["left"], counted["total"])
