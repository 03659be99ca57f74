"""Headings that say that what stands below them belongs to others: "Our sponsors", "Useful links"."""

from __future__ import annotations

import re
from functools import lru_cache

from .parts import BORDER

_LONGEST = 60  # letters; a longer one is a headline
_OTHERS = re.compile(
    r"\b(?:sponsors?|sponsored by|funders?|funded by|supported by|our supporters|partners?|in partnership"
    r"|thanks to|useful links|(?:useful|other|local|related|external|league) (?:links|websites|sites|pages)"
    r"|(?:other|local|neighbouring) (?:groups|clubs|organisations|charities|societies)|neighbours"
    r"|who uses|hirers?|hall users|regular users|user groups|affiliations?|affiliated"
    r"|noddwyr|noddir gan|partneriaid|dolenni|cyllidwyr)\b"
    r"|^links$"
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

    @property
    def lead_to_others(self) -> bool:
        return any(_leads_to_others(said) for _, said in self._open)


@lru_cache(maxsize=256)
def _leads_to_others(said: str) -> bool:
    words = " ".join(said.lower().replace(BORDER, " ").split())
    return len(words) <= _LONGEST and _OTHERS.search(words) is not None
