"""How many will come: from our own evenings, as a range, and nothing where nothing is known."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bandstand.gatherings.actions import booking
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.bookings import bookings_of
from bandstand.gatherings.queries.forecast import History, expect, forecast, history
from bandstand.people.models import Hub
from tests.borough import make_gathering, make_person

pytestmark = pytest.mark.database


def held(
    hub: Hub, *, came: int, absent: int = 0, unknown: int = 0, dropped_in: int = 0, ago: int = 30
) -> Gathering:
    title = f"Held {Gathering.objects.count()}"
    starts = timezone.now() - timedelta(days=ago)
    evening = make_gathering(hub, title, starts_at=starts, state=Gathering.State.CLOSED)
    arrivals = ["here"] * came + ["absent"] * absent + ["unknown"] * unknown
    rows = [("booked", arrival) for arrival in arrivals] + [("none", "here")] * dropped_in
    for number, (booked, arrival) in enumerate(rows):
        Attendance.objects.create(
            hub=hub, gathering=evening, person=make_person(hub, f"N{number}"), looking=True,
            booking=booked, arrival=arrival,
        )  # fmt: skip
    return evening


def test_with_nothing_of_our_own_there_is_no_forecast(hub: Hub) -> None:
    surgery = make_gathering(hub)
    booking.book(surgery, Wish("Ann"))
    told = forecast(surgery, bookings_of(surgery))
    assert (told.looking_booked, told.looking, told.helpers_short) == (1, None, None)


def test_twelve_booked_expect_eight_to_ten_or_so(hub: Hub) -> None:
    for _ in range(8):
        held(hub, came=9, absent=3)
    surgery = make_gathering(hub)
    for number in range(12):
        booking.book(surgery, Wish(f"N{number}"))
    for number in range(4):
        booking.book(surgery, Wish(f"H{number}", helping=True))
    told = forecast(surgery, bookings_of(surgery))
    assert str(told.looking) == "7 to 11"
    assert (told.helping_booked, told.helpers_short) == (4, 0)
    assert told.history.is_little is False


def test_an_evening_where_too_little_was_written_down_counts_for_nothing(hub: Hub) -> None:
    held(hub, came=3, unknown=3)
    assert history(make_gathering(hub)).known == 0
    held(hub, came=8, absent=1, unknown=1)
    told = history(make_gathering(hub, "Another"))
    assert (told.known, told.came, told.evenings) == (9, 8, 1)


def test_a_little_history_leans_on_what_is_usual(hub: Hub) -> None:
    held(hub, came=2)
    told = history(make_gathering(hub))
    assert (told.share, told.is_little) == (0.8, True)


def test_those_brought_along_are_expected_too(hub: Hub) -> None:
    held(hub, came=40)
    surgery = make_gathering(hub)
    booking.book(surgery, Wish("Ann", extra=3))
    told = forecast(surgery, bookings_of(surgery))
    assert (told.looking_booked, told.looking and told.looking.high) == (4, 4)


def test_who_just_turns_up_is_told_from_four_evenings_on(hub: Hub) -> None:
    for count in (0, 2, 3):
        held(hub, came=4, dropped_in=count)
    assert forecast(make_gathering(hub), []).dropping_in is None
    held(hub, came=4, dropped_in=5)
    assert str(forecast(make_gathering(hub, "Another"), []).dropping_in) == "2 to 5"


def test_one_query_however_many_evenings(hub: Hub, django_assert_num_queries: object) -> None:
    surgery = make_gathering(hub)
    for many in (1, 2):
        for _ in range(many):
            held(hub, came=2, absent=1)
        with django_assert_num_queries(1):  # type: ignore[operator]
            forecast(surgery, [])


@given(st.lists(st.integers(1, 6), max_size=40), st.integers(1, 300), st.floats(0, 1))
def test_the_range_lies_within_nobody_and_everybody(parties: list[int], known: int, share: float) -> None:
    told = expect(parties, History(known=known, came=round(known * share), evenings=1))
    if told is not None:
        assert 0 <= told.low <= told.high <= sum(parties)
    assert (told is None) == (not parties)


@given(st.integers(5, 40), st.integers(20, 200))
def test_more_evenings_like_the_last_make_it_no_wider(booked: int, known: int) -> None:
    few, many = (
        expect([1] * booked, History(known=known * times, came=known * times * 3 // 4, evenings=times))
        for times in (1, 4)
    )
    assert few is not None
    assert many is not None
    assert many.high - many.low <= few.high - few.low + 1
