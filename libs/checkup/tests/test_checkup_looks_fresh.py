"""The looks at what is new and what is on, at Leasow Park in June 2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from leasow_facts import FRONT, TODAY, at, saw

from checkup import Arrival, Finding, Look, Page, State
from checkup.facts import Dates, DateSeen, EventSeen, FeedRead, Head, Link
from checkup.looks.events import EVENTS
from checkup.looks.feed import FEED
from checkup.looks.fresh_event import FRESH_EVENT
from checkup.looks.fresh_news import FRESH_NEWS
from checkup.looks.fresh_year import FRESH_YEAR

VISITED = Arrival(address=FRONT, ended_at=FRONT)


def said(look: Look, *pages: Page, **facts: Any) -> Finding:
    finding = at(look, *pages, **facts)
    assert "{" not in finding.headline + finding.advice
    assert all(evidence.where and len(evidence.snippet) <= 200 for evidence in finding.evidence)
    return finding


def news(*signs: tuple[date, str], url: str = FRONT, **facts: Any) -> Page:
    return saw(
        url, dates=Dates(news=tuple(DateSeen(day, how, f"{day:%d %B %Y}") for day, how in signs)), **facts
    )


def events(*days: date | None, how: str = "list", url: str = FRONT, **facts: Any) -> Page:
    seen = tuple(EventSeen(day, "Bulb planting", how) for day in days)
    return saw(url, dates=Dates(events=seen, **facts))


def test_fresh_news_when_it_is_from_spring() -> None:
    finding = said(FRESH_NEWS, news((date(2026, 4, 3), "heading"), (date(2019, 1, 1), "heading")))

    assert finding.state is State.GOOD
    assert finding.headline == "Your newest news is from April 2026."
    assert [e.where for e in finding.evidence] == ["beside a heading"]


def test_fresh_news_when_it_is_seven_months_old() -> None:
    finding = said(FRESH_NEWS, news((date(2025, 11, 3), "time"), builder="WordPress"))

    assert finding.state is State.NEEDS_A_DECISION
    assert finding.headline == (
        "Your newest news is from November 2025. You have surely done something worth telling since."
    )
    assert finding.advice.startswith("In WordPress, open Posts, then Add New Post")


def test_fresh_news_when_it_is_two_years_old() -> None:
    finding = said(FRESH_NEWS, news((date(2024, 5, 3), "time")))

    assert finding.says == "long ago"
    assert "bring it to a surgery" in finding.advice


def test_fresh_news_when_only_the_month_is_given() -> None:
    """The benefit of the doubt: it may have been its last day."""
    sign = DateSeen(date(2025, 12, 1), "heading", "December 2025", whole=False)

    finding = said(FRESH_NEWS, saw(dates=Dates(news=(sign,))))
    assert finding.headline == "Your newest news is from December 2025."


def test_fresh_news_when_the_month_has_thirty_days() -> None:
    signs = tuple(DateSeen(date(2025, month, 1), "heading", "", whole=False) for month in (2, 6))
    finding = said(FRESH_NEWS, saw(dates=Dates(news=signs)))

    assert finding.headline.startswith("Your newest news is from June 2025.")


def test_fresh_news_when_the_feed_is_newer_than_the_page() -> None:
    arrival = Arrival(feed=FeedRead(f"{FRONT}feed/", 3, date(2026, 5, 30), ("Bulbs are out",)))
    finding = said(FRESH_NEWS, news((date(2023, 5, 3), "heading")), arrival=arrival)

    assert finding.state is State.GOOD
    assert [(e.url, e.snippet, e.where) for e in finding.evidence] == [
        (f"{FRONT}feed/", "Bulbs are out", "in your news feed")
    ]


@pytest.mark.parametrize("how", ["text", "modified"])
def test_fresh_news_when_all_we_have_is_an_unsure_sign(how: str) -> None:
    """It may speak for a group, and never against it."""
    assert said(FRESH_NEWS, news((date(2026, 5, 3), how))).state is State.GOOD
    assert said(FRESH_NEWS, news((date(2014, 5, 3), how))).state is State.COULD_NOT_CHECK


def test_fresh_news_when_old_news_stands_beside_a_recent_day() -> None:
    assert said(FRESH_NEWS, news((date(2023, 5, 3), "heading"), (date(2026, 6, 1), "text"))).says == (
        "signs of life"
    )


def test_fresh_news_when_the_day_is_still_to_come() -> None:
    """The summer fair next month is no news from next month."""
    assert said(FRESH_NEWS, news((date(2026, 8, 3), "heading"))).state is State.COULD_NOT_CHECK


def test_fresh_news_when_nothing_has_a_date() -> None:
    finding = said(FRESH_NEWS, saw())

    assert finding.state is State.COULD_NOT_CHECK
    assert finding.says == "no date"


def test_fresh_news_when_we_saw_one_page_from_further_in() -> None:
    """There may be newer news elsewhere; the date we did see is told."""
    finding = said(FRESH_NEWS, news((date(2021, 5, 3), "time"), url=f"{FRONT}news/2021/bulbs/"))

    assert finding.state is State.COULD_NOT_CHECK
    assert finding.headline.startswith("The newest date we saw is in May 2021")
    assert len(finding.evidence) == 1


def test_fresh_news_when_the_news_page_was_not_read() -> None:
    days = (date(2021, 5, 3), "heading"), (date(2021, 3, 1), "heading")
    page = news(*days, links=(Link("/news", "Latest news"),))

    assert said(FRESH_NEWS, page).state is State.COULD_NOT_CHECK
    assert said(FRESH_NEWS, page, saw(f"{FRONT}news")).state is State.NEEDS_A_DECISION


def test_fresh_news_when_an_ordinary_page_says_when_it_was_made() -> None:
    """A page about membership, made in 2020 and right ever since, is no news."""
    assert said(FRESH_NEWS, news((date(2020, 5, 3), "published"))).state is State.COULD_NOT_CHECK
    shown = news((date(2020, 5, 3), "published"), (date(2020, 5, 3), "text"))
    assert said(FRESH_NEWS, shown).state is State.NEEDS_A_DECISION


def test_fresh_news_when_one_short_line_holds_a_day() -> None:
    """It may be the day of anything."""
    finding = said(FRESH_NEWS, news((date(2021, 5, 3), "heading")))

    assert finding.state is State.COULD_NOT_CHECK
    assert finding.says == "unsure"


def footer(year: int | None, text: str = "", *, scripted: bool = False) -> Page:
    return saw(dates=Dates(footer_year=year, footer_text=text, footer_year_is_scripted=scripted))


def test_fresh_year_when_it_is_four_years_old() -> None:
    finding = said(FRESH_YEAR, footer(2022, "© Friends of Leasow Park 2022"))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "The bottom of your website still says 2022."
    assert [e.snippet for e in finding.evidence] == ["© Friends of Leasow Park 2022"]


@pytest.mark.parametrize(
    "page",
    [footer(2026, "© 2026"), footer(2025, "© 2025"), footer(2009, "© 2009", scripted=True)],
    ids=["this year", "last year", "filled in by itself"],
)
def test_fresh_year_when_it_is_current(page: Page) -> None:
    assert said(FRESH_YEAR, page).state is State.GOOD


@pytest.mark.parametrize(
    "page", [saw(), footer(1987, "Leasow Bowls Club, est. 1987"), footer(1987, "Founded 1987")]
)
def test_fresh_year_when_there_is_none_to_keep_up(page: Page) -> None:
    assert said(FRESH_YEAR, page).state is State.DOES_NOT_APPLY


def test_fresh_year_when_the_bottom_was_not_read() -> None:
    assert said(FRESH_YEAR, saw(cut_short=True)).state is State.COULD_NOT_CHECK


def test_fresh_event_when_one_is_to_come() -> None:
    finding = said(FRESH_EVENT, events(date(2026, 3, 1), date(2026, 7, 1)))

    assert finding.state is State.GOOD
    assert [e.snippet for e in finding.evidence] == ["Bulb planting"]


def test_fresh_event_when_the_newest_is_over() -> None:
    finding = said(FRESH_EVENT, events(date(2025, 3, 1), date(2025, 10, 12)))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "The latest event we can see on your website was on 12 October 2025."


def test_fresh_event_when_it_was_last_week() -> None:
    """A volunteer may take a fortnight to tidy up."""
    assert said(FRESH_EVENT, events(date(2026, 6, 7))).state is State.GOOD


def test_fresh_event_when_they_meet_every_first_tuesday() -> None:
    finding = said(FRESH_EVENT, events(date(2024, 6, 4), recurring="every first Tuesday"))

    assert finding.says == "repeated"
    assert [e.snippet for e in finding.evidence] == ["every first Tuesday"]


def test_fresh_event_when_the_page_is_about_the_past() -> None:
    past = events(date(2019, 6, 4), url=f"{FRONT}past-events/")

    assert said(FRESH_EVENT, saw(), past).state is State.COULD_NOT_CHECK
    assert said(FRESH_EVENT, saw()).state is State.DOES_NOT_APPLY


def test_fresh_event_when_the_dates_are_in_a_calendar() -> None:
    assert said(FRESH_EVENT, events(None, how="calendar")).state is State.COULD_NOT_CHECK


def test_events_when_a_date_is_to_come() -> None:
    assert said(EVENTS, events(date(2026, 3, 1), date(2026, 7, 1))).says == "a date"


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (saw(dates=Dates(recurring="first Sunday of the month")), "a day"),
        (events(None, how="calendar"), "a calendar"),
        (saw(dates=Dates(event_links=(Link("/whats-on", "What’s on"),))), "a page of events"),
        (news((date(2026, 7, 1), "text")), "a date"),
    ],
)
def test_events_when_people_can_see(page: Page, says: str) -> None:
    finding = said(EVENTS, page)

    assert (finding.state, finding.says) == (State.GOOD, says)


def test_events_when_they_are_on_facebook_only() -> None:
    link = Link("https://www.facebook.com/LeasowPark/events", "Events")
    finding = said(EVENTS, saw(dates=Dates(event_links=(link,))))

    assert finding.state is State.EASY_WIN
    assert finding.headline == (
        "Your dates are on Facebook only. A line on your website would reach everybody else."
    )


def test_events_when_there_are_none_on_the_first_page() -> None:
    finding = said(EVENTS, saw(builder="Google Sites"))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "We could not see on your website when you next meet."
    assert finding.advice.startswith("In Google Sites, choose Insert, then Text Box")


def test_events_when_we_saw_one_page_from_further_in() -> None:
    assert said(EVENTS, saw(f"{FRONT}gallery/2019/")).state is State.COULD_NOT_CHECK


def test_feed_when_it_has_news_in_it() -> None:
    arrival = Arrival(feed=FeedRead(f"{FRONT}feed/", 10, TODAY, ("Bulbs are out",)))

    assert said(FEED, saw(), arrival=arrival).state is State.GOOD


def test_feed_when_the_page_names_one() -> None:
    page = saw(head=Head(feeds=(Link("/feed/", "News"),)))

    assert said(FEED, page).state is State.GOOD


def test_feed_when_it_is_empty() -> None:
    arrival = Arrival(feed=FeedRead(f"{FRONT}feed/", 0, None))
    finding = said(FEED, saw(head=Head(feeds=(Link("/feed/", "News"),))), arrival=arrival)

    assert finding.state is State.EASY_WIN
    assert finding.headline == "Your website has a news feed, and nothing in it yet."


def test_feed_when_wordpress_has_none() -> None:
    arrival = Arrival(address=FRONT, feed_missing=True)

    assert said(FEED, saw(builder="WordPress"), arrival=arrival).state is State.EASY_WIN


def test_feed_when_the_builder_has_no_such_thing() -> None:
    for arrival in (VISITED, Arrival(address=FRONT, feed_missing=True)):
        assert said(FEED, saw(builder="Google Sites"), arrival=arrival).state is State.DOES_NOT_APPLY


def test_feed_when_we_saw_one_saved_page() -> None:
    assert said(FEED, saw()).state is State.COULD_NOT_CHECK
    assert said(FEED, saw(builder="WordPress")).state is State.COULD_NOT_CHECK
