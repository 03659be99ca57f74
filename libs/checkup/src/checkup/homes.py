"""An address that may be somebody's home: an officer, a number and a street, and no hall or park near it.

It is only ever asked about, kindly: a secretary may be glad to have it there.
"""

from __future__ import annotations

import re

from .parts import BORDER

_MOST = 5
_BEFORE = 140  # letters before the postcode: a name, an office, a street and a town
_OFFICERS = (
    "secretary", "treasurer", "chairman", "chairwoman", "chairperson", "chair:", "captain", "organiser",
    "ysgrifennydd", "trysorydd", "cadeirydd",
)  # fmt: skip
_VENUE = re.compile(
    r"\b(?:hall|centre|pavilion|church|chapel|school|club|ground|library|pub|inn|park|office|college|museum"
    r"|field|courts|theatre|hotel|c/o|po box|neuadd|canolfan)s?\b"
)
_STREET = re.compile(
    r"\b\d{1,3}[a-zA-Z]?,? (?:(?:[A-Z][\w'’-]+ ){1,3}(?:Road|Rd|Street|St|Close|Avenue|Ave|Lane|Drive"
    r"|Crescent|Way|Gardens|Grove|Court|Place|Terrace|Walk|Rise|View|Mews|Hill|Green)"
    r"|(?:Heol|Ffordd|Stryd|Clos) [A-Z]\w+)\b"
)


def home_address(text: str, postcodes: tuple[str, ...]) -> str:
    """The words from the officer to the postcode, or "" where nothing looks like a home."""
    for postcode in postcodes[:_MOST]:
        at = max(text.find(postcode), text.find(postcode.replace(" ", "")))
        words = _officers_address(text[max(0, at - _BEFORE) : at]) if at > 0 else ""
        if words:
            return f"{words} {postcode}"
    return ""


def _officers_address(before: str) -> str:
    low = before.lower()
    start = max(low.rfind(officer) for officer in _OFFICERS)
    street = _STREET.search(before, start) if start >= 0 else None
    # A street may well be called after the park or the church in it.
    if street is None or _VENUE.search(f"{low[start : street.start()]} {low[street.end() :]}"):
        return ""
    return " ".join(before[start:].replace(BORDER, " ").split())
