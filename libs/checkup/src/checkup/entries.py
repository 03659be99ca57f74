"""What a news feed says in each of its entries: the words, the links, the day; read as `feed.py` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import NamedTuple

from .facts import absolute
from .feed import DATES, day_in, decoded, inside, items, kind_of_feed, opening
from .parts import BORDER
from .sentences import in_lines, sentence_in

_MOST = 60
_LONGEST = 40_000  # letters of one entry
_MOST_LINKS = 40
_CONTENT = ("content:encoded", "content", "description", "summary")
_LINK = re.compile(
    r"<a\s[^<>]{0,300}?href=[\"']([^\"'<>]{1,2000})[\"'][^<>]{0,500}>(.{0,300}?)</a>",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|br|h[1-6]|td|tr|table|blockquote|figure|section)\b[^<>]{0,500}>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,2500}>")
_ATOM_LINK = re.compile(r"<link\b([^<>]{0,2000})>", re.IGNORECASE)
_HREF = re.compile(r"href=[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)


class Entry(NamedTuple):
    """One post. `links` are (address, sentence round it); `said` is its words, a line for each block."""

    address: str
    day: date | None
    said: str
    links: tuple[tuple[str, str], ...]


def read_entries(body: bytes, url: str) -> tuple[Entry, ...]:
    """The posts of a feed, in its order, at most 60; those without an address of their own are left out."""
    text = decoded(body)
    low = text.lower()
    text = text if len(low) == len(text) else low
    kind = kind_of_feed(low)
    found = (_entry(text, low, part, url) for part in _first(items(low, kind))) if kind else ()
    return tuple(entry for entry in found if entry.address)


def _first(parts: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for _, part in zip(range(_MOST), parts, strict=False):
        yield part


def _entry(text: str, low: str, part: tuple[int, int], url: str) -> Entry:
    start, end = part
    day = next((day for name in DATES if (day := day_in(inside(text, low, start, end, name)))), None)
    html = _content(text, low, start, end)
    said = in_lines(_in_words(html))
    title = inside(text, low, start, end, "title")
    links = [(address, words) for address, words in _LINK.findall(html)[:_MOST_LINKS]]
    return Entry(
        _address(text, low, start, end, url),
        day,
        f"{title}\n{said}",
        tuple((unescape(address), _round(said, words)) for address, words in links),
    )


def _content(text: str, low: str, start: int, end: int) -> str:
    """The longest of what an entry may hold its words in, as HTML."""
    found = (_raw(text, low, start, end, name) for name in _CONTENT)
    html = max(found, key=len)
    return html if "<![CDATA[" in html or "<a " in html.lower() else unescape(html)


def _raw(text: str, low: str, start: int, end: int, name: str) -> str:
    begin = opening(low, name, start, end)
    close = low.find(f"</{name}>", begin, end) if begin >= 0 else -1
    if close < 0:
        return ""
    return text[begin : min(close, begin + _LONGEST)].replace("<![CDATA[", "").replace("]]>", "")


def _in_words(html: str) -> str:
    blocks = _BLOCK.sub(f"{BORDER}\n{BORDER}", _without("style", _without("script", html)))
    return unescape(_TAG.sub("", blocks))


def _without(tag: str, html: str) -> str:
    """Without what stands inside elements of this name; to the end where one does not end."""
    kept, *rest = re.split(rf"<{tag}\b", html, flags=re.IGNORECASE)
    behind = (re.split(rf"</{tag}>", one, maxsplit=1, flags=re.IGNORECASE)[1:] for one in rest)
    return " ".join([kept, *(one[0] for one in behind if one)])


def _round(said: str, words: str) -> str:
    label = " ".join(unescape(_TAG.sub("", words)).split())
    place = said.find(label) if label else -1
    return sentence_in(said, place, place + len(label)) if place >= 0 else label


def _address(text: str, low: str, start: int, end: int, url: str) -> str:
    plain = inside(text, low, start, end, "link")
    leads = plain or _alternate(text[start:end])
    return absolute(url, leads)[:2_000] if leads else ""


def _alternate(entry: str) -> str:
    """An Atom entry's page: the link that says so, else the first that says nothing."""
    links = [
        told for told in _ATOM_LINK.findall(entry[:_LONGEST]) if "rel=" not in told or "alternate" in told
    ]
    found = (_HREF.search(told) for told in links)
    return next((unescape(one[1]) for one in found if one), "")
