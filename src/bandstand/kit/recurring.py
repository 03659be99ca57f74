"""Days that come round: every week, or the second Tuesday of every month."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

WEEKS = {"week": 1, "fortnight": 2}
MONTHS = {"month": 1, "quarter": 3}


def nth_day(begins: date, every: str, number: int) -> date:
    """Return the day that comes `number` times after the first.

    Months keep the weekday and which of the month it is: the second Tuesday stays the second. A fifth one
    means the last, for most months have no fifth. Counted from the first day each time, so nothing drifts.
    """
    if every in WEEKS:
        return begins + timedelta(weeks=WEEKS[every] * number)
    months = begins.year * 12 + begins.month - 1 + MONTHS[every] * number
    return weekday_of_month(months // 12, months % 12 + 1, begins.weekday(), which(begins))


def days_from(begins: date, every: str) -> Iterator[tuple[int, date]]:
    """Yield (number, day) from the first day on, without end but that of the calendar."""
    for number in count():
        try:
            yield number, nth_day(begins, every, number)
        except (OverflowError, ValueError):  # past the year 9999
            return


def which(day: date) -> int:
    """Return which of its month a weekday is: 0 for the first, 4 for the fifth."""
    return (day.day - 1) // 7


def weekday_of_month(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth (from 0) such weekday of a month, the last one where there are fewer."""
    first, length = calendar.monthrange(year, month)
    found = 1 + (weekday - first) % 7 + 7 * nth
    return date(year, month, found if found <= length else found - 7)


_NTH = ["first", "second", "third", "fourth", "last"]


def in_words(begins: date, every: str) -> str:
    """“every second Tuesday of the month”, “every other Thursday”."""
    weekday = f"{begins:%A}"
    of_month = f"the {_NTH[which(begins)]} {weekday}"
    return {
        "week": f"every {weekday}",
        "fortnight": f"every other {weekday}",
        "month": f"{of_month} of every month",
        "quarter": f"{of_month} of every third month",
    }[every]
