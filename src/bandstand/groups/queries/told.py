"""What was done to a group, old and new side by side, and what of it can still be put back."""

from dataclasses import dataclass

from bandstand.people.models import Deed

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
