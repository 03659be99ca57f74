"""Leaving a website alone because its owner asked, and looking at it again."""

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..alone import host_of
from ..models import LeftAlone
from .ties import forget_ties_at


@transaction.atomic
def leave_alone(hub: Hub, address: str, *, why: str = "", by: Person | None) -> LeftAlone | None:
    """Never look at this website again, nor at names under it; None where it is no web address."""
    host = host_of(address)
    if not host or len(host) > 253:
        return None
    alone, new = LeftAlone.objects.get_or_create(hub=hub, host=host, defaults={"why": why[:200], "by": by})
    if new:
        record(hub, "left alone", f"had {host} left alone", by=by)
        forget_ties_at(host)
    return alone


@transaction.atomic
def look_at_again(alone: LeftAlone, *, by: Person | None) -> None:
    """Look at a website again that was left alone."""
    record(alone.hub, "looks again", f"had {alone.host} looked at again", by=by)
    alone.delete()
