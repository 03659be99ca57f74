"""How recent is the newest news? A sign we are unsure of may speak for a group, and never against it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from ..facts import DateSeen, Link, Page
from ..looking import Look, Site
from ..report import Evidence, Finding
from ..words import in_month, on_day
from .seeing import not_sure, only_an_inner_page, seen, unread

_RECENT = timedelta(days=183)
_LONG = timedelta(days=548)  # eighteen months
_TOMORROW = timedelta(days=1)  # clocks differ
# Where a date stands tells whether it is the day of a piece of news.
_SURE = {
    "published": "in what the page says of itself",
    "time": "beside a piece of news",
    "heading": "beside a heading",
    "address": "in the address of a piece of news",
    "feed": "in your news feed",
}
_UNSURE = {"modified": "in what the page says of itself", "text": "in the text of the page"}
_PLACES = _SURE | _UNSURE
_SHOWN = ("time", "heading", "text")
_NEWS_PATHS = ("/news", "/blog", "/post", "/article", "/press", "/story", "/stories", "/newyddion", "/latest")


def _see(look: Look, site: Site) -> Finding:
    if not any(page.dates.news for page in site.pages) and site.arrival.feed is None:
        return _without_news(look, site, None)
    newest, month, evidence = _newest(site)
    if newest is not None and site.today - newest <= _RECENT:
        return look.good("recent", evidence, month=month)
    hint = _newest_sign(site, _PLACES, sure=False)
    if hint is not None and site.today - _day(hint[1]) <= _RECENT:
        return look.good("signs of life", [_seen(*hint)], month=in_month(hint[1].day))
    if newest is None or not _is_a_row_of_news(site):
        return _without_news(look, site, hint)
    return _old(look, site, newest, month, evidence)


def _old(look: Look, site: Site, newest: date, month: str, evidence: list[Evidence]) -> Finding:
    if only_an_inner_page(site):
        return look.could_not_check("inner page", evidence, month=month)
    link = unread(site, _news_links(site.front)) if site.arrival.feed is None else None
    if link is not None:
        return look.could_not_check("unread page", evidence, month=month, page=link.text)
    says = "long ago" if site.today - newest > _LONG else "a while ago"
    how = look.how_on(site.front.builder)
    return look.needs_a_decision(says, says, evidence, minutes=look.minutes, month=month, how=how)


def _is_a_row_of_news(site: Site) -> bool:
    """One short line with a day in it may be anything: an opening, a review, the day of the AGM."""
    if site.arrival.feed is not None and site.arrival.feed.newest is not None:
        return True
    signs = [sign for page in site.pages for sign in page.dates.news]
    return any(sign.how in ("time", "published") for sign in signs) or (
        len({sign.day for sign in signs if sign.how in _SURE}) > 1
    )


def _without_news(look: Look, site: Site, hint: tuple[Page, DateSeen] | None) -> Finding:
    if hint is not None:
        return look.could_not_check("unsure", [_seen(*hint)], month=in_month(hint[1].day))
    return look.could_not_check("in part" if site.seen_in_part else "no date")


def _news_links(page: Page) -> Iterator[Link]:
    return (link for link in page.links if len(link.text) < 30 and _is_news(link.text.lower()))


def _is_news(words: str) -> bool:
    return words in ("blog", "our blog") or "news" in words.replace("newsletter", "") or "newyddion" in words


def _newest(site: Site) -> tuple[date | None, str, list[Evidence]]:
    """The day to judge the newest piece of news by, on the pages or in the feed, and the month to tell."""
    feed = site.arrival.feed
    sign = _newest_sign(site, _SURE, sure=True)
    shown = _day(sign[1]) if sign is not None else date.min
    if feed is not None and feed.newest is not None and shown < feed.newest <= site.today + _TOMORROW:
        said = feed.titles[0] if feed.titles else in_month(feed.newest)
        return feed.newest, in_month(feed.newest), [Evidence(feed.url, said[:200], _SURE["feed"])]
    return (shown, in_month(sign[1].day), [_seen(*sign)]) if sign is not None else (None, "", [])


def _newest_sign(site: Site, places: dict[str, str], *, sure: bool) -> tuple[Page, DateSeen] | None:
    latest = site.today + _TOMORROW
    signs = [
        (page, sign)
        for page in site.pages
        for sign in page.dates.news
        if sign.how in places and sign.day <= latest and not (sure and _is_a_page_made(page, sign))
    ]
    return max(signs, key=lambda seen_on: _day(seen_on[1]), default=None)


def _is_a_page_made(page: Page, sign: DateSeen) -> bool:
    """Many a website says of every page when it was made, even of one that tells the price of membership."""
    if sign.how != "published":
        return False
    path = page.url.lower()
    if f"/{sign.day.year}/" in path:
        return False
    shown = any(other.day == sign.day and other.how in _SHOWN for other in page.dates.news)
    return not shown and not any(word in path for word in _NEWS_PATHS)


def _day(sign: DateSeen) -> date:
    """Where only the month is given, its last day: the benefit of the doubt."""
    return sign.day if sign.whole else sign.day.replace(day=monthrange(sign.day.year, sign.day.month)[1])


def _seen(page: Page, sign: DateSeen) -> Evidence:
    written = on_day(sign.day) if sign.text[:4].isdigit() else sign.text  # 2026-03-14T19:30Z is for machines
    return seen(page, written, _PLACES[sign.how])


_A_SHORT_ITEM = (
    "One picture and two sentences about your last meeting, with the date of the next, are plenty. Ask for "
    "two people to take turns, once in three months each. If news is not your thing, take the News heading "
    "off instead: a page without news never looks old."
)
FRESH_NEWS = Look(
    id="fresh-news",
    title="Your newest news is recent",
    looks_for="The newest date beside a piece of news on your website, or in its news feed.",
    why=(
        "Somebody who has never met you looks at the newest date to see whether you are still going. Old "
        "news reads as closed, however busy you are."
    ),
    minutes=20,
    how_to_fix={
        "WordPress": (
            f"In WordPress, open Posts, then Add New Post, write, and press Publish. {_A_SHORT_ITEM}"
        ),
        "Wix": f"In Wix, open your dashboard, then Blog, and press Create New Post. {_A_SHORT_ITEM}",
        "Weebly": (
            f"In Weebly, open your blog page and press New Post, write, and press Post. {_A_SHORT_ITEM}"
        ),
        "Blogger": f"In Blogger, press New Post, write, and press Publish. {_A_SHORT_ITEM}",
        "Squarespace": (
            "In Squarespace, open Pages, choose your blog, press the plus, write, and publish. "
            f"{_A_SHORT_ITEM}"
        ),
        "Google Sites": (
            "In Google Sites, add a heading with the date and two sentences at the top of the page, then "
            f"press Publish. {_A_SHORT_ITEM}"
        ),
        "": _A_SHORT_ITEM,
    },
    says={
        "recent": "Your newest news is from {month}.",
        "signs of life": "The newest date on your website is from {month}.",
        "a while ago": (
            "Your newest news is from {month}. You have surely done something worth telling since."
        ),
        "long ago": (
            "Your newest news is from {month}, so people who do not know you may think you have stopped."
        ),
        "unsure": (
            "The newest date we saw is in {month}, and we cannot tell whether it is the day of a piece of "
            "news."
        ),
        "no date": "We could not see a date on your news, so we cannot tell how new it is.",
        **not_sure("how new your news is"),
        "inner page": (
            "The newest date we saw is in {month}, on one page from inside your website. There may be newer "
            "news on another."
        ),
        "unread page": ("The newest date we saw is in {month}, but we have not read your “{page}” page."),
    },
    advice={
        "a while ago": "{how}",
        "long ago": (
            "{how} If you cannot get into the website any more, bring it to a surgery and we will look for "
            "the way in together."
        ),
    },
    card="fresh-news",
    could_not_check_when=(
        "no piece of news has a date. A date in a text, or the day somebody last changed the page, is never "
        "held against you."
    ),
    see=_see,
)
