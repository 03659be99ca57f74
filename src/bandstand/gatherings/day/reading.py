"""Reading what a phone sends: each entry by itself, so that one that makes no sense harms no other."""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..models import HelpNote, Introduction

MOST_WORDS = 2000
FAR_TOO_LONG = 5000
MOST_NAMED = 60
MOST_ROUNDS, MOST_TABLES = 12, 40
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
HELPERS_MAY = frozenset({"noted", "met", "undo"})


class RefusedError(ValueError):
    """An entry that cannot be kept; the message says why, for the person who holds the phone."""


@dataclass(frozen=True)
class Sent:
    """One entry as it was read. `at` is by the phone's clock, in UTC; None where that makes no sense."""

    id: uuid.UUID
    kind: str
    about: uuid.UUID
    at: datetime | None
    said: dict[str, Any]


Reader = Callable[[Any], Any]


def read_entry(came: object, *, helper: bool = False) -> Sent:
    """Return an entry as sent. Raises RefusedError with the reason."""
    if not isinstance(came, Mapping):
        raise RefusedError("That could not be read.")
    kind = came.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise RefusedError("This phone sent something newer than this site knows.")
    if helper and kind not in HELPERS_MAY:
        raise RefusedError("This phone may write help notes only.")
    said = came.get("said") or {}
    if not isinstance(said, Mapping):
        raise RefusedError("That could not be read.")
    return Sent(
        id=id_of(came), kind=kind, about=_uuid(came.get("about")), at=moment(came.get("at")),
        said=_said(kind, said),
    )  # fmt: skip


def id_of(came: Mapping[str, Any]) -> uuid.UUID:
    return _uuid(came.get("id"))


def _said(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    needed, readers = KINDS[kind]
    read = {key: reader(said[key]) for key, reader in readers.items() if said.get(key) is not None}
    if missing := [key for key in needed if read.get(key) in (None, "", [])]:
        raise RefusedError(f"It does not say: {', '.join(missing)}.")
    return read


def _uuid(value: object) -> uuid.UUID:
    if not isinstance(value, str) or len(value) > 45:  # the longest way to write one
        raise RefusedError("It has no number of its own.")
    try:
        return uuid.UUID(value)
    except ValueError:
        raise RefusedError("It has no number of its own.") from None


def moment(value: object) -> datetime | None:
    """Return a time as ISO 8601 tells it, in UTC; None where it makes no sense."""
    try:
        told = datetime.fromisoformat(str(value)[:40])
        return told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def clean(value: str) -> str:
    """Return a text without what cannot be kept or seen: zero bytes, control letters, halves of letters."""
    return _CONTROL.sub("", value).strip()


def _words(most: int) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise RefusedError("That could not be read.")
        if len(value) > FAR_TOO_LONG:
            raise RefusedError("That is longer than we can keep. Please say it in fewer words.")
        return clean(value)[:most]

    return read


def _line(most: int) -> Reader:
    words = _words(FAR_TOO_LONG)
    return lambda value: " ".join(words(value).split())[:most]


def _yes(value: Any) -> bool:
    if not isinstance(value, bool):
        raise RefusedError("That could not be read.")
    return value


def _uid(value: Any) -> str:
    return str(_uuid(value)) if value != "" else ""


def _many(one: Reader) -> Reader:
    def read(value: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) > MOST_NAMED:
            raise RefusedError("That names more than fit at one table.")
        return list(dict.fromkeys(one(each) for each in value))

    return read


def _number(most: int) -> Reader:
    def read(value: Any) -> int | None:
        if value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            raise RefusedError("That number makes no sense.")
        return value

    return read


def _one_of(*choices: str) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise RefusedError("That is not one of the answers.")
        return value

    return read


def _day(value: Any) -> str:
    """Return a date as ISO 8601 writes it, or nothing."""
    try:
        return date.fromisoformat(str(value)[:10]).isoformat() if value else ""
    except ValueError:
        raise RefusedError("That is not a date.") from None


_UIDS, _IDS, _CODE = _many(_uid), _many(_number(2**53)), _line(40)
_ROLES: dict[str, Reader] = {"looking": _yes, "helping": _yes}
_BADGES: dict[str, Reader] = {"no_phone": _yes, "leaving_early": _yes}
_ANSWER: dict[str, Reader] = {"yes": _yes}
_NOTE: dict[str, Reader] = {
    "helped": _UIDS,
    "helpers": _UIDS,
    "topics": _IDS,
    "findings": _IDS,
    "result": _one_of(*HelpNote.Result.values),
    "words": _words(MOST_WORDS),
    "next_step": _line(200),
    "next_who": _line(120),
    "next_by": _day,
    "barriers": _many(_CODE),
    "minutes": _number(1440),
    "quote": _words(MOST_WORDS),
    "quote_by": _uid,
    "unexpected": _words(MOST_WORDS),
    "address": _line(300),
    "slip": _line(6),
}
# Of each kind what it has to say, and how what it may say is read.
KINDS: dict[str, tuple[tuple[str, ...], dict[str, Reader]]] = {
    "arrived": ((), {}),
    "absent": ((), {}),
    "left": ((), {}),
    "walked_in": (
        (),
        {
            "name": _line(120), "group": _uid, "group_words": _line(200), "wants": _words(MOST_WORDS),
            "person": _uid, **_ROLES,
        },
    ),
    "ticked": ((), {"helping": _yes}),
    "roles": ((), _ROLES),
    "badges": ((), _BADGES),
    "standing": (("to",), {"to": _one_of("waiting", "done")}),
    "sat": (("members",), {"members": _UIDS, "table": _line(30)}),
    "parted": ((), {}),
    "seated": (
        ("round", "table"),
        {"round": _number(MOST_ROUNDS), "table": _number(MOST_TABLES), "late": _yes},
    ),
    "beside": (("friend",), {"friend": _uid, "yes": _yes}),
    "noted": (("result",), _NOTE),
    "met": (
        ("who",),
        {"who": _UIDS, "how": _one_of(*Introduction.How.values), "words": _words(300), "suggested": _yes},
    ),
    "named": (("yes",), _ANSWER),
    "quoted": (("yes",), _ANSWER),
    "undo": ((), {}),
}  # fmt: skip

A_DAY = timedelta(days=1)


def by_our_clock(sent: Sent, *, behind: timedelta, starts: datetime, now: datetime, nth: int) -> datetime:
    """Return when it happened. What cannot be is taken to be now, in the order it was sent in."""
    try:
        at = sent.at + behind if sent.at is not None else None
    except OverflowError:
        at = None
    if at is None or at < min(starts, now) - A_DAY or at > now + timedelta(minutes=2):
        return now + timedelta(microseconds=nth)
    return at
