"""What is known, kept so that the few cards another may be are found without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable

from .cards import Card, Key, Pair
from .known import Commonness, Known, make_ready
from .rarity import Rarity
from .reasons import in_words
from .weights import tier_of, weigh

_TELLING_WORDS = 4  # of each name, the rarest
_RARE = 25  # a word in no more names than that is looked up alone
_MOST_OF_A_PAIR, _MOST_OF_A_THING = 60, 80
_TOO_MANY = 4_000


class Pool:
    """Cards one may be compared with. Takes about 3 kB a card; a look-up about a third of a millisecond."""

    def __init__(self, cards: Iterable[Card] = ()) -> None:
        self._known: list[Known] = []
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_thing: dict[str, list[int]] = defaultdict(list)
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
        self._common.add(known)
        for name in known.names:
            self._rarity.add(name.words)
            for word in name.words:
                self._by_word[word].add(at)
            self._by_thing[f"letters {name.letters}"].append(at)
            self._by_thing[f"start {name.letters[:8]}"].append(at)
        for thing in known.things():
            self._by_thing[thing].append(at)

    def matches(self, card: Card) -> list[Pair]:
        """Return the known cards this one may be, the surest first; `first` of each is the known one."""
        return self._matches(make_ready(card), len(self._known))

    def _matches(self, known: Known, before: int) -> list[Pair]:
        found = []
        for at in self._maybe(known, before):
            pair = self._pair(self._known[at], known)
            if pair is not None:
                found.append(pair)
        return sorted(found, key=lambda pair: -pair.bits)

    def _pair(self, first: Known, second: Known) -> Pair | None:
        verdict = weigh(first, second, self._rarity, self._common)
        tier = tier_of(verdict)
        if tier is None:
            return None
        return Pair(first.card.key, second.card.key, tier, in_words(verdict), round(verdict.bits, 1))

    def _maybe(self, known: Known, before: int) -> set[int]:
        """Return where the cards stand that share two telling words, one rare one, or any thing with this one."""
        found: set[int] = set()
        for name in known.names:
            found |= self._by_words(name.words)
            for thing in (f"letters {name.letters}", f"start {name.letters[:8]}"):
                found.update(self._by_thing.get(thing, ())[:_MOST_OF_A_THING])
        for thing in known.things():
            found.update(self._by_thing.get(thing, ())[:_MOST_OF_A_THING])
        return {at for at in found if at < before}

    def _by_words(self, words: tuple[str, ...]) -> set[int]:
        found: set[int] = set()
        telling = sorted((len(self._by_word.get(word, ())), word) for word in words)
        telling = [(many, word) for many, word in telling if many][:_TELLING_WORDS]
        for place, (many, word) in enumerate(telling):
            if many <= _RARE:
                found |= self._by_word[word]
                continue
            if many > _TOO_MANY:
                break
            for _, other in telling[place + 1 :]:
                both = self._by_word[word] & self._by_word[other]
                if len(both) <= _MOST_OF_A_PAIR:
                    found |= both
        return found


def pairs(cards: Iterable[Card]) -> list[Pair]:
    """Return every pair of a list that may be one group, the surest first."""
    pool = Pool(cards)
    found: dict[tuple[Key, Key], Pair] = {}
    for at, known in enumerate(pool._known):
        for pair in pool._matches(known, at):
            found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda pair: (-pair.bits, str(pair.first), str(pair.second)))
