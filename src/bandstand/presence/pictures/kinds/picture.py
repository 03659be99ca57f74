"""Pictures: described, light enough, shown when the page is shared."""

from ..page import empty_page
from ..shapes import Shape, box, disc, lines
from .base import Kind

_FRAME = "M26 80h160v78H26z"


def _untold() -> list[Shape]:
    return [
        *empty_page(),
        box("cloth", 26, 80, 160, 78, r=6),
        Shape("grey", _FRAME, 4, "7 7"),
        *_view(),
        Shape("grey", "M137 106c2-16 28-16 26 2-1 10-13 10-13 20M150 141v.1", 6),
    ]


def _told() -> list[Shape]:
    return [
        *empty_page(),
        box("lit", 26, 80, 160, 78, r=6),
        Shape("brass", _FRAME, 4),
        *_view(),
        Shape("cloth", "M122 92h54q5 0 5 5v34q0 5-5 5h-38l-12 12v-12h-4q-5 0-5-5V97q0-5 5-5z"),
        lines("hair", (126, 104, 46), (126, 114, 46), (126, 124, 28), thick=4.5),
    ]


def _view() -> list[Shape]:
    return [
        box("air", 34, 88, 72, 62),
        Shape("leaves", "M34 150v-22q20-20 42-4t30-6v32z"),
        disc("brass", 88, 104, 8),
    ]


PICTURE = Kind(name="picture", looks=("alt", "weight", "preview"), whole=(_untold, _told))
