"""How alike two names are: an account's handle and the names a website goes by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
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
    r"|scouts|guides|brownies|cubs|u3a|ramblers|rotary|lions|probus|music|market(?:s|ing)?|digital|health"
)
_SEPARATORS = re.compile(r"[|–—·»:•]|\s-\s")
_LETTERS = re.compile(r"[^\W_]+")
_PLAIN_ADDRESS = re.compile(r"https?://([a-z0-9.-]+)(?:[/?#]|\Z)")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_MOST_NAMES = 40  # a title made to be compared with must not cost more than a real one


class SiteNames:
    """The names a website goes by: squashed, each found when first asked for."""

    def __init__(self, url: str, stated: Iterable[str], titles: Iterable[str], group: str = "") -> None:
        self._host = host_of(url).split(".")
        self._path = url.partition("//")[2].split("?")[0].split("/")[1:4]
        self._stated = stated
        self._titles = titles
        self._group = group

    @cached_property
    def firm(self) -> frozenset[str]:
        """From the address, the site's stated name and the directory."""
        named = [_names_in(name) for name in (*self._stated, self._group) if name]
        return _most(set().union(self._of_the_host, *named) - self.platform)

    @cached_property
    def _of_the_host(self) -> frozenset[str]:
        address = [squash(label) for label in self._host[:-1] if label not in _ADDRESS_WORDS]
        return frozenset(name for name in address if len(name) >= 3)

    @cached_property
    def platform(self) -> frozenset[str]:
        """What the host is called where the group, by its name, has but a page within somebody else's
        website: clubs.example/leasow-rangers.
        """
        group = _names_in(self._group) if self._group else frozenset()
        steps = [squash(step) for step in self._path]
        within = any(len(step) >= 5 and _plainly_alike(step, name) for step in steps for name in group)
        host = self._of_the_host
        return (
            host
            if within and not any(_plainly_alike(one, name) for one in host for name in group)
            else frozenset()
        )

    @cached_property
    def telling(self) -> list[str]:
        """What is left of the firm ones without words that half the groups share."""
        return [_COMMON_WORDS.sub("", name) for name in self.firm]

    @cached_property
    def titles(self) -> frozenset[str]:
        """From the titles of pages, which on an article name the article."""
        return _most(set().union(*[_names_in(title) for title in self._titles]))

    def builds(self, name: str) -> bool:
        """Whether it is the website of the builder of that name itself, and not one made with it."""
        return name in self.firm or name == next((label for label in self._host if label != "www"), "")


def squash(name: str) -> str:
    """Letters and digits only, lower case, without accents: "Café Leasow" and "cafe.leasow" are one."""
    if name.isascii() and name.isalnum():
        return name.lower()
    if not name.isascii() or "%" in name:
        name = unicodedata.normalize("NFKD", unquote(name))
    return _NOT_PLAIN.sub("", name.lower())


def _most(names: set[str]) -> frozenset[str]:
    return frozenset(names if len(names) <= _MOST_NAMES else sorted(names)[:_MOST_NAMES])


@lru_cache(maxsize=100)
def host_of(url: str) -> str:
    """The host of an address, lower case, or "" where there is none."""
    plain = _PLAIN_ADDRESS.match(url)
    if plain is not None:
        return plain[1]
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@lru_cache(maxsize=100)
def _names_in(title: str) -> frozenset[str]:
    """Every part of a title as one squashed name, and its initials: "Leasow Vale Runners" is also "lvr"."""
    names = [squash(name) for part in _SEPARATORS.split(title[:300].lower()) for name in _names_of(part)]
    return frozenset([name[:_LONGEST] for name in names if len(name) >= 3 and name not in _ADDRESS_WORDS])


def _names_of(part: str) -> Iterator[str]:
    words = _LETTERS.findall(part)
    telling = [word for word in words if word not in _SMALL_WORDS]
    if not telling or len(words) > 9:
        return
    for some in (words, telling) if len(telling) < len(words) else (words,):
        yield "".join(some)
        if len(telling) >= 3:
            yield "".join([word[0] for word in some])


def is_like(handle: str, names: SiteNames) -> bool:
    """Whether a handle is plainly one of these names: the same, one in the other, or most of it shared."""
    mine = squash(handle)[:_LONGEST]
    if len(mine) < 3:
        return False
    if not _COMMON_WORDS.sub("", mine):  # "scouts" is everybody's
        return mine in names.firm or mine in names.titles
    return any(_plainly_alike(mine, name) for some in (names.firm, names.titles) for name in some)


def is_named(words: str, names: SiteNames) -> bool:
    """Whether these words may be a name of the website's."""
    return any(is_like(name, names) or is_rather_like(name, names) for name in _names_in(words))


def is_platforms(handle: str, names: SiteNames) -> bool:
    """Whether a handle is that of the platform a group has its page on."""
    mine = squash(handle)[:_LONGEST]
    return len(mine) >= 3 and any(_plainly_alike(mine, name) for name in names.platform)


def is_rather_like(handle: str, names: SiteNames) -> bool:
    """A looser likeness: it shares a telling run of letters with one of the firm names."""
    mine = _COMMON_WORDS.sub("", squash(handle)[:_LONGEST])
    return any(_shares_a_run(mine, name) for name in names.telling)


@lru_cache(maxsize=1_000)  # a group has one handle on many networks
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
