"""Draw every part of the screens on a few pages, serve them on loopback, and take their pictures.

    .venv/bin/python tools/kitchen_sink.py [--shots DIR] [--axe PATH/axe.min.js] [--only home,desk]

The pages are tools/kitchen_sink/*.html; docs/developers/screens.md sends people there for markup to copy.
Without --shots it serves until stopped. Pages come with the same strict policy as the real ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
STATIC = ROOT / "src/bandstand/web/static"
PAGES = HERE / "kitchen_sink"
CHROMIUM = "/usr/bin/chromium"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
VIEWS = [("phone", 360, False), ("desktop", 1280, False), ("phone-dark", 360, True), ("desktop-dark", 1280, True)]

Shot = tuple[str, int, bool]


def set_up() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    import django
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles", "bandstand.kit", "bandstand.web"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [PAGES],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "builtins": ["django.templatetags.static", "bandstand.kit.templatetags.bandstand"],
                },
            }
        ],
        FORM_RENDERER="bandstand.kit.forms.Renderer",
        STATIC_URL="/static/",
        ROOT_URLCONF="kitchen_sink_urls",
        TIME_ZONE="Europe/London",
        USE_TZ=True,
        USE_I18N=False,
        SECRET_KEY="only for drawing",
    )
    sys.path.insert(0, str(PAGES))
    django.setup()


def things() -> dict[str, Any]:
    """Made-up people and groups of Leasow Vale, as templates meet them."""
    from django.core.paginator import Paginator
    from django.utils import timezone
    from kitchen_sink_forms import Booking, HelpNote, Sheet, Walk_in

    def kind(look: str, name: str, plural: str) -> Thing:
        return Thing(look=look, name=name, plural=plural)

    sport, friends = kind("sport", "sports club", "sports clubs"), kind("friends", "Friends group", "Friends groups")
    health, arts = kind("health", "health group", "health groups"), kind("arts", "arts society", "arts societies")
    community = kind("community", "residents’ association", "residents’ associations")
    other = kind("other", "other group", "other groups")
    now = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)

    def gathering(title: str, venue: str, days: int, state: str = "announced") -> Thing:
        start = now + timedelta(days=days)
        return Thing(
            title=title, slug="x", venue=Thing(name=venue), starts_at=start,
            ends_at=start + timedelta(minutes=90), state=state,
        )  # fmt: skip

    def finding(headline: str, why: str, minutes: int | None, **more: Any) -> Thing:
        facts = {"state": "easy win", "closed_at": None, "advice": "", "last_seen": date.today() - timedelta(days=6)}
        return Thing(headline=headline, why=why, effort_minutes=minutes, **(facts | more))

    wrong = Booking({"name": "", "reach": "", "helping": []})
    long_name = "The Friends of Leasow Vale Country Park, Nature Reserve and Community Orchard Society"
    groups = [
        Thing(name="Mill Green Runners", slug="a", kind=sport, about="Three runs a week, and nobody left behind.", address="Mill Green Pavilion"),
        Thing(name=long_name, slug="b", kind=friends, about="", address="Visitor centre"),
        Thing(name="Leasow Silver Band", slug="c", kind=arts, about="Players of any age, instruments lent.", address="Priory Hall"),
        Thing(name="Cuppa and Chat", slug="d", kind=health, about="", address=""),
        Thing(name="Tanner’s Row Tenants and Residents", slug="e", kind=community, about="", address=""),
        Thing(name="Vale Repair Shed", slug="f", kind=other, about="Bring it broken, take it home working.", address="Unit 4"),
    ]  # fmt: skip
    return {
        "hub": Thing(name="Community Action Leasow Vale", email="hello@leasow.example", phone="01632 960 100", place="Leasow Vale"),
        "sport": sport, "friends": friends, "health": health, "arts": arts, "community": community, "other": other,
        "kinds": [sport, friends, health, arts, community, other],
        "soon": gathering("Surgery at the Walled Garden café", "Walled Garden café, Mill Green", 2),
        "later": gathering("Sports clubs evening, Priory Hall", "Priory Hall", 18),
        "off": gathering("Surgery in the very long-named St Aldhelm’s Community Centre and Library Annexe", "St Aldhelm’s", 30, "cancelled"),
        "mix": [(sport, 5), (friends, 3), (health, 2)], "mix2": [(sport, 18), (arts, 1)],
        "win": finding("Your website doesn’t show your Facebook page", "People who find your website can’t get to your page, where your news is.", 10, advice="Open your site’s settings, choose Social links, and paste the address of your page."),
        "hard": finding("Your website can’t be read on a phone", "Two in three people will look you up on one.", 90, state="decision"),
        "done": finding("Your next meeting is easy to find", "", None, closed_at=date.today() - timedelta(days=40)),
        "groups": groups, "page": Paginator(range(400), 20).page(7), "now": now, "person": Thing(name="Priya Raman"), "role": None,
        "booking": Booking(), "wrong": wrong, "note": HelpNote(), "sheet": Sheet(), "walk_in": Walk_in(),
        "messages": [], "rights": {"see", "day", "plan", "groups", "people", "own"},
        "many": [(n, groups[n % 6]) for n in range(1, 13)], "demo": True,
    }  # fmt: skip


def draw(folder: Path, only: set[str]) -> list[str]:
    from django.template.loader import render_to_string
    from django.test import RequestFactory

    names = []
    for page in sorted(PAGES.glob("*.html")):
        if only and page.stem not in only:
            continue
        request = RequestFactory().get("/desk/groups/" if "desk" in page.stem else "/whats-on/")
        given = things() | ({"form": things()["wrong"]} if page.stem == "wrong" else {})
        (folder / page.name).write_text(render_to_string(page.name, given, request), encoding="utf-8")
        names.append(page.stem)
    (folder / "suggest").write_text(render_to_string("parts/options.html", {"options": [
        Thing(value="1", label="Mill Green Runners", hint="Mill Green", look="sport"),
        Thing(value="2", label="Friends of Mill Green Park", hint="Mill Green", look="friends"),
    ]}), encoding="utf-8")  # fmt: skip
    return names


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Pages(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            path = path.split("?")[0]
            base = STATIC if path.startswith("/static/") else folder
            return str(base / path.removeprefix("/static/").strip("/"))

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def photograph(address: str, names: list[str], to: Path, axe: Path | None) -> int:
    """Pictures of every page in every view; returns how many complaints axe and the policy had."""
    from playwright.sync_api import sync_playwright

    to.mkdir(parents=True, exist_ok=True)
    complaints = 0
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, (view, width, dark) in ((n, v) for n in names for v in VIEWS):
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", bypass_csp=bool(axe)
            )
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.goto(f"{address}/{name}.html", wait_until="networkidle")
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                said.append(f"wider than the screen: {wide}")
            if axe:
                said += look_with_axe(page, axe)
            page.screenshot(path=to / f"{name}-{view}.png", full_page=True)
            page.close()
            for line in said:
                print(f"{name} {view}: {line}")
            complaints += len(said)
        browser.close()
    return complaints


def look_with_axe(page: Any, axe: Path) -> list[str]:
    page.add_script_tag(path=str(axe))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run({runOnly: tags})", tags)
    return [
        f"axe {rule['id']}: {node['html'][:160]} | {node['failureSummary'][:260]!r}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


def main() -> int:
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--shots", type=Path)
    read.add_argument("--axe", type=Path)
    read.add_argument("--only", default="")
    asked = read.parse_args()
    set_up()
    with tempfile.TemporaryDirectory() as folder:
        names = draw(Path(folder), set(filter(None, asked.only.split(","))))
        with served(Path(folder)) as address:
            if asked.shots:
                return 1 if photograph(address, names, asked.shots, asked.axe) else 0
            print("\n".join(f"{address}/{name}.html" for name in names))
            threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
