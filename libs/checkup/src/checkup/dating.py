"""How recent a page is: its own news, its footer's year, its events and what comes round every week."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from .days import any_day, day_in_address, days_in, line_around
from .facts import Dates, DateSeen, EventSeen, Link
from .heads import Attributes, HeadSeen
from .named_days import named_days
from .own_data import OwnData
from .parts import BORDER, Text
from .published import Shown, published_day
from .recurring import recurring
from .text_scan import Signs, lowered, windows

_MOST = 20
_SHORT_LINE = 70
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|hawlfraint)[^\x1f]{0,60}?\x1f?[^\x1f\d]{0,40}?(?P<first>(?:19|20)\d\d)(?!\d)"
    r"(?:\s*[-–—/]\s*(?P<last>(?:19|20)\d\d|\d\d)(?!\d))?"
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<last>(?:19|20)\d\d)\s?(?:©|\(c\)|copyright)")
_UPDATED = re.compile(
    r"(?:last|page|site|website) (?:updated|modified|reviewed|edited|changed"
    r"|update)\b[^\x1f]{0,20}?\x1f?[^\x1f]{0,30}?(?P<last>20\d\d)"
)
_COPYRIGHT_SIGNS = ("©", "(c)", "copyright", "hawlfraint")
_UPDATED_SIGNS = ("updated", "modified", "reviewed", "edited", "changed", " update")
_FOOTER_SIGNS = Signs(*_COPYRIGHT_SIGNS, *_UPDATED_SIGNS)
_LICENCE = re.compile(r"licen[cs]e|creative commons|theme|template|bootstrap|jquery")
_SCRIPTED_YEAR = "getFullYear"
_EVENT_HEADING = re.compile(
    r"\bevents?\b|what.{0,2}s on|diary|fixtures|calendar|coming up|upcoming|dates for|programme"
    r"|digwyddiad|dyddiadur|meetings"
)
_EVENT_PATH = re.compile(r"/(?:events?|whats-on|what-s-on|diary|fixtures|calendar|programme|digwyddiadau)\b")
_EVENT_ZONE = 3_000
_TELLING_ITEMS = ("startdate", "streetaddress", "address")
_CALENDARS = (
    "calendar.google.com/calendar", "google.com/calendar", "teamup.com", "tockify.com",
    "outlook.live.com/owa/calendar",
    "outlook.office365.com/owa/calendar", "calendar.yahoo", "addevent.com", "elfsight", "timely",
    "eventbrite.co.uk/o/",
)  # fmt: skip


def tells_a_day_or_place(attributes: Attributes) -> bool:
    """Whether an element's `itemprop` is one of those worth reading."""
    name = (attributes.get("itemprop") or "").lower()
    return name.startswith("date") or name in _TELLING_ITEMS


def is_calendar(address: str) -> bool:
    """Whether an address, lower case, is a calendar people can open or follow."""
    path = address.split("?", maxsplit=1)[0]
    return (
        path.endswith(".ics") or address.startswith("webcal:") or any(sign in address for sign in _CALENDARS)
    )


