"""Suggesting interests from a group's name and what it says of itself. An officer says yes or no."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..models import Interest
from ..words import words_of

_LETTERS_READ = 4000
# One short word of a list ("Tag", "Spin") says too little to suggest anything.
_SHORTEST = 5


@dataclass(frozen=True)
class Suggestion:
    """An interest a text speaks of, and the words that do."""

    interest: Interest
    words: str
    in_name: bool

    @property
    def why(self) -> str:
        return f"“{self.words}” in {'its name' if self.in_name else 'what it says of itself'}"


class Suggester:
    """Knows a hub's interests; made once for many groups."""

    def __init__(self, interests: Iterable[Interest]) -> None:
        self._broader: dict[int, int | None] = {}
        self._patterns: list[tuple[Interest, re.Pattern[str], re.Pattern[str] | None]] = []
        self._phrases: dict[str, list[tuple[list[str], Interest]]] = defaultdict(list)
        for interest in interests:
            self._broader[interest.pk] = interest.broader_id
            self._learn(interest)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def _learn(self, interest: Interest) -> None:
        if interest.pattern:
            try:
                unless = re.compile(interest.unless, re.IGNORECASE) if interest.unless else None
                self._patterns.append((interest, re.compile(interest.pattern, re.IGNORECASE), unless))
            except re.error:  # a list may hold what Python does not read; the others still help
                return
            return
        words = [_single(word) for word in words_of(interest.name)]
        if len(words) > 1 or (words and len(words[0]) >= _SHORTEST):
            self._phrases[words[0]].append((words, interest))

    def of(self, name: str, about: str) -> list[Suggestion]:
        """Return what the words suggest, the narrowest only: who walks with a ball is no rambler."""
        found: dict[int, Suggestion] = {}
        for text, in_name in ((name, True), (about[:_LETTERS_READ], False)):
            for interest, words in [*self._by_pattern(text), *self._by_phrase(text)]:
                found.setdefault(interest.pk, Suggestion(interest, words, in_name))
        above = {broader for pk in found for broader in self._above(pk)}
        narrow = [suggestion for pk, suggestion in found.items() if pk not in above]
        return [one for one in narrow if not any(_is_part(one.words, other.words) for other in narrow)]

    def _above(self, pk: int) -> Iterator[int]:
        seen = {pk}
        while (broader := self._broader.get(pk)) and broader not in seen:
            yield broader
            seen.add(broader)
            pk = broader

    def _by_pattern(self, text: str) -> Iterator[tuple[Interest, str]]:
        for interest, pattern, unless in self._patterns:
            match = pattern.search(text)
            if match and match[0].strip() and not (unless and unless.search(text)):
                yield interest, match[0].strip()[:60]

    def _by_phrase(self, text: str) -> Iterator[tuple[Interest, str]]:
        words = words_of(text)
        single = [_single(word) for word in words]
        at = 0
        while at < len(words):
            fits = (
                (phrase, interest)
                for phrase, interest in self._phrases.get(single[at], ())
                if single[at : at + len(phrase)] == phrase
            )
            phrase, interest = next(fits, ([single[at]], None))
            if interest:
                yield interest, " ".join(words[at : at + len(phrase)])
            at += len(phrase)


def _is_part(words: str, of: str) -> bool:
    """Tell whether the words are only part of other words found: “walking” of “walking football”."""
    return len(words) < len(of) and f" {words.lower()} " in f" {of.lower()} "


def _single(word: str) -> str:
    """Return a word without its plural s: near enough for “walks” and “walk”."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
