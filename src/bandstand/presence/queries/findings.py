"""Reads about what would help one group, or many."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bandstand.groups.models import Group, OnlinePlace

from ..models import TO_HELP_WITH, CheckUp, Finding
from ..websites import account_key, look_called, platform_name
from .check_ups import UNFINISHED
from .wording import words_for


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
        open=Count("pk", filter=TO_HELP_WITH),
        mended=Count("pk", filter=Q(ending=Finding.Ending.MENDED)),
    )
    words = words_for()
    rows = [
        Common(row["look"], words.title(row["look"]), row["open"], row["mended"], _minutes(row["look"]))
        for row in counted
        if row["open"] or row["mended"]
    ]
    return sorted(rows, key=lambda row: (-row.groups, row.title))


def look_title(look: str) -> str:
    """Return what a look is called, in the words of the hub in force."""
    return words_for().title(look)


def _minutes(look: str) -> int | None:
    known = look_called(look)
    return known.minutes if known else None


def open_of_look(look: str, *, kind: str = "", area: str = "") -> QuerySet[Finding]:
    """Return where it would help, of one kind of group (its slug) or in one area (its id) if asked."""
    narrowed = Q(group__kind__slug=kind) if kind else Q()
    if area.isdecimal():
        narrowed &= Q(group__area_id=int(area[:9]))
    return (
        Finding.objects.filter(TO_HELP_WITH, narrowed, look=look)
        .select_related("group__kind", "group__area")
        .order_by("group__name", "pk")
    )
