"""Ways in, and the charity number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

from .facts import Heading
from .parts import BORDER
from .text_scan import Places, windows

_MOST = 5
_JOIN_SIGNS = ("welcome", "come along", "join ", "get involved", "volunteer", "member", "become a", "turn up",
               "looking for", " need ", "croeso", "ymunwch", "gwirfoddolwyr")  # fmt: skip
_JOIN_WORDS = re.compile(
    r"\b(?:new (?:members|faces|players|people|singers|walkers|runners)|everyone|everybody|anyone|anybody"
    r"|all|newcomers|beginners|visitors|volunteers"
    r"|helpers)(?: \w+){0,3} (?:are |is )?(?:always )?"
    r"(?:very |most )?welcome|\bcome (?:along|and join)|\bjoin (?:us|our|the|in)\b|\bget involved"
    r"|\bvolunteers? (?:needed|wanted)"
    r"|\bwe(?: are|'re|’re)? (?:always )?(?:looking for|need|welcome) (?:new |more )?(?:members"
    r"|volunteers|players|helpers|singers)"
    r"|\bto join\b|\bbecome a (?:member|volunteer|friend)|\bjust turn up|\bmembership (?:is|costs|fees?"
    r"|forms?)"
    r"|\bcroeso (?:cynnes )?i (?:bawb|aelodau)|\bymunwch\b|\bgwirfoddolwyr\b"
)
_CHARITY_SIGNS = ("charit", "elusen", "sc0")
SIGNS_OF_JOINING = (*_JOIN_SIGNS, *_CHARITY_SIGNS)
_MOST_CHARITIES = 60
_CHARITY = re.compile(
    r"(?:charit(?:y|ies|able)|elusen)[^\d\x1f]{0,60}?\x1f?[^\d\x1f]{0,30}?(?P<number>sc\s?0\d{5}"
    r"|ni\s?c?\s?1\d{5}|1\d{6}|[2-9]\d{5})(?!\d|[.,]\d{3})"
    r"|(?P<before>sc0\d{5}|nic\s?1\d{5})(?!\d)"
)
_REGISTERED = re.compile(r"register|charity (?:no|num|reg)|no\.|number|\bno\b|#|elusen|rhif|cofrest")
_FUNDERS = re.compile(
    r"fund(?:ed|ing|er)|supported by|support of|grant|thanks to|lottery|sponsor|donat\w* (?:to|by)"
    r"|in aid of|raised"
    r"|partner|on behalf of"
)


def join_words(headings: Iterable[Heading], own: str, low: str, places: Places) -> str:
    """A heading or the beginning of a sentence that invites people, as written; "" where there is none."""
    for heading in headings:
        if _JOIN_WORDS.search(heading.text.lower()):
            return heading.text
    for start, window in windows(low, places, _JOIN_SIGNS, before=60, behind=40, most=60):
        match = _JOIN_WORDS.search(window)
        if match is not None:
            return _sentence(own, start + match.start(), start + match.end())
    return ""


def _sentence(own: str, start: int, end: int) -> str:
    left = max(own.rfind(sign, max(0, start - 120), start) for sign in (BORDER, ". ", "\n")) + 1
    return " ".join(own[left or start : end + 80].replace(BORDER, " ").split())[:200]


def charity_numbers(text: str, low: str, places: Places) -> tuple[tuple[str, ...], str]:
    """Numbers given beside the word charity, and the words around the first. Another's number, in running
    text that speaks of funding, is left out; its words are kept where there is no number of its own.
    """
    own: dict[str, None] = {}
    words = others = ""
    for start in chain.from_iterable(places.get(sign, ())[:_MOST_CHARITIES] for sign in _CHARITY_SIGNS):
        match = _CHARITY.search(low[max(0, start - 2) : start + 140])
        if match is None or match.start() > 3:
            continue
        said = " ".join(text[max(0, start - 60) : start + 140].replace(BORDER, " ").split())
        if _belongs_to_others(low, start, match):
            others = others or said
        elif match["before"] or _REGISTERED.search(low[max(0, start - 40) : start + match.end()]):
            own[_tidy(match["number"] or match["before"])] = None
            words = words or said
    return tuple(own)[:_MOST], words or others


def _belongs_to_others(low: str, start: int, match: re.Match[str]) -> bool:
    """Running text that speaks of whoever pays; a line of its own, as in a footer, is the group's."""
    left = max(low.rfind(BORDER, max(0, start - 160), start), start - 160)
    return _FUNDERS.search(low[max(0, left) : start + match.start()]) is not None


def _tidy(number: str) -> str:
    return number.upper().replace(" ", "").replace("NI1", "NIC1")
