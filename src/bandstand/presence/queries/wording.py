"""How a hub says what looks found: in its own words where it has any, in ours where not."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import checkup
from bandstand.people.models import Deed

from ..models import Wording
from ..websites import look_called

_BLANK = re.compile(r"\{\s*([a-z][a-z ]*?)\s*\}")
REWORDED = "reworded a look"
HEADLINE = 200  # letters: what a finding has room for


class Words:
    """The sentences of all looks as one hub says them. A part is named as in `Wording.part`."""

    def __init__(self, own: Mapping[tuple[str, str], str]) -> None:
        self._own = own

    def part(self, look: checkup.Look, part: str) -> str:
        """Return a sentence with its blanks; "" for a part the look does not have."""
        return self._own.get((look.id, part)) or our_words(look).get(part, "")

    def title(self, look_id: str) -> str:
        look = look_called(look_id)
        return self.part(look, "title") if look else look_id.replace("-", " ").capitalize()

    def worded(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a look said, as a report keeps it, with `headline`, `advice` and `why` in these words.

        What the library does not know any more, because an older version said it, stays as it was said.
        """
        look = look_called(said["look"])
        if look is None:
            return {"why": "", **said}
        values = said.get("values") or {}
        headline = self._filled(look, f"says:{said.get('says', '')}", values) or str(said["headline"])
        advice = self._filled(look, advice_part(said.get("advises", "")), values) or str(said["advice"])
        why = self.part(look, "why")
        return {**said, "headline": headline[:HEADLINE], "advice": advice, "why": why}

    def _filled(self, look: checkup.Look, part: str, values: Mapping[str, Any]) -> str:
        return checkup.filled(self.part(look, part), {name: str(value) for name, value in values.items()})


def words_for(hub_id: int | None = None) -> Words:
    """Return the words of a hub, or of the hub in force, in one query."""
    rows = Wording.objects.all() if hub_id is None else Wording.objects.filter(hub=hub_id)
    return Words({(look, part): words for look, part, words in rows.values_list("look", "part", "words")})


def advice_part(advises: str) -> str:
    """Return the part that a finding's `advises` names; "" where it gives no advice."""
    return advises if advises.startswith("fix:") or not advises else f"advice:{advises}"


def our_words(look: checkup.Look) -> dict[str, str]:
    """Return every sentence of a look by its part, as Bandstand says it."""
    return {
        "title": look.title,
        "why": look.why,
        **{f"says:{name}": words for name, words in look.says.items()},
        **{f"advice:{name}": words for name, words in look.advice.items()},
        **{f"fix:{builder}": words for builder, words in look.how_to_fix.items()},
    }


def blanks_in(words: str) -> list[str]:
    """Return the names of the blanks in a sentence, each once, as they come."""
    return list(dict.fromkeys(_BLANK.findall(words)))


def tidy_blanks(words: str) -> str:
    """Return the sentence with { networks } written as {networks}."""
    return _BLANK.sub(lambda blank: f"{{{blank[1]}}}", words)


# For the desk


@dataclass(frozen=True)
class Sentence:
    """One sentence of a look, ours beside theirs."""

    part: str
    ours: str
    theirs: str

    @property
    def kind(self) -> str:
        return self.part.partition(":")[0]

    @property
    def builder(self) -> str:
        return self.part.partition(":")[2]

    @property
    def blanks(self) -> list[str]:
        return blanks_in(self.ours)


@dataclass(frozen=True)
class Worded:
    """One look with its sentences, for whoever words it."""

    id: str
    title: str
    looks_for: str
    sentences: list[Sentence]

    @property
    def own(self) -> int:
        """How many of its sentences are in the hub's own words."""
        return sum(bool(one.theirs) for one in self.sentences)

    def has(self, words: str) -> bool:
        """Tell whether all of these words come in it somewhere."""
        told = " ".join([self.looks_for, *(f"{one.ours} {one.theirs}" for one in self.sentences)]).casefold()
        return all(word in told for word in words.casefold().split())


def worded_looks(words: str = "") -> list[Worded]:
    """Return every look, or those that have all of these words, as the hub in force says them."""
    theirs = dict(_by_part(Wording.objects.values_list("look", "part", "words")))
    looks = [_worded(look, theirs) for look in checkup.LOOKS]
    return [one for one in looks if one.has(words)]


def worded_look(look_id: str) -> Worded | None:
    return next((one for one in worded_looks() if one.id == look_id), None)


def _by_part(rows: Any) -> Iterator[tuple[tuple[str, str], str]]:
    return (((look, part), words) for look, part, words in rows)


def _worded(look: checkup.Look, theirs: Mapping[tuple[str, str], str]) -> Worded:
    sentences = [
        Sentence(part, ours, theirs.get((look.id, part), "")) for part, ours in our_words(look).items()
    ]
    return Worded(look.id, theirs.get((look.id, "title")) or look.title, look.looks_for, sentences)


def reworded_by_look() -> Counter[str]:
    """Return how many sentences of each look are in the hub's own words."""
    return Counter(Wording.objects.values_list("look", flat=True))


def rewordings_of(look_id: str, most: int = 10) -> list[Deed]:
    """Return what was done to the words of a look, newest first."""
    deeds = Deed.objects.filter(verb=REWORDED, detail__look=look_id).select_related("actor")
    return list(deeds.order_by("-at", "-pk")[:most])
