"""Booking a place without an account, changing it, giving it back; never one too many.

Every change of who has a place happens while this transaction holds the gathering's row: booking by the one
UPDATE that checks and counts, everything else by locking it first. So a place given back and somebody joining
the waiting list at the same moment cannot miss each other.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Message, Person, PrivateLink, Topic
from bandstand.presence.models import Finding

from .. import words
from ..models import Attendance, Gathering
from ..queries.bookings import first_waiting
from .letters import answer_form, private_link, write


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
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)


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


class BookingClosedError(Exception):
    """It is over, or was called off."""


def book(gathering: Gathering, wish: Wish) -> Booked:
    """Book a place, or go on the waiting list when they are gone. Helpers use up no place.

    The same `form_key` again is the same booking. Raises BookingClosedError when it is too late.
    """
    for _ in range(3):
        try:
            with transaction.atomic():
                return _book(gathering, wish)
        except IntegrityError:  # the same form, or the same person, got in this very moment: look again
            continue
    with transaction.atomic():
        return _book(gathering, wish)


def cancel(attendance: Attendance) -> None:
    """Take somebody off the list; their place goes to whoever has waited longest. Twice is once."""
    with transaction.atomic():
        gathering = hold(attendance.gathering)
        if leave(gathering, attendance):
            record(
                gathering.hub,
                "cancelled",
                f"cancelled for {gathering}",
                by=attendance.person,
                about=attendance,
            )


def book_again(attendance: Attendance) -> Answer:
    """Put somebody who cancelled back on the list. Raises BookingClosedError when it is too late."""
    with transaction.atomic():
        got = _place_or_wait(attendance.gathering, needs_place=attendance.looking)
        attendance.refresh_from_db(fields=["booking", "has_place"])
        if attendance.booking in _ON_THE_LIST:
            _drop(attendance.gathering, got=got)
            return Answer(attendance.booking)
        attendance.booking, attendance.has_place, attendance.booked_at = _standing(attendance, got=got)
        attendance.save(update_fields=["booking", "has_place", "booked_at"])
        verb = _VERBS[attendance.booking]
        record(
            attendance.hub, "booked", f"{verb} {attendance.gathering}", by=attendance.person, about=attendance
        )
        return Answer(attendance.booking)


def change(attendance: Attendance, wish: Wish) -> None:
    """Change what somebody wants, their group, and what makes it easier; never their name or address."""
    with transaction.atomic():
        _fill_in(attendance, wish)
        attendance.save(update_fields=["wants", "ease", "group_words"])
        attendance.groups.set([wish.group] if wish.group else [])
        attendance.topics.set(wish.topics)
        attendance.wins.set(_of_their_group(wish))


def hold(gathering: Gathering) -> Gathering:
    """Lock the gathering's row until the transaction ends, and return it as it is now."""
    return (
        Gathering.objects.select_for_update(of=("self",)).select_related("venue", "hub").get(pk=gathering.pk)
    )


def fill_places(gathering: Gathering) -> int:
    """Give free places to those waiting, longest first, with a letter each. The row must be held."""
    given = 0
    while (attendance := first_waiting(gathering)) is not None and _take_place(gathering):
        attendance.gathering = gathering
        attendance.booking, attendance.has_place = Attendance.Booking.BOOKED, True
        attendance.save(update_fields=["booking", "has_place"])
        write(attendance, words.PLACE_FREE)
        given += 1
    return given


_ON_THE_LIST = {Attendance.Booking.BOOKED, Attendance.Booking.WAITING}


def _book(gathering: Gathering, wish: Wish) -> Booked:
    got = _place_or_wait(gathering, needs_place=not wish.helping)
    key = _booking_key(gathering, wish)
    earlier = Attendance.objects.filter(form_key=key, undone_at=None).first()
    if earlier is not None:
        _drop(gathering, got=got)
        return Booked(Answer.ALREADY, earlier, _first_link(earlier))
    known = _known(wish.email)
    if known is not None:
        earlier = Attendance.objects.filter(gathering=gathering, person=known, undone_at=None).first()
    if earlier is not None and _is_down(earlier):
        _drop(gathering, got=got)
        earlier.gathering = gathering
        answer_form(earlier, words.ALREADY)
        return Booked(Answer.ALREADY, earlier, None)
    return _put_down(gathering, wish, key, known, earlier, got=got)


def _place_or_wait(gathering: Gathering, *, needs_place: bool) -> bool:
    """Return whether a place was taken. Without one, the gathering's row is held all the same."""
    if needs_place and _take_place(gathering):
        return True
    # Full, closed, or a helper: hold the row, and look once more, for a place given back while we waited.
    if not hold(gathering).can_book:
        raise BookingClosedError
    return needs_place and _take_place(gathering)


