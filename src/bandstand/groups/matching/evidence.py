"""What else than its name tells a group again: where it is, its telephone, its links, its numbers."""

import re
from dataclasses import dataclass
from math import cos, hypot, radians

from .cards import Card
from .names import fold
from .vocabulary import listed

_FULL = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})")
_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?(?:\.0)?")
_HOUSE = re.compile(
    r"^\W*(?:(?:unit|flat|suite|room|apt|floor)\s*\w{1,4}\W+)?(\d{1,6})(?:\s*[-–/]\s*\d+)?[a-z]?\b"
)
_STREET_WORDS = frozenset(
    listed("""
    street st road rd avenue ave av lane ln drive dr place pl boulevard blvd way court ct close cl
    crescent cres terrace terr square sq parkway pkwy highway hwy gardens gdns grove row the of and
    """)
)
_COMPASS = {"north": "n", "south": "s", "east": "e", "west": "w"}
_KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Street:
    """An address as it is compared: the house number, and the words of its street or its venue."""

    house: str
    words: frozenset[str]

    @property
    def key(self) -> str:
        """Return what is looked up; "" where it says too little: a town, a number alone."""
        enough = self.words and (self.house or len(self.words) > 1)
        return f"{self.house}|{' '.join(sorted(self.words))}" if enough else ""


def postcode_parts(card: Card) -> tuple[str, str]:
    """Return the full postcode without its space and the first half. An American zip is only a “first half”:
    thousands share it. What is neither is empty.
    """
    text = card.postcode.strip().upper()
    if found := _FULL.fullmatch(text):
        return f"{found[1]}{found[2]}", found[1]
    if found := _ZIP.fullmatch(text):
        return "", found[1]
    return "", (card.outcode or text.partition(" ")[0]).strip().upper()[:5]


def street_of(address: str) -> Street | None:
    """Return house number and street of an address; None for nothing."""
    flat = " ".join(fold(address).split())
    if not flat:
        return None
    found = _HOUSE.match(flat)
    first = flat[found.end() :] if found else flat
    words = re.findall(r"[a-z0-9]+", re.split(r"[,\n(]", first.strip(" ,"))[0])[:6]
    kept = [_COMPASS.get(word, word) for word in words if word not in _STREET_WORDS]
    return Street(found[1] if found else "", frozenset(kept or words))


def digits_of(phone: str) -> str:
    """Return a telephone number without what differs by habit: country, leading 0, brackets; "" if too
    short.
    """
    first = re.split(r"(?:ext|x|/|;| or |,)", phone.lower())[0]
    digits = re.sub(r"\D", "", first.removesuffix(".0"))
    digits = digits.removeprefix("0044").removeprefix("44") if len(digits) > 11 else digits
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return digits.lstrip("0") if len(digits) >= 7 and len(set(digits)) > 2 else ""


def same_number(first: str, second: str) -> bool:
    """Tell whether two telephone numbers are one: with and without the area’s code they are."""
    shorter = min(len(first), len(second))
    return shorter >= 7 and first[-shorter:] == second[-shorter:]


def domain_of(link: str) -> str:
    return link.partition("/")[0]


def km_apart(first: Card, second: Card) -> float | None:
    """Return how far apart two cards are, or None where either has no position."""
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return None
    east = (first.lon - second.lon) * cos(radians(first.lat))
    return hypot(first.lat - second.lat, east) * _KM_A_DEGREE
