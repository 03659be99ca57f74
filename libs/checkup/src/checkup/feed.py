"""Reads a news feed by finding its items one after another: no XML reader, so nothing in it can expand, refer
elsewhere or stop us at the first slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape

from .charset import is_of_the_web
from .facts import FeedRead

_MOST_ITEMS = 200
_MOST_TITLES = 20
_TITLE = 200  # letters
_LONGEST_ITEM = 200_000
_DECLARED = re.compile(rb"encoding=[\"']([A-Za-z0-9._-]{1,40})[\"']")
_TAG = re.compile(r"<[^<>]{0,500}>")
DATES = ("pubdate", "published", "dc:date", "updated", "date")
_COMMENTS = ("comments on", "comments for", "comments:", "sylwadau")


def read_feed(body: bytes, url: str) -> FeedRead | None:
    """None where this is no feed of news: a page, or a feed of readers' comments."""
    text = decoded(body)
    low = text.lower()
    if len(low) != len(text):  # a letter that grows when made small would shift every place
        text = low
    kind = kind_of_feed(low)
    if not kind:
        return None
    title = inside(text, low, 0, _first(low, kind), "title")
    if title.lower().startswith(_COMMENTS) or "/comments/" in url.lower():
        return None
    return _feed_of(text, low, kind, url)


def _feed_of(text: str, low: str, kind: str, url: str) -> FeedRead:
    count, newest = 0, None
    titles: list[str] = []
    for start, end in items(low, kind):
        count += 1
        day = next((day for name in DATES if (day := day_in(inside(text, low, start, end, name)))), None)
        newest = max(filter(None, (newest, day)), default=None)
        if len(titles) < _MOST_TITLES:
            titles.append(inside(text, low, start, end, "title"))
    return FeedRead(url, count, newest, tuple(filter(None, titles)))


def decoded(body: bytes) -> str:
    declared = _DECLARED.search(body[:300])
    name = declared[1].decode("ascii") if declared else ""
    try:
        return body.decode(name if is_of_the_web(name) else "utf-8", "replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", "replace")


def kind_of_feed(low: str) -> str:
    """The name of its items, or "" where it is something else."""
    start = low[:2_000]
    if "<rss" in start or "<rdf:rdf" in start:
        return "item"
    return "entry" if "<feed" in start else ""


def _first(low: str, name: str) -> int:
    return next((start for start, _ in items(low, name)), len(low))


def items(low: str, name: str) -> Iterator[tuple[int, int]]:
    place = 0
    for _ in range(_MOST_ITEMS):
        start = opening(low, name, place, len(low))
        if start < 0:
            return
        end = low.find(f"</{name}>", start)
        end = len(low) if end < 0 else end
        yield start, min(end, start + _LONGEST_ITEM)
        place = end


def opening(low: str, name: str, start: int, end: int) -> int:
    """Where the inside of the next element of this name begins; -1 for nowhere."""
    place = low.find(f"<{name}", start, end)
    while place >= 0 and low[place + len(name) + 1 : place + len(name) + 2] not in (
        ">",
        " ",
        "\n",
        "\t",
        "\r",
    ):
        place = low.find(f"<{name}", place + 1, end)
    close = low.find(">", place, end) if place >= 0 else -1
    return close + 1 if close >= 0 else -1


def inside(text: str, low: str, start: int, end: int, name: str) -> str:
    begin = opening(low, name, start, end)
    close = low.find(f"</{name}", begin, end) if begin >= 0 else -1
    if close < 0:
        return ""
    words = text[begin : min(close, begin + 2_000)].replace("<![CDATA[", "").replace("]]>", "")
    return " ".join(_TAG.sub(" ", unescape(unescape(words))).split())[:_TITLE]


def day_in(words: str) -> date | None:
    if not words:
        return None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(words).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
