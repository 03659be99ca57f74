"""Other groups a website may point to: known again by their own address, account or name.

Cautious on purpose. An address of a big shared host belongs to a group only with its own path; what two
groups share is nobody's; a name is looked for only where it can hardly mean anything else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ahocorasick_rs import AhoCorasick, Implementation

from .platforms import network_of, read_account
from .text_scan import lowered

_SHORTEST_NAME = 8  # letters
_SHORTEST_WORD = 11  # of a name of one word
# Words any group's name is made of: a name of nothing else could be anybody's.
_COMMON = frozenset(
    """
    a and art arts association at badminton band book bowls brownies cafe centre choir church club
    coffee committee community craft cricket cubs cycling dance drama first football for forum
    friends fun fund garden gardening green group groups guides hall health history hockey house hub
    in independent junior juniors keep knit ladies league library local lunch men men's mens morning
    music netball network of old over park parks people's photography play playgroup project
    residents road rugby running scouts senior seniors shed singing social society sports street
    studio swimming team tenants tennis the theatre toddler toddlers town trust u3a valley village
    voluntary volunteer volunteers walking warm watch welcome wi wildlife women women's womens yoga
    young youth
    """.split()  # noqa: SIM905 (a list reads worse)
)
# What follows a name and makes it another's: "Friends of Vale Park" is not "Friends of Vale Park Bowls Club".
_MAKES_ANOTHER = frozenset(
    """
    association band bowlers bowls choir club committee cricket football forum group hall juniors
    ladies league men netball orchestra players residents runners rugby school scouts section
    seniors singers society team tennis trust veterans volunteers walkers women youth
    """.split()  # noqa: SIM905 (a list reads worse)
)
_NEXT_WORD = re.compile(r" ([A-Z][\w’']*)")
_FRONT = re.compile(r"(?:index|default|home)(?:\.[a-z]{2,5})?")
# Hosts where everybody may have a place: by host alone they are nobody's.
_SHARED = (
    "sites.google.com", "google.com", "docs.google.com", "wordpress.com", "blogspot.com",
    "wixsite.com", "weebly.com", "github.io", "linktr.ee", "eventbrite.co.uk", "eventbrite.com",
    "justgiving.com", "gofundme.com", "groups.io", "meetup.com", "pitchero.com", "hugofox.com",
    "clubbuzz.co.uk", "teamup.com", "spond.com", "localgiving.org", "btck.co.uk", "one.com",
    "webs.com", "jimdo.com", "yolasite.com", "e-voice.org.uk", "parkrun.org.uk", "bbc.co.uk",
    "nhs.uk", "gov.uk", "do-it.org", "mailchi.mp", "nextdoor.co.uk", "wordpress.org",
)  # fmt: skip
# Everybody's for what is under them too: "leasow.gov.uk" is a council, never a group.
_PUBLIC_BODIES = (".gov.uk", ".nhs.uk", ".sch.uk", ".ac.uk", ".gov.wales", ".police.uk")


@dataclass(frozen=True, slots=True)
class Other:
    """A group: `key` is what the asker knows it by; `addresses` its own pages, `accounts` its networks'."""

    key: str
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


class Named(NamedTuple):
    """A name as it stands in a text, from `start` to `end`."""

    name: str  # as `plain_name` has it
    start: int
    end: int


class _Place(NamedTuple):
    host: str  # with its port, lower case, without "www."
    path: tuple[str, ...]


