"""What was done to a group, old and new side by side, and what of it can still be put back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.models import Deed, Person

from ..models import Group
from .fresh import CAN_BE_PUT_BACK, TOLD, groups_of

LABELS = {
    "name": "Name",
    "other_names": "Other names",
    "kind": "Kind",
    "about": "What it does",
    "status": "How it is going",
    "parent": "Part of",
    "email": "E-mail address",
    "phone": "Telephone",
    "charity_number": "Charity number",
    "address": "Where it meets",
    "postcode": "Postcode",
    "place_shown": "Who may see where",
    "why": "Why",
    "shown": "Shown of them",
}
_WORDS = {
    "status": dict(Group.Status.choices),
    "place_shown": dict(Group.PlaceShown.choices),
}

_WHO = {"sheet": "a sheet", "officer": "an officer", "group": "the group itself", "merge": "a merge"}


@dataclass(frozen=True)
class Change:
    """One field before and after. Of addresses and numbers deeds say only that they changed."""

    label: str
    before: str = ""
    after: str = ""
    is_secret: bool = False


@dataclass(frozen=True)
class Told:
    """One deed about a group, as an officer reads it."""

    deed: Deed
    group: Group
    changes: list[Change]

    @property
    def by_the_group(self) -> bool:
        return self.deed.actor_id is None and self.deed.verb in TOLD

    @property
    def can_put_back(self) -> bool:
        if self.deed.verb not in CAN_BE_PUT_BACK:
            return False
        return "typed" in self.deed.detail or any(not change.is_secret for change in self.changes)


def told(deeds: list[Deed]) -> list[Told]:
    """Return these deeds with their groups, in one query more; those of groups gone since are left out."""
    groups = groups_of(deeds)
    return [Told(deed, groups[deed.pk], changes_of(deed)) for deed in deeds if deed.pk in groups]


def changes_of(deed: Deed) -> list[Change]:
    return [_change(field, pair) for field, pair in deed.detail.items() if isinstance(pair, list)]


def _change(field: str, pair: list[str]) -> Change:
    label = LABELS.get(field, field)
    if len(pair) != 2:
        return Change(label, is_secret=True)
    words = _WORDS.get(field, {})
    before, after = (str(words.get(one, one)) for one in pair)
    return Change(label, before, after)


@dataclass(frozen=True)
class Saying:
    """Who says so of one field: “row 12 of groups.csv, 3 May 2026”."""

    label: str
    words: str


def said_by(group: Group) -> list[Saying]:
    """Return who says so, per field that somebody in particular spoke for."""
    held = [(LABELS[name], group.said_by[name]) for name in LABELS if name in group.said_by]
    names = _names({entry.get("by") for _, entry in held} - {None})
    return [Saying(label, _who(entry, names)) for label, entry in held]


def _names(ids: set[int]) -> dict[int, str]:
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def _who(entry: dict[str, Any], names: dict[int, str]) -> str:
    who = names.get(entry.get("by", 0)) or entry.get("words") or _WHO.get(entry.get("how", ""), "somebody")
    try:
        day = timezone.localdate(datetime.fromisoformat(str(entry.get("at"))))
    except ValueError:
        return who
    return f"{who}, {dates.day(day, today=timezone.localdate())}"
