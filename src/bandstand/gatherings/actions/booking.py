"""Booking a place without an account, changing it, giving it back; never one too many (see `places`)."""

import uuid
from dataclasses import dataclass, field
from enum import Enum

from django.db import IntegrityError, transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Message, Person, PrivateLink, Topic
from bandstand.presence.models import Finding

from .. import words
from ..models import Attendance, Gathering
from ..queries.evenings import open_lists
from .letters import answer_form, private_link, write
from .places import (
    HELPING,
    LOOKING,
    ON_THE_LIST,
    BookingClosedError,
    Side,
    fill_places,
    give_back,
    held_on,
    hold,
    leave,
    place_or_wait,
    side_of,
    take,
)

__all__ = [
    "Answer",
    "Booked",
    "BookingClosedError",
    "NoPlaceForMoreError",
    "OneListError",
    "Wish",
    "answer_question",
    "book",
    "book_again",
    "cancel",
    "change",
    "fill_places",
    "hold",
    "leave",
    "move_up",
]


@dataclass(frozen=True)
class Wish:
    """What somebody filled in. Only a name is needed; `group` is one the directory knows."""

    name: str
    email: str = ""
    phone: str = ""
    group: Group | None = None
    group_words: str = ""
    wants: str = ""
    topics: tuple[Topic, ...] = ()
    wins: tuple[Finding, ...] = ()  # easy wins of theirs they ask for help with
    ease: str = ""
    helping: bool = False
    extra: int = 0  # people they bring along, who use places too
    channel: str = Attendance.Channel.WEB
    person: Person | None = None  # somebody known already, whatever address they gave
    by_lot: bool = False  # the lot gave them this evening, of two
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def side(self) -> Side:
        return HELPING if self.helping else LOOKING

    @property
    def heads(self) -> int:
        return 1 + self.extra


class Answer(Enum):
    """What came of a booking."""

    BOOKED = "booked"
    WAITING = "waiting"
    # The address was on the list already: nothing changed, and the link goes to the mailbox only.
    ALREADY = "already"


@dataclass(frozen=True)
class Booked:
    """The answer, and the private page to go to: none when the link goes by letter only."""

    answer: Answer
    attendance: Attendance
    link: PrivateLink | None


class OneListError(BookingClosedError):
    """It takes bookings only through its one list for two evenings, until the lot is drawn."""


class NoPlaceForMoreError(Exception):
    """They have a place, and there is none for another who comes along. Nothing was changed."""


def book(gathering: Gathering, wish: Wish, *, by: Person | None = None) -> Booked:
    """Book a place on either side, or go on its waiting list when they are gone.

    The same `form_key` again is the same booking. `by` is the officer who puts somebody down on their behalf.
    Raises BookingClosedError when it is too late, OneListError where a list is open.
    """
    for _ in range(3):
        try:
            with transaction.atomic():
                return _book(gathering, wish, by)
        except IntegrityError:  # the same form, or the same person, got in this very moment: look again
            continue
    with transaction.atomic():
        return _book(gathering, wish, by)


def cancel(attendance: Attendance, *, by: Person | None = None) -> None:
    """Take somebody off the list; their places go to whoever has waited longest. Twice is once."""
    with transaction.atomic():
        gathering = hold(attendance.gathering)
        if leave(gathering, attendance):
            who = by or attendance.person
            record(gathering.hub, "cancelled", f"cancelled for {gathering}", by=who, about=attendance)


def book_again(attendance: Attendance) -> Answer:
    """Put somebody who cancelled back on the list. Raises BookingClosedError when it is too late."""
    with transaction.atomic():
        side = side_of(attendance)
        _not_by_a_list(attendance.gathering, side)
        got = place_or_wait(attendance.gathering, side, attendance.heads)
        heads = attendance.heads
        attendance.refresh_from_db(fields=["booking", "has_place", "extra"])
        if attendance.booking in ON_THE_LIST:
            _drop(attendance.gathering, side, heads, got=got)
            return Answer(attendance.booking)
        _stand(attendance, got=got)
        attendance.save(update_fields=["booking", "has_place", "place_helping", "booked_at"])
        verb = _VERBS[attendance.booking]
        record(
            attendance.hub, "booked", f"{verb} {attendance.gathering}", by=attendance.person, about=attendance
        )
        return Answer(attendance.booking)


