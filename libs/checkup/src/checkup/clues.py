"""Reads the surroundings of a link: which part of the page it stands in, and what the page calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborNode

from .facts import Clue, Place
from .names import squash

_HIGHEST = 30  # steps up from a link; a page nested deeper than that says nothing more
_CLASS_CAP = 200
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def _table(*rows: tuple[Clue, str]) -> dict[str, Clue]:
    return {word: clue for clue, words in rows for word in words.split()}


# Words web designers put into class names and ids, lower case.
_CLUE_WORDS = _table(
    (Clue.FOLLOW, "follow followus connect social socials socialmedia socialicons findus elsewhere"),
    (Clue.PERSON, "author authors authorbio authorbox byline bio bios biography writer writers reviewer"),
    (Clue.PERSON, "contributor contributors staff speaker speakers presenter presenters profile profiles"),
    (Clue.PERSON, "instructor instructors faculty trainer trainers coach coaches person people"),
    (Clue.PERSON, "employee employees expert experts attorney agent"),
    (Clue.QUOTE, "testimonial testimonials quote quotes blockquote tweet tweets review reviews"),
    (Clue.COMMENT, "comment comments commentlist respond disqus"),
    (Clue.CREDIT, "credit credits designer siteby poweredby designedby webdesign developer"),
    (Clue.PARTNER, "sponsor sponsors partner partners supporter supporters funder funders client clients"),
    (Clue.PARTNER, "affiliate affiliates exhibitor exhibitors vendor vendors"),
    (Clue.SHARE, "share sharing sharedaddy sharethis addtoany addthis sharebar shareaholic"),
)
_PLACE_WORDS: dict[str, Place] = {
    **dict.fromkeys(("footer", "foot", "colophon", "bottom", "footerwrap"), Place.BOTTOM),
    **dict.fromkeys(("header", "masthead", "topbar", "banner", "top", "head"), Place.TOP),
    **dict.fromkeys(("nav", "navbar", "navigation", "menu"), Place.MENU),
    **dict.fromkeys(("sidebar", "aside"), Place.SIDE),
}
_PLACE_TAGS = {"footer": Place.BOTTOM, "header": Place.TOP, "nav": Place.MENU, "aside": Place.SIDE}
_ROLES = {"contentinfo": Place.BOTTOM, "banner": Place.TOP, "navigation": Place.MENU}
_CLUE_TAGS = {"article": Clue.ARTICLE, "blockquote": Clue.QUOTE, "q": Clue.QUOTE}
_ARTICLE_WORDS = frozenset(("article", "post", "entry", "story", "blogpost"))
_SENTENCE_TAGS = frozenset(("p", "li", "td", "dd", "blockquote", "figcaption", "h1", "h2", "h3", "h4"))
_STOP_TAGS = frozenset(("body", "html", "-document"))


_EVERYWHERE = frozenset((Clue.ARTICLE, Clue.COMMENT, Clue.QUOTE))  # counted however far out they stand
_NOTHING: tuple[Place | None, frozenset[Clue], frozenset[Clue]] = (None, frozenset(), frozenset())


class Surroundings:
    """Answers for many links of one page; ancestors that links share are read once."""

    def __init__(self) -> None:
        # By element: the nearest place from it outward, its clues, and those that count from everywhere.
        self._seen: dict[int, tuple[Place | None, frozenset[Clue], frozenset[Clue]]] = {}

    def of(self, node: LexborNode) -> tuple[Place, frozenset[Clue]]:
        """The nearest place wins; person, quote, credit and the like count only below it."""
        new: list[LexborNode] = []
        place, clues, everywhere = _NOTHING
        for ancestor in outward(node):
            known = self._seen.get(ancestor.mem_id)
            if known is not None:
                place, clues, everywhere = known
                break
            new.append(ancestor)
        for ancestor in reversed(new):
            here, said = _read_node(ancestor)
            everywhere |= said & _EVERYWHERE
            clues = said | (clues if here is None else everywhere)
            place = here or place
            self._seen[ancestor.mem_id] = place, clues, everywhere
        return place or Place.BODY, clues


def outward(node: LexborNode) -> Iterator[LexborNode]:
    """The link itself and what it stands in, without body and html, at most `_HIGHEST` of them."""
    here: LexborNode | None = node
    for _ in range(_HIGHEST):
        if here is None or here.tag in _STOP_TAGS:
            return
        yield here
        here = here.parent


def ancestors(node: LexborNode) -> list[LexborNode]:
    return list(outward(node))


def _read_node(node: LexborNode) -> tuple[Place | None, frozenset[Clue]]:
    attributes = node.attributes
    name = f"{(attributes.get('class') or '')[:_CLASS_CAP]} {(attributes.get('id') or '')[:_CLASS_CAP]}"
    return _read_names(node.tag or "", name, attributes.get("role") or "")


@lru_cache(maxsize=8_192)
def _read_names(tag: str, name: str, role: str) -> tuple[Place | None, frozenset[Clue]]:
    words = {word.lower() for word in _WORD.findall(name)}
    place = _PLACE_TAGS.get(tag) or _ROLES.get(role)
    if place is None:
        place = next((_PLACE_WORDS[w] for w in sorted(words) if w in _PLACE_WORDS), None)
    clues = {_CLUE_WORDS[word] for word in words if word in _CLUE_WORDS}
    if tag in _CLUE_TAGS:
        clues.add(_CLUE_TAGS[tag])
    elif words & _ARTICLE_WORDS and words & {"content", "body", "text"}:
        clues.add(Clue.ARTICLE)
    return place, frozenset(clues)


_FOLLOW_WORDING = re.compile(
    r"\b(?:follow|find|join|like|visit|watch|see|connect with|check out|keep up with|catch)\s+(?:us|our)\b"
    r"|\bour\s+(?:own\s+)?(?:facebook|twitter|x|instagram|youtube|social|page|channel|group|tiktok)"
    r"|\bfollow\s*$|\bstay (?:connected|in touch)\b|\bsocial media\b",
    re.IGNORECASE,
)
_CREDIT_WORDING = re.compile(
    r"\b(?:web\s*site|site|web|theme|design(?:ed)?|template|developed|built|powered|created|hosted|maintained|made)"
    r"(?:\s+(?:design|development|and|&|developed|designed|built|hosted|created))*\s*(?:by|:)\s",
    re.IGNORECASE,
)


_PARTNER_LEAD = re.compile(
    r"\b(?:sponsored by|supported by|funded by|thanks to|thank you to|in partnership with|courtesy of"
    r"|friends at|neighbours at)\s+(?:the\s+|our\s+)?$",
    re.IGNORECASE,
)
_PERSON_WORDING = re.compile(r"\bauthor\b|\b(?:on|his|her|their) personal\b", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def wording_clues(text: str) -> frozenset[Clue]:
    """Clues from the words around a link (a short text: the caller has cut it)."""
    clues = set()
    if _FOLLOW_WORDING.search(text):
        clues.add(Clue.FOLLOW)
    if _CREDIT_WORDING.search(text):
        clues.add(Clue.CREDIT)
    if _PERSON_WORDING.search(text):
        clues.add(Clue.PERSON)
    if text.startswith("RT @"):
        clues.add(Clue.QUOTE)
    return frozenset(clues)


_NETWORK_WORDS = re.compile(
    r"\b(?:facebook|twitter|x|instagram|youtube|tiktok|linkedin|fb|insta"
    r"|on|our|the|us|to|follow|find|visit|like|join|official|page|group|feed|link|click|here|account|club)\b"
)


@lru_cache(maxsize=4_096)
def says_its_name(label: str, handle: str) -> bool:
    """Whether a link says the name of the account it leads to: "JDS Plumbing" leads to JDSPlumbing."""
    said = squash(_NETWORK_WORDS.sub("", label[:80].lower()))
    return len(said) >= 5 and " " in label.strip() and said == squash(handle)


def says_network_only(label: str) -> bool:
    """“Our Facebook page”, “Click here”, or an icon: no name of anybody."""
    return not squash(_NETWORK_WORDS.sub("", label[:80].lower()))


def sentence_around(node: LexborNode, link_text: str) -> str:
    """The running text the link stands in, or "" where it stands alone (an icon, an entry of a list)."""
    here = node.parent
    for _ in range(3):
        if here is None or here.tag in _STOP_TAGS:
            return ""
        if here.tag in _SENTENCE_TAGS:
            text = " ".join(here.text(deep=True, separator=" ")[:1_000].split())
            # Longer than a sentence or two: a table cell that holds the whole layout, or a script.
            return text if len(link_text) + 25 < len(text) < 700 else ""
        here = here.parent
    return ""


def leads_in_others(words: str) -> bool:
    """Whether the words right before a link thank somebody: "Supported by "."""
    return _PARTNER_LEAD.search(words) is not None


def lead_in(node: LexborNode) -> str:
    """The few words right before a link: "Website by "."""
    before = node.prev
    if before is None or before.tag != "-text":
        return ""
    return (before.text_content or "")[-60:]
