"""How much a word tells: in bits, learnt from the list itself, with what everybody knows to begin with."""

from collections import Counter
from collections.abc import Callable, Iterable
from math import log2

# About how many groups in a thousand have the word in their name, anywhere in the country.
_IN_A_THOUSAND = {
    80: "group trust",
    50: "club association school church charity community friend society fund",
    30: "saint centre hall foundation village parish memorial parent teacher primary",
    18: "scout playgroup preschool young people child youth women support sport football district "
    "park play house home county council federation committee institute school service care",
    8: "junior senior national local cricket arts art music choir theatre drama dance town club green church "
    "branch league welfare relief education guide girl family disabled elderly aged nursery toddler mother "
    "baptist methodist catholic christian mary john development project action heritage history housing "
    "allotment garden gardening horticultural bowling bowl tennis rugby swimming athletic running walking "
    "residents resident tenant neighbourhood volunteer recreation ground field wood nature conservation "
    "health wellbeing mental carer cancer hospital day training centre learning food bank advice citizen "
    "age concern uk british royal legion air cadet brass band society orchestra north south east west "
    "road street new old great little upper lower hill under 1 2 3 4 5 all one world international "
    "network forum partnership alliance union social academy college university public chicago head start "
    "partner early childhood program programme",
}
_USUAL = {word: share / 1000 for share, words in sorted(_IN_A_THOUSAND.items()) for word in words.split()}
_UNHEARD_OF = 1 / 30_000
# The list's own counts weigh as much as this many groups of common knowledge.
_KNOWN_BEFORE = 2_500
MOST_BITS = 12.0


class _Bits(dict[str, float]):
    """What was worked out, and works out what is not yet there: asked millions of times."""

    def __init__(self, work_out: Callable[[str], float]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> float:
        found = self[word] = self._work_out(word)
        return found


class Rarity:
    """Counts in how many names each word is; a name that comes several times counts once.

    `bits(word)` is how much it tells that two names have this word: 12 at most, about 4 for “group”.
    """

    def __init__(self, names: Iterable[tuple[str, ...]] = ()) -> None:
        self._in_names: Counter[str] = Counter()
        self._seen: set[int] = set()
        self._worked_out_at = 0
        self._bits = _Bits(self._work_out)
        self.bits: Callable[[str], float] = self._bits.__getitem__
        for words in names:
            self.add(words)

    def add(self, words: tuple[str, ...]) -> None:
        mark = hash(words)
        if mark not in self._seen:
            self._seen.add(mark)
            self._in_names.update(words)
            # Figures are worked out afresh once the list has grown by a tenth.
            if len(self._seen) > 1.1 * self._worked_out_at:
                self._worked_out_at = len(self._seen)
                self._bits.clear()

    def often(self, word: str) -> int:
        return self._in_names[word]

    def _work_out(self, word: str) -> float:
        usual = _USUAL.get(word, _UNHEARD_OF)
        share = (self._in_names[word] + usual * _KNOWN_BEFORE) / (len(self._seen) + _KNOWN_BEFORE)
        return min(MOST_BITS, -log2(min(1.0, share)))
