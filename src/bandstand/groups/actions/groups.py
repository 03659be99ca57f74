"""Groups: adding one, putting one right, showing and hiding it, and its online places."""

import re
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.places.postcodes import is_full, tidy
from bandstand.places.queries import locate

from ..links import Link, understand
from ..models import Group, GroupKey, Kind, OnlinePlace
from ..words import plain
from .said_by import OFFICER, note_who, said

FIELDS = [
    "name", "other_names", "kind", "about", "status", "parent", "email", "phone", "charity_number", "address",
    "postcode", "place_shown",
]  # fmt: skip
_PERSONAL = frozenset({"email", "phone"})

# Words the addresses of the directory and the desk already mean something else by.
_SPOKEN_FOR = frozenset({"add", "duplicates", "sheets", "kinds", "suggest"})


class NotALinkError(ValueError):
    """What was typed is no web address; the message says so."""


@transaction.atomic
def add_group(hub: Hub, *, by: Person | None, links: tuple[str, ...] = (), **facts: Any) -> Group:
    """Add a group; its name is enough. It is placed by its postcode when that is known."""
    group = Group(hub=hub, **{key: value for key, value in facts.items() if key in FIELDS})
    group.postcode = _spelt(group.postcode)
    _place(group)
    group.slug = free_slugs([group])[0]
    note_who(group, [key for key in FIELDS if facts.get(key)], said(OFFICER, by=by))
    group.save()
    _remember(group)
    for link in links:
        add_online_place(group, link, by=by, quietly=True)
    record(hub, "added a group", f"added {group.name}", by=by, about=group)
    return group


@transaction.atomic
def change_group(group: Group, *, by: Person | None, how: str = OFFICER, **facts: Any) -> bool:
    """Change what is said of a group; False when nothing was different. `how` tells who says so (`said_by`):
    what an officer or the group itself says, no sheet overwrites unasked.
    """
    before = {key: getattr(group, key) for key in FIELDS}
    for key in FIELDS:
        setattr(group, key, facts.get(key, before[key]))
    group.postcode = _spelt(group.postcode)
    changed: dict[str, object] = {
        # Deeds cannot be changed later, so they say that an address was changed, not what it was.
        key: [] if key in _PERSONAL else [in_words(before[key]), in_words(getattr(group, key))]
        for key in FIELDS
        if before[key] != getattr(group, key)
    }
    looked_at = group.kind_is_guess and "kind" in facts
    if not changed and not looked_at:
        return False
    if "postcode" in changed:
        _place(group)
    group.kind_is_guess = group.kind_is_guess and not looked_at
    note_who(group, [*changed, *(["kind"] if looked_at else [])], said(how, by=by))
    group.changed_at = timezone.now()
    group.save()
    _remember(group)
    record(group.hub, "changed a group", f"changed {group.name}", by=by, about=group, detail=changed)
    return True


@transaction.atomic
def settle_kinds(hub: Hub, kinds: dict[int, Kind | None], *, by: Person | None) -> int:
    """Say of which kind groups (by id) are: after this none of them is a guess. Return how many changed."""
    groups = list(Group.objects.filter(pk__in=kinds).select_related("kind", "area").defer("area__geometry"))
    different = [group for group in groups if group.kind != kinds[group.pk]]
    for group in groups:
        group.kind, group.kind_is_guess = kinds[group.pk], False
        note_who(group, ["kind"], said(OFFICER, by=by))
        group.describe()
    Group.objects.bulk_update(groups, ["kind", "kind_is_guess", "search", "plain_name", "said_by"])
    Group.objects.filter(pk__in=[group.pk for group in different]).update(changed_at=timezone.now())
    for group in different:
        words = (
            f"said that {group.name} is a {group.kind}" if group.kind else f"took the kind off {group.name}"
        )
        record(hub, "settled a kind", words, by=by, about=group)
    return len(different)


@transaction.atomic
def add_online_place(
    group: Group,
    typed: str,
    *,
    by: Person | None,
    kind: str = OnlinePlace.Kind.WEBSITE,
    quietly: bool = False,
) -> OnlinePlace:
    """Add a website or account as somebody typed it. Adding one it has already changes nothing.

    Raises NotALinkError. `quietly` leaves the deed to the caller.
    """
    link = understand(typed, kind)
    if link is None:
        raise NotALinkError("That does not look like a web address. Type it as in www.example.org.uk.")
    place, is_new = OnlinePlace.objects.get_or_create(
        group=group, match_key=link.match_key, defaults={"hub": group.hub, **_as_row(link)}
    )
    if is_new and not quietly:
        _touch(group)
        words = f"added {link.url} to {group.name}"
        record(group.hub, "added an online place", words, by=by, about=group, detail={"typed": typed})
    return place


@transaction.atomic
def remove_online_place(place: OnlinePlace, *, by: Person | None, how: str = OFFICER) -> None:
    group = place.group
    place.delete()
    # A sheet that still has it asks before it comes back.
    note_who(group, [f"link:{place.match_key}"], said(how, by=by))
    group.changed_at = timezone.now()
    group.save(update_fields=["said_by", "changed_at"])
    words = f"took {place.url} off {group.name}"
    record(group.hub, "removed an online place", words, by=by, about=group, detail={"typed": place.raw})


def free_slugs(groups: list[Group]) -> list[str]:
    """Return an address word for each group that no other has: its name, then with its outcode, then with its
    uid.
    """
    wants = [_slug_wishes(group) for group in groups]
    wished = {wish for wishes in wants for wish in wishes}
    taken = _SPOKEN_FOR | set(Group.objects.filter(slug__in=wished).values_list("slug", flat=True))
    free = []
    for wishes in wants:
        slug = next(wish for wish in wishes if wish not in taken)
        taken |= {slug}
        free.append(slug)
    return free


def _slug_wishes(group: Group) -> list[str]:
    base = slugify(plain(group.name))[:60].strip("-") or "group"
    outcode = slugify(group.postcode.partition(" ")[0])[:5]
    by_place = [f"{base}-{outcode}"] if outcode else []
    return [
        base,
        *by_place,
        f"{base}-{str(group.uid)[:4]}",
        f"{base}-{str(group.uid)[:13]}",
        uuid.uuid4().hex,
    ]


def _spelt(postcode: str) -> str:
    return tidy(postcode) or postcode.strip()


def _place(group: Group) -> None:
    found = locate(postcode=group.postcode)
    group.lat, group.lon, group.precision, group.area = found.lat, found.lon, found.precision, found.area


def _remember(group: Group) -> None:
    """Let a sheet that comes later know this group again: by its name and postcode, or charity number."""
    keys = [f"postcode:{group.postcode}|{group.plain_name}"] if is_full(group.postcode) else []
    if number := re.sub(r"\s", "", group.charity_number):
        keys.append(f"charity:{number}|{group.plain_name}")
    held = [GroupKey(hub_id=group.hub_id, group=group, key=key[:300]) for key in keys]
    GroupKey.objects.bulk_create(held, ignore_conflicts=True)


def _as_row(link: Link) -> dict[str, str]:
    return {"kind": link.kind, "raw": link.raw, "url": link.url}


def _touch(group: Group) -> None:
    Group.objects.filter(pk=group.pk).update(changed_at=timezone.now())


def in_words(value: Any) -> str:
    """Return a field's value as deeds tell it."""
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
