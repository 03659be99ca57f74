"""What a page's source holds beside its markup: scripts and styles are set aside before the page is parsed.

They are half of most pages and say nothing to a visitor, so leaving them out saves half of the parser's
time. What the page's own data (JSON-LD) says is kept. Where the rules of HTML make an end doubtful, the rest
stays as it is: the parser then decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = re.compile(rb"<(?:script|style|!--)")
_ENDS = {b"c": b"</script", b"t": b"</style"}  # by the third letter after "<"
_IN_AN_ATTRIBUTE = b"\"'=;\\"
_MOST_DATA = 40
_LONGEST_DATA = 400_000
_MOST_PIECES = 50_000
_BIG = 60_000  # bytes: what is smaller cannot hold so much that it matters
_MOST_OPEN = 12_000  # elements left open: a parser's time grows with the square of them


@dataclass(frozen=True, slots=True)
class Source:
    markup: bytes  # the page without what its scripts and styles hold
    data: tuple[bytes, ...]  # its own data, as written
    scripts: int
    script_tags: tuple[bytes, ...]  # their opening tags, lower case
    cut_short: bool = False  # so much is left open that only the first part can be parsed in good time


def set_aside(text: bytes, low: bytes) -> Source:
    """`low` is `text` in lower case."""
    pieces: list[bytes] = []
    data: list[bytes] = []
    tags: list[bytes] = []
    kept = here = 0
    while (opening := _OPENING.search(low, here)) is not None and len(pieces) < _MOST_PIECES:
        start = opening.start()
        if low[start + 1] == 33:  # a comment
            here = low.find(b"-->", start + 2) + 3
            if here < 3:
                break
            continue
        if start and low[start - 1] in _IN_AN_ATTRIBUTE:
            here = start + 1
            continue
        inside = _tag_end(low, start)
        end = low.find(_ENDS[low[start + 2 : start + 3]], inside)
        if inside < 1 or end < 0 or _doubtful(low, inside, end):
            break
        here = end
        if low[start + 2] == 99:
            tag = low[start:inside]
            tags.append(tag)
            if b"ld+json" in tag and len(data) < _MOST_DATA:
                data.append(text[inside : min(end, inside + _LONGEST_DATA)])
        if end > inside:
            pieces.append(text[kept:inside])
            kept = end
    pieces.append(text[kept:])
    markup = b"".join(pieces)
    within = _within_reason(markup)
    return Source(within, tuple(data), len(tags), tuple(tags), cut_short=len(within) < len(markup))


def _within_reason(markup: bytes) -> bytes:
    """As much as can be parsed in good time: real pages leave a few hundred elements open, a nest of
    a hundred thousand is somebody's trap.
    """
    if len(markup) < _BIG or markup.count(b"<") - 2 * markup.count(b"</") < _MOST_OPEN:
        return markup
    end = 0
    for _ in range(_MOST_OPEN):
        end = markup.find(b"<", end) + 1
    return markup[: end - 1]


def _tag_end(low: bytes, start: int) -> int:
    """Right after the tag that opens at `start`; a ">" between quotes does not end it. 0 where none does."""
    end = start
    for _ in range(4):
        end = low.find(b">", end) + 1
        if not end or not low.count(b'"', start, end) % 2:
            break
    return end


def _doubtful(low: bytes, inside: int, end: int) -> bool:
    """An old rule: a comment that opens a script of its own inside a script hides that script's end."""
    comment = low.find(b"<!--", inside, end)
    return comment >= 0 and low.find(b"<script", comment, end) >= 0
