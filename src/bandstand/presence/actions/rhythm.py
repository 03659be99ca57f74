"""Rounds that come by themselves, as often as the hub likes."""

import zlib
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import CheckUp, Rhythm, Sweep
from ..queries import UNFINISHED, groups_with_websites, rhythm_of
from .sweeps import start_sweep

LOOKED_AT_LATELY = timedelta(days=7)
_CATCH_UP = 4  # a round may be begun this part of its time late: machines are switched off over Christmas


@transaction.atomic
def set_rhythm(hub: Hub, every_days: int, *, by: Person | None) -> Rhythm:
    """Say how often all websites are looked at by themselves: one of `Rhythm.Every`, else ValueError."""
    every = Rhythm.Every(every_days)
    rhythm, _ = Rhythm.objects.update_or_create(hub=hub, defaults={"every_days": every})
    record(hub, "set how often", f"set how often websites are looked at: {every.label.lower()}", by=by)
    return rhythm


def start_if_due(hub: Hub) -> Sweep | None:
    """Begin a round if the hub's rhythm says it is time; groups looked at lately are passed over."""
    if not is_due(hub, timezone.localdate()):
        return None
    return start_sweep(hub, None, Sweep.Why.RHYTHM, groups=_not_lately())


def is_due(hub: Hub, today: date) -> bool:
    """Tell whether a round should begin. Each hub has a day of its own, so that not all begin at once."""
    every = rhythm_of(hub)
    if not every:
        return False
    into = (today.toordinal() + zlib.crc32(hub.slug.encode())) % every
    if into > max(1, every // _CATCH_UP):
        return False
    began = today - timedelta(days=into)
    return not Sweep.objects.filter(started_at__date__gte=began).exists()


def _not_lately() -> QuerySet[Group]:
    """Leave out who was looked at within a week for another reason than the last round of this kind."""
    lately = (
        CheckUp.objects.filter(looked_at__gte=timezone.now() - LOOKED_AT_LATELY)
        .exclude(state__in=UNFINISHED)
        .exclude(sweep__why=Sweep.Why.RHYTHM)
    )
    return groups_with_websites().exclude(pk__in=lately.values("group_id"))
