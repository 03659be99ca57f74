"""An envelope: a way to get in touch."""

from ..shapes import Shape, box
from .base import Kind


def _envelope(x: float, y: float) -> list[Shape]:
    return [
        box("cloth", x - 16, y - 11, 32, 22, r=2),
        Shape("band", f"M{x - 16} {y - 11}h32v22h-32zM{x - 15} {y - 10}l15 12 15-12", 2.5),
    ]


LETTER = Kind(
    name="letter",
    looks=("contact", "contact-near", "contact-works"),
    thing=_envelope,
    usual="at the top of the page",
)
