"""What gatherings hold about people: to hand over, to take out, and to let go in time."""

import re
from collections.abc import Iterable

from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from bandstand.groups.models import ConnectionEvidence
from bandstand.people.actions.removals import mark_of
from bandstand.people.erasing import erases, holds_words, names, replays, vouches
from bandstand.people.keeping import lets_go, ties
from bandstand.people.models import Deed, Person, PrivateLink, Removal
from bandstand.people.papers import Row, Teller, papers
from bandstand.people.privacy import latest
from bandstand.people.traces import SOMEBODY, Traces

from .actions.details import attendances_of, wipe
from .models import (
    Attendance,
    DayEntry,
    FollowUp,
    Gathering,
    HelperProfile,
    HelpNote,
    Introduction,
    Invitation,
    Phone,
    SeasonPlan,
    Sitting,
)

# What we hold, to hand over


@papers("Gatherings you booked or came to")
def _attendances(teller: Teller) -> Iterable[Row]:
    mine = attendances_of(teller.person).select_related("gathering__venue")
    for one in mine.prefetch_related("groups", "topics"):
        yield {
            "Gathering": one.gathering.title,
            "Date": one.gathering.starts_at,
            "Where": one.gathering.venue.name,
            "Booking": one.get_booking_display(),
            "Booked": one.booked_at or "",
            "Booked under the name": one.called,
            "Arrival": one.get_arrival_display(),
            "Arrived": one.arrived_at or "",
            "Looking for help": one.looking,
            "Helping": one.helping,
            "Running the session": one.running,
            "Groups": [group.name for group in one.groups.all()] or one.group_words,
            "About": [topic.name for topic in one.topics.all()],
            "What you wanted": one.wants,
            "What makes it easier": one.ease,
            "People you bring along": one.extra,
            "Told us": one.get_channel_display(),
            "Reminded": one.reminded_at or "",
            "Looked over": one.get_suits_display(),
            "No phone": one.no_phone,
            "Taken back": one.undone_at or "",
        }


@papers("Help notes about help you got")
def _helped(teller: Teller) -> Iterable[Row]:
    return _notes(teller, HelpNote.objects.filter(helped__person=teller.person))


@papers("Help notes about help you gave")
def _gave_help(teller: Teller) -> Iterable[Row]:
    return _notes(teller, HelpNote.objects.filter(helpers__person=teller.person))


@papers("Help notes you wrote down")
def _wrote(teller: Teller) -> Iterable[Row]:
    return _notes(teller, HelpNote.objects.filter(recorded_by=teller.person))


@papers("What was noted on the day")
def _entries(teller: Teller) -> Iterable[Row]:
    mine = Q(attendance__person=teller.person) | Q(by=teller.person)
    for one in DayEntry.objects.filter(mine).select_related("gathering", "by").order_by("at", "pk"):
        yield {
            "When": one.at,
            "Gathering": one.gathering.title,
            "What": one.get_verb_display(),
            "Words": teller.says("; ".join(_words_in(one)), _near(one.gathering)),
            "By": teller.who(one.by, "Somebody at the desk"),
        }


def _words_in(entry: DayEntry) -> list[str]:
    return [str(entry.said[name]) for name in (*_OF_A_LINE, *_IN_NOTES) if entry.said.get(name)]


@papers("What was done about your bookings")
def _deeds(teller: Teller) -> Iterable[Row]:
    subjects = [
        f"gatherings.Attendance:{pk}" for pk in attendances_of(teller.person).values_list("pk", flat=True)
    ]
    for one in Deed.objects.filter(about__in=subjects).order_by("at", "pk"):
        yield {"When": one.at, "By": teller.who(one.actor, "Somebody else"), "What": teller.says(one.words)}


@papers("Private links to your bookings")
def _links(teller: Teller) -> Iterable[Row]:
    uids = list(attendances_of(teller.person).values_list("uid", flat=True))
    for one in PrivateLink.objects.filter(subject__in=uids).order_by("made_at", "pk"):
        yield {"Made": one.made_at, "Ends": one.expires_at}


