"""Draws the pictures of the README and the docs: starts the demo, walks through it in Chromium, saves PNGs.

    .venv/bin/python tools/screenshots.py [--all FOLDER]

`--all` also takes every screen at 360 and 1280 pixels, light and dark, into a folder of your choice.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs/pictures"
CHROMIUM = os.environ.get("BANDSTAND_CHROMIUM", "/usr/bin/chromium")

# Name, address, role (none: a visitor), width, height.
SHOWN = [
    ("home", "/", None, 1280, 900),
    ("home-phone", "/", None, 390, 844),
    ("groups", "/groups/", None, 1280, 900),
    ("surgery-phone", "first surgery", None, 390, 844),
    ("today", "/desk/", "officer", 1280, 900),
    ("checks", "/desk/checks/", "officer", 1280, 900),
    ("day-phone", "the day", "manager", 390, 844),
    ("figures", "/what-changed/", None, 1280, 900),
]

EVERY = [
    "/", "/whats-on/", "first surgery", "booking", "/groups/", "first group", "/what-changed/",
    "/what-changed/people-helped/", "/privacy/", "/accessibility/", "/sign-in/", "/nowhere/",
    "/desk/", "/desk/gatherings/", "/desk/gatherings/new/", "next gathering", "the day", "new note", "notes",
    "finish", "/desk/groups/", "desk group", "/desk/groups/sheets/", "/desk/groups/add/", "/desk/venues/",
    "/desk/checks/", "/desk/figures/", "/desk/outbox/", "/desk/people/", "/desk/people/add/",
    "/desk/people/done/", "/desk/settings/", "/desk/jobs/",
]  # fmt: skip


@contextmanager
def demo() -> Iterator[dict[str, object]]:
    """Run the real demo; give its address and sign-in links."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(ROOT / "bandstand"), "demo", "--json", "--dir", folder + "/demo"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            try:
                yield json.loads(running.stdout.readline())
            finally:
                running.terminate()
                running.wait(30)


class Visitor:
    """One kind of person in a browser of their own."""

    def __init__(self, browser: Browser, base: str, link: str | None, **looks: object) -> None:
        self.base = base.rstrip("/")
        context = browser.new_context(reduced_motion="reduce", **looks)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.page.set_default_timeout(5000)
        if link:
            self.page.goto(link)
            self.page.get_by_role("button", name="Sign in", exact=True).click()

    def open(self, where: str) -> Page:
        """Open an address, or one of the places named in `SHOWN` and `EVERY`."""
        self.page.goto(self.base + (where if where.startswith("/") else self._find(where)))
        self.page.wait_for_load_state("networkidle")
        return self.page

    def _find(self, where: str) -> str:
        start, part = {
            "first surgery": ("/whats-on/", "main .card h3 a"),
            "booking": ("/whats-on/", "main a[href$='/book/']"),
            "first group": ("/groups/", "main li a[href^='/groups/'], main h3 a[href^='/groups/']"),
            "next gathering": (
                "/desk/gatherings/",
                "main th a[href^='/desk/gatherings/'], main h3 a[href^='/desk/gatherings/']",
            ),
            "the day": ("/desk/", "main a[href$='/day/']"),
            "finish": ("the day", "main a[href$='/finish/']"),
            "new note": ("the day", "main a[href*='/notes/new/']"),
            "notes": ("the day", "main a[href$='/notes/']"),
            "desk group": ("/desk/groups/", "main .rows a[href^='/desk/groups/']"),
        }[where]
        self.open(start)
        found = self.page.locator(part).first.get_attribute("href")
        if not found:
            raise LookupError(f"{where} was not found on {start}")
        return found


def readme_pictures(browser: Browser, told: dict[str, object]) -> None:
    links = dict(told["links"])  # type: ignore[call-overload]
    PICTURES.mkdir(exist_ok=True)
    rooms: dict[tuple[str | None, int], Visitor] = {}
    for name, where, role, width, height in SHOWN:
        if (role, width) not in rooms:
            looks = {"viewport": {"width": width, "height": height}, "color_scheme": "light"}
            # A sign-in link works once, so a role keeps its room.
            rooms[role, width] = Visitor(browser, str(told["address"]), links.get(role), **looks)
        rooms[role, width].open(where).screenshot(path=PICTURES / f"{name}.png")
        print(f"docs/pictures/{name}.png")


def every_screen(browser: Browser, told: dict[str, object], folder: Path) -> None:
    links = dict(told["links"])  # type: ignore[call-overload]
    folder.mkdir(parents=True, exist_ok=True)
    officer = Visitor(browser, str(told["address"]), links["owner"])
    for where in EVERY:
        try:
            officer.open(where)
        except Exception as trouble:  # noqa: BLE001 (one missing screen must not hide the others)
            print(f"{where}: {trouble}", file=sys.stderr)
            continue
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                officer.page.set_viewport_size({"width": width, "height": 800})
                officer.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                name = where.strip("/").replace("/", "-").replace(" ", "-") or "home"
                officer.page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER")
    wanted = parser.parse_args()
    with demo() as told, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        if wanted.all:
            every_screen(browser, told, wanted.all)
        else:
            readme_pictures(browser, told)
        browser.close()


if __name__ == "__main__":
    main()
