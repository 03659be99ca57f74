"""Words that were not there: who they are, how to join, a charity number."""

from ..shapes import Shape, lines
from .base import Kind


def _words(x: float, y: float) -> list[Shape]:
    return [lines("hair", (x - 13, y - 8, 26), (x - 13, y, 26), (x - 13, y + 8, 16), thick=4.5)]


WORDS = Kind(name="words", looks=("about", "join", "charity-no", "read", "site-hacked"), thing=_words)
