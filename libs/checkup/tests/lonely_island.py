"""Run inside a network of its own, without a way out: every address there is leads to one canary.

`unshare --net python lonely_island.py` visits hostile websites through the real door, with nothing faked but
names, and prints what the canary heard: a JSON object of case to addresses connected to. Whatever breaks, no
byte can leave, because there is no network to leave by.
"""

from __future__ import annotations

import asyncio
import html
import json
import socket
import subprocess
import sys
import threading

from leasow_net import PUBLIC, FakeNet
from leasow_strangers import INSIDE, MISTYPED, TYPED
from leasow_web import answer, redirect

from checkup import Settings
from checkup.connect import open_socket
from checkup.fetch import Fetcher
from checkup.pace import Pace
from checkup.parsing import SHARED
from checkup.visit import look_with
from checkup.wire import Wire

PORTS = (22, 25, 70, 80, 443, 3306, 6379, 8000, 8080, 11211)
SITE = "http://leasow.example"
HOPS = [
    one
    for one in TYPED + MISTYPED
    if "://" in one and "\r" not in one and "\x00" not in one and len(one) < 500
]
NAMES = {f"n{n}.example": [[address]] for n, address in enumerate(INSIDE) if address}
heard: list[str] = []


def no_way_out() -> None:
    """Every address becomes this machine's own, which only a network of one's own can bear."""
    for words in ("link set lo up", "route add local 0.0.0.0/0 dev lo", "-6 route add local ::/0 dev lo"):
        subprocess.run(["ip", *words.split()], check=True, capture_output=True)


def listen(family: socket.AddressFamily, port: int) -> None:
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    server.bind(("", port))
    server.listen(64)
    while True:
        connection, _ = server.accept()
        heard.append(f"{connection.getsockname()[0]} {port}")
        threading.Thread(target=reply, args=(connection,), daemon=True).start()


def reply(connection: socket.socket) -> None:
    """A public website whose pages lead inside in every way we could think of."""
    connection.settimeout(2)
    try:
        words = connection.recv(65_536).split()
        path = words[1].decode("latin-1") if len(words) > 1 else "/"
        connection.sendall(_page(path))
    except OSError:
        pass
    finally:
        connection.close()


def _page(path: str) -> bytes:
    kind, _, number = path.strip("/").partition("-")
    if kind == "hop":
        return redirect(HOPS[int(number)].encode().decode("latin-1"))
    if kind == "name":
        return redirect(f"http://n{number}.example/")
    if kind == "robots":
        return answer("", status="404 Not Found")
    return answer(f"<!doctype html><title>Leasow</title><p>Welcome to the park.</p>{_doors()}")


def _doors() -> str:
    """Links, pictures, a feed and a share picture, straight inside and by way of a redirect."""
    inside = [*HOPS, *(f"http://{name}/" for name in NAMES), *(f"/hop-{n}" for n in range(0, len(HOPS), 9))]
    addresses = [html.escape(one) for one in inside]
    links = "".join(f"<a href='{one}'>A friend</a>" for one in addresses)
    pictures = "".join(f"<img src='{one}' width=400 height=300>" for one in addresses)
    head = f"<meta property='og:image' content='{addresses[0]}'><link rel=alternate type='application/rss+xml' href='/hop-1'>"
    return f"{head}<a href='/name-0'>Contact</a><a href='{addresses[3]}'>About us</a><a href='/hop-2'>News</a>{links}{pictures}"


async def visit(address: str, **more: bool) -> None:
    settings = Settings(pause=0, total_seconds=1, connect_seconds=1, max_requests=400, max_links_tried=200,
                        max_outside_links_tried=200, max_pictures_weighed=200, **more)  # fmt: skip
    names = FakeNet({"leasow.example": [[PUBLIC]], **NAMES})
    async with Wire(settings, lookup=names.lookup, dial=open_socket) as wire:
        fetcher = Fetcher(wire, settings, pace=Pace())
        await look_with(fetcher, address, known=None, settings=settings, pool=SHARED)


def during(address: str, **more: bool) -> list[str]:
    heard.clear()
    asyncio.run(visit(address, **more))
    return sorted(set(heard))


def main() -> None:
    no_way_out()
    for port in PORTS:
        for family in (socket.AF_INET, socket.AF_INET6):
            threading.Thread(target=listen, args=(family, port), daemon=True).start()
    cases = {f"typed {one!r}": during(one) for one in TYPED + MISTYPED}
    cases |= {f"named {name}": during(f"http://{name}/") for name in NAMES}
    cases |= {f"sent to {hop!r}": during(f"{SITE}/hop-{n}") for n, hop in enumerate(HOPS)}
    cases |= {f"sent to {name}": during(f"{SITE}/name-{name[1:-8]}") for name in NAMES}
    cases["doors of a page"] = during(f"{SITE}/", thorough=True)
    controls = {one: during(one, allow_private=True) for one in TYPED}
    controls |= {name: during(f"http://{name}/", allow_private=True) for name in NAMES}
    controls["doors of a page"] = during(f"{SITE}/", thorough=True, allow_private=True)
    json.dump({"guarded": cases, "unguarded": controls}, sys.stdout)
    SHARED.close()


if __name__ == "__main__":
    main()
