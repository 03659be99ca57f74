"""What one parse of one page leaves behind: small frozen facts that every look shares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from .addresses import SocialAddress


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


@dataclass(frozen=True, slots=True)
class Link:
    address: str  # as it is written: `Page.absolute` says where it leads
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What decides whether a page fits a phone."""

    viewport: str | None  # the content of the viewport setting; None where there is none
    frames: bool
    wide_tables: int  # tables with a fixed width of 600 pixels and more
    phone_version: bool  # the page names a separate version for phones
    head_seen: bool  # the part where the viewport is set was read to its end


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

    def absolute(self, link: Link) -> str:
        """Where a link leads, or "" when it is nowhere on the web."""
        return absolute(self.base, link.address)


def absolute(base: str, address: str) -> str:
    try:
        url = urljoin(base, address.strip()) if base else address.strip()
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""
