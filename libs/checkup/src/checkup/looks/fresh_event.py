"""Is the next event shown still to come?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from ..facts import EventSeen, Page
from ..looking import Look, Site
from ..named_days import to_come
from ..report import Finding
from ..words import on_day
from .seeing import not_sure, only_an_inner_page, seen

_GRACE = timedelta(days=14)  # a volunteer may take a fortnight to tidy up
_NOT_EVENTS = ("last updated", "updated", "posted", "published", "by ", "minutes")
_LISTS = (
    "events", "whats-on", "what-s-on", "diary", "fixtures", "calendar", "programme", "digwyddiadau",
    "upcoming", "meetings", "schedule", "walks", "matches",
)  # fmt: skip
_OF_THE_PAST = ("past", "archive", "previous", "gallery", "history", "report", "minutes", "results", "review")


def _see(look: Look, site: Site) -> Finding:
    events = [(page, event) for page, event in _events(site) if event.starts is not None]
    coming = [event for _, event in events if event.starts and event.starts >= site.today - _GRACE]
    repeated = next((page for page in site.pages if page.dates.recurring), None)
    if repeated is not None and not coming:
        return look.good("repeated", [seen(repeated, repeated.dates.recurring, "in the text of the page")])
    if not events:
        return _undated(look, site)
    page, event = max(events, key=lambda seen_on: seen_on[1].starts or site.today)
    evidence = [seen(page, event.name or on_day(event.starts or site.today), "in your list of events")]
    if coming or _names_a_day_to_come(site):
        return look.good("to come", evidence)
    if not _is_a_list(events):
        return look.could_not_check("only one", evidence)
    if only_an_inner_page(site) and not _is_a_page_of_events(site.front):
        return look.could_not_check("inner page", evidence)
    return look.easy_win("past", site, evidence, day=on_day(event.starts or site.today))


def _is_a_list(events: list[tuple[Page, EventSeen]]) -> bool:
    """One day under a heading may be anything; the page's own word for an event is enough."""
    return any(event.how == "schema" for _, event in events) or (
        len({event.starts for _, event in events}) > 1
    )


def _is_a_page_of_events(page: Page) -> bool:
    """The list itself, and not the page of one event, which stays as it was."""
    path = urlsplit(page.url).path.lower().rstrip("/")
    return path.rpartition("/")[2].partition(".")[0].endswith(_LISTS)


def _is_an_event(event: EventSeen) -> bool:
    return not event.name.lower().startswith(_NOT_EVENTS)


def _events(site: Site) -> Iterator[tuple[Page, EventSeen]]:
    """A page about what has been is meant to hold old dates."""
    for page in site.pages:
        if page.dates.events and not _is_about_the_past(page):
            yield from ((page, event) for event in page.dates.events if _is_an_event(event))


def _is_about_the_past(page: Page) -> bool:
    said = f"{page.url} {page.title}".lower()
    return any(word in said for word in _OF_THE_PAST)


def _undated(look: Look, site: Site) -> Finding:
    if any(page.dates.events for page in site.pages):
        return look.could_not_check("a calendar")
    return look.could_not_check("in part") if site.seen_in_part else look.does_not_apply("none")


def _names_a_day_to_come(site: Site) -> bool:
    dates = [page.dates for page in site.pages]
    return any(sign.day >= site.today for one in dates for sign in one.news) or any(
        to_come(named, site.today) for one in dates for named in one.named
    )


FRESH_EVENT = Look(
    id="fresh-event",
    title="The next event on your website is still to come",
    looks_for=(
        "The dates in your list of events or calendar. “Every first Tuesday” is always current, and a page "
        "about past events may be as old as it likes."
    ),
    why="People plan a trip by what they read, and turn up to a locked gate. Or they think nothing happens.",
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Pages, choose your events page and press Edit. Move what is over under a "
            "heading “What we have done”, and write the next date at the top, even if it is only “every "
            "first Tuesday, 7 pm”. Press Save. If your events come from a plugin, look for Events in the "
            "menu on the left."
        ),
        "Wix": (
            "In Wix, open your dashboard, then Events, and add the next one: those that are over move away "
            "by themselves. If your dates are ordinary words, open the editor, press them twice, change "
            "them and press Publish."
        ),
        "Squarespace": (
            "In Squarespace, open Pages, choose your events page and press the plus to add the next one: "
            "those that are over move down by themselves. If your dates are ordinary words, press Edit, "
            "change them and save."
        ),
        "Google Sites": (
            "In Google Sites, write the next date at the top of the page, or choose Insert, then Calendar, "
            "and pick your group’s Google calendar, so that it changes by itself. Then press Publish."
        ),
        "": (
            "Write the next date at the top, and move what is over under a heading “What we have done”. If "
            "you meet on the same day each time, write “every first Tuesday, 7 pm” instead: that never "
            "grows old."
        ),
    },
    says={
        "to come": "Your website shows an event still to come.",
        "repeated": "Your website says on which day you always meet.",
        "past": "The latest event we can see on your website was on {day}.",
        "only one": "We saw a date among your events, and cannot tell whether there is a newer one.",
        "a calendar": (
            "Your website shows a calendar, which we cannot look into. Please see that it is up to date."
        ),
        "none": "Your website has no list of events, so there is none to keep up to date.",
        **not_sure("your events", "inner page"),
    },
    card="say-where-and-when",
    could_not_check_when="your dates are in a calendar from elsewhere, or in a picture.",
    see=_see,
)
