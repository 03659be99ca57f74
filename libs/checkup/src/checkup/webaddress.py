"""One strict reading of a web address that a stranger typed or a website sent us to.

Everything that goes out is rebuilt from this reading, so there is no second parser to disagree with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin

from .guard import is_public
from .report import Outcome

_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNWANTED = re.compile(r"[\x00-\x20\x7f\\]")
_LOCAL_ENDINGS = (
    ".localhost",
    ".localdomain",
    ".local",
    ".internal",
    ".lan",
    ".home",
    ".intranet",
    ".corp",
    ".home.arpa",
    ".onion",
)
_LONGEST = 2_000
_SAFE = "/%:=&?~+!$,;'@()*[]._-"


class BadAddressError(ValueError):
    """`outcome` says why the address was not taken."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


@dataclass(frozen=True, slots=True)
class WebAddress:
    scheme: str
    host: str  # lower case ASCII; an IPv6 address without its brackets
    port: int
    target: str  # path and query, quoted; begins with "/"
    guessed: bool = False  # the scheme was not written down

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        return self.origin + self.target

    @property
    def is_number(self) -> bool:
        return _as_ip(self.host) is not None


def read_address(text: str, *, allow_private: bool = False) -> WebAddress:
    """Raises `BadAddressError` for anything but a plain public http(s) address (see the module's tests)."""
    text = text.strip()
    if not text or len(text) > _LONGEST or _UNWANTED.search(text):
        raise BadAddressError(Outcome.BAD_ADDRESS)
    scheme, rest, guessed = _scheme_of(text)
    authority, target = _cut(rest)
    host_text, port = _host_and_port(authority, scheme)
    host = _read_host(host_text)
    if guessed and port not in (None, 443):
        scheme = "http"
    port = port or _PORTS[scheme]
    if not allow_private:
        _refuse_private(host, port)
    return WebAddress(scheme, host, port, _quoted(target), guessed)


def join(base: WebAddress, location: str, *, allow_private: bool = False) -> WebAddress:
    """Where a redirect or a link leads, read as strictly as anything else."""
    location = location.strip().replace(" ", "%20")
    if _UNWANTED.search(location):
        raise BadAddressError(Outcome.BAD_ADDRESS)
    try:
        url = urljoin(base.url, location)
    except ValueError as error:
        raise BadAddressError(Outcome.BAD_ADDRESS) from error
    return read_address(url, allow_private=allow_private)


def _scheme_of(text: str) -> tuple[str, str, bool]:
    scheme, mark, rest = text.partition("://")
    if mark and scheme.lower() in _PORTS:
        return scheme.lower(), rest, False
    named = _SCHEME.match(text)
    # "leasowpark.example:8080" is a host and a port; "mailto:…" and "file:…" are something else.
    if (mark and named) or (named and not text[named.end() :].split("/", maxsplit=1)[0].isdigit()):
        raise BadAddressError(Outcome.BAD_ADDRESS)
    return "https", text.lstrip("/"), True


def _quoted(target: str) -> str:
    try:
        return quote(target, safe=_SAFE)
    except UnicodeEncodeError as error:  # half a letter, from a header that is not text
        raise BadAddressError(Outcome.BAD_ADDRESS) from error


def _cut(rest: str) -> tuple[str, str]:
    end = min((i for i in (rest.find(c) for c in "/?#") if i >= 0), default=len(rest))
    target = rest[end:].split("#", maxsplit=1)[0]
    return rest[:end], target if target.startswith("/") else "/" + target


def _host_and_port(authority: str, scheme: str) -> tuple[str, int | None]:
    if "@" in authority or "%" in authority:
        raise BadAddressError(Outcome.BAD_ADDRESS)
    host, port_text = authority, ""
    if authority.startswith("["):
        inside, closed, after = authority[1:].partition("]")
        host, port_text = f"[{inside}]", after.removeprefix(":")
        if not closed or (after and not after.startswith(":")):
            raise BadAddressError(Outcome.BAD_ADDRESS)
    elif ":" in authority:
        host, _, port_text = authority.partition(":")
    if not port_text:
        return host, None
    if not (port_text.isascii() and port_text.isdigit() and 0 < int(port_text[:6]) < 65_536):
        raise BadAddressError(Outcome.BAD_ADDRESS)
    return host, int(port_text) if int(port_text) != _PORTS[scheme] else None


def _read_host(text: str) -> str:
    if text.startswith("["):
        return _read_ipv6(text[1:-1])
    try:
        # Full-width digits and dots become plain ones here, before anything is checked.
        host = text.removesuffix(".").encode("idna").decode("ascii").lower() if text else ""
    except UnicodeError as error:
        raise BadAddressError(Outcome.BAD_ADDRESS) from error
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadAddressError(Outcome.BAD_ADDRESS)
    if _NUMBER.fullmatch(labels[-1]):
        return _read_ipv4(host)
    return host


def _read_ipv6(text: str) -> str:
    try:
        return str(IPv6Address(text))
    except ValueError as error:
        raise BadAddressError(Outcome.BAD_ADDRESS) from error


def _read_ipv4(text: str) -> str:
    """Four plain decimal numbers; 0x7f.1, 2130706433 and 0177.0.0.1 have no honest use in an address."""
    try:
        return str(IPv4Address(text))
    except ValueError as error:
        raise BadAddressError(Outcome.NOT_PUBLIC) from error


def _refuse_private(host: str, port: int) -> None:
    number = _as_ip(host)
    private = not is_public(host) if number else "." not in host or host.endswith(_LOCAL_ENDINGS)
    if private or port not in _PORTS.values():
        raise BadAddressError(Outcome.NOT_PUBLIC)


def _as_ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