class DatesSeen:
    """Collects days as the page is walked, then reads the text once for the rest."""

    def __init__(self, url: str, language: str) -> None:
        self._url = url
        self._news: list[DateSeen] = []
        self._shown: list[Shown] = []
        self._events: list[EventSeen] = []
        self._american = language == "en-us" and not _host(url).endswith((".uk", ".wales", ".scot", ".cymru"))

    def time(self, stamp: str, text: str) -> None:
        day = any_day(stamp) or any_day(text)
        if day is not None:
            self._news.append(DateSeen(day, "time", text[:100].strip() or stamp[:40]))

    def item(self, name: str, written: str) -> None:
        """Microdata: `itemprop` and what it holds."""
        day = any_day(written)
        if day is not None and name in ("datepublished", "datecreated", "datemodified"):
            self._news.append(
                DateSeen(day, "modified" if name == "datemodified" else "published", written[:60])
            )

    def calendar(self, name: str) -> None:
        self._events.append(EventSeen(None, name[:200], "calendar"))

    def event(self, stamp: str, name: str, how: str = "schema") -> None:
        self._events.append(EventSeen(any_day(stamp), name[:200], how))

    def link(self, address: str, text: str) -> None:
        """A link of the page's own with the day in its address."""
        found = day_in_address(address)
        if found is not None:
            self._news.append(DateSeen(found[0], "address", text[:100] or address[-100:], found[1]))

    def own_data(self, said: OwnData) -> None:
        for stamps, how in ((said.published, "published"), (said.modified, "modified")):
            for stamp in stamps[:_MOST]:
                day = any_day(stamp)
                if day is not None:
                    self._news.append(DateSeen(day, how, stamp))
        for stamp, name in said.events[:200]:
            self.event(stamp, name)

    def head(self, head: HeadSeen) -> None:
        for names, how in (
            (("article:published_time", "og:published_time", "date", "dc.date", "dc.date.issued",
            "dcterms.created",
              "dc.date.created", "datepublished", "publish-date", "pubdate", "citation_publication_date",
              "parsely-pub-date",
              "sailthru.date", "article.published", "publication_date", "citation_online_date",
              "dcterms.date",
              "citation_date", "dcterms.issued", "dcterms.available"), "published"),
            (("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified",
            "dc.date.modified",
              "revised"), "modified"),
        ):  # fmt: skip
            stamp = head.said(*names)
            day = any_day(stamp) if stamp else None
            if day is not None:
                self._news.append(DateSeen(day, how, stamp[:60]))

    def text(self, own: str, low: str, marks: list[tuple[int, str]]) -> None:
        """`marks` are the headings' ranks and how they begin in the page's `own` text."""
        zones = _event_zones(own, marks, self._url)
        for written in days_in(own, low, american=self._american):
            line = line_around(own, written.start, written.end)
            if "©" in line or "copyright" in line.lower():
                continue
            if any(start <= written.start < end for start, end in zones):
                if written.whole:
                    self._events.append(EventSeen(written.day, line[:120], "list"))
                continue
            how = "heading" if len(line) <= _SHORT_LINE else "text"
            self._shown.append(Shown(written.start, DateSeen(written.day, how, line[:120], written.whole)))
        self._news += [shown.seen for shown in self._shown]

    def dates(
        self, text: Text, runs: Callable[[str], bool], event_links: tuple[Link, ...], heading: str
    ) -> Dates:
        """`runs` says whether a script of the page holds some words; `heading` is how its first begins."""
        year, said, scripted = footer_year(text.bottom, runs)
        return Dates(
            news=_newest(self._news),
            published=published_day(self._url, text.own, heading, self._shown, self._news),
            footer_year=year,
            footer_text=said,
            footer_year_is_scripted=scripted,
            events=_soonest(self._events),
            recurring=recurring(text.own, text.own_low, text.own_signs),
            named=named_days(text.own, text.own_low, text.own_signs),
            event_links=event_links,
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _newest(news: list[DateSeen]) -> tuple[DateSeen, ...]:
    unlike = {(seen.day, seen.how): seen for seen in reversed(news)}
    return tuple(sorted(unlike.values(), key=lambda seen: seen.day, reverse=True)[:_MOST])


def _soonest(events: list[EventSeen]) -> tuple[EventSeen, ...]:
    """The last twenty, soonest first: what is long over says least."""
    unlike = {(seen.starts, seen.name, seen.how): seen for seen in events}
    dated = sorted(
        (seen for seen in unlike.values() if seen.starts), key=lambda seen: seen.starts or date.min
    )
    undated = [seen for seen in unlike.values() if not seen.starts]
    return tuple([*dated[-_MOST:], *undated][:_MOST])


def _event_zones(own: str, marks: list[tuple[int, str]], url: str) -> list[tuple[int, int]]:
    """Where in the text a list of events stands: under such a heading, up to the next of its rank."""
    if _EVENT_PATH.search(urlsplit_path(url)):
        return [(0, len(own))]
    zones = []
    here = 0
    open_at: tuple[int, int] | None = None
    for level, mark in marks:
        at = own.find(mark, here) if mark else -1
        if at < 0:
            continue
        here = at + 1
        if open_at is not None and level <= open_at[1]:
            zones.append((open_at[0], min(at, open_at[0] + _EVENT_ZONE)))
            open_at = None
        if open_at is None and len(mark) < 60 and _EVENT_HEADING.search(mark.lower()):
            open_at = (at, level)
    if open_at is not None:
        zones.append((open_at[0], open_at[0] + _EVENT_ZONE))
    return zones


def urlsplit_path(url: str) -> str:
    try:
        return urlsplit(url).path.lower()
    except ValueError:
        return ""


def footer_year(bottom: str, runs: Callable[[str], bool]) -> tuple[int | None, str, bool]:
    """The latest year beside a copyright sign or "last updated"; its words; whether a script fills it in."""
    said = lowered(bottom)
    places = _FOOTER_SIGNS.places(said)
    years: list[tuple[int, str]] = []
    for pattern in (_COPYRIGHT, _YEAR_FIRST, _UPDATED):
        signs = _UPDATED_SIGNS if pattern is _UPDATED else _COPYRIGHT_SIGNS
        for start, window in windows(said, places, signs, before=30, behind=180, most=10):
            match = pattern.search(window) if "20" in window or "19" in window else None
            if match is None:
                continue
            piece = window[match.start() : match.end() + 30].split(BORDER, maxsplit=2)
            if not _LICENCE.search(" ".join(piece[:2]) if BORDER in match[0] else piece[0]):
                around = bottom[max(0, start + match.start() - 20) : start + match.end() + 60]
                years.append((_latest(match), " ".join(around.replace(BORDER, " ").split())[:160]))
    scripted = bool(years or "©" in places) and runs(_SCRIPTED_YEAR)
    best = max(years, default=(None, ""), key=lambda year: year[0] or 0)
    return best[0], best[1], scripted


def _latest(match: re.Match[str]) -> int:
    first = match.groupdict().get("first") or match["last"]
    last = match["last"] or first
    return int(last) if len(last) == 4 else int(first[:2] + last)
