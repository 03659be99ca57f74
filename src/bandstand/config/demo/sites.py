"""Serves the groups' websites on this machine only: each at an address of its own, some dead, slow or odd.

The page at 127.0.0.1 on the same port is ours: it lists them all, with a button that pretends a group has
mended its website. On Linux every website has its own 127.0.81.x; elsewhere (macOS has only 127.0.0.1) its
own port.
"""

import asyncio
import random
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from . import content, control
from .content import Site

OURS = "127.0.0.1"
SLOW_SECONDS = 12.0
_TRIES = 20


class PortTakenError(Exception):
    """Something else is listening where the websites should be."""


@dataclass(frozen=True)
class Address:
    """Where something of ours listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"


@dataclass
class Served:
    """The sockets of one run: ours, and one for each website that answers at all."""

    ours: socket.socket
    addresses: dict[str, Address]
    sockets: dict[str, socket.socket]

    @property
    def port(self) -> int:
        return int(self.ours.getsockname()[1])

    @property
    def control_url(self) -> str:
        return Address(OURS, self.port).url


def listen(port: int = 0) -> Served:
    """Take every address; `port` 0 chooses a free one. Raises PortTakenError when the port given is taken."""
    for _ in range(1 if port else _TRIES):
        try:
            return _listen(port)
        except OSError:
            continue
    raise PortTakenError


def _listen(port: int) -> Served:
    taken = [socket.create_server((OURS, port))]
    try:
        port = taken[0].getsockname()[1]
        addresses = {site.slug: _address(number, port) for number, site in enumerate(content.sites(), 1)}
        sockets: dict[str, socket.socket] = {}
        for site in content.sites():
            if site.behaves != "dead":
                where = addresses[site.slug]
                sockets[site.slug] = socket.create_server((where.host, where.port))
                taken.append(sockets[site.slug])
    except (OSError, OverflowError) as trouble:
        for one in taken:
            one.close()
        raise OSError from trouble
    return Served(taken[0], addresses, sockets)


def _address(number: int, port: int) -> Address:
    return Address(f"127.0.81.{number}", port) if _has_many_loopbacks() else Address(OURS, port + number)


def _has_many_loopbacks() -> bool:
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.81.1", 0))
        except OSError:
            return False
    return True


def serve(served: Served, folder: Path) -> threading.Thread:
    """Serve the websites written in `folder` from a thread that ends with the process."""
    ready = threading.Event()
    thread = threading.Thread(target=_run, args=(served, folder, ready), daemon=True, name="websites")
    thread.start()
    ready.wait(timeout=10)
    return thread


def _run(served: Served, folder: Path, ready: threading.Event) -> None:
    async def forever() -> None:
        await _start(control.application(served.addresses, folder), served.ours)
        for site in content.sites():
            if site.slug in served.sockets:
                await _start(_application(site, folder), served.sockets[site.slug])
        ready.set()
        await asyncio.Event().wait()

    asyncio.run(forever())


async def _start(application: web.Application, listening: socket.socket) -> None:
    runner = web.AppRunner(application, access_log=None, handle_signals=False)
    await runner.setup()
    await web.SockSite(runner, listening).start()


def _application(site: Site, folder: Path) -> web.Application:
    application = web.Application()
    application.router.add_get("/robots.txt", _robots(site))
    application.router.add_get("/{page:.*}", _pages(site, folder / site.slug))
    return application


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _robots(site: Site) -> Answer:
    async def robots(_: web.Request) -> web.Response:
        closed = site.behaves == "asks robots to stay out"
        return web.Response(text=f"User-agent: *\nDisallow: {'/' if closed else ''}\n")

    return robots


def _pages(site: Site, home: Path) -> Answer:
    """Return what answers for a website: its pages as they are in the folder, or its odd way."""
    odd = _ODD.get(site.behaves)

    async def page(request: web.Request) -> web.StreamResponse:
        if odd is not None:
            return await odd(request, home)
        return _file(home, request.match_info["page"])

    return page


def _file(home: Path, page: str) -> web.Response:
    path = home / (page or "index.html")
    if path.parent != home or not path.is_file():
        return web.Response(status=404, text="Not found.")
    return web.Response(body=path.read_bytes(), content_type="text/html")


async def _slow(request: web.Request, home: Path) -> web.StreamResponse:
    if request.path == "/":
        await asyncio.sleep(SLOW_SECONDS)
    return _file(home, request.match_info["page"])


async def _turns_away(_: web.Request, __: Path) -> web.StreamResponse:
    return web.Response(status=403, text="<h1>Forbidden</h1>", content_type="text/html")


async def _broken(_: web.Request, __: Path) -> web.StreamResponse:
    return web.Response(
        status=500, text="<h1>Error establishing a database connection</h1>", content_type="text/html"
    )


async def _parked(_: web.Request, __: Path) -> web.StreamResponse:
    return web.Response(
        text=(content.HERE / "styles" / "parked.html").read_text("utf-8"), content_type="text/html"
    )


async def _script_only(_: web.Request, __: Path) -> web.StreamResponse:
    page = "<!doctype html><title>Hoops</title><div id=app></div><script src=/bundle.js></script>"
    return web.Response(text=page, content_type="text/html")


async def _round_in_circles(request: web.Request, _: Path) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "/maypole" if request.path == "/" else "/"})


async def _somewhere_odd(_: web.Request, __: Path) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": "file:///etc/hostname"})


async def _nonsense(_: web.Request, __: Path) -> web.StreamResponse:
    body = random.Random(4).randbytes(60_000)  # noqa: S311 (noise)
    return web.Response(body=body, content_type="text/html")


async def _wrong_alphabet(request: web.Request, home: Path) -> web.StreamResponse:
    page = _file(home, request.match_info["page"])
    letters = (page.body or b"") if isinstance(page.body, bytes) else b""
    body = letters.decode("utf-8", "replace").encode("cp1252", "replace")
    return web.Response(body=body, content_type="text/html", charset="utf-8", status=page.status)


async def _huge(request: web.Request, _: Path) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html; charset=utf-8"})
    await response.prepare(request)
    photograph = b"<p>The band, again, in the rain, outside the chip shop.</p>\n" * 2000
    with suppress(ConnectionError):  # whoever asked has seen enough
        await response.write(b"<!doctype html><title>Every photograph we ever took</title>")
        for _number in range(80):  # about ten million bytes
            await response.write(photograph)
    return response


_ODD: dict[str, Callable[[web.Request, Path], Awaitable[web.StreamResponse]]] = {
    "slow": _slow,
    "turns away": _turns_away,
    "broken": _broken,
    "parked": _parked,
    "made by a script": _script_only,
    "goes round in circles": _round_in_circles,
    "sends visitors somewhere odd": _somewhere_odd,
    "nonsense": _nonsense,
    "says one alphabet and uses another": _wrong_alphabet,
    "huge": _huge,
}
