"""What a how-to card is, and how its file is read."""

import tomllib
from dataclasses import dataclass, replace
from typing import Any, Self

from .pictures import PICTURES, Picture

# Headings of the list, by the word a card's file has for them.
SECTIONS = {
    "found": "Be found",
    "met": "Be reached, and joined",
    "joined up": "Join up your website and your Facebook page",
    "easy": "Be easy to see and read",
    "sound": "Keep it fresh and in good order",
    "own": "More from your local team",
}

# What a website is made with, as an address says it, and the name people know.
WAYS = {
    "wordpress": "WordPress",
    "wix": "Wix",
    "squarespace": "Squarespace",
    "google-sites": "Google Sites",
    "facebook": "A Facebook page",
    "by-hand": "Made by hand",
}


@dataclass(frozen=True, slots=True)
class Way:
    """The steps as they are with one website builder."""

    slug: str
    steps: tuple[str, ...]

    @property
    def name(self) -> str:
        return WAYS[self.slug]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What to try when something does not work."""

    when: str
    then: str


@dataclass(frozen=True, slots=True)
class CardToRead:
    """One how-to, ready to show: ours, or one of the hub's own. `want` ends the sentence “I want to …”."""

    slug: str
    title: str
    lead: str
    steps: tuple[str, ...]
    want: str = ""
    section: str = "own"
    minutes: int | None = None
    picture: str = ""
    needs: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    chosen: str = ""  # the way whose steps are shown
    look: str = ""  # the look an officer said it helps with
    is_ours: bool = True
    is_shown: bool = True

    @property
    def url(self) -> str:
        return f"/how-to/{self.slug}/{f'?with={self.chosen}' if self.chosen else ''}"

    @property
    def drawing(self) -> Picture | None:
        return PICTURES.get(self.picture)

    @property
    def chosen_name(self) -> str:
        return WAYS.get(self.chosen, "")

    def chosen_for(self, way: str) -> Self:
        """Return the card with the steps of this way, where it has them."""
        steps = next((one.steps for one in self.ways if one.slug == way), None)
        return self if steps is None else replace(self, steps=steps, chosen=way)


def read(slug: str, source: bytes) -> CardToRead:
    """Read a card's file. Raises KeyError or ValueError where something is left out or unknown."""
    told: dict[str, Any] = tomllib.loads(source.decode())
    ways = told.pop("with", {})
    troubles = told.pop("trouble", [])
    if told["section"] not in SECTIONS or not ways.keys() <= WAYS.keys():
        raise ValueError(f"{slug}: a section or a way that is not known")
    return CardToRead(
        slug=slug,
        title=told["title"],
        want=told["want"],
        section=told["section"],
        lead=told["lead"],
        minutes=told["minutes"],
        picture=told["picture"],
        needs=tuple(told["needs"]),
        steps=tuple(told["steps"]),
        ways=tuple(Way(way, tuple(ways[way])) for way in WAYS if way in ways),
        troubles=tuple(Trouble(one["when"], one["then"]) for one in troubles),
    )


def way_of(builder: str) -> str:
    """Return how an address says this builder, as looks name it; "" for one without steps of its own."""
    return next((slug for slug, name in WAYS.items() if name == builder), "")
