"""How a page lets people get in touch: e-mail in all its guises, telephones, postcodes, maps, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from .facts import EmailSeen, Place
from .parts import BORDER, Text
from .text_scan import windows

_MOST = 20
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}\b", re.IGNORECASE)
_SPELLED = re.compile(
    r"(?<![\w.+-])(?P<name>[\w.+-]{2,64})\s?(?P<at>[\[({<]\s?(?:at|@)\s?[\])}>]|\sat\s)\s?"
    r"(?P<domain>(?:[\w-]{2,63}(?:\s?(?P<dot>[\[({<]\s?(?:dot|\.)\s?[\])}>])\s?|\sdot\s"
    r"|\.)){1,4}(?:[a-z]{2,12}))\b",
    re.IGNORECASE,
)
_SPELLED_SIGN = re.compile(r"[\[({<] ?(?:at|@|dot) ?[\])}>]")
_SPELLED_SIGNS = tuple(
    f"{opens}{space}{word}" for opens in "[({<" for space in ("", " ") for word in ("at", "@", "dot")
)
_HIDDEN_WORDS = ("protected from spambots", "javascript enabled to view")
_PHONE = re.compile(
    r"(?<![\d.,/£$€=#_:-])\(?(?:0(?!0)\d{2,4}\)?"
    r"|0(?!0)\d{2}\)?[ .-]?\d{2})(?:[ \xa0.\-\u2011–]{0,2}\d){5,8}(?![\d/=_]|[.,]\d)"
)
_PHONE_ABROAD = re.compile(r"(?:\+|(?<!\d)00)\s?44[ \xa0]?(?:\(0\))?(?:[ \xa0.\-–()]{0,2}\d){9,10}(?!\d)")
_PHONE_AMERICAN = re.compile(
    r"(?<![\d.\-/=])\(?[2-9]\d{2}\)?[ \xa0.\-/]{1,3}[2-9]\d{2}[ \xa0]?[.\-][ \xa0]?\d{4}(?![\d/=])"
)
_PHONES = ((_PHONE, "0"), (_PHONE_ABROAD, "44"), (_PHONE_AMERICAN, ""))  # each with what it must have
_CAPITALS = bytes(range(65, 91))
_SHAPES = bytes.maketrans(b"123456789" + _CAPITALS, b"0" * 9 + b"A" * 26)
_AROUND = 32  # letters: longer than any number is written
_MOST_NUMBERS = 500
_ADDRESS_AMERICAN = re.compile(r", ?[A-Z]{2},? \d{5}\b")
_POSTCODE = re.compile(
    r"(?<![A-Z\d])([A-PR-UWYZ][A-HK-Y]?\d[A-HJKP-Y\d]?)[ \xa0]{0,2}(\d[ABD-HJLNP-UW-Z]{2})(?![A-Z\d])"
)
_MOST_SHAPES = 2_000
_MAPS = (
    "google.com/maps", "maps.google.", "google.co.uk/maps", "goo.gl/maps", "maps.app.goo.gl",
    "openstreetmap.org",
    "osm.org", "bing.com/maps", "what3words.com", "w3w.co", "streetmap.co.uk", "maps.apple.com", "mapquest",
    "umap.openstreetmap", "g.page/", "multimap.com", "here.com/", "mapbox.com", "/maps/embed", "/maps/d/",
)  # fmt: skip
MAP_SCRIPTS = (
    "maps.googleapis.com/maps/api/js",
    "maps.google.com/maps/api/js",
    "leaflet.js",
    "leaflet.min.js",
    "mapbox-gl",
)
_MEETS = re.compile(
    r"\b(?:we|the (?:group|club|society|choir)|members)?\s?(?:meets?|meeting|rehearses?|trains?|play|gather)"
    r"(?: (?:up|together|every \w+|weekly|monthly|on \w+))? (?:at|in) (?:the )?[A-Z]"
    r"|\bvenue\s?[:–-]|\bour (?:address|home ground|clubhouse is)|///\w+\.\w+\.\w+|\bcwrdd yn\b"
    r"|\bcyfarfod yn\b"
)
_MEETING_SIGNS = (
    "meet", "rehears", "train", "venue", "our address", "home ground", "clubhouse", "///", "gather",
    "cwrdd yn", "cyfarfod yn", " play at", " play in",
)  # fmt: skip
SIGNS_OF_REACHING = ("@", *_SPELLED_SIGNS, *_HIDDEN_WORDS, *_MEETING_SIGNS)


def tidy_postcode(outward: str, inward: str) -> str:
    return f"{outward} {inward}"


def is_map(address: str) -> bool:
    """Whether an address, lower case, shows a place on a map."""
    return any(sign in address for sign in _MAPS)


class EmailsSeen:
    """E-mail addresses as they come; each address and guise once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], EmailSeen] = {}

    def link(self, address: str, place: Place) -> None:
        """A "mailto:" address as it is written, what follows "?" left out."""
        written, mark, _ = address[7:].partition("?")
        if "<script" in written:
            self.hidden(place)
        elif written or not mark:  # "mailto:?subject=…" passes the page on to somebody
            self._add(unquote(written)[:200], "link", place)

    def hidden(self, place: Place) -> None:
        self._add("", "hidden", place)

    def text(self, text: Text) -> None:
        """Those in the text, not linked."""
        for place, said in _by_place(text) if "@" in text.signs else ():
            if "@" in said:
                self._written(said, place)
        for sign in islice(_spelled_signs(text), _MOST):
            self._spelled_out(text.whole[max(0, sign.start() - 80) : sign.end() + 80], Place.BODY)
        if any(words in text.signs for words in _HIDDEN_WORDS):
            self.hidden(Place.BODY)

    def emails(self) -> tuple[EmailSeen, ...]:
        return tuple(self._seen.values())

    def _add(self, address: str, how: str, place: Place) -> None:
        key = (address.lower().strip(), how if how == "hidden" else "")
        if len(self._seen) < _MOST:
            self._seen.setdefault(key, EmailSeen(address, how, place))

    def _written(self, said: str, place: Place) -> None:
        at = said.find("@")
        for _ in range(_MOST * 2):
            if at < 0:
                return
            around = said[max(0, at - 65) : at + 200]
            match = next((m for m in _EMAIL.finditer(around) if m.start() < min(at, 65) < m.end()), None)
            if match is not None:
                self._add(match.group(), "text", place)
            at = said.find("@", at + 1)

    def _spelled_out(self, said: str, place: Place) -> None:
        for match in _SPELLED.finditer(said):
            if (
                match["dot"]
                or (not match["at"].isspace() and match["at"].strip() != "at")
                or " dot " in match.group()
            ):
                domain = re.sub(
                    r"\s?[\[({<]?\s?\b(?:dot|\.)\s?[\])}>]?\s?", ".", match["domain"], flags=re.IGNORECASE
                )
                self._add(f"{match['name']}@{domain}", "spelled out", place)


