"""Thousands of made-up groups' websites on loopback, each on an address of its own, by one small server.

Used by tests/presence/test_round_of_many.py (a few) and bench/sweep.py (as many as you like).

    python -m tests.many_sites serve NUMBER PORT PADLOCK_PORT LOG   # until it is ended
    python -m tests.many_sites make NUMBER PORT PADLOCK_PORT        # the hub and its groups, in our database
    python -m tests.many_sites begin                                # begin the round; says how long that took
"""

import asyncio
import contextlib
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from bandstand.groups.models import Group
    from bandstand.people.models import Hub

KINDS = (
    *["live"] * 71, *["dead"] * 5, *["slow"] * 3, *["silent"] * 1, *["says gzip"] * 2, *["endless"] * 1,
    *["wrong length"] * 2, *["moved"] * 6, *["forbids"] * 4, *["padlock"] * 3, *["broken"] * 2,
)  # fmt: skip
"""Which kind the hundred sites of each hundred are."""

EXPECTED = {
    "live": {"looked"},
    "dead": {"refused"},
    "slow": {"looked"},
    "silent": {"too slow"},
    "says gzip": {"nonsense"},
    "endless": {"looked", "too big", "too slow"},
    "wrong length": {"broke off", "looked"},
    "moved": {"looked"},
    "forbids": {"asked not to look"},
    "padlock": {"padlock problem"},
    "broken": {"site error", "turned away"},
}

_PAGE = (
    '<!doctype html><html lang="en-gb"><head><meta charset="utf-8"><title>{name}</title>'
    '<meta name="viewport" content="width=device-width"></head><body><nav><a href="/">Home</a> '
    '<a href="/about">About us</a> <a href="/contact">Contact</a> <a href="/news">News</a></nav>'
    "<main><h1>{name}: {title}</h1>{text}</main><footer>{name}, Leasow Vale</footer></body></html>"
)
_TEXT = (
    "<p>We look after the green, the pond and the old bandstand of Leasow Vale, and meet every first "
    "Saturday at ten by the gate. Bring gloves if you have them; there is always tea afterwards.</p>"
)
_TITLES = {"/": "Welcome", "/about": "About us", "/contact": "Contact", "/news": "News"}


def kind_of(number: int) -> str:
    return KINDS[(number * 37) % len(KINDS)]


def host_of(number: int) -> str:
    return f"127.{10 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"


def number_of(host: str) -> int:
    _, high, middle, low = (int(part) for part in host.split("."))
    return (high - 10) * 62500 + middle * 250 + low - 1


def host_moved_to(number: int) -> str:
    """Several that moved share their new host, as groups do at one provider."""
    return f"127.200.{number // 1000 % 250}.{1 + number // 100 % 10}"


def address_of(number: int, port: int, padlock_port: int) -> str:
    secure = kind_of(number) == "padlock"
    return f"http{'s' if secure else ''}://{host_of(number)}:{padlock_port if secure else port}/"


# --- the server ---------------------------------------------------------------------------------------------

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


