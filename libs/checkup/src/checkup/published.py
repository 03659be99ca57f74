"""The day a page says it was published: its address, what it shows beside its heading, its own data, in turn.

None rather than a guess: a page that is not one piece of news mostly does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .days import day_in_address
from .facts import DateSeen

_BEFORE = 300  # letters of the page's own text before its heading that still belong to it
_AFTER = 1_200
_ALONE = 36  # letters of a line that holds a day and little else
_UPDATED = re.compile(r"updat|modif|review|edited|revised|zuletzt|stand:|aktualisiert|diweddar")
_PUBLISHED = re.compile(r"publish|posted|written|veröffentlicht|cyhoeddwyd|submitted|erstellt")
_TO_COME = re.compile(
    r"deadline|until|from|event|am \d|zum \d|starts?|closes?|accessed|as of"
    r"|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A day in the page's own text, and where."""

    start: int
    seen: DateSeen


def published_day(
    url: str, own: str, heading: str, shown: Sequence[Shown], news: Sequence[DateSeen]
) -> DateSeen | None:
    """`heading` is the beginning of the page's first heading as it stands in its `own` text."""
    addressed = day_in_address(url)
    if addressed is not None and addressed[1]:
        return DateSeen(addressed[0], "address", url[-100:])
    beside = _beside(own, heading, shown)
    told = next((seen for seen in news if seen.how == "published"), None)
    if beside is None or (told is not None and _UPDATED.search(beside.text.lower())):
        return told or _only_one(shown) or _only_time(news)
    return beside


def _beside(own: str, heading: str, shown: Sequence[Shown]) -> DateSeen | None:
    at = own.find(heading) if heading else -1
    if at < 0:
        return None
    near = [one for one in shown if at - _BEFORE <= one.start <= at + len(heading) + _AFTER]
    lines = [one.seen for one in near if one.seen.how == "heading" and one.seen.whole]
    lines = [seen for seen in lines if not _TO_COME.search(seen.text.lower())]
    said = [seen for seen in lines if _PUBLISHED.search(seen.text.lower())]
    plain = [seen for seen in lines if not _UPDATED.search(seen.text.lower())]
    return next(iter((*said, *plain, *lines)), None)


def _only_one(shown: Sequence[Shown]) -> DateSeen | None:
    """One line that says "posted on", or one dated line on the whole page, is its own wherever it stands."""
    lines = [one.seen for one in shown if one.seen.how == "heading" and one.seen.whole]
    lines = [seen for seen in lines if not _TO_COME.search(seen.text.lower())]
    said = [seen for seen in lines if _PUBLISHED.search(seen.text.lower())]
    few = said or [seen for seen in lines if len(seen.text) <= _ALONE]
    return few[0] if len({seen.day for seen in few}) == 1 else None


def _only_time(news: Sequence[DateSeen]) -> DateSeen | None:
    """One `<time>` on the whole page is its own; of several, nobody can tell."""
    times = {seen.day: seen for seen in news if seen.how == "time"}
    return next(iter(times.values())) if len(times) == 1 else None
