"""Calendar files (iCalendar, RFC 5545), for anything that happens at a time and a place.

Times are written in UTC. A one-off event in UTC means the same moment to every program, before and after the
clocks change; named zones are only needed for events that repeat.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vGeo, vText, vUri

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Happening:
    """One entry. `uid` never changes and `changes` only rises: diaries know the entry by them."""

    uid: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str
    url: str
    changed_at: datetime
    changes: int = 0
    called_off: bool = False
    says: str = ""
    at: tuple[float, float] | None = None


def calendar_file(happenings: Iterable[Happening], *, name: str) -> bytes:
    """Return a calendar with these entries, as a file to open or an address to subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", "-//Bandstand//Gatherings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for happening in happenings:
        calendar.add_component(_event(happening))
    return bytes(calendar.to_ical())


def _event(happening: Happening) -> Event:
    event = Event()
    event.add("uid", vText(str(happening.uid)))
    event.add("sequence", happening.changes)
    event.add("dtstamp", happening.changed_at.astimezone(UTC))
    event.add("last-modified", happening.changed_at.astimezone(UTC))
    event.add("dtstart", happening.starts_at.astimezone(UTC))
    event.add("dtend", happening.ends_at.astimezone(UTC))
    event.add("summary", f"Called off: {happening.title}" if happening.called_off else happening.title)
    event.add("status", "CANCELLED" if happening.called_off else "CONFIRMED")
    event.add("location", happening.where)
    event.add("url", vUri(happening.url))
    if happening.says:
        event.add("description", happening.says)
    if happening.at:
        event.add("geo", vGeo(happening.at))
    return event