class Sites:
    """Answers for every host, and writes down when each was asked: "seconds host path"."""

    def __init__(self, log: Path, port: int) -> None:
        self._log = log.open("a", buffering=1 << 16)
        self._port = port
        self._ways: dict[str, Callable[[Writer, str, int], Awaitable[None]]] = {
            "slow": self._slow,
            "silent": self._silent,
            "says gzip": self._says_gzip,
            "endless": self._endless,
            "wrong length": self._wrong_length,
            "moved": self._moved,
            "forbids": self._forbids,
            "broken": self._broken,
        }

    async def answer(self, reader: Reader, writer: Writer) -> None:
        came = time.time()
        host = str(writer.get_extra_info("sockname")[0])
        path = "?"
        try:
            asked = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
            path = asked.split(b" ", 2)[1].decode("latin-1")
            await self._answer(writer, host, path)
            await writer.drain()
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError, IndexError):
            pass
        finally:
            self._log.write(f"{came:.4f} {host} {path}\n")
            with contextlib.suppress(OSError):
                writer.close()

    def padlock(self, host: str) -> None:
        """A connection that ends at a certificate nobody trusts."""
        self._log.write(f"{time.time():.4f} {host} padlock\n")

    def write_out(self) -> None:
        self._log.flush()

    async def _answer(self, writer: Writer, host: str, path: str) -> None:
        number = number_of(host) if not host.startswith("127.200.") else 0
        kind = "live" if host.startswith("127.200.") else kind_of(number)
        way = self._ways.get(kind, self._live)
        await (self._live if path == "/robots.txt" and kind != "forbids" else way)(writer, path, number)

    async def _live(self, writer: Writer, path: str, number: int) -> None:
        if path not in _TITLES:
            _send(writer, 404, b"Not here.")
            return
        name = f"Friends of Leasow Green {number}"
        body = _PAGE.format(name=name, title=_TITLES[path], text=_TEXT * (1 + number % 8))
        _send(writer, 200, body.encode(), f'ETag: "{number}"\r\n' if number % 2 else "")

    async def _slow(self, writer: Writer, path: str, number: int) -> None:
        await asyncio.sleep(2.5)
        await self._live(writer, path, number)

    async def _silent(self, _writer: Writer, _path: str, _number: int) -> None:
        await asyncio.sleep(40)

    async def _says_gzip(self, writer: Writer, _path: str, _number: int) -> None:
        _send(writer, 200, b"<p>plain as day", "Content-Encoding: gzip\r\n")

    async def _endless(self, writer: Writer, _path: str, _number: int) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(400):  # 26 MB: nobody should want them
            writer.write(b"<p>and so on " * 5_000)
            await writer.drain()

    async def _wrong_length(self, writer: Writer, _path: str, _number: int) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n<p>short")

    async def _moved(self, writer: Writer, path: str, number: int) -> None:
        _send(writer, 301, b"", f"Location: http://{host_moved_to(number)}:{self._port}{path}\r\n")

    async def _forbids(self, writer: Writer, _path: str, _number: int) -> None:
        _send(writer, 200, b"User-agent: *\nDisallow: /\n", kind="text/plain")

    async def _broken(self, writer: Writer, _path: str, _number: int) -> None:
        _send(writer, 500, b"Something is wrong here.")


def _send(writer: Writer, status: int, body: bytes, more: str = "", *, kind: str = "text/html") -> None:
    head = f"HTTP/1.1 {status} So\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}"
    writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)


async def _serve(number: int, port: int, padlock_port: int, log: Path) -> None:
    sites = Sites(log, port)
    kinds = {one: kind_of(one) for one in range(number)}
    plain = [host_of(one) for one, kind in kinds.items() if kind not in {"dead", "padlock"}]
    plain += sorted({host_moved_to(one) for one, kind in kinds.items() if kind == "moved"})
    locked = [host_of(one) for one, kind in kinds.items() if kind == "padlock"]
    async with contextlib.AsyncExitStack() as stack:
        for hosts, context, where in ((plain, None, port), (locked, _untrusted(log.parent), padlock_port)):
            if hosts:
                answer = sites.answer if context is None else _refused(sites)
                server = await asyncio.start_server(answer, hosts, where, ssl=context, backlog=64)
                await stack.enter_async_context(server)
        print("ready", flush=True)
        while True:
            await asyncio.sleep(0.5)
            sites.write_out()


def _refused(sites: Sites) -> Callable[[Reader, Writer], Awaitable[None]]:
    async def answer(_reader: Reader, writer: Writer) -> None:
        sites.padlock(str(writer.get_extra_info("sockname")[0]))
        writer.close()

    return answer


