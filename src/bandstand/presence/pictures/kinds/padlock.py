"""The padlock beside the web address: open before, closed after."""

from ..page import empty_page
from ..shapes import Shape, box, disc, ring
from .base import Kind

_HOLE = "M62 104a7 7 0 0 1 3.5 13l2.5 10h-12l2.5-10a7 7 0 0 1 3.5-13z"


def _open() -> list[Shape]:
    bow = Shape("grey", "M44 96V74q0-20 18-20t18 20", 9)
    return [*_seen("cloth", "grey"), bow, box("grey", 34, 94, 56, 42, r=7), Shape("cloth", _HOLE)]


def _closed() -> list[Shape]:
    bow = Shape("grey", "M44 96V82q0-20 18-20t18 20v14", 9)
    return [*_seen("lit", "brass"), bow, box("brass", 34, 94, 56, 42, r=7), Shape("bark", _HOLE)]


def _seen(ground: str, rim: str) -> list[Shape]:
    """Return the beginning of the address, seen closely."""
    glass = [disc(ground, 62, 100, 56), ring(rim, 62, 100, 54, thick=4), Shape(rim, "M72 44l4-16", 4)]
    return [*empty_page(), *glass]


PADLOCK = Kind(name="padlock", looks=("https", "mixed", "site-opens", "site-parked"), whole=(_open, _closed))
