"""Putting accounts that a look saw into the directory."""

from django.db import transaction

from bandstand.groups.links import understand
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..queries import findings_of


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
