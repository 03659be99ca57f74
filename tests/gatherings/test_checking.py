"""Bookings looked over kindly: nobody is struck off unless an officer says so."""

import pytest

from bandstand.gatherings.actions import booking, checking
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.checking_words import REPLIES
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.bookings import bookings_of
from bandstand.gatherings.queries.checking import looked_over, to_look_at, with_match
from bandstand.people.actions.outbox import written_out
from bandstand.people.models import Hub, Message, Person
from tests.borough import make_gathering, make_group

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, places=2)


def seat(surgery: Gathering, name: str, **more: object) -> Attendance:
    return booking.book(surgery, Wish(name, **more)).attendance  # type: ignore[arg-type]


def test_those_the_directory_does_not_know_come_first(hub: Hub, surgery: Gathering) -> None:
    seat(surgery, "Meena", group=make_group(hub, "Mill Green Runners"))
    seat(surgery, "Priscilla", group_words="Vane Nails")
    seat(surgery, "Sam")
    seat(surgery, "Arthur", helping=True)
    found = [(one.booking.called, one.says) for one in with_match(to_look_at(bookings_of(surgery)))]
    assert found == [
        ("Priscilla", "No group of this name in the directory"),
        ("Sam", "No group given"),
        ("Meena", "In the directory"),
    ]


def test_fine_is_one_press_and_can_be_taken_back(surgery: Gathering, olive: Person) -> None:
    one = seat(surgery, "Priscilla", group_words="Vane Nails")
    checking.is_fine(one, by=olive)
    rows = list(bookings_of(surgery))
    assert (to_look_at(rows), looked_over(rows)) == ([], [one])
    checking.look_again(one, by=olive)
    assert to_look_at(bookings_of(surgery)) == [one]


def test_all_whose_group_we_know_are_fine_and_nobody_else(
    hub: Hub, surgery: Gathering, olive: Person
) -> None:
    seat(surgery, "Meena", group=make_group(hub, "Mill Green Runners"))
    seat(surgery, "Priscilla", group_words="Vane Nails")
    assert checking.all_fine(surgery, by=olive) == 1
    assert [one.called for one in to_look_at(bookings_of(surgery))] == ["Priscilla"]


def test_a_kind_reply_goes_out_and_the_place_is_kept(surgery: Gathering, olive: Person) -> None:
    one = seat(surgery, "Priscilla", email="p@vane.example")
    stock = REPLIES["business"]
    went = checking.reply(
        one,
        suits="not for",
        subject="About your place",
        words=stock.words.format(title=surgery),
        strike=False,
        by=olive,
    )
    one.refresh_from_db()
    text = written_out(Message.objects.latest("pk"))
    assert (went, one.booking, one.suits) == (True, "booked", "not for")
    assert text.startswith("Hello Priscilla,\n\nThank you for booking a place")
    assert (text.count("/b/"), text.count("http")) == (1, 1)


def test_cancelled_only_when_the_officer_says_so(surgery: Gathering, olive: Person) -> None:
    one, _, waits = seat(surgery, "Priscilla"), seat(surgery, "Ann"), seat(surgery, "Bob")
    went = checking.reply(one, suits="not for", subject="S", words="W", strike=True, by=olive)
    for each in (one, waits):
        each.refresh_from_db()
    assert (went, one.booking, waits.booking) == (False, "cancelled", "booked")


@pytest.mark.parametrize("kind", sorted(REPLIES))
def test_no_reply_says_what_it_must_not(kind: str) -> None:
    stock = REPLIES[kind]
    said = f"{stock.subject} {stock.words}".format(title="Surgery").lower()
    assert [
        word for word in ("sorry to inform", "eligible", "policy", "user", "register") if word in said
    ] == []
    assert "{" not in said
