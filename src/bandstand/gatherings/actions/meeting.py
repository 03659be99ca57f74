"""Who met whom, as somebody writes it down: the people, and so their groups."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Connection
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Attendance, DayEntry, Gathering, Introduction
from .entries import keep

_AT_LEAST = 2


@dataclass(frozen=True)
class Meeting:
    """People who met at a gathering. `how` is one of Introduction.How."""

    who: tuple[Attendance, ...]
    how: str = Introduction.How.MET
    words: str = ""
    suggested: bool = False


@transaction.atomic
def met(gathering: Gathering, meeting: Meeting, *, by: Person | None) -> Introduction | None:
    """Write down who met whom, once for the same people, as a phone would: their groups are connected."""
    who = {row.pk: row for row in meeting.who}
    if len(who) < _AT_LEAST or _is_known(gathering, set(who)):
        return None
    said = {
        "who": [str(row.uid) for row in who.values()],
        "how": meeting.how,
        "words": meeting.words,
        "suggested": meeting.suggested,
    }
    uid = uuid.uuid4()
    keep(gathering, DayEntry.Verb.MET, uid, said, by=by, form_key=uuid.uuid4())
    row = Introduction.objects.get(uid=uid)
    record(gathering.hub, "met", f"wrote down who met whom at {gathering}", by=by, about=row)
    return row


@transaction.atomic
def never_met(introduction: Introduction, *, by: Person | None) -> None:
    """Take back that they met, and with it what it made between their groups."""
    told = DayEntry.objects.filter(about=introduction.uid, verb=DayEntry.Verb.MET, undone_at=None)
    for key in told.values_list("form_key", flat=True):
        keep(introduction.gathering, DayEntry.Verb.UNDO, key, {}, by=by, form_key=uuid.uuid4())
    now = timezone.now()  # where nothing tells of it any more: entries go after a year
    Introduction.objects.filter(pk=introduction.pk).update(undone_at=now)
    Connection.objects.filter(introductions=introduction).update(undone_at=now)
    words = f"took back who met whom at {introduction.gathering}"
    record(introduction.hub, "took back a meeting", words, by=by, about=introduction)


def _is_known(gathering: Gathering, who: set[int]) -> bool:
    standing = Introduction.objects.filter(gathering=gathering, undone_at=None).prefetch_related(
        "attendances"
    )
    return any({row.pk for row in one.attendances.all()} == who for one in standing)
