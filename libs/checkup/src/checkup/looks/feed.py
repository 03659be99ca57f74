"""Can the website's news be followed, so that other pages can show it?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Evidence, Finding
from ..words import so_many
from .seeing import seen

# These have a feed of their own wherever somebody writes news; the others have none to switch on.
_CAN_HAVE_ONE = ("WordPress", "Wix", "Squarespace", "Weebly", "Joomla", "Drupal", "Blogger")


def _see(look: Look, site: Site) -> Finding:
    feed = site.arrival.feed
    if feed is not None:
        if not feed.items:
            return look.easy_win("empty", site, [Evidence(feed.url, "no news in it", "in your news feed")])
        said = feed.titles[0] if feed.titles else so_many(feed.items, "piece", "pieces") + " of news"
        return look.good("there", [Evidence(feed.url, said[:200], "in your news feed")])
    for page in site.pages:
        if page.head.feeds:
            return look.good(
                "there", [seen(page, page.head.feeds[0].address, "in the setting-up of the page")]
            )
    return _none_seen(look, site)


def _none_seen(look: Look, site: Site) -> Finding:
    builder = site.front.builder
    if site.arrival.feed_missing and builder in _CAN_HAVE_ONE:
        return look.easy_win("missing", site, [site.what_we_read])
    if builder in _CAN_HAVE_ONE or site.seen_in_part or not site.arrival.address:
        return look.could_not_check("not looked")
    return look.does_not_apply("none to have")


FEED = Look(
    id="feed",
    title="Other websites can show your news",
    looks_for=(
        "A news feed: a list of your latest news that another website, such as the borough’s, can pick up by "
        "itself."
    ),
    why=(
        "With a feed, your news shows up on the borough’s page and elsewhere by itself, and you write it "
        "only once."
    ),
    minutes=15,
    how_to_fix={
        "WordPress": (
            "In WordPress, every piece of news written under Posts is in the feed by itself: its address is "
            "your website’s with /feed/ at the end. Write your news under Posts, then Add New Post, and not "
            "on a page."
        ),
        "Wix": (
            "In the Wix editor, press Add Apps, choose Wix Blog, and write your news there. The feed is then "
            "at your website’s address with /blog-feed.xml at the end."
        ),
        "Squarespace": (
            "In Squarespace, open Pages, press the plus, choose Blog, and write your news there. The feed is "
            "then at the blog’s address with ?format=rss at the end."
        ),
        "Weebly": (
            "In the Weebly editor, open Pages, press the plus, choose Blog Page, and write your news there. "
            "The feed comes with it."
        ),
        "": (
            "Ask whoever looks after the website whether it can make a news feed (they may call it RSS). If "
            "not, send your news to the people who run this directory: they can show it too."
        ),
    },
    says={
        "there": "Your website has a news feed, so other websites can show your news.",
        "empty": "Your website has a news feed, and nothing in it yet.",
        "missing": (
            "Your website has no news feed that we could find, so other websites cannot show your news."
        ),
        "not looked": "We could not see whether your website has a news feed.",
        "none to have": "Your website is of a kind that has no news feed, which is fine.",
    },
    card="fresh-news",
    could_not_check_when="we saw only one saved page, or the website did not let us look for the feed.",
    see=_see,
)