def _take_place(gathering: Gathering) -> bool:
    """Check and count in one statement: whichever database, no two can take the same last place."""
    is_open = Gathering.objects.filter(
        pk=gathering.pk, state=Gathering.State.ANNOUNCED, ends_at__gt=timezone.now()
    )
    free = is_open.filter(Q(places=None) | Q(taken__lt=F("places")))
    return bool(free.update(taken=F("taken") + 1))


def _give_back(gathering: Gathering) -> None:
    Gathering.objects.filter(pk=gathering.pk).update(taken=F("taken") - 1)


def _drop(gathering: Gathering, *, got: bool) -> None:
    if got:
        _give_back(gathering)


def _booking_key(gathering: Gathering, wish: Wish) -> uuid.UUID:
    """The same form about the same person is the same booking.

    The name counts, for the next visitor at a library's computer may go back to the form of the last.
    """
    return uuid.uuid5(gathering.uid, f"{wish.form_key} {wish.name} {wish.email.lower()}")


def _is_down(attendance: Attendance) -> bool:
    return attendance.booking in _ON_THE_LIST or attendance.arrival == Attendance.Arrival.HERE


def _known(email: str) -> Person | None:
    return Person.objects.filter(email__iexact=email).first() if email else None


def _newcomer(hub: Hub, wish: Wish) -> Person:
    return Person.objects.create(
        hub=hub, name=wish.name, email=wish.email.lower(), phone=wish.phone, created_via="booking"
    )


def _put_down(
    gathering: Gathering,
    wish: Wish,
    key: uuid.UUID,
    known: Person | None,
    earlier: Attendance | None,
    *,
    got: bool,
) -> Booked:
    """Write the booking down, over one that was cancelled if there is one, and send the letter."""
    person = known or _newcomer(gathering.hub, wish)
    attendance = earlier or Attendance(hub=gathering.hub, gathering=gathering, person=person)
    attendance.gathering, attendance.person = gathering, person
    attendance.form_key = key
    attendance.booked_as = "" if wish.name == person.name else wish.name
    attendance.looking, attendance.helping = not wish.helping, wish.helping
    attendance.booking, attendance.has_place, attendance.booked_at = _standing(attendance, got=got)
    _fill_in(attendance, wish)
    attendance.save()
    if earlier is not None:
        change(attendance, wish)
    else:  # nothing to take away: two questions to the database fewer
        if wish.group:
            attendance.groups.add(wish.group)
        if wish.topics:
            attendance.topics.add(*wish.topics)
        if wish.wins:
            attendance.wins.add(*_of_their_group(wish))
    # Anybody can type anybody's address: nobody we knew before is written down as having done this.
    who = person if known is None else None
    record(gathering.hub, "booked", f"{_VERBS[attendance.booking]} {gathering}", by=who, about=attendance)
    link = private_link(attendance)
    answer_form(attendance, _letter(attendance))
    return Booked(Answer(attendance.booking), attendance, link)


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


def _standing(attendance: Attendance, *, got: bool) -> tuple[Attendance.Booking, bool, datetime]:
    booked = got or not attendance.looking
    return (Attendance.Booking.BOOKED if booked else Attendance.Booking.WAITING), got, timezone.now()


def _letter(attendance: Attendance) -> words.Letter:
    if attendance.booking == Attendance.Booking.WAITING:
        return words.WAITING
    return words.BOOKED if attendance.looking else words.HELPING


def _first_link(attendance: Attendance) -> PrivateLink:
    """The link this booking's browser was given: not one that went by letter."""
    mailed = Message.objects.filter(link__subject=attendance.uid).values("link")
    links = PrivateLink.objects.filter(subject=attendance.uid, purpose=PrivateLink.Purpose.BOOKING)
    kept = links.filter(revoked_at=None, expires_at__gt=timezone.now()).exclude(pk__in=mailed)
    return kept.order_by("pk").first() or private_link(attendance)


def leave(gathering: Gathering, attendance: Attendance) -> bool:
    """Take somebody off the list and pass the place on; False if they were off it. The row must be held."""
    attendance.refresh_from_db(fields=["booking", "has_place"])
    if attendance.booking not in _ON_THE_LIST:
        return False
    had_place = attendance.has_place
    attendance.booking, attendance.has_place = Attendance.Booking.CANCELLED, False
    attendance.save(update_fields=["booking", "has_place"])
    if had_place:
        _give_back(gathering)
        fill_places(gathering)
    return True
