"""Does something a website says of itself name the group we know?"""

from __future__ import annotations

import re

from ..facts import Page
from ..looking import Site
from ..names import SiteNames, host_of, share_a_run, squash

_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’‘`](?:s\b)?")
_SMALL = frozenset(("the", "of", "and", "a", "an", "for", "in", "at", "to", "on", "y", "yr", "ac", "o"))
# Words that half the groups of a place have in their names.
_KINDS = frozenset(("club", "group", "society", "association", "friends", "st", "uk", "cio", "ltd", "clwb"))
# What the law adds to a name, which hardly any title repeats.
_LEGAL = frozenset(("cic", "cio", "ltd", "limited", "llp", "plc", "inc", "llc"))
_ENOUGH = 0.6  # how much of a name, run together, is plainly the name


def names_the_group(site: Site, text: str) -> bool:
    """Whether the words hold one of the group's names: whole, most of it, its telling words, or initials."""
    said = squash(text[:2000])
    words = set(_words(text[:2000]))
    return any(_named(name, said, words) for name in (site.known.group_name, *site.known.other_names))


def shares_a_word(site: Site, title: str) -> bool:
    """Whether a telling word of the group's name stands in the title and in the web address as well."""
    host = host_of(site.front.url)
    rare = {word for word in _words(site.known.group_name) if len(word) >= 4 and word not in _KINDS}
    return any(word in host for word in rare.intersection(_words(title)))


def names_itself(page: Page) -> bool:
    """Whether a page's title goes with its own address, or with the name the website gives itself.

    For where the directory does not say whom to expect.
    """
    said, stated = squash(page.title), squash(page.site_name)
    host = host_of(page.url).removeprefix("www.").partition(".")[0].replace("-", "")
    if (len(host) >= 3 and host in said) or (len(stated) >= 3 and stated in said):
        return True
    if len(said) >= 5 and said in host:
        return True
    names = SiteNames(page.url, (page.site_name,), (page.title,))
    return not names.firm.isdisjoint(names.titles) or any(
        share_a_run(name, said, max(5, round(len(name) * _ENOUGH))) for name in names.firm if len(name) >= 5
    )


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(_APOSTROPHES.sub("", text))]


def _named(name: str, said: str, words: set[str]) -> bool:
    name = " ".join(word for word in name.split() if squash(word) not in _LEGAL)
    whole, every = squash(name), _words(name)
    if len(whole) < 3:
        return False
    if whole in said or share_a_run(whole, said, max(6, round(len(whole) * _ENOUGH))):
        return True
    telling = [word for word in every if word not in _SMALL]
    rare = [word for word in telling if word not in _KINDS]
    if len(rare) > 1 and sum(word in words for word in rare) * 3 >= len(rare) * 2:
        return True
    return any(initials in words for initials in _initials(every, telling))


def _initials(*spellings: list[str]) -> tuple[str, ...]:
    """Leasow Vale Bowls Club is also LVBC; with small words kept, Friends of Leasow Park is FOLP."""
    return tuple("".join(word[0] for word in words) for words in spellings if len(words) >= 3)
