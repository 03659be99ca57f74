"""A room full of made-up people of Leasow Vale, for the tests of who sits with whom."""

import random
from dataclasses import dataclass
from typing import Any

from bandstand.gatherings.seating.party import Party, Sitter, both_ways


@dataclass(frozen=True)
class Kinds:
    """Stands in for a kind of group where no database is wanted."""

    slug: str
    name: str
    plural: str
    look: str = "other"


CLUB, FRIENDS, HEALTH = (
    Kinds("sports-club", "sports club", "sports clubs"),
    Kinds("friends-group", "Friends group", "Friends groups"),
    Kinds("health-group", "health group", "health groups"),
)
TOPICS = {1: "Facebook pages", 2: "Our own website", 3: "Instagram", 4: "Sharing photos"}


def sitter(name: str, group: str = "", kind: Any = None, **more: Any) -> Sitter:
    facts: dict[str, Any] = {
        "uid": name.lower().replace(" ", "-"), "looking": True, "helping": False, "here": True,
        "wants": frozenset(), "can": frozenset(),
    }  # fmt: skip
    facts |= {"group": group or facts["uid"], "says_group": bool(group), "kind": kind}
    return Sitter(name=name, **(facts | more))


def helper(name: str, *can: int, **more: Any) -> Sitter:
    return sitter(name, looking=False, helping=True, can=frozenset(can), **more)


def party(*sitters: Sitter, known: Any = (), sat: Any = ()) -> Party:
    return Party(sitters, both_ways(known), TOPICS, sat)


def some_party(people: int, helpers: int, seed: int = 1) -> Party:
    """Return people of three kinds of group, two of each group, wanting one thing each."""
    chance = random.Random(seed)
    guests = [
        sitter(
            f"Guest {number}",
            f"Group {number // 2}",
            (CLUB, FRIENDS, HEALTH)[number // 2 % 3],
            wants=frozenset({chance.randint(1, 4)}),
        )
        for number in range(people - helpers)
    ]
    hands = [helper(f"Helper {number}", *chance.sample(range(1, 5), 2)) for number in range(helpers)]
    return party(*guests, *hands, known=[("Group 0", "Group 1")])
