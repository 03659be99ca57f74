"""One saved or fetched page in, its facts out: decoded once, parsed once, walked once.

lexbor is C and a hostile page can make it slow or bring it down, so anything from outside is read through
`parsing.py`, in a process that may die.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from .builders import builder_of, says_the_builders_words
from .charset import as_utf8, looks_like_nonsense
from .dating import DatesSeen, is_calendar, tells_a_day_or_place
from .facts import Clue, Dates, Heading, Joining, Layout, Link, Page, Place, Reaching, Reading, absolute
from .forms import FormsSeen
from .heads import Attributes, HeadSeen
from .hidden import hidden_accounts
from .homes import home_address
from .joining import SIGNS_OF_JOINING, charity_numbers, join_words
from .links import LinksSeen
from .mentions import Sightings
from .named_days import SIGNS_OF_NAMED_DAYS
from .names import host_of
from .own_data import read_own_data
from .parts import BORDER, BY_TAG, IDS_OF_PARTS, NAMES_A_PART, PART_TAGS, Text, place_of_part
from .pictures import PicturesSeen
from .reaching import (
    MAP_SCRIPTS,
    SIGNS_OF_REACHING,
    has_american_address,
    is_map,
    phones_in,
    postcodes_in,
    says_where,
    shape_of,
)
from .recurring import SIGNS_OF_RECURRING
from .source import parsed
from .states import States
from .strange import strange_words
from .tags import ByNumber, tag_numbers
from .text_scan import Signs
from .wording import Leads

LONGEST_PAGE = 3_000_000
MANY_WORDS = 400
_MOST_HEADINGS = 60
_MOST_INSECURE = 20
_WIDE = 600
_OPENING = 400
_MANY_LETTERS = 12_000  # hold many words, however the page is written
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_ITEMS = 200
_SIGNS = Signs(*SIGNS_OF_REACHING, *SIGNS_OF_JOINING, *SIGNS_OF_RECURRING, *SIGNS_OF_NAMED_DAYS)
_SLIDERS = ("carousel", "slider", "slideshow", "swiper")


_See = Callable[["_Walk", LexborNode], None]


def read_page(
    body: bytes,
    url: str,
    *,
    content_type: str = "",
    limit: int = LONGEST_PAGE,
    cut_short: bool = False,
    robots: str = "",
) -> Page:
    """The facts of one page. Bytes past `limit` are left unread; `cut_short` says some were lost before;
    `robots` is what the answer's own header says to search engines. An address nobody can read is left out.
    """
    text = as_utf8(body[:limit], content_type)
    url = url if _is_an_address(url) else ""
    return _Walk(text, url, robots=robots, cut_short=cut_short or len(body) > limit, size=len(body)).page()


class _Walk:
    """The walk over one parsed page."""

    def __init__(self, text: bytes, url: str, *, robots: str, cut_short: bool, size: int) -> None:
        self.text = text
        self.source = parsed(text)
        self.tree = self.source.tree
        self.url = self.base = url
        self.size = size
        self.nonsense = looks_like_nonsense(text)
        self.cut_short = cut_short or self.source.cut_short
        root = self.tree.root
        self.language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root else ""
        self.sightings = Sightings()
        self.head = HeadSeen(url, robots)
        self.pictures = PicturesSeen(url)
        self.dates = DatesSeen(url, self.language.lower())
        self.forms = FormsSeen()
        self.links = LinksSeen(self.sightings, self.pictures, self.dates, url, host_of(url))
        self.headings: list[Heading] = []
        self.marks: list[tuple[int, str]] = []  # how each heading begins in the text
        self.parts: list[tuple[Place | None, LexborNode]] = []
        self.widgets: list[LexborNode] = []
        self.insecure: list[str] = []
        self.titles: list[str] = []  # the first; drawings have titles too
        self.frames = self.map = self.address = False
        self.wide_tables = 0

    def page(self) -> Page:
        self._walk()
        self._widgets()
        self._own_data()
        text = Text(self.tree.body)
        text.take_apart(self.parts)
        text.look_for(_SIGNS)
        mentions = self.sightings.mentions()
        title = next(iter(self.titles), "")
        words = _words_of(text.whole)
        headings = tuple(self.headings)
        self.dates.text(text.own, text.own_low, self.marks)
        own_words = words if text.own is text.whole else _words_of(text.own)
        opening = " ".join(text.own[: _OPENING * 4].split())[:_OPENING]
        states = States(
            self.tree,
            self.text,
            said=text.whole,
            title=title,
            words=words,
            links=len(self.links.all),
            alone=not mentions and words < 150,
        )
        reaching = self._reaching(text)
        return Page(
            url=self.url,
            base=self.base,
            title=title,
            site_name=self.head.said("og:site_name")[:200],
            builder=self._builder(),
            layout=self._layout(),
            mentions=mentions,
            hidden_accounts=hidden_accounts(self.text, self.sightings.addresses)
            - {mention.account.key for mention in mentions},
            links=tuple(self.links.all),
            words=words,
            cut_short=self.cut_short or self.sightings.too_many,
            nonsense=self.nonsense,
            asks_to_sign_in=states.asks_to_sign_in(),
            needs_script=states.needs_script(len(self.source.scripts), frames=self.frames),
            parked=states.parked(),
            asks_consent=states.asks_consent(),
            being_built=states.being_built(),
            head=self.head.head(self.base, self.language),
            reading=self._reading(headings, opening, own_words, title),
            reaching=reaching,
            dates=self._dates(text),
            pictures=self.pictures.pictures(),
            joining=self._joining(headings, text),
            forms=self.forms.forms(),
            odd_doors=self.links.doors(),
            insecure_parts=self._insecure(),
            strange_words=self._strange(title, opening),
            size=self.size,
            outward=self.links.outward.links(),
            said=text.said(),
        )

    def _picture(self, node: LexborNode) -> None:
        self.pictures.see(node.attributes)

    def _meta(self, node: LexborNode) -> None:
        self.head.meta(node.attributes)

    def _link(self, node: LexborNode) -> None:
        me = self.head.link(node.attributes)
        if me:
            self.sightings.see_rel_me(me)

    def _table(self, node: LexborNode) -> None:
        attributes = node.attributes
        self._part(node, attributes)
        self.wide_tables += _is_wide(attributes.get("width"))

    def _base(self, node: LexborNode) -> None:
        self.base = self.pictures.base = absolute(self.url, node.attrs.get("href") or "") or self.url

    def _frame(self, node: LexborNode) -> None:
        attributes = node.attributes
        tag = node.tag or ""
        address = attributes.get("src") or attributes.get("data-src") or ""
        low = address[:500].lower()
        if tag == "frame":
            self._frameset(node)
        if is_map(low):
            self.map = True
        elif is_calendar(low):
            self.dates.calendar(attributes.get("title") or "")
        if low.startswith("http:"):
            self.insecure.append(address)
        self.sightings.see_widget(node, tag, attributes)

    def _frameset(self, node: LexborNode) -> None:
        self.frames = True
        address = node.attrs.get("src")
        if address:
            self.links.all.append(Link(address, node.attrs.get("name") or ""))

    def _form(self, node: LexborNode) -> None:
        attributes = node.attributes
        self._part(node, attributes)
        self.forms.see(node, attributes)

    def _time(self, node: LexborNode) -> None:
        if Clue.COMMENT not in self.sightings.around(node)[1]:
            self.dates.time(node.attrs.get("datetime") or "", node.text_lexbor())

    def _address(self, node: LexborNode) -> None:
        self.address = self.address or len(node.text_lexbor().split()) >= 4

    def _heading(self, node: LexborNode) -> None:
        if len(self.headings) >= _MOST_HEADINGS:
            self.sightings.headings.lost()
            return
        said = node.text(deep=True, separator=BORDER)[:600]
        level = int((node.tag or "h6")[1])
        self.sightings.headings.met(level, said)
        self.headings.append(Heading(level, " ".join(said.replace(BORDER, "").split())[:200]))
        self.marks.append((level, next((piece for piece in said.split(BORDER) if piece.strip()), "")[:60]))

    def _walk(self) -> None:
        """Every element once. Telling what is wanted by its number is far cheaper than by a selector."""
        wanted = self._wanted()
        root = self.tree.root
        for node in root.traverse() if root is not None else ():
            see = wanted[node.tag_id]
            if see is not None:
                see(self, node)

    @classmethod
    @cache
    def _wanted(cls) -> ByNumber[_See | None]:
        """Made once, and not of one walk's own: a walk that held it would hold itself, and its page stay in
        memory until somebody looked for rings.
        """
        see: dict[str, _See] = {
            "a": cls._anchor, "area": cls._anchor, "img": cls._picture, "meta": cls._meta, "link": cls._link,
            "table": cls._table, "base": cls._base, "iframe": cls._frame, "frame": cls._frame,
            "frameset": cls._frameset, "form": cls._form, "time": cls._time, "address": cls._address,
            "title": cls._title, **dict.fromkeys(_HEADINGS, cls._heading),
            **dict.fromkeys(PART_TAGS, cls._box), **dict.fromkeys(BY_TAG, cls._named_part),
        }  # fmt: skip
        return ByNumber({number: see.get(tag) for number, tag in tag_numbers().items()}, cls._unknown)

    def _unknown(self, node: LexborNode) -> None:
        """An element HTML does not know: the networks' own, among others."""
        tag = node.tag or ""
        if tag.startswith("fb:"):
            self.sightings.see_widget(node, tag, node.attributes)

    def _named_part(self, node: LexborNode) -> None:
        self.parts.append((BY_TAG[node.tag or ""], node))

    def _box(self, node: LexborNode) -> None:
        attributes = node.attributes
        if attributes:
            self._part(node, attributes)

    def _part(self, node: LexborNode, attributes: Attributes) -> None:
        if ("id" in attributes and attributes["id"] in IDS_OF_PARTS) or (
            "class" in attributes and NAMES_A_PART[attributes["class"]]
        ):
            self.parts.append((place_of_part(attributes), node))
        if "data-href" in attributes or "data-channel" in attributes or "data-channelid" in attributes:
            self.widgets.append(node)

    def _anchor(self, node: LexborNode) -> None:
        attributes = node.attributes
        self._part(node, attributes)
        self.links.see(node, attributes)

    def _widgets(self) -> None:
        for node in self.widgets:
            self.sightings.see_widget(node, node.tag or "", node.attributes)
        if self.source.loads("email-decode"):
            for node in self.tree.css("[data-cfemail]")[:20]:
                self.links.emails.hidden(self.sightings.place(node))

    def _own_data(self) -> None:
        said = read_own_data(self.source.data)
        told = [node for node in self.tree.css("[itemprop]") if tells_a_day_or_place(node.attributes)]
        for node in told[:_MOST_ITEMS]:
            self._item(node)
        self.dates.own_data(said)
        self.dates.head(self.head)
        self.address = self.address or said.address

    def _item(self, node: LexborNode) -> None:
        attributes = node.attributes
        name = (attributes.get("itemprop") or "").lower()
        if "address" in name:
            self.address = True
            return
        written = attributes.get("content") or attributes.get("datetime") or node.text_lexbor()[:100]
        if name == "startdate":
            self.dates.event(written, "")
        else:
            self.dates.item(name, written)

    def _dates(self, text: Text) -> Dates:
        first = min(self.marks, key=lambda mark: mark[0], default=(0, ""))[1]
        return self.dates.dates(text, self.source.runs, self.links.found[Leads.EVENTS].links(), first)

    def _builder(self) -> str:
        generator = f"by: {self.head.said('generator')}"
        said = (generator, *self.head.addresses, *self.pictures.first())
        return builder_of(self.text, self.source.script_tags[:25], said)

    def _title(self, node: LexborNode) -> None:
        if not self.titles:
            self.titles.append(" ".join(node.text_lexbor()[:500].split()))

    def _layout(self) -> Layout:
        head_seen = not self.cut_short or any(tag in self.text.lower() for tag in (b"</head", b"<body"))
        return Layout(self.head.viewport(), self.frames, self.wide_tables, self.head.phone_version, head_seen)

    def _reaching(self, text: Text) -> Reaching:
        emails = self.links.emails
        emails.text(text)
        shape = shape_of(text.whole)
        phones = {**self.links.phones, **dict.fromkeys(phones_in(text.whole, shape))}
        postcodes = postcodes_in(text.whole, shape)
        return Reaching(
            emails=emails.emails(),
            phones=tuple(phones)[:20],
            contact_links=self.links.found[Leads.CONTACT].links(),
            postcodes=postcodes,
            home_address=home_address(text.whole, postcodes),
            map_shown=self.map or self.links.map or self.source.loads(*MAP_SCRIPTS),
            address_shown=self.address or has_american_address(text.whole, shape) or says_where(text),
        )

    def _reading(self, headings: tuple[Heading, ...], opening: str, own_words: int, title: str) -> Reading:
        said = f"{title} {self.head.said('description')} {opening}".lower()
        return Reading(
            headings=headings,
            vague_links=tuple(self.links.vague),
            vague_count=self.links.vague_count,
            silent_links=self.links.silent,
            opening=opening,
            own_words=own_words,
            slider=own_words < 150 and not self.pictures.total and self._has_a_slider(),
            builder_words=says_the_builders_words(said),
        )

    def _has_a_slider(self) -> bool:
        html = f"{' '.join(self.source.script_tags)} {self.tree.html or ''}".lower()
        return any(sign in html for sign in _SLIDERS)

    def _joining(self, headings: tuple[Heading, ...], text: Text) -> Joining:
        links = self.links.found[Leads.JOIN].links()
        numbers, said = charity_numbers(text.whole, text.low, text.signs)
        return Joining(
            join_links=links,
            join_words="" if links else join_words(headings, text.own, text.own_low, text.own_signs),
            newsletter_links=self.links.found[Leads.NEWSLETTER].links(),
            charity_numbers=numbers,
            charity_text=said[:200],
        )

    def _insecure(self) -> tuple[str, ...]:
        if not self.url.lower().startswith("https:"):
            return ()
        led = (address for address in self.source.script_addresses if address.startswith("http:"))
        every = [*self.pictures.insecure, *self.insecure, *self.head.insecure, *led]
        return tuple(dict.fromkeys(one[:300] for one in every))[:_MOST_INSECURE]

    def _strange(self, title: str, opening: str) -> tuple[str, ...]:
        subject = f"{title} {self.head.said('description')} {opening} {host_of(self.url)}".lower()
        return strange_words(title, self.links.found[Leads.STRANGE].links(), opening, subject)


def _words_of(text: str) -> int:
    return min(len(text[:_MANY_LETTERS].split(None, MANY_WORDS)), MANY_WORDS)


def _is_an_address(url: str) -> bool:
    """Whether every look can take it apart: a list of saved pages may hold anything."""
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _is_wide(width: str | None) -> bool:
    digits = (width or "").strip().lower().removesuffix("px")
    return digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) >= _WIDE
