"""Headings that say that what stands below them belongs to others: "Our sponsors", "Useful links"."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from .clues import says_network_only
from .parts import BORDER

_LONGEST = 60  # letters; a longer one is a headline
_OTHERS = re.compile(
    r"\b(?:sponsors?|sponsored by|funders?|funded by|supported by|our supporters|partners?|in partnership"
    r"|thanks to|(?:other|local|neighbouring) (?:groups|clubs|organisations|charities|societies)|neighbours"
    r"|who uses|hirers?|hall users|regular users|user groups|affiliations?|affiliated"
    r"|noddwyr|noddir gan|partneriaid|cyllidwyr)\b"
)
# The group's own may stand among these, as plain “Facebook”.
_LINKS = re.compile(
    r"\b(?:(?:useful|other|local|related|external|league) (?:links|websites|sites|pages)|dolenni)\b|^links$"
)


class HeadingsSoFar:
    """The headings that hold at one place of a page, told of each in turn as the page is walked."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []  # their ranks and words, read only where somebody asks

    def met(self, level: int, said: str) -> None:
        """A heading ends those of its own rank and below."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, said))

    def lost(self) -> None:
        """There are too many to follow."""
        self._open.clear()

    def lead_to_others(self, label: str) -> bool:
        """Whether a link that says this belongs to others; plain “Facebook” in a list of links does not."""
        led = [_leads_to(said) for _, said in self._open]
        return _Leads.OTHERS in led or (_Leads.LINKS in led and not says_network_only(label))


class _Leads(Enum):
    NOWHERE = 0
    LINKS = 1
    OTHERS = 2


@lru_cache(maxsize=256)
def _leads_to(said: str) -> _Leads:
    words = " ".join(said.lower().replace(BORDER, " ").split())
    if len(words) > _LONGEST:
        return _Leads.NOWHERE
    if _OTHERS.search(words):
        return _Leads.OTHERS
    return _Leads.LINKS if _LINKS.search(words) else _Leads.NOWHERE
