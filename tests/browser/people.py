"""The demo as people meet it: a browser for each of them, and what their pages complain of."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.servers import Env, rows

AXE = Path(__file__).with_name("axe.min.js")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
ROLES = ["owner", "officer", "manager", "door", "reader"]


@dataclass
class Demo:
    """A running demo: what its command told, and a way to look into its database."""

    browser: Browser
    env: Env
    address: str
    links: dict[str, str]
    websites: str
    dir: str
    mail: str
    made: str
    _signed_in: dict[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def first(self, query: str) -> str:
        """Return the first cell of a query's answer as text."""
        return str(rows(self.env, query)[0][0])

    def number(self, query: str) -> int:
        return int(self.first(query))

    @contextmanager
    def room(self, role: str = "", *, script: bool = True, **looks: Any) -> Iterator["Room"]:
        """Open a browser for somebody: signed in by the link of their role, or a visitor."""
        state = self._state(role) if role else None
        opened = self.browser.new_context(
            storage_state=state, java_script_enabled=script, reduced_motion="reduce", **looks
        )
        try:
            yield Room(self, opened)
        finally:
            opened.close()

    def _state(self, role: str) -> Any:
        """Sign in once (the link works once) and keep the cookies for further rooms of the same person."""
        if role not in self._signed_in:
            opened = self.browser.new_context()
            page = opened.new_page()
            page.goto(self.links[role])
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.wait_for_url("**/desk/**")
            self._signed_in[role] = opened.storage_state()
            opened.close()
        return self._signed_in[role]

    def letters_to(self, email: str, *, since: float = 0.0) -> list[str]:
        """Return the texts of the letters filed for this address since a moment, oldest first."""
        filed = sorted(Path(self.mail).glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        texts = [path.read_text(encoding="utf-8") for path in filed if path.stat().st_mtime >= since]
        return [_unfolded(text) for text in texts if f"To: {email}" in text]


def _unfolded(text: str) -> str:
    return re.sub(r"=\n", "", text).replace("=3D", "=")


class Room:
    """One person's browser, that writes down everything its pages complain of."""

    def __init__(self, demo: Demo, context: BrowserContext) -> None:
        self.demo = demo
        self.complaints: list[str] = []
        self.status = 0
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda trouble: self.complaints.append(f"script: {trouble}"))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        # The page asked for may rightly be “not found”; anything it asks for in turn may not.
        own_page = message.location.get("url", "").partition("#")[0] == self.page.url.partition("#")[0]
        if message.type in {"error", "warning"} and not (own_page and "Failed to load" in message.text):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if (
            urlsplit(request.url).scheme in {"http", "https"}
            and urlsplit(request.url).netloc != self.demo.host
        ):
            self.complaints.append(f"asked another host: {request.url}")

    def open(self, path: str) -> Page:
        answer = self.page.goto(path if "://" in path else self.demo.address.rstrip("/") + path)
        self.status = answer.status if answer else 0
        self.page.wait_for_load_state("networkidle")
        return self.page

    def look(self) -> list[str]:
        """Return what is wrong with the page as it stands: too wide, not accessible, or complaining."""
        wrong = [*self.complaints, *_too_wide(self.page), *_axe(self.page)]
        self.complaints.clear()
        return wrong


def _too_wide(page: Page) -> list[str]:
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return [f"{wide} pixels wide in a window of {room}"] if wide > room else []


def _axe(page: Page) -> list[str]:
    page.evaluate(_axe_source())
    found = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", WCAG)
    return [
        f"axe {rule['id']}: {node['html'][:200]} ({' '.join(node['failureSummary'].split())[:300]})"
        for rule in found["violations"]
        for node in rule["nodes"][:4]
    ]


@cache
def _axe_source() -> str:
    return AXE.read_text(encoding="utf-8")
