"""Reads about rounds of looks: how far they have got, how often they come, what is still to come."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.models import Hub

from ..models import CheckUp, LeftAlone, PlannedLook, Rhythm, Sweep
from .check_ups import UNFINISHED

_LATELY = timedelta(minutes=3)


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


@dataclass(frozen=True)
class SweepProgress:
    """How far one round has got. `seconds_left` is None while nobody can say."""

    looked: int
    could_not: int
    under_way: int
    waiting: int
    seconds_left: int | None

    @property
    def done(self) -> int:
        return self.looked + self.could_not

    @property
    def left(self) -> int:
        return self.under_way + self.waiting

    @property
    def total(self) -> int:
        return self.done + self.left


def sweep_under_way() -> Sweep | None:
    return Sweep.objects.filter(finished_at=None).first()


def progress_of(sweep: Sweep) -> SweepProgress:
    """Count a round's looks by how they stand. Takes one query; one more while it is under way."""
    states = dict(
        CheckUp.objects.filter(sweep=sweep).order_by().values_list("state").annotate(number=Count("pk"))
    )
    waiting, under_way = states.get(CheckUp.State.WAITING, 0), states.get(CheckUp.State.LOOKING, 0)
    return SweepProgress(
        looked=states.get(CheckUp.State.DONE, 0),
        could_not=states.get(CheckUp.State.NOT_ABLE, 0),
        under_way=under_way,
        waiting=waiting,
        seconds_left=_seconds_left(sweep, waiting + under_way),
    )


def _seconds_left(sweep: Sweep, left: int) -> int | None:
    """Go by the last minutes: a round may wait for a runner, and slows down where hosts are crowded."""
    if not left:
        return 0
    now = timezone.now()
    since = max(sweep.started_at, now - _LATELY)
    lately = CheckUp.objects.filter(sweep=sweep, looked_at__gte=since).count()
    return round(left * (now - since).total_seconds() / lately) if lately else None


def rhythm_of(hub: Hub) -> int:
    """Return after how many days all websites are looked at again by themselves; 0 for never."""
    kept = Rhythm.objects.filter(hub=hub).values_list("every_days", flat=True).first()
    return int(Rhythm.Every.MONTH) if kept is None else kept


def planned_looks(group: Group) -> QuerySet[PlannedLook]:
    """Return the looks still to come at this group's website, the next first."""
    return PlannedLook.objects.filter(group=group, check_up=None)


def left_alone() -> QuerySet[LeftAlone]:
    """Return the websites that are never looked at, by name."""
    return LeftAlone.objects.select_related("by").order_by("host")
