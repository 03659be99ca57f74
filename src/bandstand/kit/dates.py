"""Dates and times as people write them: “Tuesday 14 April, 6pm to 7.30pm”.

Times that know their zone are told in the site's zone.
`today` is always handed in: it is asked once, at the edge.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone


@dataclass(frozen=True)
class Leaf:
    """The parts of a tear-off calendar leaf."""

    weekday: str
    day: str
    month: str
    year: str


def _date(moment: date | datetime) -> date:
    """The day by the calendar on the wall of this place."""
    if not isinstance(moment, datetime):
        return moment
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).date()


def leaf(moment: date | datetime) -> Leaf:
    on = _date(moment)
    return Leaf(f"{on:%a}", str(on.day), f"{on:%b}".upper(), str(on.year))


def day(moment: date | datetime, *, today: date) -> str:
    """“Tuesday 14 April”, with the year when it is not this one."""
    on = _date(moment)
    words = f"{on:%A} {on.day} {on:%B}"
    return words if on.year == today.year else f"{words} {on.year}"


def short_day(moment: date | datetime, *, today: date) -> str:
    """“14 Apr”, with the year when it is not this one: for tables."""
    on = _date(moment)
    words = f"{on.day} {on:%b}"
    return words if on.year == today.year else f"{words} {on.year}"


def clock(moment: datetime | time) -> str:
    """“6pm”, “7.30pm”, “12 noon”, “midnight”."""
    local = (
        timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment
    )
    hour, minute = local.hour, local.minute
    if minute == 0 and hour in {0, 12}:
        return "12 noon" if hour else "midnight"
    minutes = f".{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{'am' if hour < 12 else 'pm'}"


def hours(start: datetime, end: datetime) -> str:
    """“6pm to 7.30pm”."""
    return f"{clock(start)} to {clock(end)}"


def when(start: datetime, end: datetime | None, *, today: date) -> str:
    """“Tuesday 14 April, 6pm to 7.30pm”; over midnight both days are named."""
    if end is None:
        return f"{day(start, today=today)}, {clock(start)}"
    if _date(start) == _date(end):
        return f"{day(start, today=today)}, {hours(start, end)}"
    return f"{day(start, today=today)}, {clock(start)} to {day(end, today=today)}, {clock(end)}"


def ago(moment: date | datetime, *, today: date) -> str:
    """“today”, “yesterday”, “3 days ago”, “tomorrow”, “in 3 days”; past a fortnight, the date."""
    days = (today - _date(moment)).days
    near = {0: "today", 1: "yesterday", -1: "tomorrow"}
    if days in near:
        return near[days]
    if abs(days) > 14:
        return f"on {_date(moment).day} {_date(moment):%B}" + _year(moment, today)
    return f"{days} days ago" if days > 0 else f"in {-days} days"


def _year(moment: date | datetime, today: date) -> str:
    year = _date(moment).year
    return "" if year == today.year else f" {year}"


def how_long(minutes: int) -> str:
    """“10 minutes”, “an hour”, “an hour and a half”, “2 hours”, “half a day”."""
    words = {1: "a minute", 60: "an hour", 90: "an hour and a half", 240: "half a day", 480: "a day"}
    if minutes in words:
        return words[minutes]
    if minutes % 60 == 0:
        return f"{minutes // 60} hours"
    if minutes < 60:
        return f"{minutes} minutes"
    return f"{minutes // 60} h {minutes % 60} min"
