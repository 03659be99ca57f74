"""Collects every visible sign of a social media account on one page, with what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from .addresses import SocialAddress
from .clues import (
    Surroundings,
    ancestors,
    lead_in,
    leads_in_others,
    says_its_name,
    sentence_around,
    wording_clues,
)
from .facts import Clue, Mention, Place
from .headings import HeadingsSoFar
from .heads import Attributes
from .platforms import hints_at_a_network, read_account, read_fediverse_account

MOST_SIGHTINGS = 1_000
_ROW_STEPS = 5  # how far out two icons may share a box and still be one row
_ROW_MOST = 14
_FRAME_SIGNS = ("/plugins/", "likebox.php", "fan.php", "follow_button", "subscribe_embed")
_MOST_INSIDE = 200  # elements of one link: a drawing has hundreds
_QUOTED_ADDRESS = re.compile(r"[\"'](https?:[^\"'<>\s]{5,400})[\"']")
_FEDIVERSE_WORDS = ("mastodon", "fediverse", "pixelfed")


@dataclass(frozen=True, slots=True)
class _Sighting:
    node: LexborNode
    account: SocialAddress
    text: str
    place: Place
    clues: frozenset[Clue]
    has_name: bool


class Sightings:
    def __init__(self) -> None:
        self.too_many = False
        self.addresses: set[str] = set()  # of accounts, as they are written in links
        self._found: list[_Sighting] = []
        self._around = Surroundings()
        self._rel_me: dict[str, SocialAddress] = {}  # by server
        self._doors: list[tuple[LexborNode, str]] = []  # links to the front page of some server
        self._sentences: dict[int, str] = {}
        self.headings = HeadingsSoFar()

    def see_rel_me(self, address: str) -> None:
        account = read_fediverse_account(address, said_so=True)
        if account is not None:
            self._rel_me.setdefault(urlsplit(account.url).netloc, account)

    def see_link(self, node: LexborNode, address: str) -> SocialAddress | None:
        """The account a link leads to that may lead to a social network."""
        attributes = node.attributes
        account = read_account(address) or self._fediverse(node, address, attributes)
        if account is not None:
            self.addresses.add(address)
            self._add(node, account, attributes)
        return account

    @property
    def knows_servers(self) -> bool:
        """Whether the page names its own server of the fediverse."""
        return bool(self._rel_me)

    def place(self, node: LexborNode) -> Place:
        return self._around.of(node)[0]

    def around(self, node: LexborNode) -> tuple[Place, frozenset[Clue]]:
        return self._around.of(node)

    def see_widget(self, node: LexborNode, tag: str, attributes: Attributes) -> None:
        account = _widget_account(tag, attributes)
        if account is not None:
            self._add(node, account, attributes, widget=True)

    def mentions(self) -> tuple[Mention, ...]:
        """Everything seen, with rows worked out; rows are numbered in page order."""
        self._open_doors()
        rows = _rows(self._found)
        return tuple(
            Mention(s.account, s.place, s.clues, s.text, *row, s.has_name)
            for s, row in zip(self._found, rows, strict=True)
        )

    def _fediverse(self, node: LexborNode, address: str, attributes: Attributes) -> SocialAddress | None:
        if "/@" not in address:
            return None
        said = f"{_label(node, attributes)} {attributes.get('class') or ''}".lower()
        said_so = "me" in _rel(attributes) or any(word in said for word in _FEDIVERSE_WORDS)
        return read_fediverse_account(address, said_so=said_so)

    def see_door(self, node: LexborNode, address: str) -> None:
        """A plain link to a server's front page may be the page's own server: rel=me says so."""
        if self._rel_me and address.startswith("http") and address.count("/") <= 3:
            self._doors.append((node, urlsplit(address).netloc.lower()))

    def _open_doors(self) -> None:
        for node, host in self._doors:
            if host in self._rel_me:
                self._add(node, self._rel_me[host], {"rel": "me"})

    def _add(
        self,
        node: LexborNode,
        account: SocialAddress,
        attributes: Attributes,
        *,
        widget: bool = False,
    ) -> None:
        if len(self._found) >= MOST_SIGHTINGS:
            self.too_many = True
            return
        label = _label(node, attributes)
        place, clues = self._around.of(node)
        sentence = self._sentence(node, label)
        before = lead_in(node)
        clues |= wording_clues(sentence or f"{before}{label}")
        if leads_in_others(before):
            clues |= {Clue.PARTNER}
        if sentence:
            clues |= {Clue.SENTENCE}
        if self.headings.lead_to_others(label):
            clues |= {Clue.OTHERS_HEADING}
        if says_its_name(label, account.name):
            clues |= {Clue.BY_NAME}
        rel = _rel(attributes)
        clues |= {clue for word, clue in (("me", Clue.REL_ME), ("author", Clue.REL_AUTHOR)) if word in rel}
        has_name = widget or bool(label) or bool(spoken_name(node, attributes))
        where = Place.WIDGET if widget else place
        self._found.append(_Sighting(node, account, (sentence or label)[:200], where, clues, has_name))

    def _sentence(self, node: LexborNode, label: str) -> str:
        # Many links of one table cell share one text: read it once.
        parent = node.parent
        key = parent.mem_id if parent is not None else 0
        if key not in self._sentences:
            self._sentences[key] = sentence_around(node, label)
        return self._sentences[key]


def scripted_address(node: LexborNode, address: str) -> str:
    """Where a link leads that has its address in a script of its own or of the box right around it:
    "window.open('https://…')". "" where there is none of a network.
    """
    around = node.parent
    scripts = (address, node.attrs.get("onclick"), around.attrs.get("onclick") if around is not None else "")
    for script in scripts:
        if script and hints_at_a_network(script[:1_000].lower()):
            quoted = _QUOTED_ADDRESS.search(script[:1_000])
            return quoted.group(1) if quoted is not None else ""
    return ""


def _rel(attributes: Attributes) -> list[str]:
    return (attributes.get("rel") or "").lower().split()


def _label(node: LexborNode, attributes: Attributes) -> str:
    """What the link says to a reader: its text, else its label, title or picture description."""
    text = " ".join(node.text_lexbor()[:300].split())
    if text:
        return text
    said = attributes.get("aria-label") or attributes.get("title") or attributes.get("alt")
    if said:
        return said[:200]
    pictures = (inner.attributes for inner in node.traverse() if inner.tag == "img")
    return next((picture["alt"] or "" for picture in pictures if "alt" in picture), "")[:200]


def spoken_name(node: LexborNode, attributes: Attributes) -> str:
    """What a screen reader says of a link without text: a label, or what its pictures are called."""
    name = attributes.get("aria-label") or attributes.get("title") or attributes.get("alt")
    if name or attributes.get("aria-labelledby"):
        return (name or "labelled")[:200].strip()
    if node.first_child is None:
        return ""
    return next((name[:200] for inner in _within(node) if (name := _name_of_picture(inner))), "")


def inside(node: LexborNode) -> Iterator[tuple[str, Attributes]]:
    """The elements a link holds, outermost first: their names and what they say of themselves."""
    return ((inner.tag or "", inner.attributes) for inner in _within(node))


def _within(node: LexborNode) -> Iterator[LexborNode]:
    """Step by step, which for the one picture of most links is far cheaper than by a selector."""
    return islice(node.traverse(), 1, _MOST_INSIDE)


def _name_of_picture(node: LexborNode) -> str:
    if node.tag == "title":
        return node.text_lexbor().strip()
    attributes = node.attributes
    described = attributes.get("alt") if node.tag == "img" else ""
    said = described or attributes.get("aria-label") or attributes.get("title") or ""
    return said.strip() or ("labelled" if attributes.get("aria-labelledby") else "")


def _widget_account(tag: str, attributes: Attributes) -> SocialAddress | None:
    """Page boxes and follow buttons: iframes, the networks' own tags, data attributes."""
    if tag in ("iframe", "frame"):
        return _frame_account(attributes.get("src") or "")
    channel = attributes.get("data-channelid") or attributes.get("data-channel") or ""
    if channel and "ytsubscribe" in (attributes.get("class") or ""):
        kind = "channel" if attributes.get("data-channelid") else "user"
        return read_account(f"https://www.youtube.com/{kind}/{channel}")
    number = attributes.get("profile_id") or ""
    if number.isdigit():
        return read_account(f"https://www.facebook.com/profile.php?id={number}")
    address = attributes.get("data-href") or attributes.get("href") or ""
    return read_account(address) if "facebook.com" in address else None


def _frame_account(address: str) -> SocialAddress | None:
    """Only frames that show an account; a framed video or post shows none."""
    if not any(sign in address for sign in _FRAME_SIGNS):
        return None
    if "follow_button" in address:
        address = address.replace(".html#", ".html?")
    return read_account(address)


def _rows(found: list[_Sighting]) -> list[tuple[int, int, int]]:
    """For each sighting: number of its row, different networks in it, different accounts in it."""
    boxes: dict[int, set[tuple[str, str]]] = {}
    chains = [[a.mem_id for a in ancestors(s.node)[: _ROW_STEPS + 1]] for s in found]
    for sighting, chain in zip(found, chains, strict=True):
        for box in chain:
            boxes.setdefault(box, set()).add((sighting.account.platform, sighting.account.key))
    numbers: dict[int, int] = {}
    rows = []
    for chain in chains:
        box = next((b for b in chain if 1 < len(boxes[b]) <= _ROW_MOST), chain[0])
        row = numbers.setdefault(box, len(numbers))
        rows.append((row, len({platform for platform, _ in boxes[box]}), len(boxes[box])))
    return rows
