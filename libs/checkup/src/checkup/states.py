"""What kind of page this hardly is: parked, behind a door, still being built, or put together by a script."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

_FOR_SALE = (
    "this domain is for sale", "domain is for sale", "buy this domain", "this domain may be for sale",
    "domain name is for sale", "this domain name has expired", "domain has expired",
    "parked free, courtesy of", "this domain is parked", "domain parking", "is parked free",
    "the domain has recently been registered", "this web page is parked",
)  # fmt: skip
_PARKING_HOSTS = (b"sedoparking.com", b"parkingcrew.net", b"bodis.com", b"parklogic.com", b"dan.com/buy")
_SMALL = 60_000  # bytes: a page of adverts is no bigger
_SIGN_IN_TITLES = ("log in", "login", "sign in", "members only", "password", "private site", "protected")
_SCRIPT_ROOTS = "#root,#app,#__next,#__nuxt,app-root,#gatsby-focus-wrapper"
_CONSENT = (
    "before you continue to", "we value your privacy", "accept all cookies", "manage consent",
    "cookie consent",
    "your privacy choices", "we and our partners", "consent to the use of", "agree and continue",
)  # fmt: skip
_BUILDING = (
    "under construction", "coming soon", "website is being built", "site is being built", "launching soon",
    "maintenance mode", "down for maintenance", "undergoing maintenance", "scheduled maintenance",
    "opening soon",
    "site is under development", "website under development", "work in progress", "back soon",
    "be back shortly",
    "new website is on its way", "new website coming", "dan ei ddatblygu", "yn dod yn fuan",
)  # fmt: skip


class States:
    """`alone`: hardly any text, and no account of anybody's, so that a door is all there is."""

    def __init__(
        self,
        tree: LexborHTMLParser,
        source: bytes,
        *,
        said: str,
        title: str,
        words: int,
        links: int,
        alone: bool,
    ) -> None:
        self._tree = tree
        self._source = source
        self._title = title.lower()
        self._said = f"{title} {said[:6_000]}".lower() if words < 250 else self._title
        self._words = words
        self._links = links
        self._alone = alone

    def asks_to_sign_in(self) -> bool:
        if not self._alone or self._tree.css_first("input[type=password]") is None:
            return False
        return self._links < 10 or self._title.startswith(_SIGN_IN_TITLES)

    def needs_script(self, scripts: int, *, frames: bool) -> bool:
        if not self._alone or self._words >= 25 or not scripts or frames:
            return False
        return not self._links or self._tree.css_first(_SCRIPT_ROOTS) is not None

    def parked(self) -> bool:
        if self._words >= 250:
            return False
        if any(phrase in self._said for phrase in _FOR_SALE):
            return True
        low = self._source.lower() if len(self._source) < _SMALL else b""
        return any(host in low for host in _PARKING_HOSTS)

    def asks_consent(self) -> bool:
        return self._alone and self._links < 12 and any(phrase in self._said for phrase in _CONSENT)

    def being_built(self) -> bool:
        return self._words < 120 and self._links < 20 and any(phrase in self._said for phrase in _BUILDING)
