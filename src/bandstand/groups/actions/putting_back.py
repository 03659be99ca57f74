"""Putting back what was changed, from the deed that says what it was."""

from typing import Any

from django.db import transaction

from bandstand.people.models import Deed, Person

from ..links import understand
from ..models import Group, Kind
from . import groups


@transaction.atomic
def put_back(deed: Deed, group: Group, *, by: Person) -> bool:
    """Undo one deed about a group; False when nothing of it is as the deed left it."""
    if deed.verb == "added an online place":
        link = understand(str(deed.detail.get("typed", "")))
        place = group.online_places.filter(match_key=link.match_key).first() if link else None
        if place is not None:
            groups.remove_online_place(place, by=by)
        return place is not None
    if deed.verb == "removed an online place":
        many = group.online_places.count()
        groups.add_online_place(group, str(deed.detail.get("typed", "")), by=by)
        return group.online_places.count() > many
    facts = dict(_former(deed, group))
    return bool(facts) and groups.change_group(group, by=by, **facts)


def _former(deed: Deed, group: Group) -> list[tuple[str, Any]]:
    """Return the former values of what is still as the deed left it. Of addresses it holds none."""
    pairs = [
        (field, pair) for field, pair in deed.detail.items() if isinstance(pair, list) and len(pair) == 2
    ]
    still = [
        (field, pair[0]) for field, pair in pairs if groups.in_words(getattr(group, field, None)) == pair[1]
    ]
    return [(field, _value(field, words)) for field, words in still if field in groups.FIELDS]


def _value(field: str, words: str) -> Any:
    """Return what these words of a deed stand for; a kind or a parent that is gone is nothing."""
    if field == "other_names":
        return [name for name in words.split(", ") if name]
    if field == "kind":
        return Kind.objects.filter(name=words).first()
    if field == "parent":
        return Group.objects.filter(name=words).first()
    return words
