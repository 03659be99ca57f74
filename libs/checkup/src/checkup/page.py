"""One saved or fetched page in, its facts out: decoded once, parsed once, walked once.

lexbor is C and a hostile page can make it slow or bring it down, so anything from outside is read through
`parsing.py`, in a process that may die.
"""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import (
    html_body_declared_encoding,
    html_to_unicode,
    http_content_type_encoding,
    read_bom,
)

from .facts import Layout, Link, Page, absolute
from .hidden import hidden_accounts
from .mentions import Sightings

LONGEST_PAGE = 3_000_000
MOST_LINKS = 3_000
FEW_LINKS = 20
MANY_WORDS = 400
_BUILDER_SHOWS = 60_000  # bytes from the top: every builder has signed by then
_WIDE = 600
_WANTED = "a,area,iframe,frame,frameset,base,meta,link,table"
_WIDGETS = "[data-href],[data-channelid],[data-channel],fb\\:like-box,fb\\:fan,fb\\:page"
_WIDGET_SIGNS = (b"data-href", b"data-channel", b"<fb:")
_BUILDERS = (
    ("Wix", (b"wix.com website builder", b"static.wixstatic.com", b"static.parastorage.com")),
    ("Squarespace", (b"static1.squarespace.com", b"this is squarespace")),
    ("Google Sites", (b"sites.google.com/", b"ssl.gstatic.com/atari")),
    ("Weebly", (b"editmysite.com",)),
    ("GoDaddy", (b"go daddy website builder", b"godaddy website builder", b"img1.wsimg.com")),
    ("Webflow", (b"assets.website-files.com", b'content="webflow"')),
    ("WordPress", (b"/wp-content/", b"/wp-includes/", b'content="wordpress')),
    ("Joomla", (b'content="joomla', b"/media/jui/")),
    ("Drupal", (b'content="drupal', b"/sites/default/files/")),
)
_FOR_SALE = (
    "this domain is for sale", "domain is for sale", "buy this domain", "this domain may be for sale",
    "domain name is for sale", "this domain name has expired", "domain has expired",
    "parked free, courtesy of", "this domain is parked", "domain parking", "is parked free",
    "the domain has recently been registered", "this web page is parked",
)  # fmt: skip
_PARKING_HOSTS = (b"sedoparking.com", b"parkingcrew.net", b"bodis.com", b"parklogic.com", b"dan.com/buy")
_SIGN_IN_TITLES = ("log in", "login", "sign in", "members only", "password", "private site", "protected")
_NOT_TEXT = bytes(code for code in (*range(32), 127) if code not in b"\t\n\f\r")
_NO_SUCH_LETTER = "\ufffd".encode()
_SCRIPT_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#gatsby-focus-wrapper"


def read_page(
    body: bytes, url: str, *, content_type: str = "", limit: int = LONGEST_PAGE, cut_short: bool = False
) -> Page:
    """The facts of one page. Bytes past `limit` are left unread; `cut_short` says some were lost before."""
    text = _as_utf8(body[:limit], content_type)
    return _Reading(text, url, cut_short=cut_short or len(body) > limit).facts()


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """By the byte order mark, then the header, then what the page says of itself, else a guess."""
    name, mark = read_bom(body)
    name = (
        name or http_content_type_encoding(content_type) or html_body_declared_encoding(body) or _guess(body)
    )
    if name == "utf-8" and _is_utf8(body):
        return body.removeprefix(mark or b"")
    _, text = html_to_unicode(content_type or None, body, auto_detect_fun=_guess)
    return text.encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(body: bytes) -> str:
    # A page cut in the middle of a letter is still UTF-8.
    return "utf-8" if any(_is_utf8(body[: len(body) - cut]) for cut in range(4)) else "cp1252"


def looks_like_nonsense(text: bytes) -> bool:
    """Whether more than a twentieth of the beginning is not text: pictures and programs have a tenth."""
    start = text[:20_000]
    odd = len(start) - len(start.translate(None, _NOT_TEXT)) + start.count(_NO_SUCH_LETTER)
    return odd * 20 > len(start)


