"""Putting what a look saw into the directory: accounts, and the address a website moved to."""

from collections.abc import Iterable

from django.db import transaction

from bandstand.groups.actions.groups import add_online_place, remove_online_place
from bandstand.groups.links import understand
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Keys
from ..queries import findings_of
from .keys import carry_over


@transaction.atomic
def add_account(group: Group, url: str, *, by: Person) -> OnlinePlace | None:
    """Put an account seen on the group's website into the directory; None when it was not seen there."""
    seen = next((one for one in findings_of(group).suggestions if one.url == url), None)
    link = understand(seen.url, OnlinePlace.Kind.OTHER) if seen else None
    if link is None:
        return None
    place = OnlinePlace.objects.create(
        hub_id=group.hub_id,
        group=group,
        kind=link.kind,
        raw=link.raw,
        url=link.url,
        match_key=link.match_key,
        source=OnlinePlace.Source.WEBSITE,
    )
    record(group.hub, "added an account", f"added {place.url} to {group.name}", by=by, about=group)
    return place


@transaction.atomic
def add_accounts(wanted: Iterable[tuple[Group, str]], *, by: Person) -> int:
    """Add several accounts that were seen; return how many. What is known by now is passed over."""
    return sum(add_account(group, url, by=by) is not None for group, url in wanted)


@transaction.atomic
def follow(group: Group, was: str, now: str, *, by: Person) -> OnlinePlace:
    """Put the address a website moved to in the place of the old one. Raises NotALinkError."""
    added = add_online_place(group, now, by=by)
    for place in (
        OnlinePlace.objects.filter(group=group, url=was).exclude(pk=added.pk).select_related("group")
    ):
        held = Keys.objects.filter(place=place).first()
        remove_online_place(place, by=by)
        carry_over(held, added)
    return added
