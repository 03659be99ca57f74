"""The times of the week a session may be at, as officers say them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_SATURDAY = 5
_TUESDAY = 1
LENGTH = timedelta(minutes=90)


@dataclass(frozen=True)
class TimeOfWeek:
    code: str
    words: str
    starts: time
    saturday: bool = False


TIMES = {
    one.code: one
    for one in (
        TimeOfWeek("evening", "a weekday evening, at 6pm", time(18)),
        TimeOfWeek("afternoon", "a weekday afternoon, at 2pm", time(14)),
        TimeOfWeek("saturday", "a Saturday morning, at 10.30am", time(10, 30), saturday=True),
    )
}


def moment(begins: date, weeks: int, code: str) -> datetime:
    """Return when a session starts: so many weeks on from the week of `begins`, at this time of week.

    Weekday sessions keep the weekday of `begins`; a Tuesday where that is a weekend.
    """
    of_week = TIMES[code]
    wanted = _SATURDAY if of_week.saturday else begins.weekday() if begins.weekday() < _SATURDAY else _TUESDAY
    # Never before `begins`: from a Saturday on, the weekday is one of the week after.
    day = begins + timedelta(days=(wanted - begins.weekday()) % 7, weeks=weeks)
    return timezone.make_aware(datetime.combine(day, of_week.starts))
