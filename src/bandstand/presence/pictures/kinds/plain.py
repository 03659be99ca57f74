"""A tick, for what nobody has drawn yet."""

from ..shapes import Shape, disc
from .base import Kind


def _tick(x: float, y: float) -> list[Shape]:
    return [disc("friends", x, y, 16), Shape("cloth", f"M{x - 8} {y}l6 6 11-12", 4.5)]


PLAIN = Kind(name="plain", looks=(), thing=_tick)
