"""Planning as it is done: by keyboard on a phone; and what is printed, and what stands in other websites."""

import re
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.utils import timezone

from bandstand.kit.dates import day
from tests.browser.people import Demo

PHONE = {"viewport": {"width": 360, "height": 780}}


def in_words(days: int) -> str:
    today = timezone.localdate()
    return day(today + timedelta(days=days), today=today)


def test_two_fields_by_keyboard_at_360_pixels(demo: Demo) -> None:
    """Reached with the tabulator, typed, and sent with Enter: no pointer, two fields, one screen."""
    with demo.room("manager", **PHONE) as room:
        page = room.open("/desk/gatherings/new/")
        page.keyboard.press("Tab")  # skip to what this page is about
        page.keyboard.press("Enter")
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "day":
                break
        page.keyboard.type(in_words(40))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "place"
        page.keyboard.type("The Old Signal Box, Station Road")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/gatherings/the-old-signal-box-*/**")
        assert page.get_by_role("heading", level=1).inner_text() == "Surgery at the Old Signal Box"
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_three_towns_in_turn_without_scripts(demo: Demo) -> None:
    with demo.room("manager", script=False, **PHONE) as room:
        page = room.open("/desk/gatherings/new/")
        page.get_by_label("Date", exact=True).fill(in_words(50))
        page.get_by_label("Place", exact=True).fill("Reed Cottage")
        page.get_by_text("It comes round again").click()
        page.get_by_label("How often").select_option("Every month")
        page.get_by_label("Places in turn").fill("Reed Cottage\nThe Tithe Barn\nMill Green Hall")
        page.get_by_role("button", name="Put it on the calendar").click()
        assert "3 dates are on the calendar" in page.locator("main").inner_text()
        page.get_by_role("button", name="Announce the next").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Surgery at Reed Cottage"


def test_a_poster_is_one_page(demo: Demo, tmp_path: Path) -> None:
    slug = demo.first("SELECT slug FROM gatherings_gathering WHERE taken > 0 ORDER BY starts_at DESC LIMIT 1")
    with demo.room() as room:
        for size, shape in [("", (595, 842)), ("?size=a5", (842, 595))]:
            page = room.open(f"/whats-on/{slug}/poster/{size}")
            for poster in page.locator(".poster").all():
                inside = poster.evaluate(
                    "p => p.querySelector('.poster-foot').getBoundingClientRect().bottom <= p.getBoundingClientRect().bottom"
                )
                assert inside
            printed = page.pdf(prefer_css_page_size=True)
            assert printed.count(b"/Type /Page\n") == 1
            [(width, height)] = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
            assert (float(width), float(height)) == pytest.approx(shape, abs=1)


class _Elsewhere(BaseHTTPRequestHandler):
    """A group's own website with our strip in it."""

    code = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>Runners</title><h1>Runners</h1>{self.code}".encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.mark.parametrize("script", [True, False])
def test_the_strip_stands_in_another_website_with_the_code_as_given(demo: Demo, *, script: bool) -> None:
    with demo.room(script=script) as room:
        page = room.open("/whats-on/follow/")
        _Elsewhere.code = page.get_by_label("The code for your website").input_value()
        page.context.clear_cookies()
        server = HTTPServer(("127.0.0.1", 0), _Elsewhere)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            inside = page.frame_locator("iframe")
            assert inside.get_by_role("listitem").count() == 3
            assert inside.get_by_role("heading").inner_text() == "What’s on"
            assert page.context.cookies() == []
        finally:
            server.shutdown()
            server.server_close()
