"""What the public event page and a whole booking cost: CPU per request, bytes and requests of the page.

    python bench/booking.py [--pages 400] [--bookings 150] [--json]
    python bench/booking.py --pretix http://127.0.0.1:8345/bench/surgery/ --pretix-pids WEB,DATABASE

CPU is user and system time of the server's own processes, from /proc, so that other work on the machine
matters little; the load average is printed all the same. On SQLite in a folder of its own; on an empty
PostgreSQL database when DATABASE_URL names one. One server process of four threads, asked by four visitors.
"""

import argparse
import itertools
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pretix_order import Buyer  # noqa: E402
from tests import servers  # noqa: E402
from tests.gatherings.crowd import Visitor  # noqa: E402

VISITORS = 4
TURNS, ORDERS = 5, 4
NUMBERS = itertools.count(20_000)
TICK = os.sysconf("SC_CLK_TCK")
BUDGET = {"bytes": 60_000, "requests": 8}
BOOKING_REQUESTS = 2  # the form, and sending it


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process and its descendants so far."""
    ticks = 0
    for member in servers.family(pid):
        fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICK


def cost(pid: int, times: int, deed: Callable[[int], object]) -> dict[str, float]:
    """Do something `times` over, four visitors at once; give CPU milliseconds each and how many a second."""
    before, begun = cpu_seconds(pid), time.monotonic()
    with ThreadPoolExecutor(VISITORS) as crowd:
        list(crowd.map(deed, range(times)))
    took = time.monotonic() - begun
    return {
        "cpu_ms": round(1000 * (cpu_seconds(pid) - before) / times, 2),
        "a_second": round(times / took, 1),
    }


def whole_booking(port: int, path: str, number: int) -> int:
    """From the form to the private page it ends on; return how many requests that took."""
    visitor = Visitor(port, number)
    answer = visitor.book(path, wants="Nobody finds our page", email=f"visitor.{number}@leasow.example")
    if answer.status != 200 or not answer.goes_to.startswith("/b/") or "is booked" not in answer.page:
        raise SystemExit(f"A booking was answered with {answer.status}.")
    return visitor.requests


def weigh(url: str) -> dict[str, Any]:
    """Open a page in Chromium, nothing cached; return bytes on the wire, requests, and other hosts asked."""
    from playwright.sync_api import sync_playwright

    sizes: list[float] = []
    asked: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": 360, "height": 740})
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(url, wait_until="networkidle")
        browser.close()
    own = url.partition("/whats-on/")[0]
    return {
        "bytes": round(sum(sizes)), "requests": len(asked),
        "third_parties": sum(not one.startswith((own, "data:")) for one in asked),
    }  # fmt: skip


@dataclass(frozen=True)
class Deeds:
    """What visitors do at our own server."""

    port: int
    seeded: dict[str, str]

    def read(self, number: int) -> None:
        Visitor(self.port, number).ask(self.seeded["public"])

    def book(self, _: int) -> int:
        return whole_booking(self.port, self.seeded["book"], next(NUMBERS))


@dataclass(frozen=True)
class Other:
    """pretix, running beside: its event's address, and the processes it and its database run in."""

    event: str
    pids: list[int]

    def cpu(self) -> float:
        return sum(map(cpu_seconds, self.pids))

    def order(self) -> dict[str, float]:
        """Make a few free orders; give CPU milliseconds and requests each."""
        before = self.cpu()
        for number in range(ORDERS):
            buyer = Buyer(self.event)
            buyer.order(f"visitor.{number}@leasow.example")
        return {"cpu_ms": 1000 * (self.cpu() - before) / ORDERS, "requests": buyer.requests}

    def read(self) -> float:
        """Open the event page a few times; give CPU milliseconds each."""
        before = self.cpu()
        for _ in range(3 * ORDERS):
            Buyer(self.event).look()
        return 1000 * (self.cpu() - before) / (3 * ORDERS)


