"""Places on either side, and those people bring along: who gets one, who waits, and who is next."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings import words
from bandstand.gatherings.actions import booking
from bandstand.gatherings.actions.booking import Answer, NoPlaceForMoreError, Wish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.people.models import Hub, Message, Person
from tests.borough import make_gathering
from tests.gatherings.test_booking import taken

pytestmark = pytest.mark.database


def standing(*people: Attendance) -> list[str]:
    for one in people:
        one.refresh_from_db()
    return [one.booking for one in people]


def test_helpers_have_places_and_a_waiting_list_of_their_own(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1, helper_places=2)
    arthur, bea, cat = (booking.book(surgery, Wish(name, helping=True)) for name in ("Arthur", "Bea", "Cat"))
    assert [one.answer for one in (arthur, bea, cat)] == [Answer.BOOKED, Answer.BOOKED, Answer.WAITING]
    assert booking.book(surgery, Wish("Meena")).answer == Answer.BOOKED
    assert (taken(surgery), surgery.helpers_taken) == (1, 2)
    booking.cancel(arthur.attendance)
    assert standing(arthur.attendance, cat.attendance) == ["cancelled", "booked"]
    assert (taken(surgery), surgery.helpers_taken) == (1, 2)


def test_a_helper_who_moves_up_gets_a_letter_of_their_own(hub: Hub) -> None:
    surgery = make_gathering(hub, helper_places=1)
    arthur = booking.book(surgery, Wish("Arthur", helping=True)).attendance
    booking.book(surgery, Wish("Bea", email="bea@leasow.example", helping=True))
    booking.cancel(arthur)
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert [subject.partition(" at ")[0] for subject in subjects] == [
        "Thank you for offering to help",
        "We would love your help",
    ]
    assert "waiting list" in Message.objects.order_by("pk")[0].text
    assert words.HELPER_WAITING.subject == words.HELPING.subject


def test_whoever_is_brought_along_uses_a_place_too(hub: Hub) -> None:
    surgery = make_gathering(hub, places=4)
    ann, bob, cy = (
        booking.book(surgery, Wish(name, extra=extra)) for name, extra in [("Ann", 1), ("Bob", 2), ("Cy", 1)]
    )
    assert [one.answer for one in (ann, bob, cy)] == [Answer.BOOKED, Answer.WAITING, Answer.BOOKED]
    assert taken(surgery) == 4


def test_free_places_go_to_whoever_waited_longest_of_those_they_are_enough_for(hub: Hub) -> None:
    surgery = make_gathering(hub, places=2)
    ann, bob = (booking.book(surgery, Wish(name)).attendance for name in ("Ann", "Bob"))
    pair = booking.book(surgery, Wish("Cy", extra=1)).attendance
    dee = booking.book(surgery, Wish("Dee")).attendance
    booking.cancel(ann)
    assert standing(pair, dee) == ["waiting", "booked"]
    booking.cancel(dee)
    booking.cancel(bob)
    assert standing(pair) == ["booked"]
    assert taken(surgery) == 2


def test_bringing_one_more_needs_a_place_for_them(hub: Hub) -> None:
    surgery = make_gathering(hub, places=3)
    ann = booking.book(surgery, Wish("Ann", wants="Our page")).attendance
    booking.change(ann, Wish("Ann", extra=1))
    bob = booking.book(surgery, Wish("Bob")).attendance
    cy = booking.book(surgery, Wish("Cy")).attendance
    assert (taken(surgery), standing(bob, cy)) == (3, ["booked", "waiting"])
    with pytest.raises(NoPlaceForMoreError):
        booking.change(ann, Wish("Ann", extra=2, wants="Changed"))
    ann.refresh_from_db()
    assert (ann.extra, ann.wants) == (1, "")
    booking.change(ann, Wish("Ann"))
    assert (taken(surgery), standing(cy)) == (3, ["booked"])


def test_somebody_waiting_may_say_they_bring_more(hub: Hub) -> None:
    surgery = make_gathering(hub, places=1)
    booking.book(surgery, Wish("Ann"))
    bob = booking.book(surgery, Wish("Bob")).attendance
    booking.change(bob, Wish("Bob", extra=3))
    bob.refresh_from_db()
    assert (bob.booking, bob.extra, taken(surgery)) == ("waiting", 3, 1)


def test_an_officer_puts_somebody_down_who_rang(hub: Hub, olive: Person) -> None:
    surgery = make_gathering(hub)
    booked = booking.book(surgery, Wish("Meena", phone="07700 900123", channel="phone"), by=olive)
    assert (booked.attendance.channel, booked.answer) == ("phone", Answer.BOOKED)
    assert booked.attendance.person is not None
    assert booked.attendance.person.created_via == "desk"


def test_an_officer_may_let_somebody_jump_the_queue_but_not_overfill_it(hub: Hub, olive: Person) -> None:
    surgery = make_gathering(hub, places=1)
    ann = booking.book(surgery, Wish("Ann")).attendance
    bob = booking.book(surgery, Wish("Bob")).attendance
    assert booking.move_up(bob, by=olive) is False
    Gathering.objects.filter(pk=surgery.pk).update(places=2)
    assert booking.move_up(bob, by=olive) is True
    assert (taken(surgery), standing(ann, bob)) == (2, ["booked", "booked"])


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["book", "book", "cancel", "again", "bring", "role"]),
        st.integers(0, 7),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=25,
)


@given(places=st.integers(1, 5), helpers=st.integers(1, 3), deeds=DEEDS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_do_the_counts_hold_and_nobody_waits_for_a_free_place(
    hub: Hub, places: int, helpers: int, deeds: list[tuple[str, int, int, bool]]
) -> None:
    surgery = make_gathering(
        hub, f"Surgery {Gathering.objects.count()}", places=places, helper_places=helpers
    )
    rows: list[Attendance] = []
    for verb, who, extra, helping in deeds:
        if verb == "book":
            rows.append(booking.book(surgery, Wish(f"N{len(rows)}", extra=extra, helping=helping)).attendance)
        elif rows:
            _do(verb, rows[who % len(rows)], extra, helping=helping)
        _holds(surgery)


def _do(verb: str, row: Attendance, extra: int, *, helping: bool) -> None:
    row.refresh_from_db()
    if verb == "cancel":
        booking.cancel(row)
    elif verb == "again":
        booking.book_again(row)
    elif verb == "role" and row.has_place:  # on the day: the place stays counted where it was
        Attendance.objects.filter(pk=row.pk).update(looking=not helping, helping=helping)
    elif verb == "bring":
        with contextlib.suppress(NoPlaceForMoreError):
            booking.change(row, Wish(row.called, extra=extra))


def _holds(surgery: Gathering) -> None:
    taken(surgery)
    assert surgery.places is not None
    assert surgery.helper_places is not None
    assert surgery.taken <= surgery.places
    assert surgery.helpers_taken <= surgery.helper_places
    left = {False: surgery.places - surgery.taken, True: surgery.helper_places - surgery.helpers_taken}
    waiting = Attendance.objects.filter(gathering=surgery, booking="waiting")
    assert [one for one in waiting if one.heads <= left[not one.looking]] == []
