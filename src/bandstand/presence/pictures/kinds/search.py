"""A magnifying glass: what search engines find and say."""

from ..shapes import Shape, box, disc, lines, ring
from .base import Kind


def _nothing() -> list[Shape]:
    return [
        *_asked(),
        Shape("grey", "M40 66h194q8 0 8 8v40q0 8-8 8H40q-8 0-8-8V74q0-8 8-8z", 3, "7 7"),
        lines("grey", (46, 94, 90), thick=8),
        *_glass(),
        Shape("grey", "M242 126c2-13 22-13 20 2-1 8-10 8-10 15M252 152v.1", 5),
    ]


def _found() -> list[Shape]:
    return [
        *_asked(),
        box("lit", 32, 66, 210, 56, r=8),
        lines("sport", (46, 82, 120), thick=8),
        lines("hair", (46, 98, 176), (46, 110, 120), thick=4.5),
        *_glass(),
        Shape("friends", "M238 132l10 10 18-21", 6),
    ]


def _asked() -> list[Shape]:
    return [
        box("cloth", 16, 8, 288, 194, r=10),
        Shape("grey", "M46 22h182q14 0 14 14t-14 14H46q-14 0-14-14t14-14z", 3),
        lines("grey", (48, 36, 80)),
        lines("grey", (46, 146, 100), (46, 160, 170), (46, 174, 140)),
    ]


def _glass() -> list[Shape]:
    return [
        disc("air", 252, 132, 30),
        ring("bark", 252, 132, 30, thick=9),
        Shape("bark", "M274 154l22 24", 11),
    ]


SEARCH = Kind(
    name="search", looks=("findable", "describe", "name-place", "site-none"), whole=(_nothing, _found)
)
