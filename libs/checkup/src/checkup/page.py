"""One saved or fetched page in, its facts out: decoded once, parsed once, walked once.

lexbor is C and a hostile page can make it slow or bring it down, so anything from outside is read through
`parsing.py`, in a process that may die.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from .facts import Layout, Link, Page
from .hidden import hidden_accounts
from .mentions import Sightings

LONGEST_PAGE = 3_000_000
MOST_LINKS = 3_000
FEW_LINKS = 20
MANY_WORDS = 400
_WIDE = 600
_WANTED = (
    "a[href],area[href],iframe[src],frame[src],frameset,base[href],meta[content],link[rel],table[width],"
    "[data-href],[data-channelid],[data-channel],fb\\:like-box,fb\\:fan,fb\\:page"
)
_BUILDERS = (
    ("Wix", ("wix.com website builder", "static.wixstatic.com", "static.parastorage.com")),
    ("Squarespace", ("static1.squarespace.com", "this is squarespace")),
    ("Google Sites", ("sites.google.com/", "ssl.gstatic.com/atari")),
    ("Weebly", ("editmysite.com",)),
    ("GoDaddy", ("go daddy website builder", "godaddy website builder", "img1.wsimg.com")),
    ("Webflow", ("assets.website-files.com", 'content="webflow"')),
    ("WordPress", ("/wp-content/", "/wp-includes/", 'content="wordpress')),
    ("Joomla", ('content="joomla', "/media/jui/")),
    ("Drupal", ('content="drupal', "/sites/default/files/")),
)
_FOR_SALE = (
    "this domain is for sale", "domain is for sale", "buy this domain", "this domain may be for sale",
    "domain name is for sale", "this domain name has expired", "domain has expired",
    "parked free, courtesy of", "this domain is parked", "domain parking", "is parked free",
    "the domain has recently been registered", "this web page is parked",
)  # fmt: skip
_PARKING_HOSTS = (
    "sedoparking.com",
    "parkingcrew.net",
    "bodis.com",
    "parklogic.com",
    "above.com/",
    "dan.com/buy",
)
_SIGN_IN_TITLES = ("log in", "login", "sign in", "members only", "password", "private site", "protected")
_NOT_TEXT = "\ufffd\x7f" + "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\f\r")
_SCRIPT_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#gatsby-focus-wrapper"


def read_page(
    body: bytes, url: str, *, content_type: str = "", limit: int = LONGEST_PAGE, cut_short: bool = False
) -> Page:
    """The facts of one page. Bytes past `limit` are left unread; `cut_short` says some were lost before."""
    text = _decode(body[:limit], content_type)
    return _Reading(text, url, cut_short=cut_short or len(body) > limit).facts()


def _decode(body: bytes, content_type: str) -> str:
    """By the header, then the byte order mark, then what the page says of itself, else a guess."""
    _, text = html_to_unicode(content_type or None, body, auto_detect_fun=_guess)
    return text


def _guess(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut in the middle of a letter is still UTF-8.
        return "utf-8" if error.start > len(body) - 4 else "cp1252"
    return "utf-8"


def looks_like_nonsense(text: str) -> bool:
    """Whether more than a twentieth of the beginning is not text: pictures and programs have a tenth."""
    start = text[:20_000]
    return sum(map(start.count, _NOT_TEXT)) * 20 > len(start)


class _Reading:
    """The walk over one parsed page."""

    def __init__(self, text: str, url: str, *, cut_short: bool) -> None:
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
        mentions = self.sightings.mentions()
        title = self._title()
        text = self._little_text()
        words = len(text.split()) if text is not None else MANY_WORDS
        alone = not mentions and words < 150
        return Page(
            url=self.url,
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
        attributes = node.attributes
        if tag in ("a", "area"):
            self._see_link(node, attributes)
        elif tag == "meta":
            self._see_meta(attributes)
        elif tag == "link":
            self._see_head_link(attributes)
        elif tag == "table":
            self.wide_tables += _is_wide(attributes.get("width"))
        elif tag == "base":
            self.base = _join(self.url, attributes.get("href") or "") or self.url
        elif tag in ("frame", "frameset"):
            self._see_frame(attributes)
        if tag not in ("a", "area", "meta", "link"):
            self.sightings.see_widget(node, tag, attributes)

    def _see_link(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        address = attributes.get("href") or ""
        self.sightings.see_link(node, address, attributes)
        if len(self.links) < MOST_LINKS and not address.startswith(("#", "mailto:", "tel:", "javascript:")):
            url = _join(self.base, address)
            if url:
                self.links.append(Link(url, node.text(deep=True)[:200].strip()))

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
        url = _join(self.base, attributes.get("src") or "")
        if url:
            self.links.append(Link(url, attributes.get("name") or ""))

    def _title(self) -> str:
        node = self.tree.css_first("title")
        return " ".join(node.text()[:500].split()) if node is not None else ""

    def _layout(self) -> Layout:
        head_seen = not self.cut_short or "</head" in self.low or "<body" in self.low
        return Layout(self.viewport, self.frames, self.wide_tables, self.phone_version, head_seen)

    def _builder(self) -> str:
        return next((name for name, signs in _BUILDERS if any(sign in self.low for sign in signs)), "")

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


def _join(base: str, address: str) -> str:
    """The absolute http(s) address of a link, or "" when there is none to follow."""
    try:
        url = urljoin(base, address.strip()) if base else address.strip()
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _is_wide(width: str | None) -> bool:
    digits = (width or "").strip().lower().removesuffix("px")
    return digits.isascii() and digits.isdigit() and len(digits) < 6 and int(digits) >= _WIDE
