"""Why a group is worth asking to a gathering: said to the officer, and said to the group in its letter."""

from datetime import datetime
from typing import NamedTuple, Protocol

from django.utils import timezone

from bandstand.kit import dates
from bandstand.kit.distances import METRES_A_MILE, away, how_far


class Reason(NamedTuple):
    """One reason. `words` is for the desk, `says` a sentence of the letter; more `weight` comes first."""

    code: str
    words: str
    says: str
    weight: float


class Named(Protocol):
    """A kind of group."""

    name: str
    plural: str


# What the list can be narrowed to, in the words of its tabs.
CODES = {
    "near": "Near by",
    "mix": "For the mix",
    "win": "Quick easy win",
    "asked": "Wanted to come",
    "never": "Never been",
    "been": "Been before",
}

NEVER = Reason(
    "never",
    "Has not been to one yet",
    "You have not been to one of these before. You would be very welcome.",
    0.6,
)
DECLINED = Reason(
    "asked",
    "Said “not this time” to an earlier one",
    "An earlier date did not suit you: perhaps this one does.",
    1.5,
)


def near(metres: float) -> Reason | None:
    """Two miles are near; the nearer the stronger."""
    if metres > 2 * METRES_A_MILE:
        return None
    weight = 3 - metres / METRES_A_MILE
    return Reason("near", f"Meets {away(metres)}", f"It is {how_far(metres)} from where you meet.", weight)


def win(headline: str, minutes: int) -> Reason:
    took = dates.how_long(minutes)
    return Reason(
        "win",
        f"Easy win, about {took}: {headline}",
        f"Something about your website can be put right together in about {took}: “{headline}”.",
        2.4 - minutes / 30,
    )


def kind(of: Named) -> Reason:
    return Reason(
        "mix",
        f"{_capital(_a(of.name))}: this one is meant for {of.plural}",
        f"This one is meant for {of.plural} like yours, among others.",
        2,
    )


def missing(of: Named) -> Reason:
    return Reason(
        "mix",
        f"No {of.name} is coming so far",
        f"We would love to have {_a(of.name)} in the room: meeting groups of other kinds is half the point.",
        1.2,
    )


def missed(when: datetime) -> Reason:
    on = _month(when)
    return Reason(
        "asked",
        f"Wanted to come in {on}, and it did not work out",
        f"You wanted to come in {on} and it did not work out. Here is another chance.",
        4,
    )


def been(when: datetime) -> Reason:
    return Reason(
        "been", f"Came in {_month(when)}", f"It was good to see you in {_month(when)}. Come again!", 0.4
    )


def _month(when: datetime) -> str:
    local = timezone.localtime(when)
    return f"{local:%B}" if local.year == timezone.localdate().year else f"{local:%B %Y}"


def _a(name: str) -> str:
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
