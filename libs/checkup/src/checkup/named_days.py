"""Days named without a year, as a notice on a board has them: "Sunday 6th December".

The weekday tells which year is meant, so only days that have one are read.
"""

from __future__ import annotations

import re
from datetime import date

from .days import day_of
from .facts import NamedDay
from .parts import BORDER
from .text_scan import Places, windows

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SIGNS_OF_NAMED_DAYS = tuple(f" {month}" for month in _MONTHS)
_NAMED = re.compile(
    r"\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s(?:the\s)?(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b(?!,?\s'?\d\d(?!\d?[:.]?\d?\s?[ap]m))"
)
_MOST = 20
_MOST_SIGNS = 200
_SOON = 300  # days: beyond that, who knows which year is meant


def named_days(own: str, low: str, places: Places) -> tuple[NamedDay, ...]:
    """`low` is the text in lower case, `places` where its signs stand in it."""
    found: dict[tuple[int, int, int], NamedDay] = {}
    for start, window in windows(low, places, SIGNS_OF_NAMED_DAYS, before=24, behind=24, most=_MOST_SIGNS):
        for match in _NAMED.finditer(window):
            key = (
                _WEEKDAYS.index(match["weekday"]), _MONTHS.index(match["month"]) + 1, int(match["day"]),
            )  # fmt: skip
            text = own[start + match.start() : start + match.end() + 40].split(BORDER, maxsplit=1)[0]
            found.setdefault(key, NamedDay(*key, " ".join(text.split())))
    return tuple(found.values())[:_MOST]


def to_come(named: NamedDay, today: date) -> bool:
    """Whether it can be a day soon to come, by its weekday."""
    for year in (today.year, today.year + 1):
        day = day_of(year, named.month, named.day)
        if day is not None and day.weekday() == named.weekday and 0 <= (day - today).days <= _SOON:
            return True
    return False
