"""Social media buttons that lead nowhere useful."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from .addresses import SocialAddress
from .closed_networks import closed_network
from .facts import Clue, OddDoor, Place
from .platforms import bare_host
from .rooms import PLACEHOLDERS

_MOST = 30
_HOSTS = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.me": "facebook", "twitter.com": "twitter",
    "x.com": "twitter",
    "instagram.com": "instagram", "youtube.com": "youtube", "tiktok.com": "tiktok",
    "linkedin.com": "linkedin",
    "bsky.app": "bluesky", "threads.net": "threads", "threads.com": "threads",
}  # fmt: skip
_NAMES = (
    "facebook",
    "twitter",
    "instagram",
    "youtube",
    "tiktok",
    "linkedin",
    "bluesky",
    "threads",
    "mastodon",
)
_WORDS = re.compile(r"\b(facebook|twitter|instagram|youtube|tiktok|linkedin|bluesky|mastodon)\b")
_ICON = re.compile(
    r"(?:fa-|icon-?|icons?/|social-?|bi-|elementor-social-icon-|zmdi-)(facebook|twitter|instagram"
    r"|youtube|tiktok|linkedin)"
    r"|[/_-](facebook|twitter|instagram|youtube|tiktok|linkedin)[\w-]{0,20}\.(?:png|gif|jpe?g|svg|webp)\b"
)
_SIGNS_OF_NOTHING = (
    "#",
    "#!",
    "",
    "/",
    "javascript:void(0)",
    "javascript:void(0);",
    "javascript:;",
    "javascript:",
    "http://",
    "https://",
)
_FRONT_PATHS = frozenset(
    ("", "home", "home.php", "index.php", "login", "login.php", "feed", "#", "explore", "en", "en-gb")
)
_UNFINISHED = re.compile(
    r"^/(?:profile\.php|pages?|people|groups|channel|user|c|company|in|@|school|profile|p)/?$"
)
_NOT_A_DOOR = frozenset((Clue.SHARE, Clue.PARTNER, Clue.QUOTE, Clue.COMMENT))
_SHARING = ("share", "tweet", "post on", "post to", "like")
Around = tuple[Place, frozenset[Clue]]


def network_of(host: str) -> str:
    """The network a host belongs to, "" for every other one. `host` is lower case."""
    parts = host.split(".")
    return _HOSTS.get(".".join(parts[-2:]), "") if len(parts) > 1 else ""


@lru_cache(maxsize=4_000)
def mistyped_network(host: str) -> str:
    """The network a host is one slip of the finger away from: "twtter.com", "facebook.con"."""
    host = host.removeprefix("www.")
    name, _, ending = host.partition(".")
    if "." in ending or not ending or not 6 <= len(name) <= 11:
        return ""
    if name in _NAMES:
        return name if ending in ("con", "cm", "om", "co", "vom", "comm", "cpm", "xom", "ocm", "cim") else ""
    return next((net for net in _NAMES if ending == "com" and len(net) > 6 and _one_slip(name, net)), "")


def _one_slip(written: str, meant: str) -> bool:
    if abs(len(written) - len(meant)) > 1 or written[0] != meant[0]:
        return False
    if len(written) == len(meant):
        wrong = [i for i in range(len(meant)) if written[i] != meant[i]]
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and written[wrong[0]] == meant[wrong[1]]
            and written[wrong[1]] == meant[wrong[0]]
        )
    short, long = sorted((written, meant), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def meant_network(text: str, icon: str) -> str:
    """The network a button is for, by its few words or the name of its icon."""
    low = text[:60].lower()
    match = _WORDS.search(low) if len(low) < 40 else None
    match = match or _ICON.search(icon[:600].lower())
    return next((name for name in match.groups() if name), "") if match else ""


def leads_nowhere(address: str) -> bool:
    return address.strip().lower() in _SIGNS_OF_NOTHING


class OddDoorsSeen:
    def __init__(self) -> None:
        self._doors: dict[tuple[str, str, str], OddDoor] = {}

    def social(
        self, address: str, account: SocialAddress | None, text: str, around: Callable[[], Around]
    ) -> None:
        """A link to one of the networks, with the account it leads to where it leads to one."""
        problem = _problem(address, account)
        if problem is not None:
            self.open(problem[0], problem[1], address, text, around())

    def open(self, network: str, problem: str, address: str, text: str, around: Around) -> None:
        """One door, unless it is meant for something else: a share button, or a sponsor that is a network."""
        place, clues = around
        if not clues & _NOT_A_DOOR and not text.lower().startswith(_SHARING):
            self.add(OddDoor(network, address[:300], text[:200], place, problem))

    def add(self, door: OddDoor) -> None:
        if len(self._doors) < _MOST:
            self._doors.setdefault((door.address, door.problem, door.platform), door)

    def doors(self) -> tuple[OddDoor, ...]:
        return tuple(self._doors.values())


def _problem(address: str, account: SocialAddress | None) -> tuple[str, str] | None:
    low = address.strip().lower()
    if "://" not in low and not low.startswith(("//", "http")):
        host = low.split("/", maxsplit=1)[0]
        network = network_of(host)
        return (network, "no beginning") if network and host.count(".") else None
    if account is not None:
        return None
    try:
        parts = urlsplit(low if "://" in low else f"https:{low}")
    except ValueError:
        return None
    return _dead_end(parts.hostname or "", parts.path, parts.query)


def _dead_end(host: str, path: str, query: str) -> tuple[str, str] | None:
    network = network_of(host)
    if not network:
        return None
    if _UNFINISHED.match(path) and not ("id=" in query and any(c.isdigit() for c in query)):
        return network, "unfinished"
    segments = [part for part in path.split("/") if part]
    if any(part.lstrip("@") in PLACEHOLDERS for part in segments):
        return network, "placeholder"
    if not query and len(segments) <= 1 and (not segments or segments[0] in _FRONT_PATHS):
        # help.x.com, status.x.com and the like are rooms of their own.
        return (network, "front page") if bare_host(host) in _HOSTS else None
    return None


def closed_door(address: str) -> str:
    """The closed network an address leads to, by name."""
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return ""
    return closed_network(host)
