"""Which other pages of a website are worth a visit: chosen by the words on its links."""

from __future__ import annotations

from urllib.parse import urlsplit

from .facts import Link, Page

# One page of each kind at most, in this order. Welsh words are met on either side of the border.
_KINDS: tuple[tuple[str, ...], ...] = (
    ("contact", "get in touch", "find us", "cysylltu", "cysylltwch"),
    ("about", "who we are", "amdanom", "our group", "our club"),
    ("news", "events", "what's on", "whats on", "what’s on", "diary", "newyddion", "latest"),
)
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
    here = bare(front.url)
    links = [link for link in front.links if _is_inner(link, front) and bare(link.url) != here]
    chosen: dict[str, str] = {}
    if front.layout.frames:
        chosen.update((bare(link.url), link.url) for link in links[:most])
    for words in _KINDS:
        link = next((link for link in links if _says(link, words) and bare(link.url) not in chosen), None)
        if link is not None:
            chosen[bare(link.url)] = link.url
    return [url.split("#", maxsplit=1)[0] for url in chosen.values()][:most]


def _is_inner(link: Link, front: Page) -> bool:
    host = bare(link.url).split("/", maxsplit=1)[0].split("?", maxsplit=1)[0]
    same = host == bare(front.url).split("/", maxsplit=1)[0].split("?", maxsplit=1)[0]
    return same and not urlsplit(link.url).path.lower().endswith(_NOT_PAGES)


def _says(link: Link, words: tuple[str, ...]) -> bool:
    text = link.text.lower()
    path = urlsplit(link.url).path.lower().replace("-", " ").replace("_", " ")
    return len(text) < 40 and any(word in text or word in path for word in words)
