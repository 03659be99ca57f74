"""Who can sign in to a group's website or account: names only, never what they sign in with."""

import re

from django.db import transaction
from django.utils import timezone

from bandstand.groups.actions.own import correct_online
from bandstand.groups.models import OnlinePlace
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Keys

_SAYS_SO = re.compile(r"pass ?(word|code|phrase)|\bp/?w(or)?d?\b|\bpin\b|\blog ?in\b", re.IGNORECASE)
_SIGNS = re.compile(r"[!#$%^*_=~|<>{}\[\]\\+@]")
_ADDRESS = re.compile(r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$")
_SHORT = 5  # "Flat 2b", "2nd": no password is as short


class LooksLikeAPasswordError(Exception):
    """Somebody typed what they sign in with, where a name is asked for."""


@transaction.atomic
def say_keys(
    place: OnlinePlace, *, holder: str = "", spare: str = "", lost: bool = False, by: Person | None
) -> Keys:
    """Keep who holds the keys of one place. Raises LooksLikeAPasswordError, and keeps nothing then."""
    holder, spare = ("", "") if lost else (holder.strip(), spare.strip())
    if looks_like_a_password(holder) or looks_like_a_password(spare):
        raise LooksLikeAPasswordError
    told = {"holder": holder or spare, "spare": spare if holder else "", "lost": lost}
    keys, _ = Keys.objects.update_or_create(
        place=place, defaults=told | {"at": timezone.now(), "by": by}, create_defaults=_new(place, told, by)
    )
    words = f"said who holds the keys to {place.match_key} of {place.group.name}"
    record(place.hub, "said who holds the keys", words, by=by, about=place.group)
    return keys


def _new(place: OnlinePlace, told: dict[str, object], by: Person | None) -> dict[str, object]:
    return told | {"hub": place.hub, "at": timezone.now(), "by": by}


@transaction.atomic
def correct_address(place: OnlinePlace, typed: str) -> OnlinePlace:
    """Put another address in place of one; whoever held its keys still does. Raises NotALinkError."""
    held = Keys.objects.filter(place=place).first()
    added = correct_online(place, typed)
    carry_over(held, added)
    return added


def carry_over(held: Keys | None, to: OnlinePlace) -> None:
    """Let the keys of a place that was taken off be those of the one in its stead, if it has none yet."""
    if held is None or Keys.objects.filter(place=to).exists():
        return
    held.pk, held.place = None, to
    held.save(force_insert=True)


def looks_like_a_password(words: str) -> bool:
    """Tell whether this is more like something to sign in with than somebody's name."""
    return bool(_SAYS_SO.search(words)) or any(_is_odd(word) for word in words.split())


def _is_odd(word: str) -> bool:
    if len(word) <= _SHORT or _ADDRESS.match(word):
        return False
    mixed = any(map(str.isalpha, word)) and any(map(str.isdigit, word))
    return mixed or bool(_SIGNS.search(word))
