"""What gatherings hold about somebody, to hand over to them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from bandstand.kit.words import counted
from bandstand.people.models import Deed, PrivateLink
from bandstand.people.papers import Row, Teller, papers

from ..actions.details import attendances_of
from ..models import (
    DayEntry,
    FollowUp,
    Gathering,
    HelperProfile,
    HelpNote,
    Introduction,
    Phone,
    Sitting,
)
from .whose import IN_NOTES, OF_A_LINE, invitations_to, names_near, pair_letters_to, sign_ups_of


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
            "Words": teller.says("; ".join(_words_in(one)), names_near(one.gathering)),
            "By": teller.who(one.by, "Somebody at the desk"),
        }


def _words_in(entry: DayEntry) -> list[str]:
    return [str(entry.said[name]) for name in (*OF_A_LINE, *IN_NOTES) if entry.said.get(name)]


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


@papers("Whether you would like to be introduced")
def _pairs(teller: Teller) -> Iterable[Row]:
    asked = pair_letters_to(teller.person).select_related("group", "pair__one", "pair__other")
    for one in asked.order_by("asked_at", "pk"):
        other = one.pair.other if one.group_id == one.pair.one_id else one.pair.one
        yield {
            "For": one.group.name,
            "To": other.name,
            "Asked": one.asked_at,
            "At the address": one.to_address,
            "Your answer": one.get_says_display(),
            "Answered": one.answered_at or "",
        }


@papers("Lists for two evenings you are on")
def _signed_up(teller: Teller) -> Iterable[Row]:
    for one in sign_ups_of(teller.person).select_related("evenings", "group").order_by("at", "pk"):
        yield {
            "For": one.evenings.title,
            "Name": one.name,
            "E-mail": one.email,
            "Phone": one.phone,
            "Group": one.group.name if one.group else one.group_words,
            "Wishes": teller.says(one.wants),
            "Which evening": one.get_can_display(),
            "Why": teller.says(one.why),
            "Since": one.at,
            "Drawn for": ["", "The first evening", "The second evening"][one.evening or 0],
            "Taken off": one.left_at or "",
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


@papers("Where you were asked to sit")
def _asked_to_sit(teller: Teller) -> Iterable[Row]:
    mine = attendances_of(teller.person).select_related("gathering").prefetch_related("beside")
    for one in mine.prefetch_related("gathering__table_rounds"):
        rounds = one.gathering.table_rounds.all()
        told = {
            f"Round {round_.number}": table["name"]
            for round_ in rounds
            for table in round_.tables
            if str(one.uid) in table["members"]
        }
        by_hand = {f"Round {number}, instead": said["table"] for number, said in one.seats.items()}
        if told or by_hand or one.beside.all():
            yield {
                "Gathering": one.gathering.title,
                "Tables": "; ".join(f"{when}: {table}" for when, table in (told | by_hand).items()),
                "Asked to sit with": counted(len(one.beside.all()), "person", "people"),
            }


@papers("Phones you had a gathering’s sheet on")
def _phones(teller: Teller) -> Iterable[Row]:
    mine = Phone.objects.filter(person=teller.person)
    for one in mine.select_related("gathering").order_by("made_at", "pk"):
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
            "Words": teller.says(one.words, names_near(one.gathering)),
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
            "Write-up": teller.says(one.write_up, names_near(one)),
        }


def _notes(teller: Teller, notes: QuerySet[HelpNote]) -> Iterable[Row]:
    found = notes.filter(undone_at=None).select_related("gathering").order_by("at", "pk").distinct()
    for one in found.prefetch_related("groups", "topics"):
        near = names_near(one.gathering)
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


@papers("Invitations to gatherings")
def _invitations(teller: Teller) -> Iterable[Row]:
    for one in invitations_to(teller.person).select_related("gathering", "group").order_by("made_at", "pk"):
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
