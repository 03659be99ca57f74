"""Letters to the people of one gathering, each with a private link of its own."""

from datetime import timedelta

from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.actions import limits
from bandstand.people.actions.links import make_link
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Person, PrivateLink

from .. import words
from ..models import Attendance, Gathering
from ..queries.bookings import to_write_to

LINK_LIVES = timedelta(days=60)


def private_link(attendance: Attendance) -> PrivateLink:
    """Make a link to somebody's own page; it works until sixty days after the gathering."""
    return make_link(
        attendance.hub,
        PrivateLink.Purpose.BOOKING,
        attendance.uid,
        expires_at=max(attendance.gathering.ends_at, timezone.now()) + LINK_LIVES,
    )


def write(attendance: Attendance, letter: words.Letter, *, last: str = words.WRITTEN_ONCE) -> bool:
    """Put one letter in the outbox; False when they left no address."""
    person = attendance.person
    if person is None or not person.email:
        return False
    gathering = attendance.gathering
    told = _told(gathering)
    told["question"] = unmarked(question_for(attendance))
    said = {"why": letter.why.format(**told), "then": letter.then.format(**told), "last": last}
    put_in_outbox(
        attendance.hub,
        to_person=person,
        to_address=person.email,
        subject=letter.subject.format(**told),
        text=words.SHAPE.format(**told, **said, hello=words.hello(attendance.called)),
        link=private_link(attendance),
        about=f"gatherings.Gathering:{gathering.pk}",
    )
    return True


def question_for(attendance: Attendance) -> str:
    """Return the one friendly question somebody is asked: the gathering's own, else ours."""
    ours = words.HELPER_QUESTION if attendance.helping and not attendance.looking else words.QUESTION
    return attendance.gathering.question or ours


def answer_form(attendance: Attendance, letter: words.Letter) -> bool:
    """Write as the answer to a form anyone can send: no mailbox can be filled with these.

    Other letters know no limit, so that nobody can use theirs up and keep a calling-off from them.
    """
    if attendance.person is None or not attendance.person.email or not _spare(attendance.person):
        return False
    return write(attendance, letter, last=words.NOT_YOU)


def write_to_all(gathering: Gathering, letter: words.Letter) -> int:
    """Write to everyone booked or waiting who left an address; return how many letters that is."""
    coming = to_write_to(gathering).select_related("hub")
    return sum(write(attendance, letter) for attendance in coming)


def _spare(person: Person) -> bool:
    mailbox = limits.plain_mailbox(person.email)
    return limits.allow("booking letter", mailbox, most=10, within=timedelta(hours=1))


def _told(gathering: Gathering) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "title": unmarked(gathering.title),
        "day": dates.day(gathering.starts_at, today=today),
        "when": dates.when(gathering.starts_at, gathering.ends_at, today=today),
        "where": unmarked(gathering.venue.in_full),
    }
