"""Fetches pages of one website: politely, and never from anywhere but the public web."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import aiohttp
from protego import Protego
from yarl import URL

from .connect import CheckedResolver, Dial, Lookup, NotPublicError, look_up, open_session, open_socket
from .pace import SHARED, Pace
from .platforms import network_of
from .report import Outcome
from .settings import Settings
from .unpack import Unpacker
from .webaddress import BadAddressError, WebAddress, join

_HTML = ("text/html", "application/xhtml+xml")
_REDIRECTS = (301, 302, 303, 307, 308)
_TURNED_AWAY = (403, 406, 423, 425, 429, 451, 503, 999)
_LONGEST_WAIT = 10.0  # of a Crawl-delay


class CouldNotFetchError(Exception):
    """`outcome` is the plain reason; `url` is where we had got to."""

    def __init__(self, outcome: Outcome, url: str = "") -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.url = url


@dataclass(frozen=True, slots=True)
class Fetched:
    address: WebAddress  # after redirects
    body: bytes
    content_type: str
    cut_short: bool


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    content_type: str
    body: bytes
    cut_short: bool


class Fetcher:
    """For one website at a time, inside `async with`. `lookup` and `dial` stand for the network."""

    def __init__(
        self, settings: Settings, *, lookup: Lookup = look_up, dial: Dial = open_socket, pace: Pace = SHARED
    ) -> None:
        self._settings = settings
        trusted = (URL(settings.proxy).host or "") if settings.proxy else ""
        self._resolver = CheckedResolver(lookup, allow_private=settings.allow_private, trusted=trusted)
        self._dial = dial
        self._pace = pace
        self._robots: dict[str, Protego | None] = {}

    async def __aenter__(self) -> Self:
        self._session = open_session(self._settings, self._resolver, self._dial)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def page(self, address: WebAddress) -> Fetched:
        """One web page, redirects followed by hand. Raises `CouldNotFetchError` with the plain reason."""
        for _ in range(self._settings.max_redirects + 1):
            await self._may_visit(address)
            answer = await self._ask(address, self._settings.max_page_bytes)
            if answer.status not in _REDIRECTS:
                return self._accepted(address, answer)
            address = self._onward(address, answer)
        raise CouldNotFetchError(Outcome.GOES_ROUND, address.url)

    def _onward(self, address: WebAddress, answer: _Answer) -> WebAddress:
        if not answer.location:
            raise CouldNotFetchError(Outcome.SITE_ERROR, address.url)
        try:
            return join(address, answer.location, allow_private=self._settings.allow_private)
        except BadAddressError as error:
            # Wherever it wanted to send us, it was not to a page of the public web.
            raise CouldNotFetchError(Outcome.NOT_PUBLIC, answer.location[:200]) from error

    def _accepted(self, address: WebAddress, answer: _Answer) -> Fetched:
        outcome = _status_outcome(answer.status)
        if outcome is None and not _is_html(answer):
            outcome = Outcome.TOO_BIG if answer.cut_short else Outcome.NOT_A_PAGE
        if outcome is not None:
            raise CouldNotFetchError(outcome, address.url)
        return Fetched(address, answer.body, answer.content_type, answer.cut_short)

    async def _may_visit(self, address: WebAddress) -> None:
        if network_of(address.host):
            raise CouldNotFetchError(Outcome.SOCIAL_ONLY, address.url)
        robots = await self._robots_of(address)
        if robots is not None and not robots.can_fetch(address.url, self._settings.product):
            raise CouldNotFetchError(Outcome.ASKED_NOT_TO, address.url)

    async def _robots_of(self, address: WebAddress) -> Protego | None:
        if address.origin not in self._robots:
            self._robots[address.origin] = await self._read_robots(address)
        return self._robots[address.origin]

    async def _read_robots(self, address: WebAddress) -> Protego | None:
        """The site's wishes, or None where it states none. An answer of "come back later" is a wish too."""
        here = join(address, "/robots.txt", allow_private=self._settings.allow_private)
        for _ in range(self._settings.max_redirects + 1):
            if network_of(here.host):
                return None
            answer = await self._ask(here, self._settings.max_robots_bytes)
            if answer.status not in _REDIRECTS:
                break
            here = self._onward(here, answer)
        if answer.status == 429 or answer.status >= 500:
            raise CouldNotFetchError(Outcome.TURNED_AWAY, address.url)
        if answer.status != 200 or _is_html(answer):
            return None
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    async def _ask(self, address: WebAddress, limit: int) -> _Answer:
        await self._pace.turn(_pace_key(address), self._pause(address))
        try:
            async with asyncio.timeout(self._settings.total_seconds):
                await self._check_before_proxy(address)
                return await self._exchange(address, limit)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise CouldNotFetchError(_error_outcome(error), address.url) from error

    def _pause(self, address: WebAddress) -> float:
        robots = self._robots.get(address.origin)
        asked = robots.crawl_delay(self._settings.product) if robots is not None else None
        if asked is None or self._settings.pause <= 0:
            return self._settings.pause
        return max(self._settings.pause, min(float(asked), _LONGEST_WAIT))

    async def _check_before_proxy(self, address: WebAddress) -> None:
        """With a proxy the name is looked up over there; what we can tell from here is refused here."""
        if not self._settings.proxy or address.is_number:
            return
        try:
            await self._resolver.addresses(address.host)
        except NotPublicError:
            raise
        except OSError:
            return

    async def _exchange(self, address: WebAddress, limit: int) -> _Answer:
        url = URL(address.url, encoded=True)
        proxy = self._settings.proxy or None
        async with self._session.get(url, allow_redirects=False, proxy=proxy) as response:
            if (
                sum(len(name) + len(value) for name, value in response.raw_headers)
                > self._settings.max_header_bytes
            ):
                raise CouldNotFetchError(Outcome.TOO_BIG, address.url)
            kind = response.headers.get("Content-Type", "")
            location = response.headers.get("Location", "")
            if response.status != 200 or not _wanted(kind):
                return _Answer(response.status, location, kind, b"", cut_short=False)
            parcel = Unpacker(response.headers.get("Content-Encoding", ""), limit)
            async for piece in response.content.iter_any():
                parcel.feed(piece)
                if parcel.cut_short:
                    break
        return _Answer(200, "", kind, bytes(parcel.body), parcel.cut_short)


