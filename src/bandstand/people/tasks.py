"""Background work about people: thin, by id, safe to run twice."""

import smtplib

from django_tasks import task

from .actions import outbox, sign_in
from .models import Message


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
        raise


@task()
def forget_old_sign_ins() -> None:
    """Clear away sign-in requests, links and limits that have run out"""
    sign_in.forget_old()