def _spelled_signs(text: Text) -> Iterator[re.Match[str]]:
    places = sorted(place for sign in _SPELLED_SIGNS for place in text.signs.get(sign, ()))
    return (sign for place in places if (sign := _SPELLED_SIGN.match(text.low, place)) is not None)


def _by_place(text: Text) -> list[tuple[Place, str]]:
    return [(Place.BODY, text.own), *((place, said) for place, said in text.parts if place is not None)]


def shape_of(text: str) -> bytes:
    """Every digit as 0 and every capital as A: shapes of numbers are found in it by a plain search."""
    return text.encode("ascii", "replace").translate(_SHAPES)


def phones_in(text: str, shape: bytes) -> list[str]:
    """Telephone numbers as written, each once: UK ones, and the North American form."""
    seen: dict[str, str] = {}
    for around, at in _near_numbers(text, shape):
        likely = (pattern for pattern, sign in _PHONES if sign in around)
        written = next((one for pattern in likely if (one := _covering(pattern, around, at))), "")
        digits = "".join(c for c in written if c.isdigit())
        if digits and len(seen) < _MOST:
            seen.setdefault(digits[-9:], written)
    return list(seen.values())


def _near_numbers(text: str, noughts: bytes) -> Iterator[tuple[str, int]]:
    """The text around four digits in a row with many more beside them, and where in it they stand.

    Every telephone number has four in a row somewhere, and looking for just that costs far less than looking
    for whole numbers everywhere.
    """
    at = noughts.find(b"0000")
    for _ in range(_MOST_NUMBERS):
        if at < 0:
            return
        start = max(0, at - _AROUND)
        if noughts.count(b"0", start, at + _AROUND) >= 10:
            yield text[start : at + _AROUND], at - start
        at = noughts.find(b"0000", at + 4)


def _covering(pattern: re.Pattern[str], around: str, at: int) -> str:
    """The number that stands there, not one cut off at either end of the text around it."""
    for match in pattern.finditer(around):
        if match.start() <= at < match.end():
            written = " ".join(match.group().split())
            digits = "".join(c for c in written if c.isdigit())
            return written if pattern is _PHONE_AMERICAN or _is_phone(digits) else ""
    return ""


def phone_of_link(address: str) -> str:
    """The number a "tel:" link dials, or "" where it is none."""
    written = unquote(address[4:]).strip()[:40]
    return written if sum(c.isdigit() for c in written) >= 3 else ""


def _is_phone(digits: str) -> bool:
    number = digits.removeprefix("00").removeprefix("44") if digits.startswith(("44", "0044")) else digits[1:]
    number = number.removeprefix("0")
    return len(number) in (9, 10) and number[0] in "123578" and len(set(number)) > 2


def postcodes_in(text: str, shape: bytes) -> tuple[str, ...]:
    """UK postcodes, as "DY1 2AB", each once. The shape of the second half is looked for first."""
    seen: dict[str, None] = {}
    at = shape.find(b"0AA")
    for _ in range(_MOST_SHAPES):
        if at < 0 or len(seen) >= _MOST:
            break
        match = _POSTCODE.search(text[max(0, at - 8) : at + 4])
        if match is not None:
            seen[tidy_postcode(match[1], match[2])] = None
        at = shape.find(b"0AA", at + 3)
    return tuple(seen)


def has_american_address(text: str, shape: bytes) -> bool:
    """Whether a town, a state and a number of five digits stand there: no UK postcode, and yet an address."""
    return b"00000" in shape and _ADDRESS_AMERICAN.search(text) is not None


def says_where(text: Text) -> bool:
    """Whether the words tell a place to meet."""
    around = windows(text.own_low, text.own_signs, _MEETING_SIGNS, before=40, behind=90, most=60)
    return any(
        _MEETS.search(text.own[start : start + len(said)].replace(BORDER, " ")) for start, said in around
    )
