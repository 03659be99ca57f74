"""What is compared, and what comes of it."""

from dataclasses import dataclass
from enum import StrEnum

Key = int | str


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one group, as far as it helps to know it again. Only the key and the name are needed.

    `postcode` as the post writes it ("DY1 1AE", or an American zip); `outcode` its first half, worked out
    where left empty; `links` are match keys (`links.key_of`), `numbers` what registers call it
    ("GB-CHC:1081234").
    """

    key: Key
    name: str
    other_names: tuple[str, ...] = ()
    postcode: str = ""
    outcode: str = ""
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    links: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


class Tier(StrEnum):
    """How sure: certain (more than the name says so), likely, or possible (shown only when asked for)."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one group. `first` was known before `second`; `bits` is how much speaks for
    it.
    """

    first: Key
    second: Key
    tier: Tier
    reasons: tuple[str, ...]
    bits: float
