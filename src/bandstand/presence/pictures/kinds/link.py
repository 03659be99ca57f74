"""A button that leads to an account of the group's own."""

from ..shapes import Shape, disc
from .base import Kind


def _button(x: float, y: float) -> list[Shape]:
    bubble = f"M{x - 9} {y - 8}h18v12h-9l-6 6v-6h-3z"
    return [disc("sport", x, y, 16), Shape("cloth", bubble)]


LINK = Kind(
    name="link",
    looks=(
        "fb-link", "social-links", "social-alive", "social-dead", "social-default", "social-personal",
        "social-two", "social-back", "social-name", "links-work", "feed", "newsletter",
    ),
    thing=_button,
    usual="at the bottom of the page",
)  # fmt: skip
