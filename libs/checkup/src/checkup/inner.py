"""Which other pages of a website are worth a visit: chosen by the words on its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import urlsplit

from .facts import Link, Page
from .text_scan import Signs

# One page of each kind at most, in this order. Welsh words are met on either side of the border.
_KINDS: tuple[tuple[str, ...], ...] = (
    ("contact", "get in touch", "find us", "cysylltu", "cysylltwch"),
    ("about", "who we are", "amdanom", "our group", "our club"),
    ("news", "newyddion", "latest", "blog"),
    ("events", "what's on", "whats on", "what’s on", "diary", "fixtures", "digwyddiadau"),
)


def _spellings(words: str) -> Iterator[str]:
    first, *others = words.split(" ")
    for joints in product(" _-", repeat=len(others)):
        yield first + "".join(f"{joint}{word}" for joint, word in zip(joints, others, strict=True))


# In an address the words are joined by something.
_SAYING = tuple(re.compile("|".join(words).replace(" ", "[ _-]")) for words in _KINDS)
# Most links say none of this, which is told at once.
_ANY_KIND = Signs(*(said for kind in _KINDS for words in kind for said in _spellings(words)))
_NOT_PAGES = (
    ".pdf",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".zip",
    ".mp3",
    ".mp4",
    ".ics",
)


def bare(url: str) -> str:
    """An address without its scheme, "www." and fragment, to tell whether two lead to the same page."""
    split = urlsplit(url)
    host = (split.netloc or "").lower().removeprefix("www.")
    query = f"?{split.query}" if split.query else ""
    return f"{host}{split.path.rstrip('/')}{query}"


def inner_pages(front: Page, most: int) -> list[str]:
    """Addresses on the same website, best first; the parts of a page made of frames come first."""
    seen = {bare(front.url)}
    chosen: list[str] = []
    frames = [front.absolute(link) for link in front.links] if front.layout.frames else []
    saying = [link for link in front.links if _says_any(link)]
    wanted = [iter(frames), *(_urls(front, saying, kind) for kind in _SAYING)]
    for place, urls in enumerate(wanted):
        for url in urls:
            if _is_inner(url, front) and bare(url) not in seen:
                seen.add(bare(url))
                chosen.append(url.split("#", maxsplit=1)[0])
                if place > 0:  # one of each kind
                    break
    return chosen[:most]


def kind_of_address(url: str) -> int | None:
    """Which kind of page an address seems to lead to by its words alone, as a place in our order."""
    path = urlsplit(url).path.lower()
    return next((place for place, kind in enumerate(_SAYING) if kind.search(path)), None)


def _urls(front: Page, saying: list[Link], kind: re.Pattern[str]) -> Iterator[str]:
    return (front.absolute(link) for link in saying if _says(link, kind))


def _is_inner(url: str, front: Page) -> bool:
    here, there = (bare(one).split("/", maxsplit=1)[0].split("?", maxsplit=1)[0] for one in (front.url, url))
    return bool(url) and here == there and not urlsplit(url).path.lower().endswith(_NOT_PAGES)


def _says_any(link: Link) -> bool:
    return len(link.text) < 40 and _ANY_KIND.any_in(f"{link.text} {link.address}".lower())


def _says(link: Link, kind: re.Pattern[str]) -> bool:
    return len(link.text) < 40 and kind.search(f"{link.text} {link.address}".lower()) is not None
