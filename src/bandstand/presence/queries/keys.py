"""Who holds the keys to groups' places online, and where that should worry somebody."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from bandstand.groups.links import is_invitation
from bandstand.groups.models import Group, OnlinePlace

from ..models import Keys


@dataclass(frozen=True)
class Held:
    """One place of a group, and who holds its keys; `keys` is None where nobody has said."""

    place: OnlinePlace
    keys: Keys | None

    @property
    def is_lost(self) -> bool:
        return self.keys is not None and self.keys.lost

    @property
    def has_one_holder(self) -> bool:
        return self.keys is not None and bool(self.keys.holder) and not self.keys.spare


def keys_of(group: Group) -> list[Held]:
    """Return the group's places one can sign in to; an invitation to a chat has no keys."""
    places = OnlinePlace.objects.filter(group=group).select_related("keys").order_by("kind", "pk")
    return [
        Held(place, getattr(place, "keys", None)) for place in places if not is_invitation(place.match_key)
    ]


WORRIES = {
    "lost": ("Nobody can get in", Q(lost=True)),
    "one": ("Only one person can", Q(lost=False, spare="") & ~Q(holder="")),
}


def keys_to_bring(worry: str) -> QuerySet[Keys]:
    """Return the keys that are lost, or held by one person alone, by group."""
    _, which = WORRIES[worry]
    found = Keys.objects.filter(which).select_related("place__group__kind", "place__group__area")
    return found.order_by("place__group__name", "pk")


def nobody_said() -> QuerySet[Group]:
    """Return groups with a place online of which nobody has said who holds any keys."""
    places = OnlinePlace.objects.filter(group=OuterRef("pk"))
    said = Keys.objects.filter(place__group=OuterRef("pk"))
    return Group.objects.filter(Exists(places), ~Exists(said)).order_by("name", "pk")
