"""A network that cannot leave this machine: its sockets refuse to exist or are turned round to loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from typing import Any

from leasow_web import Web

from checkup import Arrival, KnownPlaces, Memory, Report, Settings, Turns
from checkup.connect import AddressInfo
from checkup.fetch import Fetcher
from checkup.pace import Pace
from checkup.parsing import SHARED
from checkup.visit import Seen, see_with
from checkup.wire import Wire

PUBLIC = "93.184.215.14"
Door = str | int | tuple[str, int]  # an address, a port, or both


class FakeNet:
    """Names answered from a table (one list a look-up, the last repeated); every address dialled is noted.

    With `web` everybody is turned round to it; with `webs` by the address or port they meant to dial, and
    whoever means another finds nobody in.
    """

    def __init__(
        self,
        names: dict[str, list[list[str]]] | None = None,
        web: Web | None = None,
        webs: Mapping[Door, Web] | None = None,
    ) -> None:
        self.names = names or {}
        self.web = web
        self.webs = webs or {}
        self.looked_up: list[str] = []
        self.dialled: list[str] = []

    async def lookup(self, host: str) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, info: AddressInfo) -> socket.socket:
        host, port = str(info[4][0]), int(info[4][1])
        self.dialled.append(host)
        web = next((self.webs[door] for door in ((host, port), host, port) if door in self.webs), self.web)
        if web is None:
            raise ConnectionRefusedError("nothing is ever sent from here")
        return Detour(web.port)


class Detour(socket.socket):
    """Wherever it is told to connect, it connects to the test server on loopback."""

    def __init__(self, port: int) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self._port = port

    def connect(self, address: Any) -> None:
        super().connect(("127.0.0.1", self._port))


def look_through(net: FakeNet, address: str, **settings: Any) -> Report:
    return see_through(net, address, **settings).report


def arrive_through(net: FakeNet, address: str, **settings: Any) -> Arrival:
    return see_through(net, address, **settings).arrival


def see_through(
    net: FakeNet,
    address: str,
    *,
    memory: Memory | None = None,
    pace: Turns | None = None,
    known: KnownPlaces | None = None,
    **settings: Any,
) -> Seen:
    wanted = Settings(**{"pause": 0, "total_seconds": 3, **settings})

    async def go() -> Seen:
        async with Wire(wanted, lookup=net.lookup, dial=net.dial) as wire:
            fetcher = Fetcher(wire, wanted, pace=pace or Pace(), memory=memory)
            return await see_with(
                fetcher, address, known=known or KnownPlaces(), settings=wanted, pool=SHARED, memory=memory
            )

    return asyncio.run(go())
