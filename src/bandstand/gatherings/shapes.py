"""What tables are known by."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """What a table is known by: a word, an outline that prints in black and white, and a colour besides."""

    name: str
    drawing: str  # on a 100 by 100 sheet
    colour: str  # a class of the style sheet


TABLES = [
    Shape("Oak", "M50 8a42 42 0 1 0 0 84 42 42 0 0 0 0-84z", "friends"),
    Shape("Willow", "M50 6 95 90H5z", "sport"),
    Shape("Beech", "M11 11h78v78H11z", "community"),
    Shape("Rowan", "M50 3 64 35 99 38 72 61 80 95 50 77 20 95 28 61 1 38 36 35z", "health"),
    Shape("Hazel", "M50 3 92 50 50 97 8 50z", "arts"),
    Shape("Holly", "M35 6h30v29h29v30H65v29H35V65H6V35h29z", "faith"),
    Shape("Cherry", "M50 92C-8 52 0 8 28 8c9 0 17 5 22 15C55 13 63 8 72 8c28 0 36 44-22 84z", "other"),
    Shape("Maple", "M27 8h46l23 42-23 42H27L4 50z", "friends"),
    Shape("Birch", "M50 94C20 66 14 48 50 4c36 44 30 62 0 90z", "sport"),
    Shape("Elm", "M6 62a44 44 0 0 1 88 0v26H6z", "community"),
    Shape("Lime", "M70 8a44 44 0 1 0 0 84 52 52 0 0 1 0-84z", "health"),
    Shape("Larch", "M50 5 94 50H70v45H30V50H6z", "arts"),
]
MOST_TABLES = len(TABLES)


def shape_of(number: int) -> Shape:
    """Return what the table of this number, from 1, is known by."""
    return TABLES[(number - 1) % MOST_TABLES]
