"""How alike two names are: an account's handle against the website's address, its title and the group's name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

_SMALL_WORDS = frozenset(
    ("the", "of", "and", "a", "an", "for", "in", "at", "to", "on", "&", "home", "official", "welcome")
)
# Parts of a host name that are not the site's own name.
_ADDRESS_WORDS = frozenset(
    [
        "www",
        "com",
        "org",
        "net",
        "co",
        "uk",
        "us",
        "gov",
        "edu",
        "info",
        "ac",
        "ltd",
        "me",
        "plc",
        "nhs",
        "sch",
        "mil",
        "biz",
        "io",
        "web",
        "wordpress",
        "blogspot",
        "wixsite",
        "weebly",
        "sites",
        "google",
        "github",
        "squarespace",
        "webs",
        "tumblr",
        "home",
        "blog",
        "shop",
        "online",
        "site",
    ]
)
_SEPARATORS = re.compile(r"[|–—·»:•]|\s-\s")
_LETTERS = re.compile(r"[^\W_]+")
_SHORTEST = 4


def squash(name: str) -> str:
    """Letters and digits only, lower case, without accents: "Café Leasow" and "cafe.leasow" are one."""
    plain = unicodedata.normalize("NFKD", unquote(name)).lower()
    return "".join(c for c in plain if c.isalnum() and c.isascii())


def site_names(url: str, titles: Iterable[str]) -> frozenset[str]:
    """Every squashed name a website goes by: parts of its address, of its titles, and their initials."""
    names = set(_address_names(url))
    for title in titles:
        for part in _SEPARATORS.split(title[:300]):
            names |= _title_names(part)
    return frozenset(name for name in names if len(name) >= 3)


def _address_names(url: str) -> set[str]:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return set()
    labels = [label for label in host.split(".")[:-1] if label not in _ADDRESS_WORDS]
    return {squash(label) for label in labels if len(squash(label)) >= 3}


def _title_names(part: str) -> set[str]:
    words = [word.lower() for word in _LETTERS.findall(part)]
    telling = [word for word in words if word not in _SMALL_WORDS]
    if not telling or len(words) > 9:
        return set()
    names = {squash("".join(words)), squash("".join(telling))}
    if len(telling) >= 3:
        names |= {"".join(word[0] for word in words), "".join(word[0] for word in telling)}
    return {name for name in names if len(name) >= 3 and name not in _ADDRESS_WORDS}


def is_like(handle: str, names: frozenset[str]) -> bool:
    """Whether a handle could be one of these names: the same, one inside the other, or sharing most letters."""
    mine = squash(handle)
    return len(mine) >= 3 and any(_alike(mine, name) for name in names)


def _alike(mine: str, name: str) -> bool:
    if mine == name:
        return True
    short, long = sorted((mine, name), key=len)
    if len(short) >= _SHORTEST and short in long:
        return True
    if len(short) == 3:
        return long.startswith(short)
    common = _longest_common_run(mine[:60], name[:60])
    return common >= 6 or common * 10 >= len(short) * 7


def _longest_common_run(a: str, b: str) -> int:
    best = 0
    row = [0] * (len(b) + 1)
    for letter in a:
        diagonal = 0
        for column, other in enumerate(b, start=1):
            diagonal, row[column] = row[column], diagonal + 1 if letter == other else 0
            best = max(best, row[column])
    return best
