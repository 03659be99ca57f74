"""One free order at a pretix event, as a browser without script does it: every request counted.

See README for how to run pretix beside. Nothing of pretix is used here but its pages.
"""

import html
import http.cookiejar
import re
import urllib.parse
import urllib.request
from typing import Any

_FORM = re.compile(r"<form.*?</form>", re.DOTALL)
_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
_FIRST_ITEM = "the first product"
_ACTION = re.compile(r'<form[^>]*action="([^"]*)"')


class _Counted(urllib.request.HTTPRedirectHandler):
    """Follow what the server sends on to, and count it as the request it is."""

    def __init__(self) -> None:
        self.followed = 0

    def http_error_302(self, *told: Any) -> Any:
        self.followed += 1
        return super().http_error_302(*told)


class Buyer:
    """Somebody with a browser, at one event."""

    def __init__(self, event: str) -> None:
        self.event = event.rstrip("/") + "/"
        self._redirects = _Counted()
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, self._redirects)
        self._asked = 0
        self._at = self.event

    @property
    def requests(self) -> int:
        return self._asked + self._redirects.followed

    def look(self) -> str:
        return self._ask(self.event)

    def order(self, email: str) -> None:
        """Put one free product in the cart, say an address, confirm, and land on the order's page."""
        page = self._send(self._ask(self.event), "item_", {_FIRST_ITEM: "1"})
        page = self._ask(f"{self.event}checkout/start")
        page = self._send(page, 'name="email"', {"email": email})
        self._send(page, "finalizing your order", {})
        if "/order/" not in self._at:
            raise SystemExit(f"The order ended at {self._at}.")

    def _send(self, page: str, marker: str, typed: dict[str, str]) -> str:
        form = next(one for one in _FORM.findall(page) if marker in one and "csrfmiddlewaretoken" in one)
        sent = {html.unescape(name): html.unescape(value) for name, value in _HIDDEN.findall(form)}
        for name, value in typed.items():
            sent[_item_in(form) if name == _FIRST_ITEM else name] = value
        action = _ACTION.search(form)
        return self._ask(urllib.parse.urljoin(self._at, html.unescape(action[1]) if action else ""), sent)

    def _ask(self, address: str, sent: dict[str, str] | None = None) -> str:
        typed = urllib.parse.urlencode(sent).encode() if sent is not None else None
        request = urllib.request.Request(address, data=typed, headers={"Referer": self._at})
        self._asked += 1
        with self._opener.open(request) as answer:
            self._at = answer.geturl()
            return str(answer.read().decode())


def _item_in(form: str) -> str:
    found = re.search(r'name="(item_\d+)"', form)
    return found[1] if found else "item_1"
