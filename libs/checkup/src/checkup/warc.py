"""Web archives: every page in a WARC file looked at, or the pages of one website together. Fetches nothing.

The file is gone through once to find where its pages stand; the workers then read each for themselves, so
that a record that is enormous, broken or deadly costs nothing but itself.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from .inner import bare, kind_of_address
from .page import LONGEST_PAGE, read_page
from .recognise import outcome_of
from .report import Outcome
from .saved import Looked, SavedPage, ask_all, look_at_facts, not_looked
from .settings import Settings
from .wire import HTML, kind_of

_BROKEN = (
    ArchiveLoadFailed,
    zlib.error,
    EOFError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
)
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"\nWARC/1."
_STEP = 1_000_000
_MOST_DOUBTS = 50  # each may read the rest of the file once more
_NOT_WORDS = re.compile(r"[^0-9A-Za-z-]")


class WarcError(ValueError):
    """The file cannot be used at all; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where one page stands in the file."""

    page_id: str
    url: str
    offset: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A stretch of the file that could not be made out, and was passed over."""

    offset: int


@dataclass(frozen=True, slots=True)
class FromWarc:
    """What a worker is asked: one page, or those of one website with the front page first."""

    page_id: str
    path: str
    pages: tuple[Kept, ...]

    @property
    def url(self) -> str:
        return self.pages[0].url


class Archive:
    """One file to look at. `unreadable` fills, while looking, with the places that were passed over."""

    def __init__(self, path: Path, *, together: bool = False) -> None:
        self._path = path
        self._together = together  # the pages of one website
        self.unreadable: list[int] = []

    def look(self, *, workers: int = 0, command: tuple[str, ...] = ()) -> Iterator[Looked]:
        """A row for every page, or website, on all cores. Raises `WarcError` where the file is no use."""
        asked = ((SavedPage(one.page_id, one.path, one.url), one) for one in self._questions())
        return ask_all(asked, command or (sys.executable, "-m", "checkup.child", "warc"), workers=workers)

    def _questions(self) -> Iterator[FromWarc]:
        path = str(self._path)
        kept = self._readable(pages_kept(self._path))
        if self._together:
            return (FromWarc(host, path, pages) for host, pages in by_website(kept))
        return (FromWarc(page.page_id, path, (page,)) for page in kept)

    def _readable(self, found: Iterator[Kept | Unreadable]) -> Iterator[Kept]:
        for one in found:
            if isinstance(one, Unreadable):
                self.unreadable.append(one.offset)
            else:
                yield one


def pages_kept(path: Path) -> Iterator[Kept | Unreadable]:
    """Every page that was answered well, in the order of the file. Raises `WarcError`."""
    try:
        with path.open("rb") as file:
            packed = file.read(3) == _GZIP
            start: int | None = 0
            times = 0
            while start is not None:
                file.seek(start)
                reading = _Reading(file, doubts=times < _MOST_DOUBTS)
                yield from reading
                if not reading.broke_at:
                    return
                times += 1
                yield Unreadable(reading.broke_at[0])
                start = _next_record(file, reading.broke_at[0] + 1, _GZIP if packed else _PLAIN)
    except OSError as error:
        raise WarcError(f"The archive {path} cannot be read: please check its name.") from error


class _Reading:
    """One go from a place in the file until its end, or until something cannot be made out.

    A record may say that it is longer or shorter than it is, and hide those behind it. With `doubts` the go
    ends there, and the next begins within it.
    """

    def __init__(self, file: BinaryIO, *, doubts: bool) -> None:
        self._archive = ArchiveIterator(file)
        self._doubts = doubts
        self._last: Any = None
        self._last_at = 0
        self.broke_at: tuple[int, ...] = ()

    def __iter__(self) -> Iterator[Kept]:
        while True:
            start = self._archive.offset
            try:
                record = self._next()
                kept = _kept(record, self._archive.offset) if record is not None else None
            except _BROKEN as error:
                if "non-chunked gzip" in str(error):
                    raise WarcError(
                        "This archive is packed in one piece. Please unpack it first: gunzip FILE."
                    ) from error
                place = self._last_at if self._is_last_false() else max(start, self._archive.offset)
                self.broke_at = (place,)
                return
            if record is None:
                return
            self._last, self._last_at = record, self._archive.offset
            if kept is not None:
                yield kept

    def _next(self) -> Any:
        """The next record, or None at the end. Only now is it known how long the last one was."""
        with redirect_stderr(StringIO()):  # the library grumbles by itself
            record = next(self._archive, None)
        if self._is_last_false():
            raise ValueError("the record before is not as long as it says")
        return record

    def _is_last_false(self) -> bool:
        if not self._doubts or self._last is None:
            return False
        return self._archive.err_count > 0 or getattr(self._last.raw_stream, "limit", 0) > 0


def _kept(record: Any, offset: int) -> Kept | None:
    heading = record.http_headers
    if record.rec_type != "response" or heading is None or heading.get_statuscode() != "200":
        return None
    if kind_of(heading.get_header("Content-Type") or "") not in HTML:
        return None
    name = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return Kept(_NOT_WORDS.sub("", name) or f"at-{offset}", url, offset)


def _next_record(file: BinaryIO, after: int, mark: bytes) -> int | None:
    """Where the next record seems to begin; None when there is no other."""
    file.seek(after)
    held, place = b"", after
    while piece := file.read(_STEP):
        held += piece
        found = held.find(mark)
        if found >= 0:
            return place + found + mark.startswith(b"\n")
        keep = len(mark) - 1
        place, held = place + len(held) - keep, held[-keep:]
    return None


def by_website(pages: Iterator[Kept]) -> Iterator[tuple[str, tuple[Kept, ...]]]:
    """The pages of each website that a visit would have chosen; the whole file is gone through first."""
    sites: dict[str, list[Kept]] = {}
    for page in pages:
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        sites.setdefault(host, []).append(page)
    for host, kept in sites.items():
        yield host, tuple(_worth_looking(kept))


def _worth_looking(pages: list[Kept]) -> Iterator[Kept]:
    """The front page is the one with the shortest address; then one of each kind a visit would look for."""
    latest = {bare(page.url): page for page in pages}
    front = min(latest.values(), key=lambda page: len(bare(page.url)))
    chosen = {kind_of_address(page.url): page for page in reversed(latest.values()) if page is not front}
    chosen.pop(None, None)
    yield front
    yield from [page for _, page in sorted(chosen.items(), key=lambda one: one[0] or 0)][
        : Settings().max_pages - 1
    ]


def look_at_kept(question: FromWarc) -> Looked:
    """In a worker. A record that does not read the second time is an outcome, not an error."""
    named = SavedPage(question.page_id, question.path, question.url)
    facts = []
    for kept in question.pages:
        try:
            body, content_type = _read(question.path, kept.offset)
        except (OSError, *_BROKEN):
            if kept is question.pages[0]:
                return not_looked(named, Outcome.COULD_NOT_READ)
            continue
        facts.append(read_page(body, kept.url, content_type=content_type))
    return look_at_facts(
        named, [facts[0], *(page for page in facts[1:] if outcome_of(page) is Outcome.LOOKED)]
    )


answer = look_at_kept


def _read(path: str, offset: int) -> tuple[bytes, str]:
    with Path(path).open("rb") as file:
        file.seek(offset)
        with redirect_stderr(StringIO()):
            record = next(iter(ArchiveIterator(file)))
            body = record.content_stream().read(LONGEST_PAGE + 1)
        return body, record.http_headers.get_header("Content-Type") or ""
