"""Asking for a look at groups' websites."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.kit.background import later
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import CheckUp
from ..queries import UNFINISHED, websites

LOOK = "bandstand.presence.tasks.look_at_group"

# A check-up nobody has finished for this long has lost its job: asking again queues it again.
LOST_AFTER = timedelta(hours=1)


@transaction.atomic
def ask_for_check(hub: Hub, groups: Iterable[Group], *, by: Person | None) -> list[CheckUp]:
    """Queue a look at each of these groups' websites; return one check-up a group, new or already waiting.

    Groups without a website of their own are passed over: that is how many groups like it.
    """
    before = timezone.now()
    check_ups = open_check_ups(hub, groups, by=by)
    for check_up in check_ups:
        if check_up.asked_at >= before:
            later(LOOK, check_up.pk, priority=20 if by else 0)
    if by is not None and check_ups:
        record(hub, "asked for checks", _asked_for(check_ups), by=by)
    return check_ups


@transaction.atomic
def open_check_ups(hub: Hub, groups: Iterable[Group], *, by: Person | None) -> list[CheckUp]:
    """Make one waiting check-up a group, queueing nothing. One that lost its job counts as asked for now."""
    sites = websites(groups)
    now = timezone.now()
    CheckUp.objects.filter(group__in=list(sites), state__in=UNFINISHED, asked_at__lt=now - LOST_AFTER).update(
        asked_at=now, asked_by=by
    )
    CheckUp.objects.bulk_create(
        [CheckUp(hub=hub, group_id=pk, url=url, asked_by=by, asked_at=now) for pk, url in sites.items()],
        ignore_conflicts=True,  # one waits already: asking twice is asking once
    )
    waiting = CheckUp.objects.filter(group__in=list(sites), state__in=UNFINISHED)
    return list(waiting.select_related("group").order_by("group__name", "pk"))


def _asked_for(check_ups: list[CheckUp]) -> str:
    if len(check_ups) == 1:
        return f"asked for a look at the website of {check_ups[0].group.name}"
    return f"asked for a look at the websites of {len(check_ups)} groups"
