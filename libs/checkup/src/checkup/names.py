"""How alike two names are: an account's handle and the names a website goes by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_SMALL_WORDS = frozenset(("the", "of", "and", "a", "an", "for", "in", "at", "to", "on", "home", "welcome"))
# Parts of a host name that are not the site's own name.
_ADDRESS_WORDS = frozenset(
    """
    www com org net co uk us gov edu info ac ltd me plc nhs sch mil biz io web wordpress blogspot wixsite
    weebly sites google github squarespace webs tumblr home blog shop online site
    """.split()  # noqa: SIM905 (a list of forty words reads worse)
)
# Words so common in the names of groups that sharing one says little.
_COMMON_WORDS = re.compile(
    r"friends|community|association|society|council|cricket|football|rugby|tennis|bowls|sports?|club|church"
    r"|school|village|hall|park|trust|charity|centre|center|group|official|online|volunteers?|college"
    r"|university|english|media|service|international|national|design(?:ers?|s)?|studios?|photo(?:s|graphy)?"
    r"|music|market(?:s|ing)?|digital|health"
)
_SEPARATORS = re.compile(r"[|–—·»:•]|\s-\s")
_LETTERS = re.compile(r"[^\W_]+")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_MOST_NAMES = 40  # a title made to be compared with must not cost more than a real one


@dataclass(frozen=True, slots=True)
class SiteNames:
    """`firm` names come from the address, the site's stated name and the directory; `titles` from page
    titles, which on an article name the article.
    """

    firm: frozenset[str]
    titles: frozenset[str]
    host: frozenset[str]  # every part of the address, the builder's own name too


def squash(name: str) -> str:
    """Letters and digits only, lower case, without accents: "Café Leasow" and "cafe.leasow" are one."""
    if name.isascii() and name.isalnum():
        return name.lower()
    if not name.isascii() or "%" in name:
        name = unicodedata.normalize("NFKD", unquote(name))
    return _NOT_PLAIN.sub("", name.lower())


def site_names(url: str, stated: Iterable[str], titles: Iterable[str]) -> SiteNames:
    host = host_of(url).split(".")
    address = {squash(label) for label in host[:-1] if label not in _ADDRESS_WORDS}
    firm = {name for name in address if len(name) >= 3}.union(*(_names_in(name) for name in stated))
    parts = {name for title in titles for name in _names_in(title)}
    return SiteNames(_most(firm), _most(parts), frozenset(host))


def _most(names: set[str]) -> frozenset[str]:
    return frozenset(names if len(names) <= _MOST_NAMES else sorted(names)[:_MOST_NAMES])


@lru_cache(maxsize=100)
def host_of(url: str) -> str:
    """The host of an address, lower case, or "" where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=100)
def _names_in(title: str) -> frozenset[str]:
    """Every part of a title as one squashed name, and its initials: "Leasow Vale Runners" is also "lvr"."""
    return frozenset().union(*(_names_of(part) for part in _SEPARATORS.split(title[:300])))


def _names_of(part: str) -> set[str]:
    words = [word.lower() for word in _LETTERS.findall(part)]
    telling = [word for word in words if word not in _SMALL_WORDS]
    if not telling or len(words) > 9:
        return set()
    names = {squash("".join(words)), squash("".join(telling))}
    if len(telling) >= 3:
        names |= {squash("".join(w[0] for w in words)), squash("".join(w[0] for w in telling))}
    return {name[:_LONGEST] for name in names if len(name) >= 3 and name not in _ADDRESS_WORDS}


def is_like(handle: str, names: SiteNames) -> bool:
    """Whether a handle is plainly one of these names: the same, one in the other, or most of it shared."""
    mine = squash(handle)[:_LONGEST]
    if len(mine) < 3:
        return False
    return any(_plainly_alike(mine, name) for some in (names.firm, names.titles) for name in some)


def is_rather_like(handle: str, names: SiteNames) -> bool:
    """A looser likeness: it shares a telling run of letters with one of the firm names."""
    mine = _COMMON_WORDS.sub("", squash(handle)[:_LONGEST])
    return any(_shares_a_run(mine, _COMMON_WORDS.sub("", name)) for name in names.firm)


def _plainly_alike(mine: str, name: str) -> bool:
    short, long = (mine, name) if len(mine) <= len(name) else (name, mine)
    if len(short) == 3:
        return long.startswith(short)
    if short in long:
        return len(short) >= 5 or len(short) * 3 >= len(long) or long.startswith(short)
    return share_a_run(mine, name, -(-len(long) * 6 // 10))


def _shares_a_run(mine: str, name: str) -> bool:
    return share_a_run(mine, name, min(6, max(4, -(-min(len(mine), len(name)) * 7 // 10))))


def share_a_run(one: str, other: str, length: int) -> bool:
    """Whether some run of this many letters stands in both."""
    if length > len(other):
        return False
    return any(one[start : start + length] in other for start in range(len(one) - length + 1))