def _pace_key(address: WebAddress) -> str:
    # Other ports exist only in a demo or a test, where each port stands for a host of its own.
    return address.host if address.port in (80, 443) else f"{address.host}:{address.port}"


def _wanted(content_type: str) -> bool:
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    return not kind or kind in _HTML or kind == "text/plain"


def _is_html(answer: _Answer) -> bool:
    kind = answer.content_type.split(";")[0].strip().lower()
    return kind in _HTML or (not kind and answer.body[:500].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"))


def _status_outcome(status: int) -> Outcome | None:
    if status == 200:
        return None
    if status == 401:
        return Outcome.SIGN_IN_ONLY
    if status in (404, 410):
        return Outcome.NOT_FOUND
    if status in _TURNED_AWAY or 400 <= status < 500:
        return Outcome.TURNED_AWAY
    return Outcome.SITE_ERROR if status >= 500 else Outcome.EMPTY


def _error_outcome(error: Exception) -> Outcome:
    cause = getattr(error, "os_error", error)
    if isinstance(cause, NotPublicError):
        return Outcome.NOT_PUBLIC
    for kinds, outcome in _ERRORS:
        if isinstance(error, kinds):
            return outcome
    return Outcome.REFUSED


_Kinds = tuple[type[Exception], ...]
# The first that fits decides, so the narrower come first.
_ERRORS: tuple[tuple[_Kinds, Outcome], ...] = (
    ((TimeoutError,), Outcome.TOO_SLOW),
    ((aiohttp.ClientConnectorDNSError,), Outcome.NO_SUCH_NAME),
    ((aiohttp.ClientSSLError,), Outcome.BAD_PADLOCK),
    ((aiohttp.InvalidURL,), Outcome.BAD_ADDRESS),
    ((aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError), Outcome.REFUSED),
    ((aiohttp.ClientResponseError,), Outcome.NONSENSE),
    ((aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError), Outcome.BROKE_OFF),
    ((ValueError,), Outcome.NONSENSE),
)
