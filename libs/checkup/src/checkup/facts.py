"""What one parse of one page leaves behind: small frozen facts that every look shares.

A look never reads a page's source. What it needs is a fact here, found once while the page is read, and
named in a person's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from .addresses import SocialAddress

# "pictures/park.jpg": most that name no place. Joining them by the book takes twenty times as long.
_BESIDE = re.compile(r"[A-Za-z0-9_%-][A-Za-z0-9_%./&=+~,@()'-]*")


class Place(StrEnum):
    """Where on the page something stands, in a person's words."""

    TOP = "at the top of the page"
    MENU = "in the menu"
    BOTTOM = "at the bottom of the page"
    SIDE = "at the side of the page"
    WIDGET = "in a social media box on the page"
    BODY = "in the text of the page"


class Clue(StrEnum):
    """What stands around a link and hints at whose account it is."""

    FOLLOW = "follow"  # a "follow us" block or wording
    PERSON = "person"  # an author's, staff or speaker's box
    QUOTE = "quote"  # testimonials, quoted posts
    COMMENT = "comment"  # readers' comments
    CREDIT = "credit"  # "website by"
    PARTNER = "partner"  # sponsors, members, clients
    OTHERS_HEADING = "others"  # under a heading such as "Our sponsors" or "Useful links"
    BY_NAME = "by name"  # the link says the account's own name
    SHARE = "share"  # a row of share buttons
    SENTENCE = "sentence"  # inside running text
    ARTICLE = "article"  # inside one article's body
    REL_ME = "rel=me"
    REL_AUTHOR = "rel=author"


@dataclass(frozen=True, slots=True)
class Mention:
    """One visible sign of a social media account on a page. `row` numbers the group of icons it stands in."""

    account: SocialAddress
    place: Place
    clues: frozenset[Clue]
    text: str  # what the link says, or the text around it
    row: int
    row_platforms: int  # how many different networks stand in that row
    row_accounts: int  # how many different accounts stand in that row
    has_name: bool = True  # a screen reader has something to say: text, a label, a picture description


class Link(NamedTuple):
    """A tuple, as a page has hundreds, and a dataclass takes twice as long to make."""

    address: str  # as it is written: `Page.absolute` says where it leads
    text: str


class Outward(NamedTuple):
    """A link to somebody else's website, and what stands round it."""

    address: str  # as it is written
    sentence: str  # at most 200 letters; what the link says where it stands alone
    in_frame: bool  # in the menu, header, footer or at the side, as on every page


class Said(NamedTuple):
    """The page's words, for names to be looked for in; never kept, as they are a copy of the page."""

    own: str = ""
    frame: str = ""  # menus, header, footer, sides


@dataclass(frozen=True, slots=True)
class OddDoor:
    """A social media button that leads nowhere useful."""

    platform: str  # the network it is meant for; "" where that cannot be told
    address: str  # as it is written
    text: str
    place: Place
    problem: str  # one of ODD_DOORS


