"""Taking in what a phone sends: each entry once, each bad one by itself, all of it in one transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.access import every_hub
from bandstand.people.actions.deeds import record

from ...day.fold import MAKES_A_LINE
from ...day.reading import RefusedError, Sent, by_our_clock, moment, read_entry
from ...models import Attendance, DayEntry, Gathering, HelpNote, Introduction, Phone, Sitting
from ..booking import hold
from .settle import settle

MOST_AT_ONCE = 200
MOST_OF_A_HELPER = 1000
_NOTICED = timedelta(seconds=30)  # a clock wrong by less is left alone: it is the way that takes so long
_LONGEST = timedelta(days=365 * 60)
ELSEWHERE = "That belongs to another gathering."
TAKEN = "That is on the sheet already, under another entry."
ENOUGH = "This phone has written as much as one phone may."


@dataclass
class Taken:
    """What became of what was sent: ids that are kept now, and those refused, with the reason."""

    seen: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)

    def refuse(self, came: Any, why: str) -> None:
        number = came.get("id") if isinstance(came, Mapping) else None
        self.refused.append({"id": number[:45] if isinstance(number, str) else "", "why": why})


@transaction.atomic
def take_in(phone: Phone, came: Sequence[Any], *, clock: object = None) -> Taken:
    """Keep the entries a phone sent, at most 200 of them; sent again, they change nothing."""
    taken = Taken()
    read = _read(came[:MOST_AT_ONCE], taken, helper=phone.may == Phone.May.HELPER)
    if not read:
        return taken
    gathering = hold(phone.gathering)
    fresh = _fresh(gathering, phone, read, taken)
    if not fresh:
        return taken
    now = timezone.now()
    behind = _behind(phone, moment(clock), now)
    DayEntry.objects.bulk_create(
        [
            _entry(gathering, phone, one, _at(gathering, one, behind, now, nth))
            for nth, one in enumerate(fresh)
        ],
        ignore_conflicts=True,
    )
    settle(gathering)
    words = f"sent what was done at {gathering} from a phone"
    record(
        gathering.hub, "sent from a phone", words, by=phone.person, about=phone, detail={"kept": len(fresh)}
    )
    return taken


def _read(came: Iterable[Any], taken: Taken, *, helper: bool) -> dict[uuid.UUID, Sent]:
    read: dict[uuid.UUID, Sent] = {}
    for one in came:
        try:
            sent = read_entry(one, helper=helper)
        except RefusedError as why:
            taken.refuse(one, str(why))
        else:
            read.setdefault(sent.id, sent)
    return read


def _fresh(gathering: Gathering, phone: Phone, read: dict[uuid.UUID, Sent], taken: Taken) -> list[Sent]:
    """Return what is to be kept: not kept yet, and not about another gathering."""
    kept = dict(DayEntry.objects.filter(form_key__in=read).values_list("form_key", "gathering_id"))
    elsewhere, there = _elsewhere(gathering, read.values()), _there_already(read.values())
    room = _room(phone)
    fresh: list[Sent] = []
    for one in read.values():
        why = ""
        if one.id in kept:
            why = "" if kept[one.id] == gathering.pk else ELSEWHERE
        elif elsewhere & set(_named(one)):
            why = ELSEWHERE
        elif one.kind in MAKES_A_LINE and one.about in there:
            why = TAKEN
        elif len(fresh) >= room:
            why = ENOUGH
        else:
            fresh.append(one)
            there |= {one.about} if one.kind in MAKES_A_LINE else set()
        if why:
            taken.refuse({"id": str(one.id)}, why)
        else:
            taken.seen.append(str(one.id))
    return fresh


def _room(phone: Phone) -> int:
    if phone.may != Phone.May.HELPER:
        return MOST_AT_ONCE
    return MOST_OF_A_HELPER - DayEntry.objects.filter(phone=phone).count()


def _named(one: Sent) -> list[uuid.UUID]:
    """Return the numbers of what an entry is about and of everybody it speaks of."""
    keys = ("members", "helped", "helpers", "who")
    named = [uid for key in keys for uid in one.said.get(key, ())]
    named += [one.said.get(key) for key in ("quote_by", "friend")]
    return [one.about, *(uuid.UUID(uid) for uid in named if uid)]


def _elsewhere(gathering: Gathering, sent: Iterable[Sent]) -> set[uuid.UUID]:
    """Return which of these numbers are lines, notes, tables or meetings of another gathering."""
    named = {uid for one in sent for uid in _named(one) if one.kind != "undo"}
    found: set[uuid.UUID] = set()
    with every_hub("a number may be used once in the whole installation"):
        for model in (Attendance, HelpNote, Sitting, Introduction):
            rows = model._default_manager.filter(uid__in=named).exclude(gathering=gathering)  # noqa: SLF001
            found |= set(rows.values_list("uid", flat=True))
    return found


def _there_already(sent: Iterable[Sent]) -> set[uuid.UUID]:
    """Return which new lines are there already: somebody's booking, or made by another entry."""
    made = [one.about for one in sent if one.kind in MAKES_A_LINE]
    lines = Attendance.objects.filter(uid__in=made).values_list("uid", flat=True)
    entries = DayEntry.objects.filter(about__in=made, verb__in=MAKES_A_LINE)
    return {*lines, *(uid for uid in entries.values_list("about", flat=True) if uid)}


def _behind(phone: Phone, clock: datetime | None, now: datetime) -> timedelta:
    """Return by how much a phone's clock is behind. It stays the same while it is about the same.

    Otherwise two taps a second apart, sent over a slow line and then a quick one, would change places.
    """
    behind = now - clock if clock is not None else timedelta(0)
    if clock is not None and _NOTICED < abs(behind - timedelta(seconds=phone.clock_off)) < _LONGEST:
        phone.clock_off = round(behind.total_seconds())
        phone.save(update_fields=["clock_off"])
    return timedelta(seconds=phone.clock_off)


def _at(gathering: Gathering, one: Sent, behind: timedelta, now: datetime, nth: int) -> datetime:
    return by_our_clock(one, behind=behind, starts=gathering.starts_at, now=now, nth=nth)


def _entry(gathering: Gathering, phone: Phone, one: Sent, at: datetime) -> DayEntry:
    return DayEntry(
        hub=gathering.hub, gathering=gathering, form_key=one.id, verb=one.kind, about=one.about,
        said=one.said, phone=phone, by=phone.person, at=at,
    )  # fmt: skip
