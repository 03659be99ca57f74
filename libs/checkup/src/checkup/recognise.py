"""Tells a page of the group from what stands in its place: adverts, walls, a notice that nothing is here."""

from __future__ import annotations

from collections.abc import Iterator

from .facts import Page
from .report import Outcome
from .rooms import words
from .units import registrable

_FEW_WORDS = 150
# What walls against robots call themselves. People pass them, so nothing is said against the website.
_WALL_TITLES = (
    "just a moment", "attention required!", "access denied", "are you a robot", "are you human",
    "robot check",
    "security check", "checking your browser", "ddos-guard", "one moment, please", "bot verification",
    "pardon our interruption", "403 forbidden", "forbidden", "sucuri website firewall", "captcha",
    "human verification", "verify you are human", "you have been blocked", "request rejected",
    "client challenge", "vercel security checkpoint", "radware", "imunify360",
)  # fmt: skip
_WALL_WORDS = (
    "checking your browser before", "enable javascript and cookies to continue", "verify you are human",
    "verifying you are human", "complete the security check", "unusual traffic from your", "i am not a robot",
    "i'm not a robot", "why have i been blocked", "prove you are human",
    "checking if the site connection is secure",
)  # fmt: skip
_NOTHING_TITLES = (
    "404", "page not found", "not found", "error 404", "file not found", "page missing", "nothing found",
    "page cannot be found", "page can't be found", "page can’t be found", "oops! that page",
    "the page you requested", "page no longer exists", "this page doesn't exist", "this page doesn’t exist",
    "heb ganfod y dudalen",
)  # fmt: skip
# As of 2026: where names go when nobody renews them. A name that leads there is not the group's any more.
_SALE_ROOMS = words(
    """
    sedo.com sedoparking.com dan.com afternic.com hugedomains.com buydomains.com undeveloped.com
    parkingcrew.net bodis.com parklogic.com above.com uniregistry.com domainmarket.com brandbucket.com
    squadhelp.com atom.com domainnamesales.com sav.com epik.com voodoo.com skenzo.com dnparking.com
    """
)


def outcome_of(page: Page) -> Outcome:
    """Whether a page that arrived was worth looking at."""
    if page.nonsense:
        return Outcome.NONSENSE
    if page.parked or registrable(_host(page.url)) in _SALE_ROOMS:
        return Outcome.PARKED
    return next(_in_its_place(page), Outcome.LOOKED)


def _in_its_place(page: Page) -> Iterator[Outcome]:
    if _is_wall(page):
        yield Outcome.TURNED_AWAY
    if page.asks_to_sign_in:
        yield Outcome.SIGN_IN_ONLY
    if page.asks_consent:
        yield Outcome.ASKS_CONSENT
    if page.needs_script:
        yield Outcome.SCRIPT_ONLY
    if _says_nothing_is_here(page):
        yield Outcome.NOT_FOUND
    if page.being_built and not page.mentions:
        yield Outcome.BEING_BUILT
    if not page.words and not page.links and not page.mentions:
        # Of a page read in part we do not know that it is empty.
        yield Outcome.COULD_NOT_READ if page.cut_short else Outcome.EMPTY


def _is_wall(page: Page) -> bool:
    """By its own words, and only where there is little else: a page about robots is no wall."""
    if page.words >= _FEW_WORDS or page.mentions:
        return False
    opening = page.reading.opening.lower()
    return page.title.lower().startswith(_WALL_TITLES) or any(words in opening for words in _WALL_WORDS)


def _says_nothing_is_here(page: Page) -> bool:
    """A page that says "not found" although its server says all is well."""
    title = page.title.lower()
    first = page.reading.headings[0].text.lower() if page.reading.headings else ""
    if title.startswith(_NOTHING_TITLES):
        return True
    return page.words < _FEW_WORDS and first.startswith(_NOTHING_TITLES)


def _host(url: str) -> str:
    return url.partition("://")[2].split("/", maxsplit=1)[0].split(":", maxsplit=1)[0].lower()
