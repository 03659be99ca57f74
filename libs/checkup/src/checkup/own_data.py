"""What a page's own data (JSON-LD) says of dates, events and places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_SIGNS = ('"datePublished"', '"dateModified"', "Event", "PostalAddress", "streetAddress")
_MOST_THINGS = 2_000
_NOT_ARTICLES = ("comment", "review", "videoobject", "imageobject", "rating", "product", "reply")


@dataclass
class OwnData:
    published: list[str] = field(default_factory=list)  # of articles first, then of the page
    modified: list[str] = field(default_factory=list)
    events: list[tuple[str, str]] = field(default_factory=list)  # (start, name) as written
    address: bool = False


def read_own_data(blocks: tuple[str, ...]) -> OwnData:
    said = OwnData()
    pages: list[str] = []
    for block in blocks:
        if any(sign in block for sign in _SIGNS):
            for thing in _things(_loaded(block)):
                _hear(thing, said, pages)
    said.published += pages
    return said


def _loaded(block: str) -> Any:
    try:
        return json.loads(block.strip().strip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(root: Any) -> Iterator[dict[str, Any]]:
    """Every object in it, outermost first."""
    waiting = [root]
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        here = waiting.pop()
        if isinstance(here, dict):
            yield here
            waiting += [value for value in reversed(here.values()) if isinstance(value, dict | list)]
        elif isinstance(here, list):
            waiting += reversed(here)


def _kinds(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    return " ".join(str(k) for k in kind).lower() if isinstance(kind, list) else str(kind or "").lower()


def _hear(thing: dict[str, Any], said: OwnData, pages: list[str]) -> None:
    kind = _kinds(thing)
    if "streetAddress" in thing or "postaladdress" in kind:
        said.address = True
    if kind.endswith("event") or "startDate" in thing:
        said.events.append((str(thing.get("startDate") or "")[:40], str(thing.get("name") or "")[:200]))
        return
    if any(word in kind for word in _NOT_ARTICLES):
        return
    published, modified = thing.get("datePublished"), thing.get("dateModified")
    if isinstance(published, str):
        (pages if "webpage" in kind else said.published).append(published[:40])
    if isinstance(modified, str):
        said.modified.append(modified[:40])