@papers("What you told us as a helper")
def _helper(teller: Teller) -> Iterable[Row]:
    for one in HelperProfile.objects.filter(person=teller.person).prefetch_related("topics", "areas"):
        yield {
            "Topics": [topic.name for topic in one.topics.all()],
            "Areas": [area.name for area in one.areas.all()],
            "Languages": one.languages,
            "When": one.times,
            "Whose time": one.get_gives_display(),
            "Hears of new dates": one.wants_dates,
            "Paused until": one.paused_until or "",
            "Stopped": one.stopped_at or "",
            "Since": one.since,
            "Typed into the form, not confirmed": teller.says(str(one.offer)) if one.offer else "",
            "Talked to us": one.checked_at or "",
        }


@papers("What you told us some weeks later")
def _after(teller: Teller) -> Iterable[Row]:
    asked = FollowUp.objects.filter(attendance__person=teller.person).select_related("group")
    for one in asked.order_by("due_on", "pk"):
        yield {
            "About": "Help you got" if one.note_id else "A group yours met",
            "Group": one.group.name if one.group else "",
            "Asked": one.asked_at or f"{one.get_state_display()}, {one.due_on}",
            "You said": one.get_says_display(),
            "What would help": one.get_more_display(),
            "In your words": teller.says(one.words),
        }


@papers("Who you sat with")
def _sat(teller: Teller) -> Iterable[Row]:
    found = Sitting.objects.filter(members__person=teller.person, undone_at=None).select_related("gathering")
    for one in found.order_by("began_at", "pk"):
        yield {
            "Gathering": one.gathering.title,
            "Table": one.table,
            "From": one.began_at,
            "Until": one.ended_at or "",
        }


@papers("Phones you had a gathering’s sheet on")
def _phones(teller: Teller) -> Iterable[Row]:
    mine = Q(person=teller.person) | Q(attendance__person=teller.person)
    for one in Phone.objects.filter(mine).select_related("gathering").order_by("made_at", "pk"):
        yield {
            "Gathering": one.gathering.title,
            "Called": teller.says(one.label),
            "May": one.get_may_display(),
            "Since": one.made_at,
            "Until": one.forgotten_at or one.expires_at,
        }


@papers("Who you met")
def _met(teller: Teller) -> Iterable[Row]:
    met = Introduction.objects.filter(attendances__person=teller.person, undone_at=None)
    for one in met.select_related("gathering").prefetch_related("connection__groups").order_by("at", "pk"):
        groups = one.connection.groups.all() if one.connection else ()
        yield {
            "Date": one.at,
            "Gathering": one.gathering.title,
            "Groups": [group.name for group in groups],
            "How": one.get_how_display(),
            "Words": teller.says(one.words, _near(one.gathering)),
        }


@papers("Write-ups that name you, or that you wrote")
def _write_ups(teller: Teller) -> Iterable[Row]:
    asked = teller.worth_a_look("write_up") | Q(closed_by=teller.person)
    for one in Gathering.objects.filter(asked).order_by("starts_at", "pk"):
        if one.closed_by_id != teller.person.pk and not teller.is_named_in(one.write_up):
            continue
        yield {
            "Gathering": one.title,
            "Date": one.starts_at,
            "Write-up": teller.says(one.write_up, _near(one)),
        }


def _notes(teller: Teller, notes: QuerySet[HelpNote]) -> Iterable[Row]:
    found = notes.filter(undone_at=None).select_related("gathering").order_by("at", "pk").distinct()
    for one in found.prefetch_related("groups", "topics"):
        near = _near(one.gathering)
        yield {
            "Date": one.at,
            "Gathering": one.gathering.title,
            "Groups": [group.name for group in one.groups.all()],
            "With what": [topic.name for topic in one.topics.all()],
            "What came of it": one.get_result_display(),
            "Words": teller.says(one.words, near),
            "Next step": teller.says(one.next_step, near),
            "Who sees to it": teller.says(one.next_who, near),
            "What was said": teller.says(one.quote, near),
            "Unexpected": teller.says(one.unexpected, near),
            "Minutes": one.minutes or "",
        }