def change(attendance: Attendance, wish: Wish) -> None:
    """Change what somebody wants, their group, whom they bring; never their name or address.

    Raises NoPlaceForMoreError when they would bring more than there are places for.
    """
    with transaction.atomic():
        if wish.extra != attendance.extra:
            _bring(attendance, wish.extra)
        _change(attendance, wish)


def answer_question(attendance: Attendance, said: str) -> None:
    """Keep what somebody answered to the reminder's question, with what they want; the last answer counts."""
    question = attendance.gathering.question
    with transaction.atomic():
        if question:
            kept = [line for line in attendance.wants.splitlines() if not line.startswith(question)]
            attendance.wants = "\n".join([*kept, *([f"{question} {said}"] if said else [])])
        else:
            attendance.wants = said
        attendance.answered_at = timezone.now()
        attendance.save(update_fields=["wants", "answered_at"])


def move_up(attendance: Attendance, *, by: Person) -> bool:
    """Give somebody waiting the places they need, before their turn; False when there are not enough."""
    with transaction.atomic():
        gathering = hold(attendance.gathering)
        attendance.refresh_from_db(fields=["booking", "has_place", "extra"])
        side = side_of(attendance)
        if attendance.booking != Attendance.Booking.WAITING or not take(gathering, side, attendance.heads):
            return False
        attendance.gathering = gathering
        attendance.booking, attendance.has_place = Attendance.Booking.BOOKED, True
        attendance.place_helping = side.helping
        attendance.save(update_fields=["booking", "has_place", "place_helping"])
        record(gathering.hub, "gave a place", f"gave a place at {gathering}", by=by, about=attendance)
        return True


def _bring(attendance: Attendance, extra: int) -> None:
    """Set how many they bring, taking or giving back places where theirs count."""
    gathering = hold(attendance.gathering)
    attendance.refresh_from_db(fields=["booking", "has_place", "place_helping", "extra"])
    more = extra - attendance.extra
    if attendance.has_place and more > 0 and not take(gathering, held_on(attendance), more):
        raise NoPlaceForMoreError
    if attendance.has_place and more < 0:
        give_back(gathering, held_on(attendance), -more)
    attendance.extra = extra
    attendance.save(update_fields=["extra"])
    fill_places(gathering)


def _change(attendance: Attendance, wish: Wish) -> None:
    _fill_in(attendance, wish)
    attendance.save(update_fields=["wants", "ease", "group_words"])
    attendance.groups.set([wish.group] if wish.group else [])
    attendance.topics.set(wish.topics)
    attendance.wins.set(_of_their_group(wish))


def _book(gathering: Gathering, wish: Wish, by: Person | None) -> Booked:
    _not_by_a_list(gathering, wish.side)
    got = place_or_wait(gathering, wish.side, wish.heads)
    key = _booking_key(gathering, wish)
    earlier = Attendance.objects.filter(form_key=key, undone_at=None).first()
    if earlier is not None:
        _drop(gathering, wish.side, wish.heads, got=got)
        return Booked(Answer.ALREADY, earlier, _first_link(earlier))
    known = wish.person or known_by(wish.email)
    if known is not None:
        earlier = Attendance.objects.filter(gathering=gathering, person=known, undone_at=None).first()
    if earlier is not None and _is_down(earlier):
        _drop(gathering, wish.side, wish.heads, got=got)
        earlier.gathering = gathering
        _answer_again(earlier, wish)
        return Booked(Answer.ALREADY, earlier, None)
    return _put_down(gathering, wish, key, known, earlier, got=got, by=by)


def _not_by_a_list(gathering: Gathering, side: Side) -> None:
    if not side.helping and open_lists(of=gathering).exists():
        raise OneListError


def _drop(gathering: Gathering, side: Side, heads: int, *, got: bool) -> None:
    if got:
        give_back(gathering, side, heads)


def _booking_key(gathering: Gathering, wish: Wish) -> uuid.UUID:
    """The same form about the same person is the same booking.

    The name counts, for the next visitor at a library's computer may go back to the form of the last.
    """
    return uuid.uuid5(gathering.uid, f"{wish.form_key} {wish.name} {wish.email.lower()}")


