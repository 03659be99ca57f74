"""What a page was like last time, so that asking again costs its server next to nothing."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from .coding import CodeError, plain, revived
from .facts import Page

_HERE = Path(__file__).parent
_IMPORTS = re.compile(r"^from \.+(\w+) import", re.MULTILINE)
_LONGEST_FACTS = 2_000_000  # letters


@dataclass(frozen=True, slots=True)
class Remembered:
    """`etag` and `last_modified` are as the server wrote them; `facts` is JSON; `rules` is what read it."""

    etag: str
    last_modified: str
    facts: str
    rules: str


class Memory(Protocol):
    """One website's pages by their address. Called inside the event loop, so neither may wait:
    load before a visit and store after it, as `Notebook` does.
    """

    def recall(self, url: str) -> Remembered | None: ...

    def keep(self, url: str, remembered: Remembered) -> None: ...


class Notebook:
    """A memory in a dictionary. After a visit `fresh` holds what is new and wants storing, `unchanged` the
    addresses of pages that are as they were.
    """

    def __init__(self, remembered: Mapping[str, Remembered] | None = None) -> None:
        self._remembered = dict(remembered or {})
        self.fresh: dict[str, Remembered] = {}
        self.unchanged: set[str] = set()

    def recall(self, url: str) -> Remembered | None:
        return self._remembered.get(url)

    def keep(self, url: str, remembered: Remembered) -> None:
        if self._remembered.get(url) == remembered:
            self.unchanged.add(url)
        else:
            self._remembered[url] = self.fresh[url] = remembered


def remember(page: Page, etag: str, last_modified: str) -> Remembered | None:
    """None where the server gave nothing to ask again by, or the page has too much to say."""
    if not (etag or last_modified) or len(etag) > 300 or len(last_modified) > 100:
        return None
    facts = json.dumps(plain(page), separators=(",", ":"))  # ASCII, so any database keeps it
    return Remembered(etag, last_modified, facts, reading_version()) if len(facts) <= _LONGEST_FACTS else None


def page_from(remembered: Remembered) -> Page | None:
    """The page as it was; None when it cannot be read back, or was read by other rules."""
    if remembered.rules != reading_version():
        return None
    try:
        return revived(Page, json.loads(remembered.facts))
    except (ValueError, CodeError):
        return None


@lru_cache(maxsize=1)
def reading_version() -> str:
    """A digest of every module that has a say in reading a page: another version reads anew."""
    digest = hashlib.sha256()
    for name in sorted(_reading_modules()):
        for file in _files_of(name):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:32]


def _reading_modules() -> set[str]:
    found: set[str] = set()
    waiting = ["page", "coding"]
    while waiting:
        name = waiting.pop()
        files = _files_of(name)
        if name not in found and files:
            found.add(name)
            waiting += [
                there for file in files for there in _IMPORTS.findall(file.read_text(encoding="utf-8"))
            ]
    return found


def _files_of(module: str) -> list[Path]:
    """A module is a file or a folder, and may have a list of its own beside it."""
    beside = [_HERE / f"{module}{ending}" for ending in (".py", ".csv")]
    return [file for file in beside if file.is_file()] + sorted((_HERE / module).rglob("*.py"))
