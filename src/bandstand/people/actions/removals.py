"""Remembering whose details were removed, without knowing who: marks that nobody can read back.

A mark of a row is a digest of its long random number. Marks of addresses and numbers are keyed with the
installation's secret, because an address could be guessed. They are kept in the database, and line by line in
`removals.jsonl` beside it, which a restored copy is put right by.
"""

import hashlib
import hmac
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ..models import Hub, Removal
from ..traces import EMAIL, PHONE, Traces, digits_of


@dataclass(frozen=True)
class Line:
    """One line of the list. `key` tells which secret the marks were made with."""

    hub: str
    kind: str
    mark: str
    marks: tuple[str, ...]
    at: str
    key: str


def list_file() -> Path:
    return Path(settings.DIR) / "removals.jsonl"


def remember(hub: Hub, kind: str, uid: uuid.UUID, traces: Traces | None = None) -> None:
    """Note in the caller's transaction that a row's details were removed; once is enough."""
    marks = sorted(marks_of(traces)) if traces else []
    now = timezone.now()
    removal, new = Removal.objects.get_or_create(
        hub=hub, kind=kind, mark=mark_of(uid), defaults={"marks": marks, "at": now}
    )
    if new:
        transaction.on_commit(partial(write_down, [_line(hub.slug, removal)]))


def mark_of(uid: uuid.UUID) -> str:
    return hashlib.sha256(f"removed {uid}".encode()).hexdigest()


def marks_of(traces: Traces) -> set[str]:
    emails = {_keyed(email.lower()) for email in traces.emails}
    return emails | {_keyed(digits_of(phone)) for phone in traces.phones if len(digits_of(phone)) > 6}


def marked_in(text: str, marks: set[str]) -> Traces:
    """Return the addresses and numbers in a text that were removed before."""
    emails = [word for word in EMAIL.findall(text) if _keyed(word.lower()) in marks]
    phones = [word for word in PHONE.findall(text) if _keyed(digits_of(word)) in marks]
    return Traces(emails=tuple(emails), phones=tuple(phones))


def key_mark() -> str:
    """Return a word that tells one secret key from another, and nothing about it."""
    return _keyed("which key")[:12]


def read_list(file: Path | None = None) -> list[Line]:
    """Return the lines of a list; a line cut short by a power failure is passed over."""
    return list(_lines(file or list_file()))


def write_down(lines: list[Line]) -> None:
    """Add lines to the list, on the disk before this returns."""
    if not lines:
        return
    handle = os.open(list_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # One write each: lines of two processes never mix.
        for line in lines:
            os.write(handle, (json.dumps(line.__dict__) + "\n").encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def known_here(hub: Hub) -> dict[tuple[str, str], Line]:
    """Return the removals this hub's database knows, by kind and mark."""
    return {(one.kind, one.mark): _line(hub.slug, one) for one in Removal.objects.all()}


def take_note(hub: Hub, line: Line) -> None:
    """Write a line of the list into the database, which is older than it."""
    at = parse_datetime(line.at) or timezone.now()
    Removal.objects.get_or_create(
        hub=hub, kind=line.kind, mark=line.mark, defaults={"marks": list(line.marks), "at": at}
    )


def _line(hub: str, removal: Removal) -> Line:
    return Line(
        hub=hub,
        kind=removal.kind,
        mark=removal.mark,
        marks=tuple(removal.marks),
        at=removal.at.isoformat(),
        key=key_mark(),
    )


def _lines(file: Path) -> Iterator[Line]:
    if not file.exists():
        return
    for text in file.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            told = json.loads(text)
            yield Line(**{**told, "marks": tuple(told["marks"])})
        except (ValueError, TypeError, KeyError):
            continue


def _keyed(words: str) -> str:
    key = f"removals:{settings.SECRET_KEY}".encode()
    return hmac.new(key, words.encode(), hashlib.sha256).hexdigest()[:32]