ODD_DOORS = (
    "front page",  # the network's own front page instead of an account
    "nothing",  # "#", empty, or a scripted nothing
    "placeholder",  # "@username", "yourpage"
    "no beginning",  # www.facebook.com/name without https://, so it leads into the website itself
    "mistyped",  # twtter.com, facebook.con
    "unfinished",  # profile.php with no number, /pages/ with nothing after
    "closed network",  # Google+ and others that are gone
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What decides whether a page fits a phone."""

    viewport: str | None  # the content of the viewport setting; None where there is none
    frames: bool
    wide_tables: int  # tables with a fixed width of 600 pixels and more
    phone_version: bool  # the page names a separate version for phones
    head_seen: bool  # the part where the viewport is set was read to its end


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of itself to browsers, search engines and networks. Empty where it says nothing."""

    description: str = ""
    language: str = ""  # "en-gb", lower case
    robots: str = ""  # lower case; from the page and its answer's header alike
    preview_title: str = ""
    preview_description: str = ""
    preview_picture: str = ""  # where it leads, absolute
    network_handle: str = ""  # twitter:site, as written
    generator: str = ""
    feeds: tuple[Link, ...] = ()  # news feeds it names; feeds of comments are left out


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """What one form is for: "contact", "newsletter", "search", "sign in", "comment", "order" or "other"."""

    purpose: str
    address: str  # where it is sent, as written


@dataclass(frozen=True, slots=True)
class EmailSeen:
    """An e-mail address as a visitor meets it."""

    address: str  # as written, without "mailto:" and what follows "?"; "" where it is hidden from robots
    how: str  # "link", "text", "spelled out" ("name [at] …"), "hidden" (shown to people by a script)
    place: Place


@dataclass(frozen=True, slots=True)
class Reaching:
    """How the page lets people get in touch, and find the place."""

    emails: tuple[EmailSeen, ...] = ()
    phones: tuple[str, ...] = ()
    contact_links: tuple[
        Link, ...
    ] = ()  # links that say contact, find us, get in touch, cysylltu …; "#contact" too
    postcodes: tuple[str, ...] = ()  # UK, as "DY1 2AB"
    map_shown: bool = False  # a framed map, or a link to one
    address_shown: bool = False  # an address element, schema.org address, "Meets at …", three words
    home_address: str = ""  # the words around an address that may be where somebody lives


@dataclass(frozen=True, slots=True)
class DateSeen:
    """A day the page names, and what kind of sign it is."""

    day: date  # the first of the month where only month and year are given
    how: str  # one of DATE_SIGNS
    text: str  # as written
    whole: bool = True  # False where the day of the month is not given


DATE_SIGNS = (
    "published",  # the page's own data: article:published_time, JSON-LD datePublished, itemprop
    "modified",
    "time",  # <time datetime>
    "heading",  # in or right beside a heading or link of a list
    "text",
    "address",  # /2026/03/14/ in a link of its own news
    "feed",
)


@dataclass(frozen=True, slots=True)
class EventSeen:
    starts: date | None  # None where the page shows an event without a day we can read
    name: str
    how: str  # "schema", "calendar" (framed or linked), "list" (a dated list under Events or What's on)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day without its year: "Sunday 6th December"."""

    weekday: int  # Monday is 0
    month: int
    day: int
    text: str  # as written


@dataclass(frozen=True, slots=True)
class Dates:
    """Signs of how recent the page is. Dates of readers' comments and other people's widgets are left out."""

    news: tuple[DateSeen, ...] = ()  # newest first, at most 20
    published: DateSeen | None = None  # the day this very page says it was published
    footer_year: int | None = None  # the latest year of "© 2019–2023" or "last updated …"
    footer_text: str = ""
    footer_year_is_scripted: bool = False  # filled in by a script, so it is always this year
    events: tuple[EventSeen, ...] = ()  # soonest first, at most 20
    recurring: str = ""  # "every first Tuesday", as written
    named: tuple[NamedDay, ...] = ()  # at most 20
    event_links: tuple[Link, ...] = ()  # What's on, Events, Diary, Fixtures, Calendar …


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures that are content: tracking dots and spacers are left out."""

    total: int = 0
    undescribed: tuple[str, ...] = ()  # addresses of those without any alt, as written, at most 20
    undescribed_count: int = 0
    in_links_undescribed: int = 0  # of these, the ones that are all a link has to say
    sources: tuple[str, ...] = ()  # absolute addresses of the first 20, for weighing


@dataclass(frozen=True, slots=True)
class Reading:
    """What helps, or does not, when the page is read out or looked for."""

    headings: tuple[Heading, ...] = ()  # at most 60
    vague_links: tuple[Link, ...] = ()  # "click here", "read more", "here"; at most 20
    vague_count: int = 0
    silent_links: int = 0  # links with nothing to say at all
    opening: str = ""  # the first 400 letters of the page's own text, menus left out
    own_words: int = 0  # words of text outside menus, header and footer; counted up to a few hundred
    slider: bool = False  # looked for where the page has few words and no pictures otherwise
    builder_words: bool = False  # words a theme or builder puts there: "Just another WordPress site"


@dataclass(frozen=True, slots=True)
class Joining:
    """Ways in: what a visitor can do next."""

    join_links: tuple[Link, ...] = ()  # join us, volunteer, membership, come along, donate, get involved …
    join_words: str = ""  # a heading or sentence that says so, where no link does
    newsletter_links: tuple[Link, ...] = ()  # known list services, "sign up to our newsletter"
    charity_numbers: tuple[
        str, ...
    ] = ()  # as digits or SC012345 / NIC100123; only where the page says "charity"
    charity_text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of one page. `hidden_accounts` are keys seen only in scripts, comments and data."""

    url: str
    base: str  # what its links are relative to
    title: str
    site_name: str
    builder: str  # "WordPress", "Wix", … or "" where it does not say
    layout: Layout
    mentions: tuple[Mention, ...]
    hidden_accounts: frozenset[str]
    links: tuple[Link, ...]
    words: int  # of text a reader sees; counted up to a few hundred
    cut_short: bool  # only the first part was read, so what we did not see may still be there
    nonsense: bool
    asks_to_sign_in: bool
    needs_script: bool
    parked: bool
    asks_consent: bool = False  # a wall of consent stands before the page
    being_built: bool = False  # "coming soon", "under construction", maintenance
    head: Head = field(default_factory=Head)
    reading: Reading = field(default_factory=Reading)
    reaching: Reaching = field(default_factory=Reaching)
    dates: Dates = field(default_factory=Dates)
    pictures: Pictures = field(default_factory=Pictures)
    joining: Joining = field(default_factory=Joining)
    forms: tuple[Form, ...] = ()
    odd_doors: tuple[OddDoor, ...] = ()
    insecure_parts: tuple[
        str, ...
    ] = ()  # pictures, frames and scripts fetched without the padlock, at most 20
    strange_words: tuple[str, ...] = ()  # spam of other people, with the words around it, at most 5
    size: int = 0  # bytes of the page itself
    outward: tuple[Outward, ...] = ()  # to other people's websites, at most 80
    said: Said = field(default=Said(), compare=False)
    # Names of other groups as (plain name, sentence, in the frame): filled by whoever knows the groups.
    named: tuple[tuple[str, str, bool], ...] = ()

    def absolute(self, link: Link) -> str:
        """Where a link leads, or "" when it is nowhere on the web."""
        return absolute(self.base, link.address)


@dataclass(frozen=True, slots=True)
class Tried:
    """One address asked for beside the pages: a link, a picture, an e-mail domain."""

    address: str
    text: str
    there: bool | None  # None: could not tell
    size: int | None = None  # bytes, where the answer says


@dataclass(frozen=True, slots=True)
class FeedRead:
    url: str
    items: int
    newest: date | None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the journey to the website showed, beside its pages. None means: not tried, or could not tell."""

    address: str = ""  # as given
    ended_at: str = ""  # where the front page was found, after redirects
    padlock: bool | None = None  # https answers with a certificate that is right
    padlock_problem: str = ""  # "expired", "another name", "not trusted", "other"
    padlock_days: int | None = None  # until the certificate ends
    plain_moves_on: bool | None = None  # http:// sends visitors on to https://
    www_differs: str = ""  # "www" or "bare": that spelling does not work though the other does
    searching_forbidden: bool | None = None  # robots.txt keeps every search engine out of "/"
    left_unread: bool = False  # a page that was to be read would not open this time
    feed: FeedRead | None = None
    feed_missing: bool | None = (
        None  # a feed was looked for where the builder would have one, and is not there
    )
    links: tuple[Tried, ...] = ()  # links of the front page that were tried
    pictures: tuple[Tried, ...] = ()  # pictures of the front page that were weighed
    preview: Tried | None = None  # the share picture
    mail: tuple[Tried, ...] = ()  # e-mail addresses whose domain was looked up


def absolute(base: str, address: str) -> str:
    address = address.strip()
    if address.startswith("/") and not address.startswith("//") and "/." not in address and base:
        beginning = _beginning(base)
        return beginning + address if beginning else ""
    if base and _BESIDE.fullmatch(address) and "//" not in address and "/." not in address:
        folder = _folder(base)
        return folder + address if folder else ""
    try:
        url = urljoin(base, address) if base else address
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def _folder(base: str) -> str:
    """What addresses without a beginning are relative to, or "" where it is none of the web's."""
    beginning = _beginning(base)
    return f"{beginning}{urlsplit(base).path.rpartition('/')[0]}/" if beginning else ""


@lru_cache(maxsize=256)
def _beginning(base: str) -> str:
    """The part of an address before its path, or "" where it is none of the web's."""
    try:
        split = urlsplit(base)
    except ValueError:
        return ""
    return f"{split.scheme}://{split.netloc}" if split.scheme in ("http", "https") else ""
