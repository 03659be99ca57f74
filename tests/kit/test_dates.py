"""Dates as people write them."""

from datetime import UTC, date, datetime, time

import pytest

from bandstand.kit import dates

TODAY = date(2026, 4, 10)
SIX = datetime(2026, 4, 14, 17, 0, tzinfo=UTC)  # 6pm in Leasow Vale: summer time has begun
HALF_SEVEN = datetime(2026, 4, 14, 18, 30, tzinfo=UTC)


def test_when_tells_day_and_hours_by_the_clock_on_the_wall() -> None:
    assert dates.when(SIX, HALF_SEVEN, today=TODAY) == "Tuesday 14 April, 6pm to 7.30pm"


def test_when_names_both_days_over_midnight() -> None:
    end = datetime(2026, 4, 15, 0, 30, tzinfo=UTC)

    assert dates.when(SIX, end, today=TODAY) == "Tuesday 14 April, 6pm to Wednesday 15 April, 1.30am"


def test_when_without_an_end_tells_the_start() -> None:
    assert dates.when(SIX, None, today=TODAY) == "Tuesday 14 April, 6pm"


def test_day_names_the_year_when_it_is_another() -> None:
    assert dates.day(SIX, today=date(2025, 12, 30)) == "Tuesday 14 April 2026"
    assert dates.short_day(SIX, today=date(2025, 12, 30)) == "14 Apr 2026"


def test_day_is_the_local_one_late_in_the_evening() -> None:
    assert dates.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), today=TODAY) == "Thursday 2 July"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "midnight"),
        (0, 5, "12.05am"),
        (9, 0, "9am"),
        (12, 0, "12 noon"),
        (12, 30, "12.30pm"),
        (23, 59, "11.59pm"),
    ],
)
def test_clock_as_people_say_it(hour: int, minute: int, words: str) -> None:
    assert dates.clock(time(hour, minute)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 4, 10), "today"),
        (date(2026, 4, 9), "yesterday"),
        (date(2026, 4, 11), "tomorrow"),
        (date(2026, 4, 7), "3 days ago"),
        (date(2026, 4, 13), "in 3 days"),
        (date(2026, 3, 3), "on 3 March"),
        (date(2025, 3, 3), "on 3 March 2025"),
    ],
)
def test_ago_counts_days_near_by_and_names_dates_far_off(day: date, words: str) -> None:
    assert dates.ago(day, today=TODAY) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "a minute"),
        (10, "10 minutes"),
        (60, "an hour"),
        (75, "1 h 15 min"),
        (90, "an hour and a half"),
        (120, "2 hours"),
    ],
)
def test_how_long_in_words(minutes: int, words: str) -> None:
    assert dates.how_long(minutes) == words


def test_leaf_has_the_parts_of_a_calendar_leaf() -> None:
    assert dates.leaf(SIX) == dates.Leaf(weekday="Tue", day="14", month="APR", year="2026")
