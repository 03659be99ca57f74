"""What is known, kept so that the few cards another may be are found without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable

from .cards import Card, Pair
from .known import Commonness, Known, make_ready
from .rarity import Rarity
from .reasons import in_words
from .together import settle
from .weights import Verdict, tier_of, weigh, weigh_if_like

_TELLING_WORDS = 4  # of each name, the rarest
_RARE = 15  # a word in no more names than that is looked up alone
_MOST_OF_A_PAIR, _MOST_OF_A_THING = 30, 40
_TOO_MANY = 4_000
_LONG_ENOUGH, _HARDLY_KNOWN = 5, 2  # letters of a word that slips are looked for in; cards with such a word


class Pool:
    """Cards one may be compared with. Takes about 3 kB a card; a look-up about a third of a millisecond."""

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        self._known: list[Known] = []
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_form: dict[int, str | list[str]] = {}
        self._by_thing: dict[int, int | list[int]] = {}
        self._too_wide: set[tuple[str, ...]] = set()
        self._rarity = Rarity()
        self._common = Commonness()
        for card in cards:
            self.add(card)

    def __len__(self) -> int:
        return len(self._known)

    def add(self, card: Card) -> None:
        self._add(make_ready(card))

    def _add(self, known: Known) -> None:
        at = len(self._known)
        self._known.append(known)
        for name in known.names:
            self._rarity.add(name.words)
            for word in name.words:
                self._add_word(word, at)
        self._common.add(known, self._rarity)
        for thing in (*known.spellings(), *known.things()):
            self._add_thing(hash(thing), at)

    def _add_thing(self, thing: int, at: int) -> None:
        """Most things are on one card alone, which takes no list."""
        held = self._by_thing.get(thing)
        if held is None:
            self._by_thing[thing] = at
        elif isinstance(held, int):
            self._by_thing[thing] = [held, at]
        else:
            held.append(at)

    def _add_word(self, word: str, at: int) -> None:
        if word not in self._by_word and _LONG_ENOUGH <= len(word) <= 20 and not word.isdigit():
            for form in _less_a_letter(word):
                self._add_form(hash(form), word)
        self._by_word[word].add(at)

    def _add_form(self, form: int, word: str) -> None:
        held = self._by_form.get(form)
        if held is None:
            self._by_form[form] = word
        elif isinstance(held, str):
            self._by_form[form] = [held, word]
        else:
            held.append(word)

    def matches(self, card: Card) -> list[Pair]:
        """Return the known cards this one may be, the surest first; `first` of each is the known one."""
        return self._matches(make_ready(card), len(self._known))

    def among_themselves(self) -> list[Pair]:
        """Return every pair of known cards that may be one group, the surest first."""
        places = {known.card.key: at for at, known in enumerate(self._known)}
        found = [pair for at, known in enumerate(self._known) for pair in self._matches(known, at)]
        settled = settle(found, lambda first, second: self.look_again(places[first], places[second]))
        return sorted(settled, key=lambda pair: (-pair.bits, str(pair.first), str(pair.second)))

    def _matches(self, known: Known, before: int) -> list[Pair]:
        found = []
        for at in self._maybe(known, before):
            pair = self._pair(self._known[at], known)
            if pair is not None:
                found.append(pair)
        return sorted(found, key=lambda pair: -pair.bits)

    def _pair(self, first: Known, second: Known) -> Pair | None:
        verdict = weigh_if_like(first, second, self._rarity, self._common)
        tier = tier_of(verdict, self._common.asked) if verdict else None
        if verdict is None or tier is None:
            return None
        return Pair(first.card.key, second.card.key, tier, in_words(verdict), round(verdict.bits, 1))

    def look_again(self, first: int, second: int) -> Verdict:
        return weigh(self._known[first], self._known[second], self._rarity, self._common)

    def _maybe(self, known: Known, before: int) -> set[int]:
        """Return where the cards stand that share two telling words, one rare one, or any thing with this
        one.
        """
        found: set[int] = set()
        for name in known.names:
            found |= self._by_words(name.words)
        for thing in (*known.spellings(), *known.things()):
            held = self._by_thing.get(hash(thing))
            if isinstance(held, int):
                found.add(held)
            elif held:
                found.update(held[:_MOST_OF_A_THING])
        return {at for at in found if at < before}

    def _by_words(self, words: tuple[str, ...]) -> set[int]:
        """Look up the rare words alone, the others two by two; and so for words that may be slips of them."""
        known = sorted((many, word) for word in words if (many := len(self._by_word.get(word, ()))))
        telling = known[:_TELLING_WORDS]
        found: set[int] = set()
        for place, (many, word) in enumerate(telling):
            found |= self._alone_or_together(many, word, [other for _, other in telling[place + 1 :]])
        for many, word, slip_of in self._slips(words):
            others = [other for _, other in telling if other != slip_of]
            found |= self._alone_or_together(many, word, others)
        return found

    def _alone_or_together(self, many: int, word: str, others: list[str]) -> set[int]:
        if many <= _RARE:
            return self._by_word[word]
        return self._together(word, others) if many <= _TOO_MANY else set()

    def _together(self, word: str, others: list[str]) -> set[int]:
        """Return the cards with this word and one of the others, or two where one leaves too many."""
        asked = (word, *others)
        if asked in self._too_wide:
            return set()
        found: set[int] = set()
        wide: set[int] = set()
        for other in others:
            both = self._by_word[word] & self._by_word[other]
            if len(both) <= _MOST_OF_A_PAIR:
                found |= both
            elif wide and len(narrower := wide & both) <= _MOST_OF_A_PAIR:
                found |= narrower
            else:
                wide = wide & both if wide else both
        if wide and not found:
            self._too_wide.add(asked)  # for good: words only come to be in more names
        return found

    def _slips(self, words: tuple[str, ...]) -> list[tuple[int, str, str]]:
        """Return known words a letter away from one of these, where either of the two is hardly known."""
        found = []
        for word in words:
            if len(word) < _LONG_ENOUGH or word.isdigit():
                continue
            many = len(self._by_word.get(word, ()))
            for other in self._near(word) - {word}:
                often = len(self._by_word[other])
                if many <= _HARDLY_KNOWN or often <= _HARDLY_KNOWN:
                    found.append((often, other, word))
        return found

    def _near(self, word: str) -> set[str]:
        found: set[str] = set()
        for form in _less_a_letter(word):
            held = self._by_form.get(hash(form))
            if isinstance(held, str):
                found.add(held)
            elif held:
                found.update(held)
        return found


def _less_a_letter(word: str) -> list[str]:
    """Return the word, and it with any one letter left out: two words a slip apart share one of these."""
    return [word, *dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))]


def pairs(cards: Iterable[Card]) -> list[Pair]:
    """Return every pair of a list that may be one group, the surest first."""
    return Pool(cards).among_themselves()
