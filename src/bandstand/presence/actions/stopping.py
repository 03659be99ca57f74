"""Somebody asks that a website be left alone, without an account; an officer decides."""

import re

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.models import Hub, Person

from ..alone import host_of
from ..models import AskedToStop
from .alone import leave_alone

_DONE = """You get this because somebody, giving this address, asked {hub}
to leave the website {host} alone.

It is done: we do not look at {host} any more.

If it was not you, or you change your mind, please write to us.
"""


_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


class NotAWebsiteError(ValueError):
    """What was typed names no website."""


@transaction.atomic
def ask_to_stop(hub: Hub, address: str, *, email: str = "") -> AskedToStop:
    """Keep the wish until an officer has decided; twice is once. Raises NotAWebsiteError."""
    host = host_of(address)
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise NotAWebsiteError
    asked, new = AskedToStop.objects.get_or_create(hub=hub, host=host, defaults={"email": email})
    if new:
        record(hub, "asked us to stop", f"somebody asked that {host} be left alone", by=None)
    return asked


@transaction.atomic
def agree_to_stop(asked: AskedToStop, *, by: Person) -> None:
    """Leave the website alone from now on, and say so to whoever asked."""
    leave_alone(asked.hub, asked.host, why="Its owner asked us to.", by=by)
    if asked.email:
        text = _DONE.format(hub=asked.hub.name, host=asked.host)
        subject = f"We leave {asked.host} alone"
        put_in_outbox(asked.hub, to_address=asked.email, subject=subject, text=text)
    asked.delete()


@transaction.atomic
def go_on_looking(asked: AskedToStop, *, by: Person) -> None:
    record(asked.hub, "goes on looking", f"did not have {asked.host} left alone", by=by)
    asked.delete()
