"""Dates and times as people type them."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.kit.dates import clock, day
from bandstand.kit.typed import CannotReadError, read_date, read_time

FIRST_OF_APRIL = date(2026, 4, 1)
TUESDAY = date(2026, 4, 14)


@pytest.mark.parametrize(
    "words",
    [
        "Tuesday 14 April", "tue 14th apr", "14/4", "14/4/26", "14.4.2026", "14-4-2026", "2026-04-14",
        "April 14", "Tuesday, 14 April 2026", "the 14th of April", "  14   APRIL ",
    ],
)  # fmt: skip
def test_the_same_day_in_many_spellings(words: str) -> None:
    assert read_date(words, today=FIRST_OF_APRIL) == TUESDAY


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("today", FIRST_OF_APRIL),
        ("tomorrow", date(2026, 4, 2)),
        ("Wednesday", date(2026, 4, 8)),
        ("next friday", date(2026, 4, 3)),
        ("1 April", FIRST_OF_APRIL),
        ("31 March", date(2027, 3, 31)),
        ("29 February", date(2028, 2, 29)),
        ("3 January 2025", date(2025, 1, 3)),
    ],
)
def test_without_a_year_it_is_the_next_such_day(words: str, on: date) -> None:
    assert read_date(words, today=FIRST_OF_APRIL) == on


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Monday 14 April", "14 April 2026 is a Tuesday. Put the day or the date right."),
        ("31 April", "There is no such day. Type the date like 14 April or 14/4/2026."),
        ("14/14/2026", "There is no such day. Type the date like 14 April or 14/4/2026."),
        ("14 April 99999999999", "There is no such day. Type the date like 14 April or 14/4/2026."),
        ("soonish", "Type the date like Tuesday 14 April or 14/4/2026."),
        ("14", "Type the date like Tuesday 14 April or 14/4/2026."),
        ("", "Type the date like Tuesday 14 April or 14/4/2026."),
        ("14 April 2026 7", "Type the date like Tuesday 14 April or 14/4/2026."),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_do(words: str, says: str) -> None:
    with pytest.raises(CannotReadError) as trouble:
        read_date(words, today=FIRST_OF_APRIL)
    assert str(trouble.value) == says


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("6pm", time(18)), ("6.30pm", time(18, 30)), ("6:30 PM", time(18, 30)), ("18:30", time(18, 30)),
        ("1830", time(18, 30)), ("6", time(18)), ("6.30", time(18, 30)), ("06:00", time(6)), ("10", time(10)),
        ("12am", time(0)), ("12pm", time(12)), ("12 noon", time(12)), ("7 p.m.", time(19)),
    ],
)  # fmt: skip
def test_times_in_many_spellings(words: str, at: time) -> None:
    assert read_time(words) == at


@pytest.mark.parametrize("words", ["", "25:00", "6:75", "13pm", "0am", "teatime", "6pm or so"])
def test_a_time_that_cannot_be_read_says_how_to_type_it(words: str) -> None:
    with pytest.raises(CannotReadError, match=r"^Type the time like 6pm, 6\.30pm or 18:30\.$"):
        read_time(words)


@given(st.dates(min_value=FIRST_OF_APRIL, max_value=FIRST_OF_APRIL + timedelta(days=800)))
def test_what_our_own_pages_write_is_read_back(on: date) -> None:
    assert read_date(day(on, today=FIRST_OF_APRIL), today=FIRST_OF_APRIL) == on


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_what_our_own_clock_writes_is_read_back(at: time) -> None:
    if clock(at) != "midnight":
        assert read_time(clock(at)) == at


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_reading(words: str) -> None:
    assert said_of(lambda: read_date(words, today=FIRST_OF_APRIL)).endswith(".")
    assert said_of(lambda: read_time(words)).endswith(".")


def said_of(read: Callable[[], object]) -> str:
    try:
        read()
    except CannotReadError as trouble:
        return str(trouble)
    return "It could be read."
