"""Why two groups should meet, in whole sentences; and what of it the groups themselves are told."""

from typing import Any

from bandstand.groups.models import Group
from bandstand.kit.distances import ROUND_THE_CORNER, apart
from bandstand.places.models import Precision

from .facts import Known

Reason = dict[str, str]  # {"code", "words"}

_INSIDE = {"park", "garden", "gardens", "wood", "woods", "common", "meadow", "meadows", "fields", "reserve"}
_PROPER = {"Facebook", "Instagram", "WhatsApp", "YouTube", "Zoom", "Canva", "Google", "TikTok", "Men’s"}
_SURE = {Precision.EXACT, Precision.POSTCODE}
_MOST = 3
_ONES_OWN = {"page", "website", "newsletter", "group"}
# A group is not told what another would like help with: it told us, and nobody else.
SOFTER = {"help": "One of you could help the other with something online."}


def reasons_for(one: Known, other: Known, *, metres: int | None, through: list[str]) -> list[Reason]:
    """Return the reasons, the strongest first: a place, what both are about, help, who knows both."""
    found = [
        ("place", _place(one, other, metres)),
        ("about", _about(one, other)),
        *(("help", words) for words in [_help(one, other) or _help(other, one)]),
        ("through", f"Both know {through[0]}, who could introduce you." if through else ""),
    ]
    return [{"code": code, "words": words} for code, words in found if words]


def for_the_groups(reasons: Any) -> list[str]:
    """Return the sentences as either group may read them."""
    return [SOFTER.get(reason["code"], reason["words"]) for reason in reasons]


def _place(one: Known, other: Known, metres: int | None) -> str:
    how_far = _apart(one.group, other.group, metres)
    for key in sorted(one.places.keys() & other.places.keys()):
        inside = "in" if key.rpartition(" ")[2] in _INSIDE else "at"
        between = f", {how_far}" if how_far and ROUND_THE_CORNER not in how_far else ""
        return f"Both meet {inside} {one.places[key]}{between}."
    if how_far:
        return f"They meet {how_far}."
    area = one.group.area
    return f"Both are in {area.name}." if area and area.pk == other.group.area_id else ""


def _apart(one: Group, other: Group, metres: int | None) -> str:
    """Say how far where both show where they meet: a pin may be somebody’s home."""
    shown = all(
        group.place_shown == Group.PlaceShown.EXACT and group.precision in _SURE for group in (one, other)
    )
    return "" if metres is None or not shown else apart(metres)


def _about(one: Known, other: Known) -> str:
    both = sorted(one.interests & other.interests)
    return f"Both are about {listed([within(name) for name in both[:_MOST]])}." if both else ""


def _help(one: Known, other: Known) -> str:
    topic = min(one.wants & other.gives.keys(), default="")
    if not topic:
        return ""
    own = "their " if topic.rpartition(" ")[2].casefold() in _ONES_OWN else ""
    wanted = f"{one.group.name} would like help with {own}{within(topic)}"
    return f"{wanted}; {other.group.name} {other.gives[topic]}."


def listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def within(name: str) -> str:
    """Return a name as it stands in a sentence: “facebook page” would be wrong, “Walking” too."""
    first = name.partition(" ")[0]
    proper = first.isupper() or "+" in first or first in _PROPER
    return name if proper else name[:1].lower() + name[1:]