def measure(pages: int, bookings: int, other: Other | None) -> dict[str, Any]:
    folder, port = Path(tempfile.mkdtemp(prefix="bandstand-bench-")), servers.free_port()
    env = servers.plain_environment(folder, DJANGO_SETTINGS_MODULE="bandstand.config.settings")
    env |= {"DATABASE_URL": os.environ["DATABASE_URL"]} if "DATABASE_URL" in os.environ else {}
    servers.bandstand("prepare", env=env)
    seeded = json.loads(servers.python("-m", "tests.gatherings.crowd", "seed", "5000", env=env).stdout)
    try:
        with servers.run_bandstand(["web", "--port", str(port)], env) as server:
            servers.wait_until(lambda: servers.answers(f"http://127.0.0.1:{port}/health/"))
            deeds = Deeds(port, seeded)
            return measured(server.pid, deeds, pages=pages, bookings=bookings, other=other)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def side_by_side(pid: int, deeds: Deeds, other: Other) -> dict[str, Any]:
    """Measure both in turns, so that other work on the machine weighs on both; give the medians."""
    other.order()  # the first requests load what they need
    turns = [
        (
            cost(pid, 20, deeds.book)["cpu_ms"],
            cost(pid, 40, deeds.read)["cpu_ms"],
            other.order(),
            other.read(),
        )
        for _ in range(TURNS)
    ]
    booking, page = (round(median(turn[at] for turn in turns), 2) for at in (0, 1))  # type: ignore[type-var]
    order = round(median(turn[2]["cpu_ms"] for turn in turns), 1)
    other_page = round(median(turn[3] for turn in turns), 1)
    return {
        "booking_cpu_ms": booking, "order_cpu_ms": order,
        "booking_requests": deeds.book(0), "order_requests": turns[-1][2]["requests"],
        "page_cpu_ms": page, "other_page_cpu_ms": other_page,
        "booking_ratio": round(order / booking, 1), "page_ratio": round(other_page / page, 1),
        "turns": turns,
    }  # fmt: skip


def measured(pid: int, deeds: Deeds, *, pages: int, bookings: int, other: Other | None) -> dict[str, Any]:
    for number in range(VISITORS):  # the first request of a thread loads templates and opens the database
        deeds.read(number)
        deeds.book(number)
    found = {
        "public_page": cost(pid, pages, deeds.read),
        "whole_booking": cost(pid, bookings, deeds.book) | {"requests": deeds.book(0)},
        "weight": weigh(f"http://127.0.0.1:{deeds.port}{deeds.seeded['public']}"),
    }
    if other is not None:
        found["pretix"] = side_by_side(pid, deeds, other)
    return found | {"load_average": os.getloadavg()}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--bookings", type=int, default=150)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pretix", metavar="ADDRESS", help="an event of pretix running beside; see README")
    parser.add_argument("--pretix-pids", default="", metavar="WEB,DATABASE", help="what it runs in")
    options = parser.parse_args()
    pids = [int(pid) for pid in options.pretix_pids.split(",") if pid]
    other = Other(options.pretix, pids) if options.pretix else None
    found = measure(options.pages, options.bookings, other)
    if options.json:
        print(json.dumps(found))
    else:
        show(found)
    too_heavy = any(found["weight"][key] > most for key, most in BUDGET.items())
    return int(too_heavy or found["whole_booking"]["requests"] > BOOKING_REQUESTS)


def show(found: dict[str, Any]) -> None:
    weight, (one, five, _) = found["weight"], found["load_average"]
    print(f"load average            {one:.2f} (a minute), {five:.2f} (five)")
    for name, words in (("public_page", "public event page"), ("whole_booking", "whole booking")):
        print(f"{words:<23} {found[name]['cpu_ms']:.2f} ms CPU, {found[name]['a_second']:.0f} a second")
    asked = found["whole_booking"]["requests"]
    print(f"requests for a booking  {asked} of at most {BOOKING_REQUESTS}")
    print(f"page on the wire        {weight['bytes']:,} bytes of at most {BUDGET['bytes']:,}")
    print(f"requests for the page   {weight['requests']} of at most {BUDGET['requests']}")
    print(f"asked of other hosts    {weight['third_parties']}")
    if "pretix" in found:
        show_beside(found["pretix"])


def show_beside(both: dict[str, Any]) -> None:
    """Print both. The other does taxes, payments and plug-ins as well: it is the larger thing."""
    print(f"in turns with pretix    medians of {TURNS}, its database counted in")
    print(f"a whole booking         {both['booking_cpu_ms']:.1f} ms, {both['booking_requests']} requests")
    print(f"a free order there      {both['order_cpu_ms']:.0f} ms, {both['order_requests']:.0f} requests")
    print(f"ratio                   {both['booking_ratio']:.1f} (aim: 10)")
    page = f"{both['page_cpu_ms']:.1f} and {both['other_page_cpu_ms']:.0f} ms"
    print(f"event page              {page}, ratio {both['page_ratio']:.1f}")


if __name__ == "__main__":
    sys.exit(main())
