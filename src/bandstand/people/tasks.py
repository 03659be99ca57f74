"""Background work about people: thin, by id, safe to run twice."""

import smtplib

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django_tasks import task

from bandstand.kit.sqlite.base import DatabaseWrapper

from .access import every_hub, hub_scope
from .actions import keep_to_time as keeping
from .actions import outbox, sign_in
from .erasing import WORDY
from .models import Hub, Message, Person


class NotSentError(RuntimeError):
    """The mail server did not take a letter."""


class InUseError(RuntimeError):
    """Somebody is reading just now; the next attempt will do."""


@task()
def send_message(message_id: int) -> None:
    """Send a letter"""
    message = Message.objects.select_related("link__hub").filter(pk=message_id).first()
    if message is None:  # its person asked to be forgotten meanwhile
        return
    try:
        outbox.send(message)
    except (OSError, smtplib.SMTPException) as trouble:
        outbox.mark_stuck(message, f"The mail server said: {trouble}")
        # What it said names the address. It stays with the letter, and goes with it, not into jobs and logs.
        raise NotSentError(f"Letter {message_id}: {type(trouble).__name__}. The outbox says more.") from None


@task()
def forget_old_sign_ins() -> None:
    """Clear away sign-in requests, links and limits that have run out"""
    sign_in.forget_old()


@task()
def wipe_traces() -> None:
    """Clear what was removed from the disk as well"""
    connection = connections[DEFAULT_DB_ALIAS]
    if isinstance(connection, DatabaseWrapper):
        if not connection.checkpoint(wipe=True):
            raise InUseError("The database's log is being read.")
    elif not connection.in_atomic_block:
        _vacuum(connection)


def _vacuum(connection: BaseDatabaseWrapper) -> None:
    """Let PostgreSQL write over rows that are gone. Its log and copies keep them until they turn over."""
    tables = {wordy.model._meta.db_table for wordy in WORDY} | {Person._meta.db_table}  # noqa: SLF001
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {', '.join(sorted(tables))}")


@task()
def keep_to_time() -> None:
    """Let go of what was kept long enough"""
    with every_hub("every hub's own night"):
        hubs = list(Hub.objects.order_by("pk"))
    for hub in hubs:
        with hub_scope(hub):
            keeping.keep_to_time(hub)
