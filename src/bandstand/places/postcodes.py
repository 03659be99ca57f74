"""Postcodes as people type them, made into the one spelling the tables use."""

import re
from collections.abc import Iterator
from itertools import product

# Letters and figures people mix up, in the place where only the other can be.
_AS_FIGURE = {"O": "0", "I": "1", "L": "1", "S": "5", "Z": "2", "B": "8"}
_EITHER = {"0": "0O", "O": "O0", "1": "1I", "I": "I1"}

# QV is nobody's: the sample borough's, so that it can never be mistaken for a real place.
_AREAS = frozenset(
    re.findall(
        "[A-Z]+",
        """
        AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN
        EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK
        ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA
        TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE QV
        """,
    )
)
_OUTCODE = re.compile(r"([A-Z]{1,2})(?:\d{1,2}|\d[ABCDEFGHJKMNPRSTUVWXY])")
_INCODE = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}")
_INSIDE = re.compile(r"\b[A-Z01][A-Z0-9]{1,3}[\s.\-–]{0,3}[0-9OILSZB][A-Z]{2}\b")


def tidy(text: str) -> str:
    """Return “M41 5PR”; “M41” when only the first half can be read; nothing when it is no postcode.

    Spaces, case and stops do not matter, and O for 0 or I for 1 is put right where only one of them can
    stand.
    """
    found = _squeezed(text)
    if found:
        return found
    inside = (_squeezed(match[0]) for match in _INSIDE.finditer(text.upper()))
    return next((found for found in inside if is_full(found)), "")


def _squeezed(text: str) -> str:
    letters = "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())
    if 5 <= len(letters) <= 7:
        incode = _AS_FIGURE.get(letters[-3], letters[-3]) + letters[-2:]
        outcode = _outcode(letters[:-3])
        if outcode and _INCODE.fullmatch(incode):
            return f"{outcode} {incode}"
    # “M41 5” names a stretch of streets: its first half is as far as our tables go.
    half = re.fullmatch(r"\s*(\w{2,4})(?:\s+\d)?\s*", text.upper(), re.ASCII)
    return _outcode(half[1]) if half else ""


def _outcode(letters: str) -> str:
    return next((spelling for spelling in _spellings(letters) if _is_outcode(spelling)), "")


def _spellings(letters: str) -> Iterator[str]:
    """Yield the letters as typed, then with O and 0, I and 1 exchanged, fewest exchanges first."""
    ways = ["".join(way) for way in product(*(_EITHER.get(letter, letter) for letter in letters[:4]))]
    yield from sorted(ways, key=lambda way: sum(a != b for a, b in zip(way, letters, strict=False)))


def _is_outcode(letters: str) -> bool:
    match = _OUTCODE.fullmatch(letters)
    return match is not None and match[1] in _AREAS


def is_full(postcode: str) -> bool:
    """Tell whether a tidy postcode has both halves."""
    return " " in postcode


def outcode_of(postcode: str) -> str:
    """Return the first half of a tidy postcode."""
    return postcode.partition(" ")[0]


def key_of(postcode: str) -> str:
    """Return a tidy postcode as the tables have it, without its space."""
    return postcode.replace(" ", "")
