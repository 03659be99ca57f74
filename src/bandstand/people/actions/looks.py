"""Writing down that somebody at the desk looked at, or took away, a list of people: who sees whom is seen."""

from datetime import timedelta

from django.utils import timezone

from ..models import Deed, Hub, Person
from .deeds import record

ONE_LOOK = timedelta(hours=1)


def looked_at(hub: Hub, what: str, *, by: Person, about: str = "") -> None:
    """Keep that `by` looked at `what` ("everything about somebody"); looks within an hour are one look."""
    since = timezone.now() - ONE_LOOK
    words = f"looked at {what}"
    if not Deed.objects.filter(actor=by, verb="looked at", words=words, about=about, at__gt=since).exists():
        Deed.objects.create(hub=hub, actor=by, verb="looked at", words=words, about=about)


def took_away(hub: Hub, what: str, *, by: Person) -> None:
    """Keep that `by` took a copy of `what` away, each time."""
    record(hub, "took a copy", f"took a copy of {what}", by=by)
