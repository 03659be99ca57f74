"""A network that cannot leave this machine: its sockets refuse to exist or are turned round to loopback."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from leasow_web import Web

from checkup import Report, Settings
from checkup.connect import AddressInfo
from checkup.fetch import Fetcher
from checkup.pace import Pace
from checkup.parsing import SHARED
from checkup.visit import look_with
from checkup.wire import Wire

PUBLIC = "93.184.215.14"


class FakeNet:
    """Names answered from a table (one list a look-up, the last repeated); every address dialled is noted."""

    def __init__(self, names: dict[str, list[list[str]]] | None = None, web: Web | None = None) -> None:
        self.names = names or {}
        self.web = web
        self.looked_up: list[str] = []
        self.dialled: list[str] = []

    async def lookup(self, host: str) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if not answers:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, info: AddressInfo) -> socket.socket:
        self.dialled.append(str(info[4][0]))
        if self.web is None:
            raise OSError("nothing is ever sent from here")
        return Detour(self.web.port)


class Detour(socket.socket):
    """Wherever it is told to connect, it connects to the test server on loopback."""

    def __init__(self, port: int) -> None:
        super().__init__(socket.AF_INET, socket.SOCK_STREAM)
        self._port = port

    def connect(self, address: Any) -> None:
        super().connect(("127.0.0.1", self._port))


def look_through(net: FakeNet, address: str, **settings: Any) -> Report:
    wanted = Settings(**{"pause": 0, "total_seconds": 3, **settings})

    async def go() -> Report:
        async with Wire(wanted, lookup=net.lookup, dial=net.dial) as wire:
            fetcher = Fetcher(wire, wanted, pace=Pace())
            return await look_with(fetcher, address, known=None, settings=wanted, pool=SHARED)

    return asyncio.run(go())
