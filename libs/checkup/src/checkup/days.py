"""Days as people and machines write them: "14th March 2026", "March 2026", "14/3/26", "2026-03-14"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from .parts import BORDER
from .text_scan import lowered

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11,
    "dec": 12, "ion": 1, "chw": 2, "maw": 3, "ebr": 4, "mai": 5, "meh": 6, "gor": 7, "aws": 8, "med": 9,
    "hyd": 10,
    "tac": 11, "rha": 12, "mär": 3, "maer": 3, "okt": 10, "dez": 12, "janv": 1, "fév": 2, "mars": 3, "avr": 4,
    "juin": 6, "juil": 7, "aoû": 8, "déc": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary|vier|uar)?|feb(?:ruary|ruar)?|mar(?:ch|s)?|apr(?:il)?|ma[yi]|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mehefin"
    r"|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|m[äÄ]rz|juni|juli|oktober|dezember|janvier|f[éÉ]vrier|avril|juin"
    r"|juillet|ao[ûÛ]t|septembre|d[éÉ]cembre)\.?"
)
_WORDED = re.compile(
    rf"(?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|fed|eg|ydd|af|ain)?(?:\s+of)?[\s\-/]{{1,3}})?(?<![a-z]){_MONTH}"
    r"[\s,\-/]{1,3}(?:(?P<day_after>\d{1,2})(?:st|nd|rd|th)?[\s,]{1,3}|\d{1,2}\s?[-–]\s?\d{1,2},?\s)?\Z"
)
_NUMBERED = re.compile(
    r"(?<![\d/.\-])(?P<one>\d{1,2})\s?(?P<sign>[/.\-])\s?(?P<two>\d{1,2})\s?(?P=sign)\s?\Z"
)
_AFTER = re.compile(r"(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_YEAR = re.compile(r"20[0-4]\d(?![\d%])")
_BACK = 30
_BEFORE_A_YEAR = (",", "-", "/", ".")  # or a gap
_OWN_ADDRESS = re.compile(r"/(20[0-4]\d)/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?(?=/|$|[-_.])")
_DASHED_ADDRESS = re.compile(r"[/_-](20[0-4]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_FILES = ("/wp-content/", "/uploads/", "/files/", ".jpg", ".png", ".pdf", ".jpeg", ".gif", ".webp")
_MOST_YEARS = 3_000
_ISO = re.compile(r"\s*(20\d\d|19\d\d)-?(\d\d)-?(\d\d)(?!\d)")


class Order(Enum):
    """Which of two numbers is the day; most days are plain, and say nothing of it."""

    PLAIN = 0
    DAY_FIRST = 1
    MONTH_FIRST = 2
    EITHER = 3


@dataclass(frozen=True, slots=True)
class Written:
    """One day as it stands in a text, from `start` to `end`."""

    day: date
    whole: bool
    start: int
    end: int
    order: Order = Order.PLAIN


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_day(text: str) -> date | None:
    """The day of a machine's "2026-03-14T19:30:00Z" or "20260314"; None where it is none."""
    match = _ISO.match(text[:30])
    return day_of(*(int(part) for part in match.groups())) if match else None


def any_day(text: str) -> date | None:
    """The first whole day a short text names, machine's or people's."""
    return iso_day(text) or next((seen.day for seen in days_in(text[:200]) if seen.whole), None)


def days_in(text: str, low: str = "", *, american: bool = False) -> list[Written]:
    """Every day or month of this century with its year, in order. A number such as 3/4/2026 is British,
    day first, unless a number of the same text can only be American; on an American page (`american`) one
    that could be either is left out.
    """
    low = low or lowered(text)
    found: list[Written] = []
    for count, year in enumerate(_YEAR.finditer(low)):
        if count >= _MOST_YEARS:
            break
        start = year.start()
        if not start or not low[start - 1].isdigit():
            seen = _after(low, year) or _before(low, start, int(year.group()))
            if seen is not None:
                found.append(seen)
    month_first = any(seen.order is Order.MONTH_FIRST for seen in found)
    day_first = any(seen.order is Order.DAY_FIRST for seen in found)
    if month_first and not day_first:
        return [_swapped(seen) for seen in found]
    return [seen for seen in found if not american or seen.order is not Order.EITHER]


def _swapped(seen: Written) -> Written:
    if seen.order is not Order.EITHER:
        return seen
    return replace(seen, day=date(seen.day.year, seen.day.day, seen.day.month))


def _after(low: str, year: re.Match[str]) -> Written | None:
    match = _AFTER.match(low, year.end())
    if match is None:
        return None
    day = day_of(int(year.group()), int(match["month"]), int(match["day"]))
    return Written(day, True, year.start(), match.end()) if day else None


def _before(low: str, start: int, year: int) -> Written | None:
    if not (low[start - 1 : start].isspace() or low[start - 1 : start] in _BEFORE_A_YEAR):
        return None
    window = low[max(0, start - _BACK) : start]
    first = start - len(window)
    worded = _WORDED.search(window)
    if worded is not None:
        number = worded["day"] or worded["day_after"]
        day = day_of(year, _month(worded["month"]), int(number or 1))
        return Written(day, bool(number), first + worded.start(), start + 4) if day else None
    numbered = _NUMBERED.search(window)
    if numbered is None:
        return None
    one, two = int(numbered["one"]), int(numbered["two"])
    order = _order(one, two)
    day = day_of(year, one, two) if order is Order.MONTH_FIRST else day_of(year, two, one)
    return Written(day, True, first + numbered.start(), start + 4, order) if day else None


def _order(one: int, two: int) -> Order:
    if two > 12:
        return Order.MONTH_FIRST
    if one == two:
        return Order.PLAIN
    return Order.DAY_FIRST if one > 12 else Order.EITHER


def _month(word: str) -> int:
    word = word.rstrip(".").lower()
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)


def day_in_address(address: str) -> tuple[date, bool] | None:
    """The day an address of a piece of news names, and whether it is whole."""
    if "/20" not in address and "-20" not in address:
        return None
    low = address.lower()
    match = _OWN_ADDRESS.search(low) or _DASHED_ADDRESS.search(low)
    if match is None or any(sign in low for sign in _FILES):
        return None
    day = day_of(int(match[1]), int(match[2]), int(match[3] or 1))
    return (day, bool(match[3])) if day else None


def line_around(text: str, start: int, end: int, most: int = 160) -> str:
    """The piece of text between two borders around a place, cut to `most` letters either side."""
    left = text.rfind(BORDER, max(0, start - most), start) + 1 or max(0, start - most)
    right = text.find(BORDER, end, end + most)
    return text[left : right if right >= 0 else end + most].strip()
