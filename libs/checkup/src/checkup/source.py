"""A page parsed, its scripts and styles taken out of it: they say nothing to a visitor.

What its scripts say of themselves, and the page's own data (JSON-LD), are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

_NO_EVENTS = LexborDocumentOptions.WO_EVENTS.value
_MOST_DATA = 40
_LONGEST_DATA = 400_000
_BIG = 60_000  # bytes: what is smaller cannot hold so much that it matters
_MOST_OPEN = 12_000  # elements left open: a parser's time grows with the square of them
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9-]*)")
# What never holds anything, and what the next of its kind closes.
_NEVER_OPEN = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option".split()
)


@dataclass(frozen=True, slots=True)
class Source:
    tree: LexborHTMLParser
    scripts: tuple[str, ...]  # what they hold
    script_tags: tuple[str, ...]  # what their opening tags say, lower case
    script_addresses: tuple[str, ...]  # where they are, lower case; "" for those in the page
    data: tuple[str, ...]  # the page's own data, as written
    cut_short: bool  # so much is left open that only the first part was parsed

    def loads(self, *makers: str) -> bool:
        """Whether a script comes from one of these addresses."""
        return any(maker in address for address in self.script_addresses if address for maker in makers)

    def runs(self, words: str) -> bool:
        """Whether a script in the page holds these words."""
        return any(words in script for script in self.scripts)


def parsed(text: bytes) -> Source:
    within, cut_short = _within_reason(text)
    tree = LexborHTMLParser(within, options=_NO_EVENTS)
    scripts: list[str] = []
    tags: list[str] = []
    addresses: list[str] = []
    data: list[str] = []
    for node in tree.css("script,style"):
        if node.tag == "script":
            attributes = node.attributes
            scripts.append(node.text_lexbor())
            tags.append(" ".join([said for said in attributes.values() if said]).lower())
            addresses.append((attributes.get("src") or "").lower())
            if "ld+json" in tags[-1] and len(data) < _MOST_DATA:
                data.append(scripts[-1][:_LONGEST_DATA])
        node.decompose()
    return Source(tree, tuple(scripts), tuple(tags), tuple(addresses), tuple(data), cut_short)


def _within_reason(text: bytes) -> tuple[bytes, bool]:
    """As much as can be parsed in good time, and whether that is only a part: real pages leave a few hundred
    elements open, a nest of a hundred thousand is somebody's trap.
    """
    if len(text) < _BIG or _about_so_many_tags(text) < _MOST_OPEN or not _leaves_open(text):
        return text, False
    plain = _without_scripts(text)
    if not _leaves_open(plain):
        return text, False
    end = 0
    for _ in range(_MOST_OPEN):
        end = plain.find(b"<", end) + 1
    return plain[: end - 1], True


def _about_so_many_tags(text: bytes) -> int:
    """More or less, from a part of the bytes, in a tenth of the time. Two strides, so that no page is by
    chance (or somebody's design) written to the measure of one.
    """
    return 20 * max(text[::13].count(b"<"), text[::16].count(b"<"))


def _leaves_open(text: bytes) -> bool:
    """Counted by name: an end of something else closes nothing."""
    tags = Counter(_TAG.findall(text.lower()))
    opened = sum(
        max(0, number - tags[b"/", name])
        for (end, name), number in tags.items()
        if not end and name not in _NEVER_OPEN
    )
    return opened >= _MOST_OPEN


def _without_scripts(text: bytes) -> bytes:
    """What scripts hold may look like tags. Up to the first that does not end."""
    low = text.lower()
    pieces: list[bytes] = []
    kept = 0
    while (start := low.find(b"<script", kept)) >= 0 and (end := low.find(b"</script", start)) >= 0:
        pieces.append(text[kept:start])
        kept = end
    return b"".join((*pieces, text[kept:]))
