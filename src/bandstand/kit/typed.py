"""Dates and times as people type them: “Tuesday 14 April”, “14/4/26”, “tomorrow”, “7.30pm”."""

import re
from datetime import date, time, timedelta

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_SMALL = {"the", "of", "on", "next", "st", "nd", "rd", "th"}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[.:]?([0-5]\d))?\s*(am|pm|a\.m\.?|p\.m\.?)?")


class CannotReadError(ValueError):
    """What was typed is no date or time we can read; the message says what to do."""


def read_date(words: str, *, today: date) -> date:
    """Return the day somebody typed; without a year, the next such day from today on.

    Raises CannotReadError with a sentence for the person who typed it.
    """
    typed = " ".join(words.lower().replace(",", " ").split())
    near = {"today": 0, "tomorrow": 1}
    if typed in near:
        return today + timedelta(days=near[typed])
    try:
        return _from_numbers(typed, today) or _from_words(typed, today)
    except (ValueError, OverflowError) as trouble:  # the year 99999999999 is neither
        if isinstance(trouble, CannotReadError):
            raise
        raise CannotReadError("There is no such day. Type the date like 14 April or 14/4/2026.") from trouble


def read_time(words: str) -> time:
    """Return the time somebody typed. A bare hour from 1 to 7 is taken for the afternoon or evening.

    Raises CannotReadError with a sentence for the person who typed it.
    """
    typed = " ".join(words.lower().split())
    if typed in {"noon", "12 noon", "midday"}:
        return time(12)
    match = _CLOCK.fullmatch(typed)
    hour = int(match[1]) if match else 99
    half = (match[3] or "")[:1] if match else ""
    if match is None or hour > 23 or (half and not 1 <= hour <= 12):
        raise CannotReadError("Type the time like 6pm, 6.30pm or 18:30.")
    return time(_on_24_hours(hour, half, bare=len(match[1]) == 1 and ":" not in typed), int(match[2] or 0))


def _on_24_hours(hour: int, half: str, *, bare: bool) -> int:
    if half:
        return hour % 12 + (12 if half == "p" else 0)
    return hour + 12 if bare and 1 <= hour <= 7 else hour


def _from_numbers(typed: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(typed):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if not (numbers := _NUMBERS.fullmatch(typed)):
        return None
    return _with_year(int(numbers[1]), int(numbers[2]), _year(numbers[3]), today)


def _from_words(typed: str, today: date) -> date:
    words = [word for word in re.findall(r"[a-z]+|\d+", typed) if word not in _SMALL]
    names = [word[:3] for word in words if word.isalpha()]
    numbers = [int(word) for word in words if word.isdigit()]
    months = [_MONTHS.index(name) + 1 for name in names if name in _MONTHS]
    weekdays = [_DAYS.index(name) for name in names if name in _DAYS]
    if len(names) != len(months) + len(weekdays) or len(months) > 1 or len(weekdays) > 1:
        raise CannotReadError("Type the date like Tuesday 14 April or 14/4/2026.")
    if not numbers and weekdays and not months:
        return today + timedelta(days=(weekdays[0] - today.weekday()) % 7 or 7)
    if not months or not 1 <= len(numbers) <= 2:
        raise CannotReadError("Type the date like Tuesday 14 April or 14/4/2026.")
    day = _with_year(numbers[0], months[0], _year(str(numbers[1])) if len(numbers) == 2 else None, today)
    if weekdays and day.weekday() != weekdays[0]:
        raise CannotReadError(f"{day.day} {day:%B %Y} is a {day:%A}. Put the day or the date right.")
    return day


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) <= 2 else 0)


def _with_year(day: int, month: int, year: int | None, today: date) -> date:
    if year is not None:
        return date(year, month, day)
    # 29 February may be some years off.
    for later in range(9):
        try:
            found = date(today.year + later, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return date(today.year, month, day)