class _Reading:
    """The walk over one parsed page."""

    def __init__(self, text: bytes, url: str, *, cut_short: bool) -> None:
        self.low = text.lower()
        self.tree = LexborHTMLParser(text)
        self.url = self.base = url
        self.nonsense = looks_like_nonsense(text)
        self.cut_short = cut_short
        self.sightings = Sightings()
        self.links: list[Link] = []
        self.viewport: str | None = None
        self.site_name = ""
        self.frames = self.phone_version = False
        self.wide_tables = 0

    def facts(self) -> Page:
        for node in self.tree.css(_WANTED):
            self._see(node)
        self._see_widgets()
        mentions = self.sightings.mentions()
        title = self._title()
        text = self._little_text()
        words = len(text.split()) if text is not None else MANY_WORDS
        alone = not mentions and words < 150
        return Page(
            url=self.url,
            base=self.base,
            title=title,
            site_name=self.site_name,
            builder=self._builder(),
            layout=self._layout(),
            mentions=mentions,
            hidden_accounts=hidden_accounts(self.low) - {mention.account.key for mention in mentions},
            links=tuple(self.links),
            words=min(words, MANY_WORDS),
            cut_short=self.cut_short or self.sightings.too_many,
            nonsense=self.nonsense,
            asks_to_sign_in=alone and self._asks_to_sign_in(title),
            needs_script=alone and words < 25 and self._needs_script(),
            parked=words < 250 and self._parked(title, text or ""),
        )

    def _see(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in ("a", "area"):
            self._see_link(node)
        elif tag == "meta":
            self._see_meta(node.attributes)
        elif tag == "link":
            self._see_head_link(node.attributes)
        elif tag == "table":
            self.wide_tables += _is_wide(node.attributes.get("width"))
        elif tag == "base":
            self.base = absolute(self.url, node.attributes.get("href") or "") or self.url
        elif tag in ("frame", "frameset"):
            self._see_frame(node.attributes)
        if tag in ("iframe", "frame"):
            self.sightings.see_widget(node, tag, node.attributes)

    def _see_widgets(self) -> None:
        # Looking at every element is dear, so only where the page has such a thing at all.
        if any(sign in self.low for sign in _WIDGET_SIGNS):
            for node in self.tree.css(_WIDGETS):
                self.sightings.see_widget(node, node.tag or "", node.attributes)

    def _see_link(self, node: LexborNode) -> None:
        address = node.attrs.get("href") or ""
        if not address:
            return
        self.sightings.see_link(node, address)
        if len(self.links) < MOST_LINKS and not address.startswith(("#", "mailto:", "tel:", "javascript:")):
            self.links.append(Link(address, node.text(deep=True)[:200].strip()))

    def _see_meta(self, attributes: dict[str, str | None]) -> None:
        if (attributes.get("name") or "").lower() == "viewport":
            self.viewport = (attributes.get("content") or "").lower()
        elif attributes.get("property") == "og:site_name":
            self.site_name = (attributes.get("content") or "").strip()[:200]

    def _see_head_link(self, attributes: dict[str, str | None]) -> None:
        rel = (attributes.get("rel") or "").lower().split()
        media = (attributes.get("media") or "").lower()
        if "alternate" in rel and ("max-width" in media or "handheld" in media):
            self.phone_version = True
        elif "me" in rel:
            self.sightings.see_rel_me(attributes.get("href") or "")

    def _see_frame(self, attributes: dict[str, str | None]) -> None:
        self.frames = True
        if attributes.get("src"):
            self.links.append(Link(attributes["src"] or "", attributes.get("name") or ""))

    def _title(self) -> str:
        node = self.tree.css_first("title")
        return " ".join(node.text()[:500].split()) if node is not None else ""

    def _layout(self) -> Layout:
        head_seen = not self.cut_short or b"</head" in self.low or b"<body" in self.low
        return Layout(self.viewport, self.frames, self.wide_tables, self.phone_version, head_seen)

    def _builder(self) -> str:
        start = self.low[:_BUILDER_SHOWS]
        return next((name for name, signs in _BUILDERS if any(sign in start for sign in signs)), "")

    def _little_text(self) -> str | None:
        """The visible text of a page with few links; None for every other page, plainly a real one."""
        body = self.tree.body
        if body is None or len(self.links) >= FEW_LINKS:
            return None
        self._scripts = len(self.tree.css("script"))
        for node in body.css("script,style,noscript,template"):
            node.decompose()
        return body.text(deep=True, separator=" ")

    def _asks_to_sign_in(self, title: str) -> bool:
        if self.tree.css_first("input[type=password]") is None:
            return False
        return len(self.links) < 10 or title.lower().startswith(_SIGN_IN_TITLES)

    def _needs_script(self) -> bool:
        if not self._scripts or self.frames:
            return False
        return not self.links or self.tree.css_first(_SCRIPT_ROOTS) is not None

    def _parked(self, title: str, text: str) -> bool:
        said = f"{title} {text}".lower()
        return any(phrase in said for phrase in _FOR_SALE) or any(host in self.low for host in _PARKING_HOSTS)


def _is_wide(width: str | None) -> bool:
    digits = (width or "").strip().lower().removesuffix("px")
    return digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) >= _WIDE
