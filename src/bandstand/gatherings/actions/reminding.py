"""The reminder: one letter to each who booked or waits, with one friendly question, and never a second."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.kit.words import counted
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from .. import words
from ..models import Attendance, Gathering
from ..queries.reminding import to_remind
from .letters import write


def due_at(gathering: Gathering) -> datetime | None:
    """Return when the reminder goes out by itself: at the gathering's own hour, so many days before."""
    if not gathering.remind_days:
        return None
    return gathering.starts_at - timedelta(days=gathering.remind_days)


def remind_when_due() -> int:
    """Send what is due in the hub in force; run every hour, it writes to nobody twice.

    Those who booked after that moment are left alone: they need no reminder of what they just did.
    """
    now = timezone.now()
    coming = Gathering.objects.filter(state=Gathering.State.ANNOUNCED, starts_at__gt=now)
    due = [(one, at) for one in coming.exclude(remind_days=0) if (at := due_at(one)) and at <= now]
    return sum(_remind(row.pk) for one, at in due for row in to_remind(one).filter(booked_at__lte=at))


def remind(gathering: Gathering, *, by: Person | None = None) -> int:
    """Write to everybody who has not had the reminder; return how many letters that is."""
    sent = sum(_remind(one.pk) for one in to_remind(gathering))
    if sent and by is not None:
        people = counted(sent, "person", "people")
        record(gathering.hub, "reminded", f"reminded {people} of {gathering}", by=by, about=gathering)
    return sent


@transaction.atomic
def plan_reminder(gathering: Gathering, *, days: int, question: str, by: Person) -> None:
    """Say when the reminder goes out by itself (0 for never), and what it asks."""
    gathering.remind_days, gathering.question = days, question
    gathering.save(update_fields=["remind_days", "question"])
    record(
        gathering.hub, "planned a reminder", f"planned the reminder of {gathering}", by=by, about=gathering
    )


@transaction.atomic
def _remind(pk: int) -> bool:
    """Write to one of them. The mark is set first and in one statement, so that no two workers both write."""
    if not Attendance.objects.filter(pk=pk, reminded_at=None).update(reminded_at=timezone.now()):
        return False
    attendance = Attendance.objects.select_related("person", "hub", "gathering__venue").get(pk=pk)
    return write(attendance, words.REMIND if attendance.looking else words.REMIND_HELPER)
