"""Finding the row of headings, and knowing a heading when one is seen."""

import re

from bandstand.groups.words import words_of
from bandstand.places.postcodes import is_full, tidy

_KNOWN = frozenset(
    words_of(
        """
        name group organisation organization org club charity title site address street town city county
        postcode
        post code email mail phone telephone tel mobile website web url facebook twitter instagram x type kind
        category description about activities notes contact lat latitude lon lng longitude number no id ward
        area
        identifier recipient venue handle link social media date status registered
        """
    )
)
_DATUM = re.compile(r"^(?:[\d£$.,:/\s-]+|https?://.*|www\..*|[^@\s]+@[^@\s]+\.\w+)$", re.IGNORECASE)
_LOOKED_AT = 25


def find_heading_row(rows: list[list[str]]) -> int:
    """Return which row (from 1) holds the headings; 0 when the sheet begins with its first group.

    Only titles may stand above headings: a row as full as they are is somebody's row, and must not be lost.
    """
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    width = max((len(cells) for cells in filled), default=0)
    for number, cells in enumerate(filled[:_LOOKED_AT], start=1):
        if _are_headings(cells, width):
            return number + 1 if _goes_on(rows, number) else number
        if len(cells) > max(1, width / 2) or (width == 1 and cells):
            return number if _stands_out(cells, filled[number:]) else 0
    return 0


def _goes_on(rows: list[list[str]], number: int) -> bool:
    """Tell whether the row below has headings too, some where this one has none: merged cells leave that."""
    if number >= len(rows):
        return False
    upper, lower = rows[number - 1], rows[number]
    cells = [cell.strip() for cell in lower if cell.strip()]
    fresh = sum(
        1 for at, cell in enumerate(lower) if cell.strip() and not (at < len(upper) and upper[at].strip())
    )
    known = sum(1 for cell in cells if _is_known(cell))
    return fresh > 0 and known > len(cells) / 2 and not any(is_datum(cell) for cell in cells)


def _are_headings(cells: list[str], width: int) -> bool:
    if len(cells) < min(2, width) or any(is_datum(cell) for cell in cells):
        return False
    known = sum(1 for cell in cells if _is_known(cell))
    return known >= max(1, min(2, width), len(cells) * 0.2) or any(_says_name(cell) for cell in cells)


def _says_name(cell: str) -> bool:
    """Tell whether it is “Name”, “Group name”, “Name of organisation”: hardly what a group is called."""
    words = set(words_of(cell)) - {"of", "the"}
    return "name" in words and words <= _KNOWN


def _is_known(cell: str) -> bool:
    """Tell whether most of the words are ones headings are made of (“Sale Sports Club” has one of three)."""
    words = words_of(cell)
    return 0 < len(words) < 7 and len(_KNOWN.intersection(words)) >= len(words) / 2


def _stands_out(cells: list[str], below: list[list[str]]) -> bool:
    """Tell whether a row of unknown words stands over columns of facts."""
    facts = sum(1 for row in below if any(is_datum(cell) for cell in row))
    return bool(below) and not any(is_datum(cell) for cell in cells) and facts > len(below) / 2


def is_datum(cell: str) -> bool:
    """Tell whether a cell is a fact of some group rather than a heading: a number, an address, a postcode."""
    return bool(_DATUM.match(cell)) or (len(cell) < 12 and is_full(tidy(cell)))
