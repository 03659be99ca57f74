"""Looks still to come: some weeks after help, and once more a day after we could not get in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.kit.background import later_many
from bandstand.people.models import Hub

from ..models import CheckUp, PlannedLook
from ..queries import websites
from ..trouble import A_DAY, deserves_a_second_try
from .asking import LOOK, open_check_ups

WEEKS_AFTER_HELP = (1, 6, 12)
PRIORITY = 5
SECOND_TRY = "a second try, a day after we could not get in"


def plan_looks(hub: Hub, groups: Iterable[Group], *, after: datetime, because: str) -> list[int]:
    """Plan looks at the websites of groups that were helped, 1, 6 and 12 weeks after; return their ids.

    `because` is the help in words ("the surgery at Priory Hall"). A group without a website is passed over,
    and so is a look whose day has gone by.
    """
    now = timezone.now()
    planned = []
    for group in websites(groups):
        for weeks in WEEKS_AFTER_HELP:
            due = after + timedelta(weeks=weeks)
            if due > now:
                planned += _plan(hub, group, due, f"{_weeks(weeks)} after {because}"[:200])
    return planned


def _plan(hub: Hub, group_id: int, due: datetime, because: str) -> list[int]:
    look, new = PlannedLook.objects.get_or_create(
        group_id=group_id, due_at=due, defaults={"hub": hub, "because": because}
    )
    return [look.pk] if new else []


def _weeks(number: int) -> str:
    return "a week" if number == 1 else f"{number} weeks"


def take_back_planned(ids: Iterable[int]) -> int:
    """Take back planned looks that have not been made yet; return how many."""
    return PlannedLook.objects.filter(pk__in=list(ids), check_up=None).delete()[0]


def plan_second_try(check_up: CheckUp) -> None:
    """Plan one more look in a day's time where this one could not get in. In the caller's transaction."""
    if check_up.looked_at is not None and deserves_a_second_try(check_up):
        PlannedLook.objects.get_or_create(
            group_id=check_up.group_id,
            due_at=check_up.looked_at + A_DAY,
            defaults={"hub_id": check_up.hub_id, "because": SECOND_TRY},
        )


@transaction.atomic
def queue_planned(hub: Hub) -> int:
    """Queue every planned look that is due; return how many websites. Those without one are dropped."""
    due = list(PlannedLook.objects.filter(check_up=None, due_at__lte=timezone.now()).select_related("group"))
    begun = timezone.now()
    check_ups = {one.group_id: one for one in open_check_ups(hub, {one.group for one in due}, by=None)}
    for look in due:
        if look.group_id in check_ups:
            look.check_up = check_ups[look.group_id]
            look.save(update_fields=["check_up"])
        else:
            look.delete()
    later_many(LOOK, ([one.pk] for one in check_ups.values() if one.asked_at >= begun), priority=PRIORITY)
    return len(check_ups)
