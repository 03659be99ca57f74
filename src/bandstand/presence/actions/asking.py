"""Asking for a look at groups' websites."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.jobs.models import Job
from bandstand.jobs.queries import unfinished
from bandstand.kit.background import later
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import CheckUp, Sweep
from ..queries import UNFINISHED, websites

LOOK = "bandstand.presence.tasks.look_at_group"

# A check-up that has waited this long may have lost its job: where it has, asking again queues it again.
LOST_AFTER = timedelta(hours=1)
ASKED_NOW = 20
_AT_ONCE = 500


@transaction.atomic
def ask_for_check(hub: Hub, groups: Iterable[Group], *, by: Person | None) -> list[CheckUp]:
    """Queue a look at each of these groups' websites; return one check-up a group, new or already waiting.

    Groups without a website of their own are passed over: that is how many groups like it.
    """
    before = timezone.now()
    check_ups = open_check_ups(hub, groups, by=by)
    for check_up in check_ups:
        if check_up.asked_at >= before:
            later(LOOK, check_up.pk, priority=ASKED_NOW if by else 0)
        elif by is not None:
            _hurry(check_up)
    if by is not None and check_ups:
        record(hub, "asked for checks", _asked_for(check_ups), by=by)
    return check_ups


def _hurry(check_up: CheckUp) -> None:
    """Somebody is waiting for this one now: it need not stand behind a whole round."""
    Job.objects.filter(task=LOOK, state=Job.State.READY, args=[check_up.pk], priority__lt=ASKED_NOW).update(
        priority=ASKED_NOW
    )


@transaction.atomic
def open_check_ups(hub: Hub, groups: Iterable[Group], *, by: Person | None) -> list[CheckUp]:
    """Make one waiting check-up a group, queueing nothing. One that lost its job counts as asked for now."""
    sites = websites(groups)
    _open_all(hub, sites, by=by, sweep=None)
    waiting = CheckUp.objects.filter(group__in=list(sites), state__in=UNFINISHED)
    return list(waiting.select_related("group").order_by("group__name", "pk"))


def open_check_ups_of(hub: Hub, groups: Iterable[Group], *, by: Person | None, sweep: Sweep) -> list[int]:
    """Make the check-ups of a round, in the caller's transaction; return the ids of those to be queued."""
    return _open_all(hub, websites(groups), by=by, sweep=sweep)


def _open_all(hub: Hub, sites: dict[int, str], *, by: Person | None, sweep: Sweep | None) -> list[int]:
    now = timezone.now()
    new: list[int] = []
    for some in _in_portions(sites):
        mine = CheckUp.objects.filter(group__in=list(some), state__in=UNFINISHED)
        mine.filter(pk__in=_lost(list(some), now)).update(asked_at=now, asked_by=by)
        if sweep is not None:
            mine.update(sweep=sweep)
        CheckUp.objects.bulk_create(
            [
                CheckUp(hub=hub, group_id=pk, url=url, asked_by=by, asked_at=now, sweep=sweep)
                for pk, url in some.items()
            ],
            ignore_conflicts=True,  # one waits already: asking twice is asking once
        )
        new += mine.filter(asked_at=now).order_by("pk").values_list("pk", flat=True)
    return new


def _in_portions(sites: dict[int, str]) -> Iterator[dict[int, str]]:
    pairs = iter(sites.items())
    while some := dict(islice(pairs, _AT_ONCE)):
        yield some


def _lost(groups: list[int], now: datetime) -> set[int]:
    """Return those that have waited long and have no job any more. In a long round many wait long and do."""
    waiting = CheckUp.objects.filter(group__in=groups, state__in=UNFINISHED, asked_at__lt=now - LOST_AFTER)
    found = set(waiting.values_list("pk", flat=True))
    return found - with_a_job() if found else found


def with_a_job() -> set[int]:
    """Return the ids of the check-ups whose job still waits or is under way."""
    return {args[0] for args in unfinished(LOOK).values_list("args", flat=True)}


def _asked_for(check_ups: list[CheckUp]) -> str:
    if len(check_ups) == 1:
        return f"asked for a look at the website of {check_ups[0].group.name}"
    return f"asked for a look at the websites of {len(check_ups)} groups"