def _is_down(attendance: Attendance) -> bool:
    return attendance.booking in ON_THE_LIST or attendance.arrival == Attendance.Arrival.HERE


def known_by(email: str) -> Person | None:
    """Return who is known here by this address."""
    return Person.objects.filter(email__iexact=email).first() if email else None


def newcomer(hub: Hub, wish: Wish) -> Person:
    """Make a new person. `created_via` says whether their link proves that they typed it themselves."""
    via = "booking" if wish.channel == Attendance.Channel.WEB else "desk"
    return Person.objects.create(
        hub=hub, name=wish.name, email=wish.email.lower(), phone=wish.phone, created_via=via
    )


def _put_down(
    gathering: Gathering,
    wish: Wish,
    key: uuid.UUID,
    known: Person | None,
    earlier: Attendance | None,
    *,
    got: bool,
    by: Person | None,
) -> Booked:
    """Write the booking down, over one that was cancelled if there is one, and send the letter."""
    person = known or newcomer(gathering.hub, wish)
    attendance = earlier or Attendance(hub=gathering.hub, gathering=gathering, person=person)
    attendance.gathering, attendance.person = gathering, person
    attendance.form_key = key
    attendance.booked_as = "" if wish.name == person.name else wish.name
    attendance.looking, attendance.helping = not wish.helping, wish.helping
    attendance.extra, attendance.channel = wish.extra, wish.channel
    _stand(attendance, got=got)
    _fill_in(attendance, wish)
    attendance.save()
    if earlier is not None:
        _change(attendance, wish)
    else:  # nothing to take away: two questions to the database fewer
        if wish.group:
            attendance.groups.add(wish.group)
        if wish.topics:
            attendance.topics.add(*wish.topics)
        if wish.wins:
            attendance.wins.add(*_of_their_group(wish))
    # Anybody can type anybody's address: nobody we knew before is written down as having done this.
    who = by or (person if known is None else None)
    record(gathering.hub, "booked", f"{_VERBS[attendance.booking]} {gathering}", by=who, about=attendance)
    link = private_link(attendance)
    if wish.by_lot:
        write(attendance, words.DRAWN if got else words.DRAWN_WAITING)
    else:
        answer_form(attendance, _letter(attendance))
    return Booked(Answer(attendance.booking), attendance, link)


def _answer_again(earlier: Attendance, wish: Wish) -> None:
    """Tell who is down already: what the lot settled is news all the same."""
    if wish.by_lot:
        write(earlier, words.DRAWN if earlier.has_place else words.DRAWN_WAITING)
    else:
        answer_form(earlier, words.ALREADY)


_VERBS: dict[str, str] = {
    Attendance.Booking.BOOKED: "booked a place at",
    Attendance.Booking.WAITING: "went on the waiting list for",
}


def _fill_in(attendance: Attendance, wish: Wish) -> None:
    attendance.wants, attendance.ease = wish.wants, wish.ease
    attendance.group_words = "" if wish.group else wish.group_words


def _of_their_group(wish: Wish) -> list[Finding]:
    """Another group typed over the one it was about: then it is not theirs to ask for."""
    return [win for win in wish.wins if wish.group and win.group_id == wish.group.pk]


def _stand(attendance: Attendance, *, got: bool) -> None:
    """Set how a booking stands: with its places, or waiting for them."""
    attendance.booking = Attendance.Booking.BOOKED if got else Attendance.Booking.WAITING
    attendance.has_place, attendance.place_helping = got, got and not attendance.looking
    attendance.booked_at = timezone.now()


def _letter(attendance: Attendance) -> words.Letter:
    if attendance.booking == Attendance.Booking.WAITING:
        return words.WAITING if attendance.looking else words.HELPER_WAITING
    return words.BOOKED if attendance.looking else words.HELPING


def _first_link(attendance: Attendance) -> PrivateLink:
    """The link this booking's browser was given: not one that went by letter."""
    mailed = Message.objects.filter(link__subject=attendance.uid).values("link")
    links = PrivateLink.objects.filter(subject=attendance.uid, purpose=PrivateLink.Purpose.BOOKING)
    kept = links.filter(revoked_at=None, expires_at__gt=timezone.now()).exclude(pk__in=mailed)
    return kept.order_by("pk").first() or private_link(attendance)
