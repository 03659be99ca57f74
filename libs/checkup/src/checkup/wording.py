"""What a link says it leads to, told from its few words. Dear answers are kept: menus repeat themselves."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from .facts import Link


class Leads(StrEnum):
    """Where a link says it leads."""

    CONTACT = "contact"
    EVENTS = "events"
    JOIN = "join"
    NEWSLETTER = "newsletter"
    MAP = "map"
    STRANGE = "strange"
    NOWHERE_SAID = "vague"  # "click here"


LONGEST_WORDS = 70  # a link that says more is a sentence, and its words no longer name a page

# Welsh words stand beside the English ones.
_PHRASES: dict[Leads, str] = {
    Leads.NEWSLETTER: (
        r"newsletter|e-?news\b|mailing list|sign up (?:for|to) (?:our )?(?:news|e-?mail|updates"
        r"|mailing)|cylchlythyr"
        r"|subscribe\b(?! on| to (?:our )?(?:channel|calendar|podcast|youtube))|e-?bulletin"
        r"|email updates|news by e-?mail"
        r"|join (?:our |the )?(?:mailing|e-?mail)"
    ),
    Leads.CONTACT: (
        r"contact(?!less)|get in touch|find us\b(?! on\b)|how to find|where (?:we are|to find us)|reach us"
        r"|talk to us|e-?mail us|write to us|cysyllt|cysylltwch|sut i ddod o hyd|ble rydym|say hello|enquir"
    ),
    Leads.EVENTS: (
        r"what.{0,2}s on\b|events?\b|diary|fixtures?\b|calendar|programme\b|meetings?\b|walks\b|sessions\b"
        r"|timetable|dates for|upcoming|coming up|matches\b|rehearsals?\b|concerts?\b|digwyddiad"
        r"|calendr|dyddiadur"
        r"|beth sydd ymlaen|gemau"
    ),
    Leads.JOIN: (
        r"join\b(?! (?:the )?(?:conversation|discussion))|joining|volunteer|membership|become a"
        r"|get involved|come along"
        r"|donat|support (?:us|our)|help us|sign up\b|how to help|new members|take part|try a session|taster"
        r"|give us a hand"
        r"|be a member|gwirfoddol|ymuno|ymunwch|aelodaeth|cymryd rhan|rhoddi\b|cefnogwch"
    ),
    Leads.MAP: r"google maps?|map\b|directions|open ?street ?map|what3words|sut i gyrraedd",
    Leads.STRANGE: (
        r"viagra|cialis\b|levitra|kamagra|tramadol|xanax\b|casino|slot (?:gacor|online|deposit|pulsa)"
        r"|situs (?:slot|judi)"
        r"|judi (?:online|bola)|togel|porno?\b|xxx\b|sex ?cam|escorts? (?:in|service)|payday loan"
        r"|essay writ|write my essay"
        r"|buy (?:an )?essays?|replica (?:watch|handbag|rolex)|louis vuitton|cheap (?:jerseys|nfl)"
        r"|online pokies|bitcoin casino"
        r"|sildenafil|tadalafil|hydroxychloroquine|canadian pharmacy|online pharmacy|sports? betting"
    ),
}  # fmt: skip
_ANY = re.compile("|".join(rf"(?P<{leads.value}>\b(?:{words}))" for leads, words in _PHRASES.items()))
# How the words of all these phrases begin: most links have none of them, and need no closer look.
_STEMS = frozenset(
    """
    cont touc find wher reac talk emai e-ma writ hell enqu news enew e-ne mail subs upda bull ebul e-bu
    sign what even diar fixt cale prog meet walk sess time date upco comi matc rehe conc join volu
    memb beco invo alon dona supp help tast take hand map maps dire open goog new how part try
    cysy cylc digw dydd beth gema gwir ymun aelo cymr rhod cefn sut ble
    viag cial levi kama tram xana casi slot situ judi toge porn xxx sex esco payd essa repl loui chea
    onli bitc sild tada hydr cana spor
    """.split()  # noqa: SIM905 (a list reads worse)
)
_BY_NAME = {leads.value: leads for leads in Leads}
# Members' own doors, and things that only sound like one of these.
_NOT_JOINING = re.compile(
    r"log ?in|sign ?in|my account|members.? (?:area|only|page|login)|join (?:via )?zoom"
)
_VAGUE = frozenset(
    (
        "click here", "here", "click", "read more", "more", "learn more", "find out more", "more info",
        "details",
        "more information", "this", "link", "this link", "continue", "continue reading", "see more",
        "view more", "go",
        "info", "more details", "read on", "read", "view", "show more", "full story", "read full story",
        "this page",
        "click for more", "click here for more", "click here to read more", "click to read more", "clic yma",
        "yma",
        "mwy", "darllen mwy", "darllenwch fwy", "rhagor", "rhagor o wybodaeth", "click this link",
        "more here", "see here",
    )
)  # fmt: skip


def leads_to(words: str) -> tuple[Leads, ...]:
    """By what a link says. `words` are lower case, at most `LONGEST_WORDS` letters."""
    if is_vague(words):
        return (Leads.NOWHERE_SAID,)
    if _STEMS.isdisjoint([word[:4] for word in words.split()]):
        return ()
    return _named(words)


@lru_cache(maxsize=20_000)
def _named(words: str) -> tuple[Leads, ...]:
    found = dict.fromkeys(_BY_NAME[match.lastgroup or ""] for match in _ANY.finditer(words))
    if Leads.JOIN in found and _NOT_JOINING.search(words):
        del found[Leads.JOIN]
    return tuple(found)


def is_vague(words: str) -> bool:
    """Whether a link's words, lower case, say nothing without what stands around them."""
    return words.strip(" .…»>→!:[]()\u203a\xa0") in _VAGUE


class Found:
    """The first few links that lead somewhere worth telling; each address and wording once."""

    def __init__(self, most: int = 20) -> None:
        self._most = most
        self._links: dict[Link, None] = {}

    def add(self, link: Link) -> None:
        if len(self._links) < self._most:
            self._links.setdefault(link)

    def __bool__(self) -> bool:
        return bool(self._links)

    def links(self) -> tuple[Link, ...]:
        return tuple(self._links)
