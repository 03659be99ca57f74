"""A page in a phone: it sticks out at the side before, and fits after."""

from ..shapes import Shape, box, disc, lines
from .base import Kind


def _phone() -> list[Shape]:
    return [box("hair", 98, 2, 124, 206, r=16), box("cloth", 107, 18, 106, 168), disc("grey", 160, 197, 5)]


def _fits() -> list[Shape]:
    return [
        *_phone(),
        box("band", 107, 18, 106, 24),
        lines("brass", (118, 30, 40), thick=6),
        box("air", 117, 52, 86, 42),
        Shape("leaves", "M117 94v-14q22-16 44-2t42-4v20z"),
        disc("brass", 184, 64, 6),
        lines("hair", (118, 110, 60), thick=7),
        lines("grey", (118, 125, 82), (118, 138, 74), (118, 151, 82)),
        box("brick", 118, 162, 52, 15, r=6),
    ]


def _sticks_out() -> list[Shape]:
    """Tiny writing, and a page twice as wide as the phone, of which half hangs in the air."""
    return [
        *_phone(),
        Shape("grey", "M107 52h196v96H107", 3, "7 7"),
        box("band", 107, 18, 106, 10),
        lines("grey", (113, 62, 90), (113, 70, 94), (113, 78, 88), (113, 86, 94), (113, 94, 80), thick=2.5),
        lines("grey", (113, 108, 94), (113, 116, 86), (113, 124, 94), (113, 132, 70), thick=2.5),
        lines("grey", (226, 70, 60), (226, 86, 60), (226, 108, 60), (226, 124, 44), thick=2.5),
        Shape("brick", "M232 170h44m-12-10l12 10-12 10", 4),
    ]


PHONE = Kind(name="phone", looks=("phone-size",), whole=(_sticks_out, _fits))
