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
    ("sheet", "maybe here", "officer", 1280, 900),
    ("own-page-phone", "own page", None, 390, 844),
    ("today", "/desk/", "officer", 1280, 900),
    ("checks", "/desk/checks/", "officer", 1280, 900),
    ("day-phone", "the day", "manager", 390, 844),
    ("figures", "/what-changed/", None, 1280, 900),
    ("season", "season", "officer", 1280, 1150),
    ("tables-phone", "tables", "manager", 390, 844),
    ("who-knows-whom", "/desk/together/", "officer", 1280, 1560),
]

EVERY = [
    "/", "/whats-on/", "first surgery", "booking", "/groups/", "first group", "/what-changed/",
    "/what-changed/people-helped/", "/privacy/", "/accessibility/", "/sign-in/", "/nowhere/",
    "/desk/", "/desk/gatherings/", "/desk/gatherings/new/", "next gathering", "the day", "new note", "notes",
    "finish", "/desk/groups/", "desk group", "/desk/groups/sheets/", "/desk/groups/add/", "/desk/venues/",
    "/desk/checks/", "/desk/figures/", "/desk/outbox/", "/desk/people/", "/desk/people/add/",
    "/desk/people/done/", "/desk/settings/", "/desk/jobs/", "reading", "columns", "piles", "maybe here",
    "would change", "new ones", "the same", "tidied", "bring in", "/desk/groups/kinds/",
    "/desk/groups/duplicates/", "pair", "/desk/groups/duplicates/merged/", "/desk/keeping-right/",
    "/desk/keeping-right/told/", "/desk/keeping-right/asking/", "/desk/interests/",
    "/desk/interests/suggested/", "/desk/open-data/", "/desk/complaints/", "/desk/complaints/new/",
    "/desk/people/known/", "person", "/desk/keeping/", "/desk/where-next/", "season", "tables",
    "/desk/introduce/", "/desk/together/", "/desk/evenings/", "own page", "own change", "own place", "own online",
    "own people", "own about", "own leave", "is it yours", "/open-data/", "/complaints/", "/your-details/",
    "/groups/?q=runers",
]  # fmt: skip

# A list as somebody keeps it: new groups, one that changed, two under nearly another name, one without a name.
SHEET = """Group,What they do,Post code,Website,Email
Friends of Vale Park,,QV1 2AB,,
Leasow Cross Harriers,Running for people who would not call themselves runners. Tuesdays at 7pm.,qv1 2ag,,n/a
Breathe Easy (Leasow Vale branch),A chat and a walk for anyone short of breath,,,
Carr Road Sightloss Grp,Coffee and talk,,,
,A choir without a name,QV1 2AB,,choir@valevoices.example
Old Orchard Ukuleles,Ukuleles for beginners,QV1 2AG,www.orchard-ukes.example,
Tuesday Ramblers,A walk every Tuesday,QV3 1XY,,walks@ramblers.example
Marlpit Repair Table,Bring what is broken,QV5 1UX,,
"""


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
        self.page.set_default_timeout(20_000)
        if link:
            self.page.goto(link)
            self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.known: dict[str, str] = {}

    def open(self, where: str) -> Page:
        """Open an address, or one of the places named in `SHOWN` and `EVERY`."""
        self.page.goto(self.base + (where if where.startswith("/") else self._find(where)))
        self.page.wait_for_load_state("networkidle")
        return self.page

    def _find(self, where: str) -> str:
        if where in self.known:
            return self.known[where]
        start, part = {
            "first surgery": ("/whats-on/", "main .card h3 a"),
            "booking": ("/whats-on/", "main a[href$='/book/']"),
            "season": (
                "/desk/where-next/",
                "main .plans a, main a[href*='/where-next/']:not([href$='/new/'])",
            ),
            "tables": ("the day", "main a[href$='/tables/']"),
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
            "pair": ("/desk/groups/duplicates/", "main a[href*='/with/']"),
            "person": ("/desk/people/known/", "main .rows a[href^='/desk/people/known/']"),
            "is it yours": ("first group", "main a[href$='/yours/']"),
        }[where]
        self.open(start)
        found = self.page.locator(part).first.get_attribute("href")
        if not found:
            raise LookupError(f"{where} was not found on {start}")
        return found


def at_a_desk(officer: Visitor) -> dict[str, str]:
    """Take a sheet in as far as its piles, and make a group's card; give the addresses of what came of it."""
    page = officer.open("/desk/groups/sheets/")
    sheet = {"name": "Groups, from the library.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    page.locator("input[type=file]").set_input_files(sheet)  # type: ignore[arg-type]
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("link", name="Yes, go on").click()
    page.get_by_role("button", name="Sort the rows").click()
    page.wait_for_url("**/over/", timeout=30_000)
    piles = page.url.removeprefix(officer.base)
    asked = {"maybe here": "maybe", "would change": "changed", "new ones": "new", "the same": "same"}
    steps = {"reading": "reading/", "columns": "columns/", "tidied": "corrections/", "bring in": "bring-in/"}
    officer.open("/desk/groups/leasow-cross-harriers/")
    page.get_by_role("button", name="Make a card to print").click()
    own = page.get_by_label("The private address").input_value().removeprefix(officer.base)
    parts = ("change", "place", "online", "people", "about", "leave")
    return {
        "piles": piles,
        "own page": own,
        **{name: f"{piles}?pile={pile}" for name, pile in asked.items()},
        **{name: piles.removesuffix("over/") + step for name, step in steps.items()},
        **{f"own {part}": f"{own}{part}/" for part in parts},
    }


def readme_pictures(browser: Browser, told: dict[str, object]) -> None:
    links = dict(told["links"])  # type: ignore[call-overload]
    PICTURES.mkdir(exist_ok=True)
    known = at_a_desk(Visitor(browser, str(told["address"]), links["owner"]))
    rooms: dict[tuple[str | None, int], Visitor] = {}
    for name, where, role, width, height in SHOWN:
        if (role, width) not in rooms:
            looks = {"viewport": {"width": width, "height": height}, "color_scheme": "light"}
            # A sign-in link works once, so a role keeps its room.
            rooms[role, width] = Visitor(browser, str(told["address"]), links.get(role), **looks)
        rooms[role, width].known = known
        page = rooms[role, width].open(where)
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=PICTURES / f"{name}.png")
        print(f"docs/pictures/{name}.png")


def every_screen(browser: Browser, told: dict[str, object], folder: Path) -> None:
    links = dict(told["links"])  # type: ignore[call-overload]
    folder.mkdir(parents=True, exist_ok=True)
    officer = Visitor(browser, str(told["address"]), links["owner"])
    officer.known = at_a_desk(officer)
    for where in EVERY:
        try:
            officer.open(where)
        except Exception as trouble:  # noqa: BLE001 (one missing screen must not hide the others)
            print(f"{where}: {trouble}", file=sys.stderr)
            continue
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                officer.page.set_viewport_size({"width": width, "height": 800})
                officer.page.emulate_media(color_scheme=scheme)
                name = where.strip("/").replace("/", "-").replace(" ", "-").replace("?", "-") or "home"
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
