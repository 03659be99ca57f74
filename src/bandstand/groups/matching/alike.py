"""How alike two names are: which words they share, and how telling the words are that they do not."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from .names import Name
from .rarity import Rarity
from .vocabulary import listed

# A word spelt otherwise counts for less than the same word; two words of which both are known, for little.
_SLIP, _FIRST_LETTER, _SHORTENED, _CUT_SHORT, _TWO_KNOWN = 0.85, 0.6, 0.8, 0.6, 0.25
_OTHER_FORM, _TWO_SLIPS = 0.5, 0.6
_A_SLIP_IN = 50
_SHORT, _LONG = 10, 18  # letters: a name must be as long for one slip to be a slip, and for two
_NO_WORD = 8.0
_FIGURES = re.compile(r"[^0-9]+")
# What two initials end with: “CC”, “VH”, “CA”.
_CLOSING = frozenset(listed("club centre church association society institute hall school council"))
_VOWELS = frozenset("aeiou")


# Words that say what form a body has, not which one it is.
FORMS = frozenset(
    listed("""
    group trust charity foundation association society club committee fund organisation project uk
    company partnership team
    """)
)


# Of each set, a group is one: with another of the set on the other side, these are two groups.
_SETS = """
boy girl|men women lady gentleman|junior senior youth veteran|north south east west
upper lower|great little|scout guide brownie cub beaver rainbow explorer ranger squirrel
morning afternoon evening|infant primary secondary|toddler over|playgroup school nursery
cricket football rugby tennis bowl bowling hockey netball swimming badminton golf athletic squash rowing
sailing cycling basketball|baptist methodist catholic anglican pentecostal quaker
"""
_ONE_OF = [frozenset(listed(words)) for words in re.split(r"\||\n(?!sailing)", _SETS) if words]


# A part of a club that stands on its own: with it on one side only, these are rather two.
_SECTIONS = frozenset(
    listed("""
    boy girl junior senior youth veteran lady women men under over mini toddler
    """)
)
# Other words for the same form of thing.
_ALIKE = [
    frozenset(words.split())
    for words in ("hall centre", "school academy college", "playgroup preschool", "church chapel")
]
_LIKE_WORD = {word: words for words in [*_ALIKE, FORMS] for word in words}
_NONE: frozenset[str] = frozenset()
_KIN = {word: words for words in _ONE_OF for word in words}


@dataclass(slots=True)
class Likeness:
    """In bits: what both names share, what only the first has, what only the second has.

    `how` is the plainest difference: "same", "spaces", "order", "slip", "short" (one cut short), "form" (one
    says what form of body it is), "more" (one has words more) or "other". `clash` says what makes them two.
    """

    shared: float
    only_first: float
    only_second: float
    how: str
    clash: str = ""
    in_asides: bool = False
    more: tuple[str, ...] = ()
    rarest: float = 0.0
    section: bool = False

    @property
    def inside(self) -> float:
        """Return the shared part of the name with less in it, 0 to 1."""
        every = self.shared + min(self.only_first, self.only_second)
        return self.shared / every if every else 0.0


def compare(first: Name, second: Name, rarity: Rarity) -> Likeness:
    """Weigh two names."""
    if first.letters == second.letters:
        told = [rarity.bits(word) for word in first.words]
        how = "same" if first.words == second.words else "spaces"
        return Likeness(sum(told), 0.0, 0.0, how, rarest=max(told, default=0.0))
    both = [rarity.bits(word) for word in first.words if word in second.words]
    left = [word for word in first.words if word not in second.words]
    right = [word for word in second.words if word not in first.words]
    shared = sum(both)
    rarest = max(both, default=0.0)
    if left and right:
        clash = _clash(first, second, left, right)
        paired, how, rarer = _pair_off(left, right, rarity)
        shared, rarest = shared + paired, max(rarest, rarer)
    else:
        how = _more(left, right) if left or right else "order"
        clash = _clash(first, second, left, right)
    if not clash and (left or right) and _whole_slip(first, second, rarity):
        shared, how, left, right = sum(map(rarity.bits, first.words)) * _SLIP, "slip", [], []
    more = tuple(left or right) if not (left and right) else ()
    return Likeness(
        shared=shared,
        only_first=_told(left, rarity),
        only_second=_told(right, rarity),
        how=how,
        clash=clash,
        in_asides=bool(more) and set(more) <= (first.asides | second.asides),
        more=more,
        rarest=rarest,
        section=_is_section(more, first, second),
    )


def pairing_bits(left: frozenset[str], right: frozenset[str], rarity: Rarity) -> tuple[float, int]:
    """Return the most bits pairing these words off can add, and how many on the left have no partner."""
    most, lone = 0.0, 0
    for ours in left:
        start, end, kin = ours[0], ours[-1], _LIKE_WORD.get(ours, _NONE)
        best = 0.0
        for theirs in right:
            if theirs in kin:
                best = max(best, _OTHER_FORM * min(rarity.bits(ours), rarity.bits(theirs)))
            elif theirs[0] == start or theirs[-1] == end:
                credit = _one_word(ours, theirs, rarity)[0]
                best = max(best, credit and credit * min(rarity.bits(ours), rarity.bits(theirs)))
        most, lone = most + best, lone + (not best)
    return most, lone


def extras_possible(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether words run together, or initials may make these more alike."""
    if len(left) == len(right):
        return False
    return _parts_possible(left, right) or _parts_possible(right, left)


