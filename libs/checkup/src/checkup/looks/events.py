"""Can people see when the group next meets?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..facts import Link, Page
from ..looking import Look, Site
from ..named_days import to_come
from ..names import host_of
from ..report import Evidence, Finding
from ..words import on_day
from .seeing import not_sure, seen, seen_link, unsure

_LONGEST = 60
_NAMES = (
    "what's on", "whats on", "events", "event list", "event cal", "diary", "fixtures", "programme",
    "calendar", "meetings", "meeting schedule", "meeting dates", "walks", "sessions", "timetable",
    "rehearsals", "concerts", "matches", "dates", "upcoming", "coming up", "digwyddiad", "dyddiadur",
    "calendr", "gemau", "ymlaen",
)  # fmt: skip
_ENDINGS = ("through", "until", "expire", "valid", "offer", "deadline", "ends", "book by", "closes")
_SOMETHING_ELSE = (
    "book", "hire", "your", "my ", "google", "academic", "private", "wedding", "corporate", "calendars",
    "past", "previous", "add to", "integration", "advent", "updates", "venue", "centers", "minutes",
    "affiliate", "loyalty", "content ", "reward",
)  # fmt: skip


def _see(look: Look, site: Site) -> Finding:
    when = next(_when(site), None)
    if when is not None:
        says, evidence = when
        return look.good(says, [evidence])
    links = [(page, link) for page in site.pages for link in page.dates.event_links if _says_so(link.text)]
    if not links:
        return unsure(look, site) or look.easy_win("missing", site, [site.what_we_read])
    if all(_is_on_facebook(page, link) for page, link in links):
        return look.easy_win("on facebook only", site, [seen_link(*links[0])])
    return look.good("a page of events", [seen_link(*links[0])])


@lru_cache(maxsize=4_000)
def _says_so(text: str) -> bool:
    """“What’s on”, “Walks and talks”; not “Book your event”, nor a headline about a meeting."""
    words = " ".join(text.lower().replace("’", "'").split())
    said = len(words) <= _LONGEST and any(word in words for word in _NAMES)
    return said and not any(word in words for word in _SOMETHING_ELSE)


def _when(site: Site) -> Iterator[tuple[str, Evidence]]:
    """What tells people when to come, the plainest first."""
    today = site.today
    events = [(page, event) for page in site.pages for event in page.dates.events]
    for page, event in events:
        if event.starts is not None and event.starts >= today:
            yield "a date", seen(page, event.name or on_day(event.starts), "in your list of events")
    yield from _named(site)
    for page in site.pages:
        if page.dates.recurring:
            yield "a day", seen(page, page.dates.recurring, "in the text of the page")
    for page, event in events:
        if event.how == "calendar" and event.starts is None:
            yield "a calendar", seen(page, event.name or page.title, "in a calendar on the page")
    for page in site.pages:
        for sign in page.dates.news:
            if sign.day >= today and not any(word in sign.text.lower() for word in _ENDINGS):
                yield "a date", seen(page, sign.text, "in the text of the page")


def _named(site: Site) -> Iterator[tuple[str, Evidence]]:
    for page in site.pages:
        for named in page.dates.named:
            if to_come(named, site.today):
                yield "a date", seen(page, named.text, "in the text of the page")


def _is_on_facebook(page: Page, link: Link) -> bool:
    if "facebook.com" not in link.address and "fb.me" not in link.address and "//" in link.address:
        return False
    host = host_of(page.absolute(link))
    return host.removeprefix("www.").endswith(("facebook.com", "fb.me"))


EVENTS = Look(
    id="events",
    title="People can see when you next meet",
    looks_for=(
        "A date still to come, a day you always meet (“every first Tuesday”), a calendar, or a page called "
        "What’s on, Events, Diary or Fixtures."
    ),
    why="It is what most people come to your website to find out. Without a day, they cannot come.",
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Pages, choose your front page and press Edit. Press the plus near the top, "
            "add a Heading “When we meet”, and under it one line: “First Sunday of the month, 10 o’clock, at "
            "the park gates.” Press Save."
        ),
        "Wix": (
            "In the Wix editor, press Add Elements (the plus), then Text, and put one line near the top of "
            "the front page: “First Sunday of the month, 10 o’clock, at the park gates.” Then press Publish."
        ),
        "Squarespace": (
            "In Squarespace, press Edit on the front page, then Add Block, then Text, and write one line "
            "near the top: “First Sunday of the month, 10 o’clock, at the park gates.” Then save."
        ),
        "Google Sites": (
            "In Google Sites, choose Insert, then Text Box, and write one line near the top of the front "
            "page: “First Sunday of the month, 10 o’clock, at the park gates.” Or choose Insert, then "
            "Calendar. Then press Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, then Add Section, then Calendar, or write one line near the "
            "top: “First Sunday of the month, 10 o’clock, at the park gates.” Then press Publish."
        ),
        "Weebly": (
            "In the Weebly editor, drag Text from the Build menu near the top of the front page and write "
            "one line: “First Sunday of the month, 10 o’clock, at the park gates.” Then press Publish."
        ),
        "": (
            "Write one line near the top of the first page: “First Sunday of the month, 10 o’clock, at the "
            "park gates.” A day you always keep to is better than a list of dates, because it never grows "
            "old. Or ask whoever looks after the website to put it there."
        ),
    },
    says={
        "a date": "Your website shows when you next meet.",
        "a day": "Your website says on which day you always meet.",
        "a calendar": "Your website shows a calendar.",
        "a page of events": "Your website has a page for what is on.",
        "on facebook only": (
            "Your dates are on Facebook only. A line on your website would reach everybody else."
        ),
        "missing": "We could not see on your website when you next meet.",
        **not_sure("when you next meet", "inner page"),
    },
    card="say-where-and-when",
    could_not_check_when=(
        "we read only part of the website, or only a page from further in. Dates inside a picture cannot be "
        "seen by us, nor by people who have the page read out to them."
    ),
    see=_see,
)
