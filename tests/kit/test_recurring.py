"""Days that come round: the second Tuesday stays the second, and a fifth one means the last."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bandstand.kit.recurring import days_from, in_words, nth_day, weekday_of_month, which

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def first(begins: date, every: str, how_many: int) -> list[str]:
    return [f"{on:%Y-%m-%d}" for _, on in islice(days_from(begins, every), how_many)]


@pytest.mark.parametrize(
    ("begins", "every", "days"),
    [
        (date(2027, 4, 13), "month", ["2027-04-13", "2027-05-11", "2027-06-08", "2027-07-13"]),
        (date(2027, 11, 9), "month", ["2027-11-09", "2027-12-14", "2028-01-11", "2028-02-08"]),
        # The fifth Wednesday: the last one, in months with four and with five.
        (date(2027, 3, 31), "month", ["2027-03-31", "2027-04-28", "2027-05-26", "2027-06-30"]),
        # The fourth stays the fourth, though April has a fifth.
        (date(2027, 3, 25), "month", ["2027-03-25", "2027-04-22", "2027-05-27", "2027-06-24"]),
        (date(2028, 2, 29), "month", ["2028-02-29", "2028-03-28", "2028-04-25", "2028-05-30"]),
        (date(2027, 12, 31), "quarter", ["2027-12-31", "2028-03-31", "2028-06-30", "2028-09-29"]),
        (date(2027, 3, 22), "week", ["2027-03-22", "2027-03-29", "2027-04-05", "2027-04-12"]),
        (date(2027, 10, 18), "fortnight", ["2027-10-18", "2027-11-01", "2027-11-15", "2027-11-29"]),
    ],
)
def test_days_come_round_as_people_expect(begins: date, every: str, days: list[str]) -> None:
    assert first(begins, every, 4) == days


@given(DAYS, st.sampled_from(["month", "quarter"]), st.integers(0, 60))
def test_months_keep_the_weekday_and_which_it_is(begins: date, every: str, number: int) -> None:
    on = nth_day(begins, every, number)
    months = (on.year - begins.year) * 12 + on.month - begins.month
    assert on.weekday() == begins.weekday()
    assert months == number * (3 if every == "quarter" else 1)
    if which(begins) < 4:
        assert which(on) == which(begins)
    else:
        assert (on + timedelta(days=7)).month != on.month


@given(DAYS, st.sampled_from(["week", "fortnight", "month", "quarter"]))
def test_the_first_is_the_first_and_none_comes_twice(begins: date, every: str) -> None:
    days = first(begins, every, 30)
    assert days[0] == begins.isoformat()
    assert days == sorted(set(days))


def test_every_weekday_of_every_month_is_the_weekday_asked_for() -> None:
    for year in (2027, 2028):
        for month in range(1, 13):
            for weekday in range(7):
                on = weekday_of_month(year, month, weekday, 4)
                assert (on.year, on.month, on.weekday()) == (year, month, weekday)
                assert on.day > 21


def test_the_calendar_has_an_end() -> None:
    assert first(date(9999, 12, 24), "week", 9) == ["9999-12-24", "9999-12-31"]
    assert first(date(9999, 12, 7), "month", 9) == ["9999-12-07"]


@pytest.mark.parametrize(
    ("begins", "every", "said"),
    [
        (date(2027, 4, 13), "month", "the second Tuesday of every month"),
        (date(2027, 3, 31), "month", "the last Wednesday of every month"),
        (date(2027, 4, 1), "quarter", "the first Thursday of every third month"),
        (date(2027, 4, 1), "week", "every Thursday"),
        (date(2027, 4, 1), "fortnight", "every other Thursday"),
    ],
)
def test_said_in_words(begins: date, every: str, said: str) -> None:
    assert in_words(begins, every) == said