@dataclass(frozen=True)
class Others:
    """All groups of one place. `not_names` are words that mean something else: names of its localities."""

    groups: tuple[Other, ...]
    not_names: frozenset[str] = frozenset()

    def at(self, address: str) -> str:
        """The key of the group an address belongs to, or ""."""
        place = _read_place(address)
        if place is None or place.host not in self._hosts:
            return ""
        there = self._hosts[place.host]
        ways = (place.path[:length] for length in range(len(place.path), -1, -1))
        return next((there[way] for way in ways if way in there), "")

    def with_account(self, account: str) -> str:
        """The key of the group that lists this account ("facebook:leasowpark"), or ""."""
        return self._accounts.get(account, "")

    def shares_a_host(self, host: str) -> bool:
        """Whether several groups have their pages at this host."""
        return len(set(self._hosts.get(host, {}).values())) > 1

    def key_of(self, name: str) -> str:
        """The key of the one group with this plain name, or ""."""
        return self._names.get(name, "")

    def named_in(self, text: str, *, own: str = "") -> Iterator[Named]:
        """Names of groups in a text, whole words, the longest where one stands inside another.

        `own` is whose text it is: its own name is left out, and so is one that is a part of its own.
        """
        mine = self._names_of.get(own, ())
        low = text.lower()
        low = low if len(low) == len(text) else lowered(text)
        for named in _longest(self._matches(low)):
            key = self.key_of(named.name)
            if key and key != own and self._means_it(text, named, mine):
                yield named

    def _means_it(self, text: str, named: Named, mine: Collection[str]) -> bool:
        if any(named.name in name for name in mine):
            return False  # short for its own name
        written = text[named.start : named.end]
        if any(name in named.name for name in mine) and not _has_capitals(written):
            return False  # its own name, and a word after it
        following = _NEXT_WORD.match(text, named.end)
        return following is None or following[1].lower() not in _MAKES_ANOTHER

    def _matches(self, low: str) -> Iterator[Named]:
        automaton, plain = self._automaton
        for number, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
            if not (_is_letter(low, start - 1) or _is_letter(low, end)):
                yield Named(plain[number], start, end)

    @cached_property
    def _hosts(self) -> dict[str, dict[tuple[str, ...], str]]:
        found: dict[str, dict[tuple[str, ...], str]] = {}
        for group in self.groups:
            for place in filter(None, map(_own_place, group.addresses)):
                there = found.setdefault(place.host, {})
                there[place.path] = group.key if there.get(place.path, group.key) == group.key else ""
        return found

    @cached_property
    def _accounts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for group in self.groups:
            for account in filter(None, map(read_account, group.accounts)):
                if account.kind != "person":
                    same = found.get(account.key, group.key) == group.key
                    found[account.key] = group.key if same else ""
        return found

    @cached_property
    def _names_of(self) -> dict[str, set[str]]:
        return {group.key: _plain_names(group) for group in self.groups}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Keys by plain name; "" where it is nobody's alone, yet hides shorter names inside it."""
        found: dict[str, str] = {}
        for group in self.groups:
            for name in _plain_names(group):
                key = group.key if self._is_telling(name) else ""
                found[name] = key if found.get(name, key) == key else ""
        return found

    def _is_telling(self, name: str) -> bool:
        words = name.split()
        if len(name) < _SHORTEST_NAME or name in self.not_names or all(word in _COMMON for word in words):
            return False
        return len(words) > 1 or len(name) >= _SHORTEST_WORD

    @cached_property
    def _automaton(self) -> tuple[AhoCorasick, tuple[str, ...]]:
        spelt = [(way, name) for name in self._names for way in _spellings(name)]
        ways = [way for way, _ in spelt]
        return AhoCorasick(ways, implementation=Implementation.ContiguousNFA), tuple(
            name for _, name in spelt
        )


def plain_name(name: str) -> str:
    """A name in the one spelling it is compared by."""
    low = " ".join(name.lower().replace("’", "'").replace("&", " and ").split())
    return low.removeprefix("the ").strip(" .,")


def is_a_name(name: str) -> bool:
    """Whether a name, however short, can be told from other words: “RVS”, and not “a” or “the club”."""
    plain = plain_name(name)
    return len(plain) > 2 and not all(word in _COMMON for word in plain.split())


def _plain_names(group: Other) -> set[str]:
    """A group's names as they are compared; one of nothing but dots is none."""
    return {plain_name(one) for one in group.names} - {""}


def host_of(address: str) -> str:
    """The host of an address, lower case, with its port, without "www."; "" for none."""
    place = _read_place(address)
    return place.host if place else ""


def _spellings(name: str) -> Iterable[str]:
    """How people write it: "&" for "and", a curly apostrophe."""
    ways = [name, name.replace(" and ", " & ")]
    return dict.fromkeys([*ways, *(way.replace("'", "’") for way in ways)])


def _longest(matches: Iterable[Named]) -> Iterator[Named]:
    end = -1
    for match in sorted(matches, key=lambda one: (one.start, -one.end)):
        if match.start >= end:
            end = match.end
            yield match


def _is_letter(text: str, place: int) -> bool:
    return 0 <= place < len(text) and (text[place].isalnum() or text[place] in "_@")


def _has_capitals(written: str) -> bool:
    words = [word for word in written.split() if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() for word in words)


def _own_place(address: str) -> _Place | None:
    """Where a group is at home; None where the address could be anybody's."""
    place = _read_place(address)
    if place is None or network_of(place.host.partition(":")[0]):
        return None
    is_shared = place.host in _SHARED or place.host.endswith(_PUBLIC_BODIES)
    return None if is_shared and not place.path else place


def _read_place(address: str) -> _Place | None:
    address = address.strip()
    try:
        split = urlsplit(address if "//" in address else f"//{address}")
        host = split.netloc.lower().rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return None
    host = host.removesuffix(":80").removesuffix(":443").rstrip(".")
    path = [part for part in unquote(split.path).lower().split("/") if part]
    if split.query:
        path.append(f"?{split.query}")
    elif len(path) == 1 and _FRONT.fullmatch(path[0]):
        path = []
    return _Place(host, tuple(path)) if host else None
