"""Taking somebody out of what gatherings hold. Counts stay."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from bandstand.groups.models import ConnectionEvidence
from bandstand.people.actions.removals import mark_of
from bandstand.people.erasing import erases, holds_words, names, replays, vouches
from bandstand.people.models import Person, PrivateLink, Removal
from bandstand.people.traces import SOMEBODY, Traces

from ..actions.details import attendances_of, wipe
from ..models import (
    Attendance,
    DayEntry,
    FollowUp,
    Gathering,
    HelperProfile,
    HelpNote,
    Introduction,
    Invitation,
    PairLetter,
    Phone,
    SeasonPlan,
    SignUp,
)
from .whose import IN_NOTES, OF_A_LINE, SIGNED_UP, invitations_to, names_near, pair_letters_to, sign_ups_of


@vouches
def _was_seen(person: Person) -> bool:
    """Somebody at the door saw them."""
    return attendances_of(person).filter(arrival=Attendance.Arrival.HERE).exists()


@erases
def _own_rows(person: Person, _: Traces) -> None:
    rows = list(attendances_of(person).select_related("gathering"))
    for row in rows:
        _out_of_notes(row, person)
        _out_of_entries(row, person)
    HelpNote.objects.filter(quote_by__in=rows).update(quote="", quote_by=None)
    for row in rows:
        wipe(row)
    uids = [row.uid for row in rows]
    uids += FollowUp.objects.filter(attendance__in=rows).values_list("uid", flat=True)
    told = FollowUp.objects.filter(attendance__in=rows).exclude(evidence=None)
    ConnectionEvidence.objects.filter(pk__in=told.values("evidence")).update(words="")
    links = PrivateLink.objects.filter(subject__in=uids, revoked_at=None)
    links.update(revoked_at=timezone.now())


def _out_of_notes(row: Attendance, person: Person) -> None:
    """Take a first name, too, out of notes and write-ups of a gathering, where nobody else there has it."""
    theirs = _own_name(row, person)
    if theirs is None:
        return
    notes = HelpNote.objects.filter(Q(helped=row) | Q(helpers=row)).distinct()
    for note in notes:
        told = {name: theirs.sub(SOMEBODY, getattr(note, name)) for name in IN_NOTES}
        told |= {"next_step": told["next_step"][:200], "next_who": told["next_who"][:120]}
        if any(told[name] != getattr(note, name) for name in IN_NOTES):
            HelpNote.objects.filter(pk=note.pk).update(**told)
    for met in Introduction.objects.filter(attendances=row).exclude(words=""):
        Introduction.objects.filter(pk=met.pk).update(words=theirs.sub(SOMEBODY, met.words)[:300])


def _own_name(row: Attendance, person: Person) -> re.Pattern[str] | None:
    """Return what finds their first or last name, where nobody else there has it."""
    others = {word for name in names_near(row.gathering) if name != row.called for word in name.split()}
    own = {word for name in (person.name, row.called) for word in name.split() if len(word) > 2} - others
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(own)))})(?!\w)") if own else None


def _out_of_entries(row: Attendance, person: Person) -> None:
    """Take their words out of what was sent on the day, for the sheet is worked out from that again.

    Entries about them stay, so that they stay counted; without a name they are a tick. The number of their
    row stays as well: without it, one person let in on two phones would be two.
    """
    theirs, uid = _own_name(row, person), str(row.uid)
    for entry in DayEntry.objects.filter(gathering=row.gathering).exclude(said={}):
        said = dict(entry.said)
        if entry.attendance_id == row.pk:
            said = {name: value for name, value in said.items() if name not in OF_A_LINE}
        if said.get("quote_by") == uid:
            said |= {"quote": "", "quote_by": ""}
        if theirs is not None:
            said |= {name: theirs.sub(SOMEBODY, said[name]) for name in IN_NOTES if said.get(name)}
        if said != entry.said:
            DayEntry.objects.filter(pk=entry.pk).update(said=said)


@erases
def _no_helper(person: Person, _: Traces) -> None:
    HelperProfile.objects.filter(person=person).delete()


@vouches
def _talked_to(person: Person) -> bool:
    """An officer has talked to them about helping."""
    return HelperProfile.objects.filter(person=person, checked_at__isnull=False).exists()


@erases
def _invitations_out(person: Person, _: Traces) -> None:
    """Take name, address and words out; that the group was asked, and its answer, stays."""
    asked = list(invitations_to(person).values_list("pk", "uid"))
    links = PrivateLink.objects.filter(subject__in=[uid for _, uid in asked], revoked_at=None)
    links.update(revoked_at=timezone.now())
    rows = Invitation.objects.filter(pk__in=[pk for pk, _ in asked])
    rows.filter(state=Invitation.State.DRAFT).update(state=Invitation.State.WITHDRAWN)
    rows.update(person=None, to_name="", to_address="", own_words="", heard="")


@erases
def _off_the_lists(person: Person, _: Traces) -> None:
    """Take name, address and words off lists for two evenings; that their group was drawn stays."""
    rows = sign_ups_of(person)
    uids = list(rows.values_list("uid", flat=True))
    PrivateLink.objects.filter(subject__in=uids, revoked_at=None).update(revoked_at=timezone.now())
    # A name that is no more is not drawn.
    rows.filter(evenings__drawn_at=None, left_at=None).update(left_at=timezone.now())
    SignUp.objects.filter(uid__in=uids).update(person=None, **SIGNED_UP)


@erases
def _out_of_pairs(person: Person, _: Traces) -> None:
    """Take address and person out; that their group was asked, and its answer, stays. The link ends."""
    asked = dict(pair_letters_to(person).values_list("pk", "uid"))
    links = PrivateLink.objects.filter(subject__in=asked.values(), revoked_at=None)
    links.update(revoked_at=timezone.now())
    PairLetter.objects.filter(pk__in=asked).update(person=None, to_address="")


@names
def _booked_as(person: Person) -> Iterable[str]:
    return attendances_of(person).exclude(booked_as="").values_list("booked_as", flat=True)


@replays(Removal.Kind.BOOKING)
def _wipe_again(marks: set[str]) -> int:
    found = [row for row in Attendance.objects.select_related("gathering") if mark_of(row.uid) in marks]
    for row in found:
        wipe(row)
    listed = [row.pk for row in SignUp.objects.exclude(person=None) if mark_of(row.uid) in marks]
    SignUp.objects.filter(pk__in=listed).update(person=None, left_at=timezone.now(), **SIGNED_UP)
    return len(found) + len(listed)


holds_words(Gathering, "welcome", "write_up", "title")
holds_words(Attendance, "wants", "group_words", "booked_as", "ease")
holds_words(HelpNote, *IN_NOTES)
holds_words(DayEntry, "before", "after", "said")
holds_words(Introduction, "words")
holds_words(Invitation, "to_name", "own_words", "heard", "reasons", contacts=("to_address",))
holds_words(FollowUp, "words")
holds_words(HelperProfile, "languages", "times", "offer")
holds_words(Phone, "label")
holds_words(PairLetter, contacts=("to_address",))
holds_words(SeasonPlan, "notes")
holds_words(SignUp, "wants", "name", "group_words", "why", contacts=("email", "phone"))
