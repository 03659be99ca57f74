"""Who says so: for every field of a group, who said last what is in it. See docs/decisions/0010.

Kept on the group itself, so that noting it costs no query: field to {how, by, row, words, at}, less what is
not known. A field nobody in particular spoke for is not there.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.models import Person

from ..models import Group

SHEET, OFFICER, GROUP, MERGE = "sheet", "officer", "group", "merge"
# What these said, a sheet does not overwrite by itself.
_BY_HAND = frozenset({OFFICER, GROUP})
_WORDS = {SHEET: "a sheet", OFFICER: "an officer", GROUP: "the group itself", MERGE: "a merge"}


def said(
    how: str,
    *,
    by: Person | int | None = None,
    row: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> dict[str, Any]:
    """Return one entry. `words` says it to people (“row 12 of groups.csv”); else they follow from `how`."""
    told: dict[str, Any] = {"how": how, "at": (at or timezone.now()).isoformat(timespec="seconds")}
    person = by.pk if isinstance(by, Person) else by
    told |= {"by": person} if person else {}
    told |= {"row": row} if row else {}
    return told | ({"words": words} if words else {})


def note_who(group: Group, fields: Iterable[str], entry: dict[str, Any]) -> dict[str, Any]:
    """Note on the group, unsaved, who said these fields; return what was noted before (None: nothing),
    as `put_back_who` takes it.
    """
    held = dict(group.said_by or {})
    before = {name: held.get(name) for name in fields}
    group.said_by = {**held, **dict.fromkeys(before, entry)}
    return before


def put_back_who(group: Group, before: dict[str, Any]) -> None:
    """Note on the group, unsaved, what was noted before."""
    kept = {name: entry for name, entry in (group.said_by or {}).items() if name not in before}
    group.said_by = {**kept, **{name: entry for name, entry in before.items() if entry is not None}}


def by_hand(group: Group, name: str) -> str:
    """Return in words who set this field by hand ("the group itself said so on 3 May"); "" if nobody did."""
    entry = (group.said_by or {}).get(name)
    return who_words(entry) if entry and entry.get("how") in _BY_HAND else ""


def who_words(entry: dict[str, Any]) -> str:
    """Return an entry in words: “the group itself said so on 3 May 2026”."""
    who = entry.get("words") or _WORDS.get(str(entry.get("how")), "somebody")
    try:
        day = timezone.localdate(datetime.fromisoformat(str(entry.get("at"))))
    except ValueError:
        return f"{who} said so"
    return f"{who} said so on {dates.day(day, today=timezone.localdate())}"
