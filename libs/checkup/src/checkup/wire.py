"""One request and its answer, within every bound: shared by as many visits as one likes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from .connect import (
    CheckedResolver,
    Dial,
    Lookup,
    NameUnknownError,
    NotPublicError,
    look_up,
    open_session,
    open_socket,
)
from .outcomes import CouldNotFetchError, no_answer
from .report import Outcome
from .settings import Settings
from .unpack import Unpacker
from .webaddress import WebAddress

HTML = ("text/html", "application/xhtml+xml")
PAGES = (*HTML, "text/plain", "")
FEEDS = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "text/plain", "text/html", "",
)  # fmt: skip


Headers = CIMultiDictProxy[str]
_READ = (200, 503)
_NOTICE = 20_000  # bytes


@dataclass(frozen=True, slots=True)
class Request:
    """`kinds` are the kinds of body worth reading; with none only the heading of the answer is. The beginning
    of a "not now" is read too: it may say why.
    """

    address: WebAddress
    kinds: tuple[str, ...] = PAGES
    limit: int = 0  # bytes, after unpacking
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Headers  # by any spelling of their names
    body: bytes = b""
    cut_short: bool = False

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "")

    @property
    def kind(self) -> str:
        return kind_of(self.content_type)

    @property
    def is_html(self) -> bool:
        begins = self.body[:500].lstrip(b"\xef\xbb\xbf \t\r\n")
        return self.kind in HTML or (not self.kind and begins.startswith(b"<"))

    @property
    def size(self) -> int | None:
        """Bytes of the whole body, where the answer says."""
        told = self.headers.get("Content-Length", "")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None


def kind_of(content_type: str) -> str:
    return content_type.split(";", maxsplit=1)[0].strip().lower()


class Wire:
    """Used inside `async with`. `lookup` and `dial` stand for the network."""

    def __init__(self, settings: Settings, *, lookup: Lookup = look_up, dial: Dial = open_socket) -> None:
        self._settings = settings
        trusted = (URL(settings.proxy).host or "") if settings.proxy else ""
        self._resolver = CheckedResolver(lookup, allow_private=settings.allow_private, trusted=trusted)
        self._dial = dial

    async def __aenter__(self) -> Self:
        self._session = open_session(self._settings, self._resolver, self._dial)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def find(self, address: WebAddress) -> list[str]:
        """Where this address would be dialled, checked. Raises `CouldNotFetchError`.

        With a proxy the name is looked up over there: what we can tell from here is refused here, and
        where we cannot tell the answer is empty.
        """
        if address.is_number:
            return [address.host]
        try:
            async with asyncio.timeout(self._settings.connect_seconds):
                return await self._resolver.addresses(address.host)
        except NotPublicError as error:
            raise no_answer(error, address.url) from error
        except (OSError, UnicodeError) as error:
            if self._settings.proxy:
                return []
            raise no_answer(_no_name(error), address.url) from error

    async def knows(self, domain: str) -> bool | None:
        """Whether a name exists at all; None where nobody could say for certain."""
        if self._settings.proxy:
            return None
        try:
            async with asyncio.timeout(self._settings.connect_seconds):
                await self._resolver.addresses(domain)
        except NotPublicError:
            return None
        except socket.gaierror as error:
            return False if error.errno == socket.EAI_NONAME else None
        except (OSError, UnicodeError):
            return None
        return True

    async def ask(self, request: Request, found: list[str]) -> Answer:
        """The answer, whatever its status. Raises `CouldNotFetchError`. `found` comes from `find`."""
        try:
            async with asyncio.timeout(self._settings.total_seconds):
                with self._resolver.holding(request.address.host, found):
                    return await self._exchange(request)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise no_answer(error, request.address.url) from error

    async def _exchange(self, request: Request) -> Answer:
        url = URL(request.address.url, encoded=True)
        async with self._session.request(
            request.method,
            url,
            allow_redirects=False,
            proxy=self._settings.proxy or None,
            headers=request.headers,
        ) as response:
            self._bound_headers(request, response)
            kind = kind_of(response.headers.get("Content-Type", ""))
            if response.status not in _READ or kind not in request.kinds or request.method == "HEAD":
                return Answer(response.status, response.headers)
            if response.status == 200:
                parcel = await _unpacked(response, request.limit)
                return Answer(200, response.headers, bytes(parcel.body), parcel.cut_short)
            with suppress(
                ValueError, aiohttp.ClientPayloadError
            ):  # a notice that cannot be read says nothing
                parcel = await _unpacked(response, min(request.limit, _NOTICE))
                return Answer(response.status, response.headers, bytes(parcel.body), parcel.cut_short)
            return Answer(response.status, response.headers)

    def _bound_headers(self, request: Request, response: aiohttp.ClientResponse) -> None:
        size = sum(len(name) + len(value) for name, value in response.raw_headers)
        if size > self._settings.max_header_bytes:
            raise CouldNotFetchError(Outcome.TOO_BIG, request.address.url)


async def _unpacked(response: aiohttp.ClientResponse, limit: int) -> Unpacker:
    parcel = Unpacker(response.headers.get("Content-Encoding", ""), limit)
    async for piece in response.content.iter_any():
        parcel.feed(piece)
        if parcel.cut_short:
            break
    return parcel


def _no_name(error: Exception) -> Exception:
    """Whatever the system says but “too late” and “try again” means that there is no such name."""
    later = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
    return error if later or isinstance(error, TimeoutError) else NameUnknownError(str(error))
