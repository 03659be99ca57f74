"""When to come, whom it is for and since when, in the words of notice boards."""

from __future__ import annotations

from datetime import date

import pytest
from leasow_pages import page

from checkup import Finding, KnownPlaces, Page, State, look_at_pages

NOVEMBER = KnownPlaces(today=date(2026, 11, 29))


def finding(look: str, front: Page, known: KnownPlaces = NOVEMBER) -> Finding:
    _, findings = look_at_pages([front], known=known)
    return next(f for f in findings if f.look == look)


def state(look: str, body: str) -> State:
    return finding(look, page(body)).state


@pytest.mark.parametrize(
    "words",
    [
        "Next work party: Saturday 12 December, by the gate.",
        "<b>Next meeting</b> Tue 8th Dec 7.30pm: the nailmakers of the Vale",
        "Dates for your diary: Sunday the 3rd of January, new year walk",
        "Juniors train Tues 6-7pm and seniors Thurs 7.30-9pm.",
        "Come and see us at the hut any Sunday morning.",
    ],
)
def test_events_as_they_stand_on_a_notice_board(words: str) -> None:
    front = page(f"<h1>Friends of Leasow Park</h1><p>{words}</p>")

    assert finding("events", front, known=NOVEMBER).state is State.GOOD


@pytest.mark.parametrize(
    "words",
    [
        "Saturday 13 December, by the gate.",  # that was a Saturday in 2025
        "Next meeting Tuesday 8th September at 7.30",  # over, and far off in the years to come
        "On Saturday 12 December 2020 we planted bulbs.",
        "Fri 10am-9pm",  # when a shop is open
    ],
)
def test_events_when_a_day_is_over_or_nobodys(words: str) -> None:
    front = page(f"<h1>Friends of Leasow Park</h1><p>{words}</p>")

    assert finding("events", front, known=NOVEMBER).state is State.EASY_WIN


@pytest.mark.parametrize(
    "words",
    ["New players welcome!", "New faces always welcome", "Mae croeso cynnes i bawb", "Everybody is welcome"],
)
def test_join_as_groups_say_it(words: str) -> None:
    assert state("join", f"<p>{words}</p>") is State.GOOD


def test_the_year_when_it_is_the_one_they_began_in() -> None:
    front = page("<footer>Est. 1987 © Leasow Players</footer>")

    assert finding("fresh-year", front).state is State.DOES_NOT_APPLY
