"""Chores for the runners under test, and a small command line to queue them: real processes run these.

python -m tests.jobs.chores queue careful 40
"""

import asyncio
import os
import sys
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")

if __name__ == "__main__":
    import django

    django.setup()

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskContext

from bandstand.jobs.models import Job
from bandstand.kit.background import NotYetError, finishing, in_database, later, side_by_side
from bandstand.people.access import current_hub_id, every_hub, hub_scope
from bandstand.people.actions.deeds import record
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Deed, Hub


@task()
def careful(number: int, seconds: float = 0.1) -> str:
    """Think for a while, then write it down once"""
    time.sleep(seconds)
    with finishing():
        record(Hub.objects.get(pk=current_hub_id()), "did a chore", f"chore {number}", by=None)
    return "never kept: the job was finished with its row"


@task(queue_name="sites")
def patient(number: int, seconds: float = 0.1) -> None:
    """Wait for somebody else, then write it down once"""
    raise AssertionError("This one is done by its twin.")


@side_by_side(patient)
async def _patient_beside_others(number: int, seconds: float = 0.1) -> None:
    await asyncio.sleep(seconds)
    await in_database(_write_down, number)


def _write_down(number: int) -> None:
    with finishing():
        record(Hub.objects.get(pk=current_hub_id()), "did a chore", f"chore {number}", by=None)


@task(queue_name="sites")
def not_before(number: int) -> None:
    """Be put off the first two times"""
    raise AssertionError("This one is done by its twin.")


PUT_OFF: list[int] = []


@side_by_side(not_before)
async def _not_before(number: int) -> None:
    if PUT_OFF.count(number) < 2:
        PUT_OFF.append(number)
        raise NotYetError(timezone.now() + timedelta(seconds=0.1))
    await in_database(_write_down, number)


@task(queue_name="sites")
def alone(number: int) -> None:
    """Have no twin, and be done all the same"""
    _write_down(number)


@task(queue_name="sites")
def broken_beside(number: int) -> None:
    """Go wrong every time"""


@side_by_side(broken_beside)
async def _broken_beside(number: int) -> None:
    raise ValueError(f"The kettle is broken ({number}).")


@task()
def never(number: int) -> None:
    """Go wrong every time"""
    raise ValueError(f"The kettle is broken ({number}).")


@task()
def walk_out() -> None:
    """Leave without a word"""
    sys.exit(3)


@task(takes_context=True)
def second_time(context: TaskContext, number: int) -> int:
    """Go wrong the first time"""
    if context.attempt < 2:
        raise OSError("Not today.")
    with transaction.atomic():
        if not Deed.objects.filter(words=f"second {number}").exists():
            record(Hub.objects.get(pk=current_hub_id()), "did a chore", f"second {number}", by=None)
    return number


def queue(kind: str, how_many: int, *more: float) -> None:
    hub = Hub.objects.first() or open_hub("Community Action Leasow Vale", slug="leasow-vale")
    with hub_scope(hub), transaction.atomic():
        for number in range(how_many):
            later(f"tests.jobs.chores.{kind}", number, *more)
        if kind == "never":
            Job.objects.filter(task__endswith="never").update(max_attempts=2)


def send_again() -> None:
    """Tell the broker of every job there is, twice, as a confused engine would."""
    from bandstand.jobs.broker import send

    with every_hub("a test"):
        for number in list(Job.objects.values_list("pk", flat=True)) * 2:
            send(number)


if __name__ == "__main__":
    if sys.argv[1] == "queue":
        queue(sys.argv[2], int(sys.argv[3]), *map(float, sys.argv[4:]))
    else:
        send_again()
