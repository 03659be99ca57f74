"""Days as people and machines write them: "14th March 2026", "March 2026", "14/3/26", "2026-03-14"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .parts import BORDER

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
    r"|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|märz|juni|juli|oktober|dezember|janvier|février|avril|juin"
    r"|juillet|août|septembre|décembre)\.?"
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
_MOST_YEARS = 3_000
_ISO = re.compile(r"\s*(20\d\d|19\d\d)-?(\d\d)-?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Written:
    """One day as it stands in a text, from `start` to `end`."""

    day: date
    whole: bool
    start: int
    end: int


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


def days_in(text: str, *, month_first: bool = False) -> Iterator[Written]:
    """Every day or month of this century with its year, in order. A number such as 3/4/2026 is British, day
    first; with `month_first` (an American page) a number that could be either is left out.
    """
    low = text.lower()
    for count, year in enumerate(_YEAR.finditer(low)):
        if count >= _MOST_YEARS:
            return
        start = year.start()
        if start and low[start - 1].isdigit():
            continue
        seen = _after(low, year) or _before(low, start, int(year.group()), month_first=month_first)
        if seen is not None:
            yield seen


def _after(low: str, year: re.Match[str]) -> Written | None:
    match = _AFTER.match(low, year.end())
    if match is None:
        return None
    day = day_of(int(year.group()), int(match["month"]), int(match["day"]))
    return Written(day, True, year.start(), match.end()) if day else None


def _before(low: str, start: int, year: int, *, month_first: bool) -> Written | None:
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
    day = _numbered(year, int(numbered["one"]), int(numbered["two"]), month_first=month_first)
    return Written(day, True, first + numbered.start(), start + 4) if day else None


def _month(word: str) -> int:
    word = word.rstrip(".")
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)


def _numbered(year: int, one: int, two: int, *, month_first: bool) -> date | None:
    if month_first and one != two:
        if one <= 12 and two <= 12:
            return None
        one, two = (two, one) if one <= 12 else (one, two)
    elif two > 12 >= one:  # can only be an American day
        one, two = two, one
    return day_of(year, two, one)


def line_around(text: str, start: int, end: int, most: int = 160) -> str:
    """The piece of text between two borders around a place, cut to `most` letters either side."""
    left = text.rfind(BORDER, max(0, start - most), start) + 1 or max(0, start - most)
    right = text.find(BORDER, end, end + most)
    return text[left : right if right >= 0 else end + most].strip()
