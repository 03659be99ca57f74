"""Entries as a phone makes them, for the tests of the day."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from bandstand.gatherings.actions.entries.sending import Taken, take_in
from bandstand.gatherings.actions.phones import let_in
from bandstand.gatherings.models import Gathering, Phone

Came = dict[str, Any]


def entry(kind: str, about: object = None, *, ago: float = 0, **said: Any) -> Came:
    """One thing done `ago` seconds ago, about a row or a number of its own."""
    number = getattr(about, "uid", about) or uuid.uuid4()
    at = timezone.now() - timedelta(seconds=ago)
    return {"id": str(uuid.uuid4()), "kind": kind, "about": str(number), "at": at.isoformat(), "said": said}


def phone_at(gathering: Gathering, **more: Any) -> Phone:
    return let_in(gathering, by=None, **more).phone


def send(phone: Phone, *came: Came, clock: datetime | None = None) -> Taken:
    return take_in(phone, came, clock=(clock or timezone.now()).isoformat())