def _parts_possible(wholes: frozenset[str], parts: frozenset[str]) -> bool:
    if len(parts) < 2:
        return False
    firsts = {part[0] for part in parts}
    for whole in wholes:
        if whole[0] in firsts and any(map(whole.startswith, parts)):
            return True
        if len(whole) <= 6 and firsts.issuperset(whole):
            return True
    return False


def _told(words: list[str], rarity: Rarity) -> float:
    return sum(map(rarity.bits, words))


def _is_section(more: tuple[str, ...], first: Name, second: Name) -> bool:
    """“Elmwood 60s Club” is the “Over 60s Club”, and the women of an institute are all of it."""
    if _SECTIONS.isdisjoint(more) or "institute" in first.apart & second.apart:
        return False
    same_age = bool(first.numbers) and first.numbers == second.numbers
    return not (same_age and {"over", "under"}.issuperset(more))


def _more(left: list[str], right: list[str]) -> str:
    return "form" if FORMS.issuperset(left or right) else "more"


def _clash(first: Name, second: Name, left: list[str], right: list[str]) -> str:
    """Return what makes two names two groups: 1st and 2nd, under 10s and under 12s, boys and girls; else
    "".
    """
    ours, theirs = first.numbers, second.numbers
    if ours and theirs and not (ours <= theirs or theirs <= ours):
        return f"{_joined_up(ours - theirs)} is not {_joined_up(theirs - ours)}"
    if first.letter and second.letter and first.letter != second.letter:
        return f"{first.letter.upper()} is not {second.letter.upper()}"
    if _other_saint(first.saints, second.saints):
        return f"{first.saints[0].title()} is not {second.saints[0].title()}"
    for word in left:
        kin = _KIN.get(word)
        if kin and (other := kin.intersection(right)) and not kin.intersection(left) & other:
            return f"{word} is not {_joined_up(other)}"
    return ""


