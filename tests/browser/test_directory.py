"""The directory in a real browser: the map that moves, with and without tiles, and what works without script."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser.people import Demo
from tests.servers import answers, free_port, run_bandstand, wait_until

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
# One transparent dot.
TILE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000100"
    "05fe02fea7a6050000000049454e44ae426082"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_map_moves_when_asked_to_and_the_list_stays(
    demo: Demo, size: dict[str, int], scheme: str
) -> None:
    with demo.room(viewport=size, color_scheme=scheme) as room:
        page = room.open("/groups/")
        lines = page.locator("[data-on-map]").count()

        page.get_by_role("button", name="Move around the map").click()
        page.locator(".on-map").first.wait_for()

        assert room.look() == []
        assert page.locator("[data-on-map]").count() == lines
        assert page.evaluate("document.activeElement.className").split()[0] == "moves"


def test_going_nearer_tells_groups_apart_and_each_mark_is_a_link(demo: Demo) -> None:
    with demo.room(viewport=DESKTOP) as room:
        page = room.open("/groups/?q=friends+of")
        page.get_by_role("button", name="Move around the map").click()
        page.locator(".on-map").first.wait_for()
        before = page.locator(".on-map a").count()

        page.keyboard.press("+")
        page.keyboard.press("+")
        page.wait_for_function("many => document.querySelectorAll('.on-map a').length > many", arg=before)
        mark = page.locator(".on-map a").first
        name = str(mark.get_attribute("aria-label")).partition(",")[0]
        mark.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/groups/*/")

        assert (page.locator("h1").inner_text(), room.complaints) == (name, [])


def test_what_is_pointed_at_in_the_list_is_marked_on_the_map(demo: Demo) -> None:
    with demo.room(viewport=DESKTOP) as room:
        page = room.open("/groups/")
        line = page.locator("[data-on-map] a").first

        line.focus()

        assert page.locator("figure a.pointed").get_attribute("href") == line.get_attribute("href")


def test_without_script_there_is_the_list_the_drawn_map_and_no_dead_button(demo: Demo) -> None:
    with demo.room(script=False, viewport=PHONE) as room:
        page = room.open("/groups/?q=freinds")

        assert page.get_by_text("Showing results for friends").count() == 1
        assert page.locator("figure.map svg a").count() > 0
        assert page.get_by_role("button", name="Move around the map").count() == 0
        page.get_by_role("link", name="Look for “freinds” instead").click()
        assert page.get_by_role("heading", name="No group like that").count() == 1


def test_facts_for_machines_are_on_a_groups_page_and_nothing_blocks_them(demo: Demo) -> None:
    with demo.room() as room:
        page = room.open("/groups/")
        page.locator("[data-on-map] a").first.click()
        page.wait_for_load_state("networkidle")

        told = json.loads(page.locator('script[type="application/ld+json"]').inner_text())

        assert (told["name"], room.look()) == (page.locator("h1").inner_text(), [])


class TileServer(ThreadingHTTPServer):
    """Answers every tile and remembers who asked."""

    def __init__(self, port: int) -> None:
        self.asked: list[tuple[str, str]] = []
        super().__init__(("127.0.0.1", port), TileAnswer)


class TileAnswer(BaseHTTPRequestHandler):
    server: TileServer

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Referer", "")))
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(TILE)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def tile_server() -> Iterator[TileServer]:
    with TileServer(free_port()) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def tiled(demo: Demo) -> Iterator[tuple[Demo, TileServer]]:
    """The same demo by another door, where the host names a tile server."""
    port = free_port()
    with tile_server() as server:
        env = demo.env | {
            "BANDSTAND_TILES": f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png",
            "BANDSTAND_TILES_CREDIT": "© The tile makers of Leasow",
        }
        with run_bandstand(["web", "--port", str(port)], env):
            wait_until(lambda: answers(f"http://127.0.0.1:{port}/health/"))
            yield replace(demo, address=f"http://127.0.0.1:{port}/", env=env), server


def test_tiles_come_from_the_named_server_only_when_the_map_moves(tiled: tuple[Demo, TileServer]) -> None:
    demo, server = tiled
    with demo.room(viewport=DESKTOP) as room:
        page = room.open("/groups/")
        assert (server.asked, room.complaints) == ([], [])

        page.get_by_role("button", name="Move around the map").click()
        page.locator(".leaflet-tile-loaded").first.wait_for()

        assert page.get_by_text("© The tile makers of Leasow").is_visible()
        assert {referrer for _, referrer in server.asked} == {demo.address}
        strangers = [words for words in room.complaints if f":{server.server_port}/" not in words]
        assert strangers == []
