"""A calendar leaf: news, a year, something to come along to."""

from ..shapes import Shape, box, lines
from .base import Kind


def _leaf(x: float, y: float) -> list[Shape]:
    return [
        box("cloth", x - 15, y - 14, 30, 29, r=3),
        Shape("brick", f"M{x - 12} {y - 14}h24q3 0 3 3v7h-30v-7q0-3 3-3z"),
        lines("grey", (x - 7, y - 16, 0.1), (x + 7, y - 16, 0.1), thick=5),
        Shape("friends", f"M{x - 7} {y + 5}l5 5 10-11", 4),
    ]


DATE = Kind(
    name="date",
    looks=("fresh-news", "fresh-year", "fresh-event", "events"),
    thing=_leaf,
    usual="at the side of the page",
)
