"""Rounds of looks over all websites of a hub: begun, stopped, ended by whoever finishes the last."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.jobs.models import Job
from bandstand.kit.background import later_many
from bandstand.kit.words import counted
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import CheckUp, Sweep
from ..queries import UNFINISHED, groups_with_websites, sweep_under_way
from .asking import LOOK, open_check_ups_of

PRIORITY = {Sweep.Why.ASKED: 10, Sweep.Why.COMMAND: 10, Sweep.Why.RHYTHM: 0}
_AT_ONCE = 500


@transaction.atomic
def start_sweep(
    hub: Hub, by: Person | None, why: Sweep.Why, *, groups: Iterable[Group] | None = None
) -> Sweep | None:
    """Begin a round over these groups' websites, or all; the one under way, if one is. None with no website.

    Looks that wait already, asked for one by one, become part of it.
    """
    if sweep_under_way() is not None:
        end_rounds()
        if (running := sweep_under_way()) is not None:
            return running
    sweep = Sweep.objects.create(hub=hub, why=why, asked_by=by)
    new = open_check_ups_of(hub, groups_with_websites() if groups is None else groups, by=by, sweep=sweep)
    sweep.total = CheckUp.objects.filter(sweep=sweep).count()
    if not sweep.total:
        sweep.delete()
        return None
    sweep.save(update_fields=["total"])
    later_many(LOOK, ([pk] for pk in new), priority=PRIORITY[why])
    if by is not None:
        websites = counted(sweep.total, "website", "websites")
        record(hub, "asked for checks", f"asked for a look at all {websites}", by=by, about=sweep)
    return sweep


@transaction.atomic
def stop_sweep(sweep: Sweep, *, by: Person | None) -> bool:
    """Drop what still waits; what is under way is finished. False when the round is over already."""
    stopped = Sweep.objects.filter(pk=sweep.pk, finished_at=None, stopped_at=None).update(
        stopped_at=timezone.now()
    )
    if not stopped:
        return False
    waiting = CheckUp.objects.filter(sweep=sweep, state=CheckUp.State.WAITING)
    dropped = set(waiting.select_for_update().values_list("pk", flat=True))
    _drop(dropped)
    _end(sweep.pk)
    record(sweep.hub, "stopped checks", f"stopped a round of checks, {len(dropped)} still waiting", by=by)
    return True


def _drop(check_ups: set[int]) -> None:
    ready = Job.objects.filter(task=LOOK, state=Job.State.READY)
    jobs = [pk for pk, args in ready.values_list("pk", "args") if set(args) & check_ups]
    ordered = sorted(check_ups)
    for start in range(0, len(ordered), _AT_ONCE):
        CheckUp.objects.filter(pk__in=ordered[start : start + _AT_ONCE]).delete()
    for start in range(0, len(jobs), _AT_ONCE):
        Job.objects.filter(pk__in=jobs[start : start + _AT_ONCE], state=Job.State.READY).delete()


def end_sweep_with(check_up: CheckUp) -> None:
    """End the round if this look was its last. In the transaction that keeps the look, as its last step."""
    if check_up.sweep_id is not None:
        _end(check_up.sweep_id)


def end_rounds() -> None:
    """End rounds with nothing left to look at, whoever took it away: the last group of one may have been made
    one with another, or have left.
    """
    for sweep_id in Sweep.objects.filter(finished_at=None).values_list("pk", flat=True):
        _end(sweep_id)


def _end(sweep_id: int) -> None:
    # Two that finish at the same moment stand in line here, and the second sees what the first has kept.
    list(Sweep.objects.select_for_update(no_key=True).filter(pk=sweep_id).values_list("pk"))
    if not CheckUp.objects.filter(sweep=sweep_id, state__in=UNFINISHED).exists():
        Sweep.objects.filter(pk=sweep_id, finished_at=None).update(finished_at=timezone.now())