def _other_saint(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Two churches of Fernfold St Mary are two: St Anne’s is not St Mary’s."""
    if not ours or not theirs or sorted(ours) == sorted(theirs):
        return False
    return ours[0] != theirs[0] and OSA.distance(ours[0], theirs[0], score_cutoff=2) > 2


def _joined_up(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _pair_off(left: list[str], right: list[str], rarity: Rarity) -> tuple[float, str, float]:
    """Take out of both lists what is one word spelt in two ways; return the bits that adds, how, and the
    most of them in one word.
    """
    shared = rarest = 0.0
    hows = set()
    for ours in list(left):
        best, credit, how = "", 0.0, ""
        for theirs in right:
            if theirs in _LIKE_WORD.get(ours, ()):
                got, said = _OTHER_FORM, "form"
            elif ours[0] == theirs[0] or ours[-1] == theirs[-1]:
                got, said = _one_word(ours, theirs, rarity)
            else:
                continue
            if got > credit:
                best, credit, how = theirs, got, said
        if best:
            left.remove(ours)
            right.remove(best)
            told = credit * min(rarity.bits(ours), rarity.bits(best))
            shared, rarest = shared + told, max(rarest, told)
            hows.add(how)
    joined = initials = 0.0
    if left and right and len(left) != len(right):
        joined = _joined(left, right, rarity) + _joined(right, left, rarity)
        initials = _initials(left, right, rarity) + _initials(right, left, rarity)
        hows |= {"spaces"} if joined else set()
        hows |= {"short"} if initials else set()
    if "other" in hows or (left and right):
        how = "other"
    elif left or right:
        how = _more(left, right)
    else:
        how = hows.pop() if len(hows) == 1 else "form" if "form" in hows else "slip"
    return shared + joined + initials, how, max(rarest, joined, initials)


def _one_word(ours: str, theirs: str, rarity: Rarity) -> tuple[float, str]:
    """Return how far two spellings are one word, 0 to 1: a slip of the finger, or cut short."""
    short, long = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
    if len(short) < 3 or ours.isdigit() or theirs.isdigit():
        return 0.0, ""
    if long.startswith(short) and (len(short) > 3 or len(long) - len(short) > 3):
        return (_SHORTENED if len(short) > 3 else _CUT_SHORT), "short"
    if len(short) > 3 and _is_slip(short, long):
        return _slip(ours, theirs, rarity)
    if (
        short[0] == long[0]
        and short[-1] == long[-1]
        and not set(short[1:]) & _VOWELS
        and _within(short, long)
    ):
        return _CUT_SHORT, "short"
    return 0.0, ""


def _slip(ours: str, theirs: str, rarity: Rarity) -> tuple[float, str]:
    """Norton and Morton are two places; Nortton is a slip, Notron always is, and so is commmunity, even
    twice.
    """
    if _both_known(rarity.often(ours), rarity.often(theirs)) and sorted(ours) != sorted(theirs):
        return _TWO_KNOWN, "other"
    if OSA.distance(ours, theirs, score_cutoff=1) > 1:
        return _TWO_SLIPS, "slip"
    return (_SLIP if ours[0] == theirs[0] or ours[0] == theirs[1] else _FIRST_LETTER), "slip"


def _is_slip(short: str, long: str) -> bool:
    most = 2 if len(short) > 7 and short[0] == long[0] else 1
    return len(long) - len(short) <= most and OSA.distance(short, long, score_cutoff=most) <= most


def _within(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _joined(whole: list[str], parts: list[str], rarity: Rarity) -> float:
    """Take “gforce” out of one list and “g”, “force” out of the other; return the bits shared."""
    shared = 0.0
    for word in list(whole):
        for at in range(len(parts) - 1):
            if word == parts[at] + parts[at + 1]:
                shared += max(rarity.bits(word), rarity.bits(parts[at]) + rarity.bits(parts[at + 1]))
                whole.remove(word)
                del parts[at : at + 2]
                break
    return shared


def _initials(brief: list[str], full: list[str], rarity: Rarity) -> float:
    """Take “cc” out of one list and “cricket club” out of the other; return the bits shared."""
    shared = 0.0
    for word in list(brief):
        run = _run_of(word, full, rarity) if 2 <= len(word) <= 6 and word.isalpha() else []
        if run:
            shared += min(MOST, max(rarity.bits(word), 0.6 * sum(map(rarity.bits, run))))
            brief.remove(word)
            for other in run:
                full.remove(other)
    return shared


MOST = 12.0


def _run_of(word: str, full: list[str], rarity: Rarity) -> list[str]:
    """Return the words these are the initials of. Two letters are that only with a word for its form at the
    end, and a word many have (“art”) never is.
    """
    if len(word) > 2 and rarity.bits(word) < _NO_WORD:
        return []
    for at in range(len(full) - len(word) + 1):
        run = full[at : at + len(word)]
        if "".join(other[0] for other in run) == word and (len(word) > 2 or run[-1] in _CLOSING):
            return run
    return []


def _whole_slip(first: Name, second: Name, rarity: Rarity) -> bool:
    """Tell whether one whole name is the other with a slip or two, wherever they fell: “Elmwoo dChoir”. Two
    words both known are no slip, nor are figures, letters alone (“Team B”), or “men” for “women”.
    """
    if not may_be_slip(first.typed, second.typed):
        return False
    if _FIGURES.sub("", first.typed) != _FIGURES.sub("", second.typed):
        return False
    if first.typed == second.typed:
        return True
    ours, theirs = first.apart - second.apart, second.apart - first.apart
    if any(
        (len(word) == 1 and word.isalpha()) or word in _SECTIONS or word in _KIN for word in ours | theirs
    ):
        return False
    return not _both_known(
        min(map(rarity.often, ours), default=_A_SLIP_IN), min(map(rarity.often, theirs), default=_A_SLIP_IN)
    )


def _both_known(one: int, other: int) -> bool:
    """Tell of how often two words are there whether one can hardly be a slip of the other."""
    rarer, usual = sorted((one, other))
    return rarer > 1 and usual < _A_SLIP_IN * rarer


def may_be_slip(ours: str, theirs: str) -> bool:
    """Tell whether two names as typed are a slip apart; of long ones, two."""
    shorter = min(len(ours), len(theirs))
    most = 0 if shorter < _SHORT else 1 if shorter < _LONG else 2
    return abs(len(ours) - len(theirs)) <= most and OSA.distance(ours, theirs, score_cutoff=most) <= most
