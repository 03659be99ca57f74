"""Fetches pages of one website: in turn, as robots.txt wishes, and never from anywhere but the public web."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from protego import Protego

from .facts import Page
from .memory import Memory, page_from
from .outcomes import CouldNotFetchError, says_it_is_being_mended, status_outcome
from .pace import SHARED, GivenUpError, Turns
from .platforms import network_of
from .report import Outcome
from .settings import Settings
from .units import block_of, unit_of
from .webaddress import BadAddressError, WebAddress, join
from .wire import FEEDS, PAGES, Answer, Headers, Request, Wire

_REDIRECTS = (301, 302, 303, 307, 308)
_LONGEST_WAIT = 10.0  # of a Crawl-delay
_SEARCH_ENGINES = ("Googlebot", "Bingbot", "DuckDuckBot", "Applebot", "SomebodyElse")


@dataclass(frozen=True, slots=True)
class Fetched:
    """`way` is every address on the way, the last one included. `page` is set where nothing has changed."""

    address: WebAddress  # after redirects
    body: bytes
    headers: Headers
    cut_short: bool
    way: tuple[WebAddress, ...] = ()
    page: Page | None = None

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "")


@dataclass(frozen=True, slots=True)
class Knocked:
    """Where a request for the heading alone ended, and what it was answered there."""

    address: WebAddress
    status: int
    content_type: str
    size: int | None


class Fetcher:
    """One visit to one website. `wire` may be shared; what robots.txt said is this visit's own."""

    def __init__(
        self, wire: Wire, settings: Settings, *, pace: Turns = SHARED, memory: Memory | None = None
    ) -> None:
        self._wire = wire
        self._settings = settings
        self._pace = pace
        self._memory = memory
        self._robots: dict[str, Protego | None] = {}
        self._closed: set[str] = set()  # units that asked us to come back later
        self._asked = 0
        self.patience: asyncio.Timeout | None = None  # stands still while we wait for our turn

    async def page(self, address: WebAddress) -> Fetched:
        """One web page, redirects followed by hand. Raises `CouldNotFetchError` with the plain reason."""
        way: list[WebAddress] = []
        for _ in range(self._settings.max_redirects + 1):
            way.append(address)
            await self._may_visit(address)
            answer, remembered = await self._ask_again(address)
            if answer.status == 304 and remembered is not None:
                return Fetched(address, b"", answer.headers, cut_short=False, way=tuple(way), page=remembered)
            if answer.status not in _REDIRECTS:
                return _accepted(address, answer, tuple(way))
            address = self._onward(address, answer)
        raise CouldNotFetchError(Outcome.GOES_ROUND, address.url)

    async def feed(self, address: WebAddress) -> Fetched:
        """A news feed, likewise; what came may be anything that says it is text."""
        for _ in range(self._settings.max_redirects + 1):
            await self._may_visit(address)
            answer = await self._ask(address, kinds=FEEDS, limit=self._settings.max_feed_bytes)
            if answer.status not in _REDIRECTS:
                break
            address = self._onward(address, answer)
        outcome = status_outcome(answer.status)
        if outcome is not None:
            raise CouldNotFetchError(outcome, address.url)
        return Fetched(address, answer.body, answer.headers, answer.cut_short)

    async def knock(self, address: WebAddress) -> Knocked:
        """Asks for headings only, redirects followed. Raises `CouldNotFetchError` where there is no answer.

        A website that refuses to give a heading alone is asked properly before anything is said of it.
        """
        for _ in range(self._settings.max_redirects + 1):
            await self._may_visit(address)
            answer = await self._ask_heading(address)
            if answer.status not in _REDIRECTS:
                return Knocked(address, answer.status, answer.kind, answer.size)
            address = self._onward(address, answer)
        raise CouldNotFetchError(Outcome.GOES_ROUND, address.url)

    async def mail_domain(self, domain: str) -> bool | None:
        return await self._wire.knows(domain)

    def searching_forbidden(self, address: WebAddress) -> bool | None:
        """Whether robots.txt keeps every search engine out; None where it has not been read."""
        key = _site_key(address)
        if key not in self._robots:
            return None
        robots = self._robots[key]
        front = address.origin + "/"
        return robots is not None and not any(robots.can_fetch(front, name) for name in _SEARCH_ENGINES)

    def _onward(self, address: WebAddress, answer: Answer) -> WebAddress:
        location = answer.headers.get("Location", "")
        if not location:
            raise CouldNotFetchError(Outcome.SITE_ERROR, address.url)
        try:
            return join(address, location, allow_private=self._settings.allow_private)
        except BadAddressError as error:
            # Wherever it wanted to send us, it was not to a page of the public web.
            raise CouldNotFetchError(Outcome.NOT_PUBLIC, location[:200]) from error

    async def _may_visit(self, address: WebAddress) -> None:
        if network_of(address.host):
            raise CouldNotFetchError(Outcome.SOCIAL_ONLY, address.url)
        robots = await self._robots_of(address)
        if robots is not None and not robots.can_fetch(address.url, self._settings.product):
            raise CouldNotFetchError(Outcome.ASKED_NOT_TO, address.url)

    async def _robots_of(self, address: WebAddress) -> Protego | None:
        key = _site_key(address)
        if key not in self._robots:
            self._robots[key] = await self._read_robots(address)
        return self._robots[key]

    async def _read_robots(self, address: WebAddress) -> Protego | None:
        """The site's wishes, or None where it states none. An answer of "come back later" is a wish too."""
        here = join(address, "/robots.txt", allow_private=self._settings.allow_private)
        for _ in range(self._settings.max_redirects + 1):
            if network_of(here.host):
                return None
            answer = await self._ask(here, kinds=PAGES, limit=self._settings.max_robots_bytes)
            if answer.status not in _REDIRECTS:
                break
            here = self._onward(here, answer)
        if answer.status == 429 or answer.status >= 500:
            raise CouldNotFetchError(Outcome.TURNED_AWAY, address.url)
        if answer.status != 200 or answer.is_html:
            return None
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    async def _ask_again(self, address: WebAddress) -> tuple[Answer, Page | None]:
        """Asks whether the page has changed, where we remember it; else for the page."""
        remembered = self._memory.recall(address.url) if self._memory is not None else None
        page = page_from(remembered) if remembered is not None else None
        headers: dict[str, str] = {}
        if remembered is not None and page is not None:
            told = {"If-None-Match": remembered.etag, "If-Modified-Since": remembered.last_modified}
            headers = {name: value for name, value in told.items() if value}
        answer = await self._ask(address, kinds=PAGES, limit=self._settings.max_page_bytes, headers=headers)
        return answer, page

    async def _ask_heading(self, address: WebAddress) -> Answer:
        try:
            answer = await self._ask(address, kinds=(), method="HEAD")
        except CouldNotFetchError as error:
            if error.outcome not in (Outcome.NONSENSE, Outcome.BROKE_OFF):
                raise
        else:
            if answer.status < 400:
                return answer
        return await self._ask(address, kinds=())

    async def _ask(
        self,
        address: WebAddress,
        *,
        kinds: tuple[str, ...],
        limit: int = 0,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        if is_left_alone(address.host, self._settings.leave_alone):
            raise CouldNotFetchError(Outcome.ASKED_NOT_TO, address.url)
        unit = unit_of(address)
        if unit in self._closed or self._asked >= self._settings.max_requests:
            raise CouldNotFetchError(Outcome.TURNED_AWAY, address.url)
        self._asked += 1
        found = await self._wire.find(address)
        await self._take_turns(address, unit, found)
        named = {"User-Agent": self._settings.user_agent, **(headers or {})}
        answer = await self._wire.ask(Request(address, kinds, limit, method, named), found)
        if answer.status == 429 or (answer.status == 503 and "Retry-After" in answer.headers):
            self._closed.add(unit)
        return answer

    async def _take_turns(self, address: WebAddress, unit: str, found: list[str]) -> None:
        """The website's own turn, then its neighbours': whichever is busiest decides."""
        pause = self._pause(address)
        clock = asyncio.get_running_loop().time
        ends = self.patience.when() if self.patience is not None else None
        began = clock()
        self._be_patient(None)
        try:
            await self._pace.turn(unit, pause)
            block = block_of(found[0]) if found else ""
            if block:
                await self._pace.turn(block, self._settings.pause)
        except Exception as error:
            raise GivenUpError from error
        self._be_patient(ends + clock() - began if ends is not None else None)

    def _be_patient(self, until: float | None) -> None:
        if self.patience is not None:
            with suppress(RuntimeError):  # it has just run out: the next wait will say so
                self.patience.reschedule(until)

    def _pause(self, address: WebAddress) -> float:
        robots = self._robots.get(_site_key(address))
        asked = robots.crawl_delay(self._settings.product) if robots is not None else None
        if asked is None or self._settings.pause <= 0:
            return self._settings.pause
        return max(self._settings.pause, min(float(asked), _LONGEST_WAIT))


def is_left_alone(host: str, hosts: frozenset[str]) -> bool:
    """Whether a host, or one it is a name under, is among these."""
    labels = host.removeprefix("www.").split(".")
    return bool(hosts) and any(".".join(labels[start:]) in hosts for start in range(len(labels)))


def _accepted(address: WebAddress, answer: Answer, way: tuple[WebAddress, ...]) -> Fetched:
    outcome = status_outcome(answer.status)
    if answer.status == 503 and says_it_is_being_mended(answer.body):
        outcome = Outcome.BEING_BUILT
    if outcome is None and not answer.is_html:
        outcome = Outcome.TOO_BIG if answer.cut_short else Outcome.NOT_A_PAGE
    if outcome is not None:
        raise CouldNotFetchError(outcome, address.url)
    return Fetched(address, answer.body, answer.headers, answer.cut_short, way)


def _site_key(address: WebAddress) -> str:
    """With and without "www." and padlock it is one website with one set of wishes."""
    port = "" if address.port in (80, 443) else f":{address.port}"
    return address.host.removeprefix("www.") + port