def _near(gathering: Gathering) -> list[str]:
    """Return the names of everybody who was at a gathering: a first name in its notes is one of theirs."""
    here = Attendance.objects.filter(gathering=gathering, person__isnull=False).select_related("person")
    return [one.called for one in here if one.person and one.person.anonymised_at is None]


@papers("Invitations to gatherings")
def _invitations(teller: Teller) -> Iterable[Row]:
    for one in _asked(teller.person).select_related("gathering", "group").order_by("made_at", "pk"):
        yield {
            "Gathering": one.gathering.title,
            "Date": one.gathering.starts_at,
            "Group": one.group.name if one.group else "",
            "How": one.get_route_display(),
            "Sent": one.sent_at or "",
            "To the name": one.to_name,
            "To the address": one.to_address,
            "Why": [str(reason["words"]) for reason in one.reasons],
            "Our own line": teller.says(one.own_words),
            "Answer": one.get_answer_display(),
            "What you said": teller.says(one.heard),
        }


def _asked(person: Person) -> QuerySet[Invitation]:
    """Return the invitations that went to somebody: by themselves, or to their address for their group."""
    theirs = Q(person=person)
    return Invitation.objects.filter(theirs | Q(to_address__iexact=person.email) if person.email else theirs)


# Taking somebody out


@vouches
def _was_seen(person: Person) -> bool:
    """Somebody at the door saw them."""
    return attendances_of(person).filter(arrival=Attendance.Arrival.HERE).exists()


_OF_A_LINE = ("name", "group_words", "wants", "person")
_IN_NOTES = ("words", "next_step", "next_who", "quote", "unexpected")


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
        told = {name: theirs.sub(SOMEBODY, getattr(note, name)) for name in _IN_NOTES}
        told |= {"next_step": told["next_step"][:200], "next_who": told["next_who"][:120]}
        if any(told[name] != getattr(note, name) for name in _IN_NOTES):
            HelpNote.objects.filter(pk=note.pk).update(**told)
    for met in Introduction.objects.filter(attendances=row).exclude(words=""):
        Introduction.objects.filter(pk=met.pk).update(words=theirs.sub(SOMEBODY, met.words)[:300])


def _own_name(row: Attendance, person: Person) -> re.Pattern[str] | None:
    """Return what finds their first or last name, where nobody else there has it."""
    others = {word for name in _near(row.gathering) if name != row.called for word in name.split()}
    own = {word for name in (person.name, row.called) for word in name.split() if len(word) > 2} - others
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(own)))})(?!\w)") if own else None


def _out_of_entries(row: Attendance, person: Person) -> None:
    """Take their words out of what was sent on the day, for the sheet is worked out from that again.

    Entries about them stay, so that they stay counted; without a name they are a tick.
    """
    theirs, uid = _own_name(row, person), str(row.uid)
    for entry in DayEntry.objects.filter(gathering=row.gathering).exclude(said={}):
        said = dict(entry.said)
        if entry.attendance_id == row.pk:
            said = {name: value for name, value in said.items() if name not in _OF_A_LINE}
        if said.get("quote_by") == uid:
            said |= {"quote": "", "quote_by": ""}
        if theirs is not None:
            said |= {name: theirs.sub(SOMEBODY, said[name]) for name in _IN_NOTES if said.get(name)}
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
    asked = list(_asked(person).values_list("pk", "uid"))
    links = PrivateLink.objects.filter(subject__in=[uid for _, uid in asked], revoked_at=None)
    links.update(revoked_at=timezone.now())
    rows = Invitation.objects.filter(pk__in=[pk for pk, _ in asked])
    rows.filter(state=Invitation.State.DRAFT).update(state=Invitation.State.WITHDRAWN)
    rows.update(person=None, to_name="", to_address="", own_words="", heard="")


