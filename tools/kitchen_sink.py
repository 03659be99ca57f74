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
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
STATIC = ROOT / "src/bandstand/web/static"
PAGES = HERE / "kitchen_sink"
CHROMIUM = "/usr/bin/chromium"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'"
)
VIEWS = [
    ("phone", 360, False),
    ("desktop", 1280, False),
    ("phone-dark", 360, True),
    ("desktop-dark", 1280, True),
]

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


def draw(folder: Path, only: set[str]) -> list[str]:
    from django.template.loader import render_to_string
    from django.test import RequestFactory
    from kitchen_sink_things import things

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
            path = path.partition("?")[0]
            base = STATIC if path.startswith("/static/") else folder
            return str(base / path.removeprefix("/static/").strip("/"))

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *said: Any) -> None:
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
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                bypass_csp=bool(axe),
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
