"""Complaints about how somebody's details were handled: taken in, acknowledged, looked into, answered."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from bandstand.kit import dates

from ..models import Complaint, ComplaintNote, Hub, Person
from ..traces import GONE
from . import limits
from .deeds import record
from .outbox import put_in_outbox

_RECEIVED = """You get this because somebody, giving this address, sent a complaint to {hub}
about how their details were handled.

We have it, and it has the number {number}: please quote it if you write to us.

Somebody here will look into it and answer you, by {due} at the latest.

If you are not happy with the answer, or hear nothing, you can go to the
Information Commissioner’s Office: ico.org.uk.

If it was not you, there is nothing to do.
"""

_ANSWER = """You get this because you sent a complaint to {hub}: number {number}, of {day}.

This is our answer: {outcome}.

{answer}

If you are not happy with it, please write to us again and quote the number, or go to
the Information Commissioner’s Office: ico.org.uk.
"""


@dataclass(frozen=True)
class Told:
    """What somebody complains of, and where an answer reaches them."""

    name: str
    answer_to: str
    words: str
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def take_in(hub: Hub, told: Told, *, how: str = "form", by: Person | None = None) -> Complaint:
    """Keep a complaint under the next number; acknowledge it at once if it came with an e-mail address.

    The same form sent twice is one complaint.
    """
    # Held, so that two complaints in the same moment get two numbers.
    Hub.objects.select_for_update().get(pk=hub.pk)
    earlier = Complaint.objects.filter(form_key=told.form_key).first()
    if earlier is not None:
        return earlier
    complaint = Complaint.objects.create(
        hub=hub,
        number=_next_number(),
        name=told.name,
        answer_to=told.answer_to,
        words=told.words,
        form_key=told.form_key,
        how=how,
    )
    # Its words are with the complaint only; the deed does not say whose it is.
    record(hub, "took a complaint", f"took in complaint {complaint.number}", by=by, about=complaint)
    if is_email(told.answer_to) and _may_write(told.answer_to):
        _acknowledge_by_letter(complaint)
    return complaint


@transaction.atomic
def acknowledge(complaint: Complaint, *, by: Person) -> None:
    """Note that somebody told them, by telephone or by post, that we have it."""
    if complaint.acknowledged_at is None:
        _stamp(complaint, "acknowledged_at")
        record(
            complaint.hub,
            "acknowledged a complaint",
            f"acknowledged complaint {complaint.number}",
            by=by,
            about=complaint,
        )


@transaction.atomic
def look_into(complaint: Complaint, *, by: Person) -> None:
    if complaint.looked_into_at is None:
        _stamp(complaint, "looked_into_at")
        words = f"began to look into complaint {complaint.number}"
        record(complaint.hub, "looked into a complaint", words, by=by, about=complaint)


@transaction.atomic
def note(complaint: Complaint, words: str, *, by: Person) -> ComplaintNote:
    """Keep a note for ourselves, with the date and who wrote it."""
    record(complaint.hub, "noted", f"wrote a note on complaint {complaint.number}", by=by, about=complaint)
    return ComplaintNote.objects.create(hub=complaint.hub, complaint=complaint, words=words, by=by)


@transaction.atomic
def answer(complaint: Complaint, *, outcome: str, words: str, by: Person) -> bool:
    """Answer for good; True when the answer goes by letter, False when somebody has to tell them."""
    row = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if row.answered_at is not None:
        return is_email(row.answer_to)
    row.outcome, row.answer, row.answered_at = outcome, words, timezone.now()
    row.acknowledged_at = row.acknowledged_at or row.answered_at
    row.looked_into_at = row.looked_into_at or row.answered_at
    row.save(update_fields=["outcome", "answer", "answered_at", "acknowledged_at", "looked_into_at"])
    said = f"answered complaint {row.number}: {row.get_outcome_display().lower()}"
    record(row.hub, "answered a complaint", said, by=by, about=row)
    by_letter = is_email(row.answer_to)
    if by_letter:
        _write(row, f"Our answer to your complaint {row.number}", _ANSWER)
    return by_letter


def empty_out(complaint: Complaint) -> bool:
    """Take out whose it was and what it said; number, dates and outcome stay."""
    ComplaintNote.objects.filter(complaint=complaint).delete()
    emptied = {"name": GONE, "answer_to": "", "words": "", "answer": "", "emptied_at": timezone.now()}
    return bool(Complaint.objects.filter(pk=complaint.pk).update(**emptied))


def is_email(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True


def _acknowledge_by_letter(complaint: Complaint) -> None:
    _stamp(complaint, "acknowledged_at")
    _write(complaint, f"We have your complaint: number {complaint.number}", _RECEIVED)


def _write(complaint: Complaint, subject: str, text: str) -> None:
    today = timezone.localdate()
    told = {
        "hub": complaint.hub.name,
        "number": complaint.number,
        "due": dates.day(complaint.due_at, today=today),
        "day": dates.day(complaint.received_at, today=today),
        "outcome": complaint.get_outcome_display(),
        "answer": complaint.answer,
    }
    put_in_outbox(
        complaint.hub,
        to_address=complaint.answer_to,
        subject=subject,
        text=text.format(**told),
        about=f"people.Complaint:{complaint.pk}",
    )


def _may_write(email: str) -> bool:
    """Anybody can type anybody's address: a mailbox gets two of these letters a day at most."""
    return limits.allow("complaint letter", limits.plain_mailbox(email), most=2, within=timedelta(days=1))


def _stamp(complaint: Complaint, moment: str) -> None:
    setattr(complaint, moment, timezone.now())
    complaint.save(update_fields=[moment])


def _next_number() -> str:
    year = timezone.localdate().year
    latest = Complaint.objects.filter(number__startswith=f"{year}-").order_by("-pk").first()
    return f"{year}-{int(latest.number[5:]) + 1 if latest else 1:03}"
