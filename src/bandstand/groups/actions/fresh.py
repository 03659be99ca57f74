"""Keeping the directory right: saying that an entry is, and asking groups once a year."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions import limits
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import Group
from ..queries.contacts import address_to_write_to
from ..queries.fresh import to_ask
from .pages import write_to

MOST_A_NIGHT = 50
# Groups that share one address are not asked on the same night; past these we look no further.
_LOOKED_AT = 500


@transaction.atomic
def confirm(group: Group, *, how: str, by: Person | None = None, quietly: bool = False) -> None:
    """Write down that somebody says the entry is all right; `how` is a Group.Confirmed.

    `quietly` leaves the deed to the caller.
    """
    group.confirmed_at, group.confirmed_how, group.confirmed_by = timezone.now(), how, by
    group.save(update_fields=["confirmed_at", "confirmed_how", "confirmed_by"])
    if not quietly:
        words = f"confirmed that {group.name} is all right, {Group.Confirmed(how).label}"
        record(group.hub, "confirmed a group", words, by=by, about=group)


@transaction.atomic
def switch_yearly_ask(hub: Hub, *, on: bool, by: Person) -> None:
    """Let groups be asked once a year, or not."""
    hub.yearly_ask = on
    Hub.objects.filter(pk=hub.pk).update(yearly_ask=on)
    words = "switched the yearly letter to groups on" if on else "switched the yearly letter to groups off"
    record(hub, "switched the yearly letter", words, by=by)


def ask_some() -> int:
    """Ask the next few groups of the hub in force whether their entry is right; return how many were asked.

    Run twice in one night, it asks no more than once: what went out in the last hours counts.
    """
    tonight = timezone.now() - timedelta(hours=12)
    left = MOST_A_NIGHT - Group.objects.filter(asked_at__gt=tonight).count()
    asked = 0
    for group in list(to_ask()[:_LOOKED_AT]):
        if asked >= left:
            break
        asked += _ask(group)
    return asked


@transaction.atomic
def _ask(group: Group) -> bool:
    address = address_to_write_to(group)
    mailbox = limits.plain_mailbox(address)
    if not limits.allow("yearly letter", f"{group.hub_id} {mailbox}", most=1, within=timedelta(hours=20)):
        return False
    unasked = Group.objects.filter(pk=group.pk, asked_at=group.asked_at)
    if not unasked.update(asked_at=timezone.now()):  # another worker was quicker
        return False
    write_to(group, address, yearly=True)
    return True
