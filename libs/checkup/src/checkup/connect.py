"""The door to the network: a name is looked up once, and only a checked answer is ever dialled."""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from .guard import is_public
from .settings import Settings

Lookup = Callable[[str], Awaitable[list[str]]]
AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]
Dial = Callable[[AddressInfo], socket.socket]


class NotPublicError(OSError):
    """A name led to an address that is not open to the public."""


async def look_up(host: str) -> list[str]:
    """Every address of a name, as the system resolver gives them. Raises `OSError` when there is none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def open_socket(info: AddressInfo) -> socket.socket:
    return socket.socket(info[0], info[1], info[2])


class NameUnknownError(OSError):
    """Nobody has an address for this name."""


# The answer a request was let through by: its connection is made to this and nothing is looked up twice.
_FOUND: ContextVar[tuple[str, list[str]] | None] = ContextVar("found", default=None)


class CheckedResolver(AbstractResolver):
    """One look-up a connection. Mixed answers are refused whole: one private address spoils them all."""

    def __init__(self, lookup: Lookup, *, allow_private: bool, trusted: str = "") -> None:
        self._lookup = lookup
        self._allow_private = allow_private
        self._trusted = trusted  # the egress proxy, which the operator has named

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = _FOUND.get()
        addresses = found[1] if found is not None and found[0] == host else await self.addresses(host)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
            if family in (socket.AF_UNSPEC, socket.AF_INET6 if ":" in address else socket.AF_INET)
        ]

    async def addresses(self, host: str) -> list[str]:
        """Every address of a name, checked. `NotPublicError`, or another `OSError` where there is none."""
        found = await self._lookup(host)
        if not found:
            raise NameUnknownError(host)
        if host != self._trusted and not self._allow_private and not all(map(is_public, found)):
            raise NotPublicError(host)
        return found

    @contextmanager
    def holding(self, host: str, addresses: list[str]) -> Iterator[None]:
        """Connections to `host` made inside go to these addresses, which have been checked."""
        token = _FOUND.set((host, addresses) if addresses else None)
        try:
            yield
        finally:
            _FOUND.reset(token)

    async def close(self) -> None:
        """Nothing is kept open."""


def guarded(dial: Dial, *, allow_private: bool) -> Dial:
    """A second wall: the very address about to be dialled is checked once more."""

    def checked(info: AddressInfo) -> socket.socket:
        if not allow_private and not is_public(str(info[4][0])):
            raise NotPublicError(str(info[4][0]))
        return dial(info)

    return checked


class _Handshake(ssl.SSLObject):
    """Notes when the certificate of a name ends; by the time a page is here its connection is gone."""

    def do_handshake(self) -> None:
        super().do_handshake()
        told = self.getpeercert() or {}
        if len(_ENDS) > _MOST_NAMES:
            _ENDS.clear()
        if self.server_hostname:
            _ENDS[self.server_hostname] = str(told.get("notAfter", ""))


_ENDS: dict[str, str] = {}
_MOST_NAMES = 10_000


def padlock_days(host: str) -> int | None:
    """Whole days until the certificate ends that this host showed when last connected to."""
    ends = _ENDS.get(host)
    return int((ssl.cert_time_to_seconds(ends) - time.time()) // 86_400) if ends else None


@lru_cache(maxsize=8)
def _trust(ca_bundle: str) -> ssl.SSLContext:
    # Reading the system's certificates takes longer than many a page.
    context = ssl.create_default_context(cafile=ca_bundle or None)
    context.sslobject_class = _Handshake
    return context


def open_session(settings: Settings, resolver: CheckedResolver, dial: Dial) -> aiohttp.ClientSession:
    """A session that keeps no cookies and reads no proxy or password from the environment."""
    through_proxy = bool(settings.proxy)
    connector = aiohttp.TCPConnector(
        resolver=resolver,
        use_dns_cache=False,
        force_close=True,
        ssl=_trust(settings.ca_bundle),
        # A proxy is dialled instead of the website, wherever the operator has put it.
        socket_factory=guarded(dial, allow_private=settings.allow_private or through_proxy),
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=settings.total_seconds, connect=settings.connect_seconds),
        max_line_size=settings.max_header_bytes,
        max_field_size=settings.max_header_bytes,
        headers={
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            "Accept-Language": "en-GB,en;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        },
    )
