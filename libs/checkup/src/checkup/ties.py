"""Which other groups a website points to, from pages and posts that were read for the check-up anyway.

A link in the frame of a page, or in the same words on every page, is one link however many pages show it.
A page where a link to a group stands says no more of it by its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from .entries import Entry
from .facts import Clue, Page, Place, absolute
from .inner import bare
from .others import Others, host_of
from .platforms import read_account
from .sentences import LONGEST, in_lines, sentence_in, tidy

_FRAME = (Place.TOP, Place.MENU, Place.BOTTOM, Place.SIDE)
_NOT_THE_SITES = frozenset((Clue.COMMENT, Clue.CREDIT, Clue.SHARE))
_MOST_NAMES = 60


class Tie(NamedTuple):
    """One website pointing to another group; `how` is "site", "account", "post" or "named"."""

    key: str  # as the asker knows the other group
    how: str
    page: str  # the address it was seen on
    sentence: str  # round it, at most 200 letters
    everywhere: bool = False  # on every page, and counted once
    dated: date | None = None  # the day of the post it stands in


class _Seen(NamedTuple):
    key: str
    how: str
    page: str
    sentence: str
    in_frame: bool


def with_names(page: Page, others: Others, own: str) -> Page:
    """The page with the names of other groups found in its words, and without the words."""
    found = dict.fromkeys(
        [
            *_names(page.said.own, others, own, in_frame=False),
            *_names(page.said.frame, others, own, in_frame=True),
        ]
    )
    return replace(page, named=tuple(found)[:_MOST_NAMES], said=type(page.said)())


def ties_of(pages: Sequence[Page], entries: Sequence[Entry], others: Others, own: str) -> tuple[Tie, ...]:
    """Ties of one website to other groups; the first page is its front page. `own` is its own group's key."""
    seen = [one for page in pages for one in _on_page(page, others) if one.key not in ("", own)]
    posts = [tie for entry in entries for tie in _in_entry(entry, others, own)]
    return (*_counted_once(seen, len(pages)), *dict.fromkeys(posts))


def _names(text: str, others: Others, own: str, *, in_frame: bool) -> Iterator[tuple[str, str, bool]]:
    said = in_lines(text)
    for named in others.named_in(said, own=own):
        yield named.name, sentence_in(said, named.start, named.end), in_frame


def _on_page(page: Page, others: Others) -> Iterator[_Seen]:
    links = [*_links(page, others), *_neighbours(page, others), *_accounts(page, others)]
    yield from links
    linked = {one.key for one in links if not one.in_frame}
    for name, sentence, in_frame in page.named:
        key = others.key_of(name)
        said = [one.sentence for one in links if one.key == key and one.sentence]
        if key not in linked and not any(sentence in words or words in sentence for words in said):
            yield _Seen(key, "named", page.url, sentence, in_frame)


def _links(page: Page, others: Others) -> Iterator[_Seen]:
    for address, sentence, in_frame in page.outward:
        key = others.at(absolute(page.base, address))
        yield _Seen(key, "site", page.url, sentence, in_frame)


def _neighbours(page: Page, others: Others) -> Iterator[_Seen]:
    """Links within one host that several groups share."""
    here = host_of(page.url)
    if not others.shares_a_host(here):
        return
    for link in page.links:
        address = page.absolute(link)
        if host_of(address) == here:
            yield _Seen(others.at(address), "site", page.url, link.text[:LONGEST], False)


def _accounts(page: Page, others: Others) -> Iterator[_Seen]:
    for mention in page.mentions:
        if mention.clues.isdisjoint(_NOT_THE_SITES):
            key = others.with_account(mention.account.key)
            yield _Seen(key, "account", page.url, tidy(mention.text[:LONGEST]), mention.place in _FRAME)


def _counted_once(seen: list[_Seen], pages: int) -> Iterator[Tie]:
    everywhere: set[tuple[str, str]] = set()
    shown: dict[tuple[str, str, str], set[str]] = {}
    for one in seen:
        shown.setdefault((one.key, one.how, one.sentence), set()).add(one.page)
    met: set[tuple[str, str, str]] = set()
    for one in seen:
        on_all = pages > 1 and len(shown[one.key, one.how, one.sentence]) == pages
        if one.in_frame or on_all:
            if (one.key, one.how) not in everywhere:
                everywhere.add((one.key, one.how))
                yield Tie(one.key, one.how, one.page, one.sentence, everywhere=True)
        elif (one.key, one.how, bare(one.page)) not in met:
            met.add((one.key, one.how, bare(one.page)))
            yield Tie(one.key, one.how, one.page, one.sentence)


def _in_entry(entry: Entry, others: Others, own: str) -> Iterator[Tie]:
    found: dict[str, str] = {}
    for address, sentence in entry.links:
        found.setdefault(others.at(address) or _account_at(address, others), sentence)
    for named in others.named_in(entry.said, own=own):
        found.setdefault(others.key_of(named.name), sentence_in(entry.said, named.start, named.end))
    for key, sentence in found.items():
        if key not in ("", own):
            yield Tie(key, "post", entry.address, sentence, dated=entry.day)


def _account_at(address: str, others: Others) -> str:
    account = read_account(address)
    return others.with_account(account.key) if account is not None else ""
