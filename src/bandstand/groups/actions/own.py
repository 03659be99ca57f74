"""What a group does on its own page. Nobody is signed in there: what is done, the group itself has done."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record

from ..models import Group, OnlinePlace
from ..queries.contacts import address_to_write_to
from . import about, groups
from .fresh import confirm
from .pages import tell_old_address
from .said_by import GROUP


@transaction.atomic
def all_right(group: Group) -> None:
    confirm(group, how=Group.Confirmed.GROUP)


@transaction.atomic
def change(group: Group, **facts: Any) -> bool:
    """Change what is said of the group; False when nothing was different. Who saves looked at the rest."""
    changed = groups.change_group(group, by=None, how=GROUP, **facts)
    confirm(group, how=Group.Confirmed.GROUP, quietly=changed)
    return changed


@transaction.atomic
def change_reach(group: Group, *, email: str, phone: str) -> bool:
    """Give the desk another address or number; what was left empty stays. The old address is told."""
    facts = {name: given for name, given in (("email", email), ("phone", phone)) if given}
    old = address_to_write_to(group)
    changed = groups.change_group(group, by=None, how=GROUP, **facts)
    if changed and email:
        tell_old_address(group, old, email)
    return changed


@transaction.atomic
def add_online(group: Group, typed: str) -> OnlinePlace:
    """Raises NotALinkError."""
    return groups.add_online_place(group, typed, by=None)


@transaction.atomic
def correct_online(place: OnlinePlace, typed: str) -> OnlinePlace:
    """Put another address in place of one. Raises NotALinkError."""
    added = groups.add_online_place(place.group, typed, by=None)
    if added.pk != place.pk:
        groups.remove_online_place(place, by=None, how=GROUP)
    return added


@transaction.atomic
def remove_online(place: OnlinePlace) -> None:
    groups.remove_online_place(place, by=None, how=GROUP)


@transaction.atomic
def say_interests(group: Group, chosen: set[int]) -> bool:
    return about.say_interests(group, chosen, by=None)


@transaction.atomic
def write_no_more(group: Group, *, stop: bool) -> None:
    """Have no more letters about the entry, or have them again."""
    group.no_letters_at = timezone.now() if stop else None
    group.save(update_fields=["no_letters_at"])
    words = "asked us not to write to" if stop else "said we may write again to"
    verb = "stopped letters" if stop else "wants letters"
    record(group.hub, verb, f"{words} {group.name}", by=None, about=group)
