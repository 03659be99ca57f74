"""Background work about people: thin, by id, safe to run twice."""

import smtplib

from django.db import DEFAULT_DB_ALIAS, connections
from django_tasks import task

from bandstand.kit.sqlite.base import DatabaseWrapper

from .actions import outbox, sign_in
from .models import Message


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
    if isinstance(connection, DatabaseWrapper) and not connection.checkpoint(wipe=True):
        raise InUseError("The database's log is being read.")
