"""When pages of Leasow Vale were written, in the words people and machines use."""

from __future__ import annotations

from datetime import date

import pytest
from leasow_pages import page

from checkup.days import days_in, iso_day


@pytest.mark.parametrize(
    ("written", "day", "whole"),
    [
        ("14 March 2026", date(2026, 3, 14), True),
        ("14th March 2026", date(2026, 3, 14), True),
        ("March 14th, 2026", date(2026, 3, 14), True),
        ("Saturday 3/4/2026", date(2026, 4, 3), True),
        ("14.03.2026", date(2026, 3, 14), True),
        ("2026-03-14", date(2026, 3, 14), True),
        ("14 Mawrth 2026", date(2026, 3, 14), True),
        ("March 2026", date(2026, 3, 1), False),
    ],
)
def test_day_when_written_in_a_british_way(written: str, day: date, whole: bool) -> None:  # noqa: FBT001
    assert [(seen.day, seen.whole) for seen in days_in(written)] == [(day, whole)]


@pytest.mark.parametrize("written", ["since 2026", "31 February 2026", "call 20261 now", "12026 people"])
def test_day_when_there_is_none(written: str) -> None:
    assert days_in(written) == []


def test_day_when_a_page_writes_as_americans_do() -> None:
    assert [seen.day for seen in days_in("12/25/2025 and 03/01/2025")] == [
        date(2025, 12, 25),
        date(2025, 3, 1),
    ]
    assert days_in("03/01/2025", american=True) == []


def test_iso_day_when_a_machine_wrote_it() -> None:
    assert iso_day("2026-03-14T19:30:00Z") == iso_day("20260314") == date(2026, 3, 14)
    assert iso_day("14 March") is None


def test_published_when_the_page_shows_it_beside_its_heading() -> None:
    front = page(
        "<main><h1>New benches</h1><p>14 March 2026</p><p>We put up two benches by the mill.</p></main>"
    )

    assert front.dates.published is not None
    assert front.dates.published.day == date(2026, 3, 14)


def test_published_when_its_address_says_so() -> None:
    front = page("<h1>New benches</h1>", url="https://leasowpark.example/2026/03/14/new-benches/")

    assert front.dates.published is not None
    assert front.dates.published.how == "address"


def test_published_when_nothing_says() -> None:
    assert page("<h1>Welcome</h1><p>We meet by the mill.</p>").dates.published is None


def test_footer_year_when_it_is_a_range_or_a_founding() -> None:
    assert page("<footer>© 2019–2023 Leasow Vale Runners</footer>").dates.footer_year == 2023
    assert page("<footer>Leasow Vale Runners, est. 1987</footer>").dates.footer_year is None
