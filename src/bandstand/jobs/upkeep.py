"""What has to happen every few seconds wherever jobs are run, by however many processes."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string

from bandstand.kit.sqlite.base import DatabaseWrapper
from bandstand.people.access import every_hub

from . import lease
from .backend import name_of
from .models import Job

log = logging.getLogger(__name__)
_LOG_WORTH_MOVING = 4 * 1024 * 1024
_queued: set[str] = set()


def keep_up(stop: threading.Event) -> None:
    """Do the upkeep until told to stop; a database that is away for a while is only waited for."""
    while not stop.is_set():
        try:
            once()
        except (DatabaseError, InterfaceError) as trouble:
            log.warning("Upkeep will try again: %s", trouble)
        close_old_connections()
        stop.wait(min(5.0, settings.JOB_LEASE_SECONDS / 4))


def once() -> None:
    lease.sweep()
    queue_due()
    if settings.BROKER_URL:
        from .broker import send_due

        send_due()
    _move_log()


def queue_due(now: datetime | None = None) -> int:
    """Queue the work that comes round by itself, once per turn whoever sees it first; return how many.

    A turn that was slept through is caught up with once, not once for each time missed.
    """
    turns = {f"{task} {turn_of(when, now)}": task for task, when in settings.SCHEDULE.items()}
    new = [
        Job(task=task, once=turn, about=name_of(import_string(task)))
        for turn, task in turns.items()
        if turn not in _queued
    ]
    if new:
        with every_hub("work of the whole installation"):
            Job.objects.bulk_create(new, ignore_conflicts=True)
        _queued.clear()
        _queued.update(turns)
    return len(new)


def turn_of(when: str, now: datetime | None = None) -> str:
    """Return the name of the turn we are in: the hour, or the day that begins at 3 in the morning."""
    now = now or timezone.now()
    if when == "hourly":
        return f"{now.astimezone(UTC):%Y-%m-%dT%H}"
    return f"{timezone.localtime(now) - timedelta(hours=3):%Y-%m-%d}"


def _move_log() -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(connection, DatabaseWrapper) and connection.log_size() > _LOG_WORTH_MOVING:
        connection.checkpoint()
