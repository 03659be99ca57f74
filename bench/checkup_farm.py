"""Whole visits to websites on loopback, every safety rule on: pages a second of the client's CPU.

usage: bench/checkup_farm.py [FOLDER] [--hosts N] [--at-once N] [--scrapy-python PYTHON] [--serve PORT]

FOLDER holds `pages/manifest.csv` and its pages; without it, $BANDSTAND_SHARED/data is used. Another process
serves them, packed with gzip, from N addresses of loopback. Counted is the CPU of this process and of the
workers that read the pages. Beside it, with the same farm and one page a website: Scrapy with robots.txt,
BeautifulSoup and extruct, where PYTHON has them (`pip install scrapy beautifulsoup4 lxml extruct`; nothing of
Bandstand needs them). Aim: at least 200 pages a second. Nothing but loopback is ever connected to: links and
pictures that lead elsewhere meet a network without names.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src"), str(ROOT / "bench")]

from saved_pages import NOT_HERE, folder, saved  # noqa: E402

from checkup import Asked, Outcome, ParsePool, Settings, look_at_many  # noqa: E402
from checkup.connect import AddressInfo, NameUnknownError, open_socket  # noqa: E402

ANSWERED = frozenset(Outcome) - {
    Outcome.NOT_FOUND, Outcome.REFUSED, Outcome.TOO_SLOW, Outcome.BROKE_OFF, Outcome.NO_SUCH_NAME,
    Outcome.ASKED_NOT_TO, Outcome.TURNED_AWAY, Outcome.SOCIAL_ONLY, Outcome.NOT_PUBLIC,
}  # fmt: skip
SPIDER = """
import json, sys
from bs4 import BeautifulSoup
import extruct, scrapy
from scrapy.crawler import CrawlerProcess

class Visit(scrapy.Spider):
    name = "visit"
    start_urls = json.loads(sys.argv[1])
    def parse(self, response):
        soup = BeautifulSoup(response.text, "lxml")
        extruct.extract(response.text, base_url=response.url, errors="ignore")
        yield {"title": soup.title and soup.title.get_text(),
               "links": [a.get("href") for a in soup.find_all("a")],
               "meta": [m.attrs for m in soup.find_all("meta")],
               "headings": [h.get_text() for h in soup.find_all("h1")]}

