"""A pin on a map: where they meet."""

from ..shapes import Shape, disc
from .base import Kind


def _pin(x: float, y: float) -> list[Shape]:
    return [
        Shape("brick", f"M{x} {y + 17}c-9-11-12-17-12-22a12 12 0 0 1 24 0c0 5-3 11-12 22z"),
        disc("cloth", x, y - 5, 5),
    ]


PIN = Kind(name="pin", looks=("where",), thing=_pin)
