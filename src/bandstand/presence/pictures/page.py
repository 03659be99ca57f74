"""A web page seen from afar, 320 by 210, and the spots where a thing can be on it."""

from .shapes import Shape, box, disc, lines, ring

WIDE, HIGH = 320, 210

# Where things are said to be, in the words of evidence, and the middle of that spot.
SPOTS: dict[str, tuple[float, float]] = {
    "at the top of the page": (252, 58),
    "in the menu": (196, 58),
    "at the side of the page": (254, 122),
    "in a social media box on the page": (254, 122),
    "in the text of the page": (160, 114),
    "at the bottom of the page": (160, 182),
}
REACH = 22  # half of the room a thing has


def empty_page() -> list[Shape]:
    """Return the sheet with its writing: bar, title, picture, text, side and bottom."""
    return [
        box("cloth", 16, 8, 288, 194, r=10),
        Shape("band", "M26 8h268q10 0 10 10v14H16V18q0-10 10-10z"),
        disc("brass", 29, 20, 4),
        disc("brass", 41, 20, 4),
        box("cloth", 62, 14, 176, 12, r=6),
        lines("hair", (34, 54, 84), thick=8),
        lines("grey", (34, 70, 60)),
        box("air", 34, 88, 72, 52),
        Shape("leaves", "M34 140v-18q20-18 42-4t30-6v28z"),
        disc("brass", 88, 102, 7),
        lines("grey", (122, 94, 76), (122, 108, 84), (122, 122, 66), (122, 136, 80)),
        lines("grey", (226, 94, 56), (226, 108, 44), (226, 136, 56), (226, 150, 36)),
        Shape("band", "M16 164h288v28q0 10-10 10H26q-10 0-10-10z"),
        lines("cloth", (34, 182, 46), (240, 182, 42)),
    ]


def missing_at(x: float, y: float) -> list[Shape]:
    """Return an empty place: a dashed ring where the thing will be."""
    return [disc("cloth", x, y, REACH), ring("grey", x, y, REACH - 3, thick=3, dashes="6 6")]


def shown_at(x: float, y: float) -> list[Shape]:
    """Return the light round a thing that is there."""
    return [disc("lit", x, y, REACH + 4), ring("brass", x, y, REACH + 2, thick=4)]