@names
def _booked_as(person: Person) -> Iterable[str]:
    return attendances_of(person).exclude(booked_as="").values_list("booked_as", flat=True)


@replays(Removal.Kind.BOOKING)
def _wipe_again(marks: set[str]) -> int:
    found = [row for row in Attendance.objects.select_related("gathering") if mark_of(row.uid) in marks]
    for row in found:
        wipe(row)
    return len(found)


holds_words(Gathering, "welcome", "write_up", "title")
holds_words(Attendance, "wants", "group_words", "booked_as", "ease")
holds_words(HelpNote, "words", "next_step", "next_who", "quote", "unexpected")
holds_words(DayEntry, "before", "after", "said")
holds_words(Introduction, "words")
holds_words(Invitation, "to_name", "own_words", "heard", "reasons", contacts=("to_address",))
holds_words(FollowUp, "words")
holds_words(HelperProfile, "languages", "times", "offer")
holds_words(Phone, "label")
holds_words(SeasonPlan, "notes")


# Letting go in time


@ties
def _came() -> Subquery:
    there = Attendance.objects.filter(person=OuterRef("pk"), undone_at=None)
    return latest(there, "person", "gathering__ends_at")


@ties
def _helps() -> Subquery:
    return latest(HelperProfile.objects.filter(person=OuterRef("pk")), "person", "confirmed_at")


def _typed() -> QuerySet[Attendance]:
    words = Q(wants="", ease="", group_words="", booked_as="")
    return Attendance.objects.exclude(words).annotate(began=F("gathering__ends_at"))


def _empty_bookings(rows: QuerySet[Model]) -> int:
    return _update(rows, wants="", ease="", group_words="", booked_as="")


def _noted() -> QuerySet[HelpNote]:
    none = Q(words="", next_step="", next_who="", quote="", unexpected="")
    return HelpNote.objects.exclude(none).annotate(began=F("gathering__ends_at"))


def _empty_notes(rows: QuerySet[Model]) -> int:
    return _update(rows, words="", next_step="", next_who="", quote="", unexpected="")


def _update(rows: QuerySet[Model], **fields: str) -> int:
    return rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**fields)  # noqa: SLF001


def _delete(rows: QuerySet[Model]) -> int:
    count = rows.count()
    rows.delete()
    return count


def _forget_entries(rows: QuerySet[Model]) -> int:
    """Delete entries; what they made of the sheet stays as it is, with nothing left to take back."""
    gatherings = list(rows.values_list("gathering_id", flat=True).distinct())
    Attendance.objects.filter(gathering__in=gatherings).exclude(before_day={}).update(before_day={})
    return _delete(rows)


_EMPTY = Q(to_name="", to_address="", own_words="", heard="")

lets_go(Attendance, _typed, _empty_bookings)
lets_go(HelpNote, _noted, _empty_notes)
lets_go(DayEntry, lambda: DayEntry.objects.annotate(began=F("at")), _forget_entries)
lets_go(
    Introduction,
    lambda: Introduction.objects.exclude(words="").annotate(began=F("gathering__ends_at")),
    lambda rows: _update(rows, words=""),
)
lets_go(
    Invitation,
    lambda: Invitation.objects.exclude(_EMPTY).annotate(began=F("gathering__ends_at")),
    lambda rows: _update(rows, to_name="", to_address="", own_words="", heard=""),
)
lets_go(
    FollowUp,
    lambda: FollowUp.objects.exclude(words="").annotate(began=F("asked_at")),
    lambda rows: _update(rows, words=""),
)
lets_go(Phone, lambda: Phone.objects.annotate(began=F("gathering__ends_at")), _delete)
