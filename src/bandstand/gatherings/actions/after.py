"""Did it stick? Planned when a gathering is finished, and answered by the people and groups themselves."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Connection, ConnectionEvidence
from bandstand.people.actions.consents import say
from bandstand.people.actions.deeds import record
from bandstand.people.models import Consent, Person

from ..models import Attendance, FollowUp, Gathering, HelpNote
from ..queries import in_touch as with_whom
from ..queries.after import about, in_touch, may_quote
from .in_touch import YES

AFTER_HELP = timedelta(weeks=6)
QUOTE = "You may quote what I wrote here, with my first name and my group."

# What a group's three answers are about a connection.
EVIDENCE = {
    FollowUp.Says.YES: ConnectionEvidence.Says.DID,
    FollowUp.Says.PARTLY: ConnectionEvidence.Says.YES,
    FollowUp.Says.NO: ConnectionEvidence.Says.NO,
}


@transaction.atomic
def plan_follow_ups(gathering: Gathering) -> int:
    """Plan one question, six weeks after, to everybody who was helped and left an address; return how many.

    Twice is once. Call it in the transaction that finishes the gathering.
    """
    planned = FollowUp.objects.filter(attendance__gathering=gathering, connection=None)
    before = set(planned.values_list("attendance", flat=True))
    helped = _helped(gathering).items()
    rows = [_question(gathering, seat, note) for seat, note in helped if seat.pk not in before]
    return len(FollowUp.objects.bulk_create(rows))


@transaction.atomic
def drop_follow_ups(gathering: Gathering) -> int:
    """Take back what was planned and not asked so far, when a gathering is opened again."""
    planned = FollowUp.objects.filter(attendance__gathering=gathering, state=FollowUp.State.PLANNED)
    return planned.exclude(note=None).delete()[0]


def _helped(gathering: Gathering) -> dict[Attendance, HelpNote]:
    """Return, for each person helped who can be written to, the last note about them."""
    notes = HelpNote.objects.filter(gathering=gathering, undone_at=None)
    notes = notes.exclude(result=HelpNote.Result.NOT_TODAY).order_by("at", "pk")
    found: dict[Attendance, HelpNote] = {}
    for note in notes.prefetch_related("groups", "helped__person", "helped__groups"):
        found |= {seat: note for seat in note.helped.all() if seat.person and seat.person.email}
    return found


def _question(gathering: Gathering, seat: Attendance, note: HelpNote) -> FollowUp:
    groups = list(seat.groups.all()) or list(note.groups.all())
    return FollowUp(
        hub=gathering.hub,
        attendance=seat,
        note=note,
        group=min(groups, key=lambda group: group.pk, default=None),
        due_on=timezone.localdate(gathering.starts_at) + AFTER_HELP,
    )


@dataclass(frozen=True)
class More:
    """The second tap: what would help now, in their words if they like; `phone` where we have none."""

    more: str
    words: str = ""
    quote: bool = False
    phone: str = ""
    in_touch: bool = False


@transaction.atomic
def answer(follow_up: FollowUp, says: str) -> None:
    """Keep the first tap. It can be changed as long as the link works."""
    row = _held(follow_up)
    new = row.state != FollowUp.State.ANSWERED
    row.state, row.says = FollowUp.State.ANSWERED, FollowUp.Says(says)
    row.answered_at = row.answered_at or timezone.now()
    if row.connection is not None:
        row.evidence = _evidence(row, row.connection)
    row.save()
    if new:
        about = "whether it stuck" if row.note_id else "what came of meeting another group"
        record(row.hub, "told us", f"Somebody told us {about}", by=None, about=row)


@transaction.atomic
def say_more(follow_up: FollowUp, told: More) -> None:
    """Keep the second tap and the words, and whether they may be quoted."""
    row = _held(follow_up)
    row.more, row.words = told.more, told.words
    if told.more != FollowUp.More.RING:
        row.seen_to_at = None
    row.save()
    if row.evidence is not None:
        ConnectionEvidence.objects.filter(pk=row.evidence.pk).update(words=told.words[:300])
    person = row.attendance.person if row.attendance else None
    if person is None:
        return
    if told.phone and not person.phone:
        Person.objects.filter(pk=person.pk).update(phone=told.phone)
    if row.connection is not None and told.in_touch != in_touch(row):
        which = with_whom.about(row.connection)
        say(person, Consent.Purpose.PUT_IN_TOUCH, yes=told.in_touch, wording=YES, how="web", about=which)
    if told.quote != may_quote(row):
        say(person, Consent.Purpose.QUOTE, yes=told.quote, wording=QUOTE, how="web", about=about(row))


@transaction.atomic
def see_to(follow_up: FollowUp, *, by: Person, seen_to: bool = True) -> None:
    """Write down that somebody rang them, or take that back."""
    at = timezone.now() if seen_to else None
    FollowUp.objects.filter(pk=follow_up.pk, more=FollowUp.More.RING).update(seen_to_at=at)
    words = "rang somebody who asked for it" if seen_to else "put a call back on the list"
    record(follow_up.hub, "rang", words, by=by, about=follow_up)


def _evidence(row: FollowUp, connection: Connection) -> ConnectionEvidence:
    """Return what this answer says for or against the connection: one row, however often it is changed."""
    says = EVIDENCE[FollowUp.Says(row.says)]
    if row.evidence is not None:
        row.evidence.says = says
        row.evidence.save(update_fields=["says"])
        return row.evidence
    return ConnectionEvidence.objects.create(
        hub=row.hub, connection=connection, group=row.group, on=timezone.localdate(), says=says
    )


def _held(follow_up: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",))
    return rows.select_related("hub", "attendance__person", "connection", "evidence").get(pk=follow_up.pk)