def _untrusted(folder: Path) -> ssl.SSLContext:
    """A certificate that nobody signed but itself."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=leasow"]
    subprocess.run([*words, "-keyout", key, "-out", cert], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


# --- the hub and its groups ---------------------------------------------------------------------------------


def make(number: int, port: int, padlock_port: int) -> str:
    """Make the hub, an officer and the groups; return the key of the officer's session."""
    from django.contrib.sessions.backends.db import SessionStore

    from bandstand.groups.models import Group, Kind, OnlinePlace
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import give_role, open_hub
    from bandstand.people.models import Role
    from bandstand.web import session
    from tests import borough

    hub = open_hub("Community Action Leasow Vale", slug="leasow-vale", place="Leasow Vale")
    with hub_scope(hub):
        borough.make_kinds(hub)
        kind = Kind.objects.get(slug="friends-group")
        for week in range(8):
            borough.make_gathering(hub, f"Surgery number {week}")
        groups = Group.objects.bulk_create(
            Group(hub=hub, name=f"Group {one}", slug=f"group-{one}", kind=kind, search=f"group {one}")
            for one in range(number)
        )
        addresses = [address_of(one, port, padlock_port) for one in range(number)]
        OnlinePlace.objects.bulk_create(
            OnlinePlace(hub=hub, group=group, kind="website", raw=address, url=address, match_key=address)
            for group, address in zip(groups, addresses, strict=True)
        )
        _looked_at_last_month(hub, groups)
        role = give_role(
            hub, name="Olive Shah", email="olive@leasow.example", role=Role.Name.OFFICER, by=None
        )
    kept = SessionStore()
    kept[session._PERSON], kept[session._STAMP] = role.person.pk, str(role.person.session_stamp)
    kept.save()
    return str(kept.session_key)


def _looked_at_last_month(hub: "Hub", groups: "list[Group]") -> None:
    """Keep an earlier round, so that the desk's pages have as much to show before as during this one."""
    import checkup
    from bandstand.presence.models import CheckUp, Finding

    when = timezone.now() - timedelta(days=28)
    body = _PAGE.format(name="Friends of Leasow Green", title="Welcome", text=_TEXT)
    page = checkup.read_page(body.encode(), "http://127.10.0.1/", content_type="text/html")
    findings = [one.as_dict() for one in checkup.look_at_pages([page])[1]]
    report = {"outcome": "looked", "pages": [], "accounts": [], "findings": findings}
    looked = CheckUp.objects.bulk_create(
        (
            CheckUp(hub=hub, group=group, url="", state="done", report=report, asked_at=when, looked_at=when)
            for number, group in enumerate(groups)
            if EXPECTED[kind_of(number)] == {"looked"}
        ),
        batch_size=500,
    )
    Finding.objects.bulk_create(
        (
            Finding(
                hub=hub, group_id=one.group_id, look=said["look"], state=said["state"].replace("needs a ", ""),
                headline=said["headline"][:200], evidence=said["evidence"], first_seen=when, last_seen=when,
                opened_by=one, says=said["says"], values=said["values"], advises=said["advises"],
            )
            for one in looked
            for said in findings
            if said["state"] in {"easy win", "needs a decision"}
        ),
        batch_size=500,
    )  # fmt: skip


def begin() -> str:
    from bandstand.people.access import hub_scope
    from bandstand.people.models import Hub
    from bandstand.presence.actions import start_sweep
    from bandstand.presence.models import Sweep

    hub = Hub.objects.get()
    with hub_scope(hub):
        began = time.monotonic()
        sweep = start_sweep(hub, None, Sweep.Why.COMMAND)
        took = time.monotonic() - began
    return f"{sweep.total if sweep else 0} {took:.2f}"


def _main(words: list[str]) -> None:
    if words[0] == "serve":
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(int(words[1]), int(words[2]), int(words[3]), Path(words[4])))
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
    import django

    django.setup()
    print(make(*map(int, words[1:])) if words[0] == "make" else begin())


if __name__ == "__main__":
    _main(sys.argv[1:])