process = CrawlerProcess({"ROBOTSTXT_OBEY": True, "LOG_ENABLED": False, "CONCURRENT_REQUESTS": 32,
                          "RETRY_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
crawler = process.create_crawler(Visit)
process.crawl(crawler)
process.start()
print(crawler.stats.get_value("item_scraped_count", 0))
"""


class Measured(NamedTuple):
    pages: int
    own: float  # seconds of CPU of this process
    workers: float  # and of its children


def hosts(count: int) -> list[str]:
    return [f"127.{1 + n // 60_000}.{n // 250 % 240}.{1 + n % 250}" for n in range(count)]


class Server(asyncio.Protocol):
    """Every host answers every path with a page of its own; robots.txt keeps nobody out."""

    bodies: tuple[bytes, ...] = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.asked = b""

    def data_received(self, data: bytes) -> None:
        self.asked += data
        if b"\r\n\r\n" in self.asked:
            self.transport.write(self._answer(self.asked.split()[1]))  # type: ignore[attr-defined]
            self.transport.close()

    def _answer(self, path: bytes) -> bytes:
        if path == b"/robots.txt":
            return _reply(b"User-agent: *\nDisallow: /never/", b"text/plain", b"")
        own = socket.inet_aton(self.transport.get_extra_info("sockname")[0])
        body = self.bodies[(int.from_bytes(own) + sum(path)) % len(self.bodies)]
        return _reply(body, b"text/html", b"Content-Encoding: gzip\r\n")


def _reply(body: bytes, kind: bytes, more: bytes) -> bytes:
    heading = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n"
    return heading % (kind, len(body), more) + body


async def serve(port: int, count: int, bodies: tuple[bytes, ...]) -> None:
    Server.bodies = bodies
    loop = asyncio.get_running_loop()
    for host in hosts(count):
        await loop.create_server(Server, host, port, backlog=256)
    print("ready", flush=True)
    await asyncio.Event().wait()


@contextmanager
def farm(where: Path, port: int, count: int) -> Iterator[None]:
    command = [sys.executable, __file__, str(where), "--serve", str(port), "--hosts", str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        try:
            yield
        finally:
            server.kill()


async def nobody(host: str) -> list[str]:
    raise NameUnknownError(host)


def only_loopback(info: AddressInfo) -> socket.socket:
    if not str(info[4][0]).startswith("127."):
        raise OSError("this measures loopback and nothing else")
    return open_socket(info)


def visit(urls: list[str], pool: ParsePool, at_once: int, **more: int) -> Measured:
    """Pages read, and seconds of CPU of this process and of its workers."""
    settings = Settings(allow_private=True, pause=0, **more)  # type: ignore[arg-type]

    async def go() -> int:
        asked = (Asked(url) for url in urls)
        coming = look_at_many(
            asked, settings=settings, pool=pool, at_once=at_once, lookup=nobody, dial=only_loopback
        )
        pages = 0
        async for came in coming:
            pages += sum(page.outcome in ANSWERED for page in came.report.pages) if came.report else 0
        return pages

    own, workers = cpu(resource.RUSAGE_SELF), of_readers()
    pages = asyncio.run(go())
    return Measured(pages, cpu(resource.RUSAGE_SELF) - own, of_readers() - workers)


def of_readers() -> float:
    """Seconds of CPU of the processes that read pages; one that died on the way is left out."""
    seconds = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            mine = int(fields[1]) == os.getpid() and b"checkup.child" in (process / "cmdline").read_bytes()
        except OSError:
            continue
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if mine else 0.0
    return seconds


def cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def scrape(python: str, urls: list[str]) -> Measured | None:
    with tempfile.NamedTemporaryFile("w", suffix=".py") as spider:
        spider.write(SPIDER)
        spider.flush()
        before = cpu(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [python, spider.name, json.dumps(urls)], capture_output=True, text=True, check=False
        )
    if done.returncode or not done.stdout:
        return None
    return Measured(int(done.stdout.split()[-1]), 0.0, cpu(resource.RUSAGE_CHILDREN) - before)


def show(what: str, found: Measured | None) -> None:
    if found is None:
        print(f"{what:<44} not here")
        return
    speed = found.pages / (found.own + found.workers)
    own, others = (seconds / found.pages * 1000 for seconds in (found.own, found.workers))
    each = f"{own:.1f} ms of its own and {others:.1f} ms of others each"
    print(f"{what:<44} {found.pages:>5} pages {speed:>7.1f} pages/s of CPU ({each})")


def main() -> int:
    options = _options()
    sys.argv[1:] = [options.folder] if options.folder else []
    where = folder()
    if where is None:
        print(NOT_HERE)
        return 2
    if options.serve:
        bodies = tuple(gzip.compress(page.body()) for page in saved(where))
        asyncio.run(serve(options.serve, options.hosts, bodies))
    port = _free_port()
    urls = [f"http://{host}:{port}/" for host in hosts(options.hosts)]
    with farm(where, port, options.hosts):
        pool = ParsePool(size=8)
        visit(urls[:60], pool, options.at_once)  # everything is loaded and warm
        show("checkup, the whole visit (5 pages at most)", visit(urls, pool, options.at_once))
        show("checkup, one page a website", visit(urls, pool, options.at_once, max_pages=1))
        pool.close()
        show("Scrapy, BeautifulSoup and extruct, one page", scrape(options.scrapy_python, urls[:100]))
    print(f"load {os.getloadavg()[0]:.1f}, {options.hosts} websites, {time.strftime('%B %Y')}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--hosts", type=int, default=300)
    parser.add_argument("--at-once", type=int, default=30)
    parser.add_argument("--scrapy-python", default=sys.executable)
    parser.add_argument("--serve", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
