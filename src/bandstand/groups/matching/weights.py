"""What speaks for two cards being one group and what against it, in bits.

A bit doubles the odds. Words shared count as much as they are rare; words that only one name has count
against it,
and far more so when each has some of its own. A shared telephone, postcode, street, link or number counts
as much
as it is rare; another postcode, house or number counts against. What is not known counts for nothing.
"""

from dataclasses import dataclass, field

from .alike import Likeness, compare, extras_possible, may_be_slip, pairing_bits
from .cards import Tier
from .evidence import km_apart, same_number
from .known import Commonness, Known
from .names import Name
from .rarity import Rarity

# Words go together (“scout” comes with “group”), so half of what they tell one by one is counted.
OF_WORDS, MOST_FROM_WORDS = 0.5, 13.0
# How the names differ, all told: see `Likeness.how`.
HOW = {
    "same": 4.5,
    "spaces": 4.5,
    "slip": 4.5,
    "order": 3.0,
    "short": 1.5,
    "form": 3.0,
    "more": 0.0,
    "other": -5.0,
}
# For each bit of words that only one name has; that each has of its own; and more where the place differs
# too.
ONE_SIDED, BOTH_SIDED, ELSEWHERE = -0.15, -0.2, -0.2
SECTION = -7.0
# For each bit that the thing shared tells, up to so many bits.
SAME_ADDRESS, SAME_POSTCODE, SAME_OUTCODE = (1.9, 9.0), (1.2, 9.0), (0.8, 5.0)
SAME_PHONE, SAME_EMAIL = (0.6, 9.0), (0.8, 9.0)
SAME_LINK, SAME_DOMAIN, SAME_NUMBER = (1.2, 9.0), (0.8, 9.0), (1.0, 9.0)
OTHER_POSTCODE, OTHER_OUTCODE, FAR_APART = -3.5, -5.0, -5.0
OTHER_HOUSE, OTHER_STREET, OTHER_PHONE, OTHER_NUMBER = -3.0, -5.0, -1.5, -8.0
_MOST_OF_THINGS = 60.0
LIKELY, POSSIBLE, CERTAIN = 0.0, -3.0, 4.0
OTHER_NUMBERS = "another registered number"
NOTHING_ELSE = "But nothing else speaks for it"
POSTCODE, ADDRESS = "Same postcode", "Same address"
PLACES = frozenset({POSTCODE, ADDRESS})
# A name without any word so telling is anybody’s: “St Mary’s Church”, “Women’s Institute”.
TELLING = 8.0
# So much of the shorter name must be shared, however much else is: many groups meet under one roof.
ENOUGH_OF_A_NAME, ENOUGH_AT_A_PLACE, MOST_OF_A_NAME = 0.3, 0.45, 0.8


@dataclass(slots=True)
class Verdict:
    """`strong` and `weak` are what is shared beside the name, `against` what differs, each in words.
    `two` says why
    they are more likely two groups, whatever the bits say.
    """

    name: Likeness
    bits: float = 0.0
    strong: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    two: str = ""


def weigh(first: Known, second: Known, rarity: Rarity, common: Commonness) -> Verdict:
    verdict = Verdict(_name(first, second, rarity))
    return _all_told(verdict, first, second, common)


def weigh_if_like(first: Known, second: Known, rarity: Rarity, common: Commonness) -> Verdict | None:
    """Return the same as `weigh`, or None as soon as it is plain that nothing will come of it."""
    same_outcode = SAME_OUTCODE[0] * SAME_OUTCODE[1] * (first.out == second.out != "")
    most = same_outcode if first.marks.isdisjoint(second.marks) else _MOST_OF_THINGS
    floor = common.asked + POSSIBLE - most
    if not _may_come_to(first, second, rarity, floor):
        return None
    name = _name(first, second, rarity)
    return _all_told(Verdict(name), first, second, common) if name_bits(name) >= floor else None


def _may_come_to(first: Known, second: Known, rarity: Rarity, floor: float) -> bool:
    if len(first.names) == len(second.names) == 1:
        return may_reach(first.names[0], second.names[0], rarity, floor)
    return any(may_reach(ours, theirs, rarity, floor) for ours in first.names for theirs in second.names)


def may_reach(first: Name, second: Name, rarity: Rarity, floor: float) -> bool:
    """Tell quickly whether names may bring so many bits. Says no only where `compare` would come to less."""
    both = first.apart & second.apart
    shared = sum(map(rarity.bits, both))
    missing = floor - OF_WORDS * shared
    if missing <= HOW["other"] or first.letters == second.letters:
        return True
    left, right = first.apart - both, second.apart - both
    if may_be_slip(first.typed, second.typed):
        return True
    if not left or not right:
        return missing <= (HOW["form"] if left or right else HOW["same"])
    paired, lone = pairing_bits(left, right, rarity)
    missing -= OF_WORDS * paired
    if missing <= HOW["other"]:
        return True
    nothing_over = not lone or len(right) <= len(left) - lone
    if nothing_over and missing <= HOW["same"]:
        return True
    return extras_possible(left, right)


def _name(first: Known, second: Known, rarity: Rarity) -> Likeness:
    if len(first.names) == len(second.names) == 1:
        return compare(first.names[0], second.names[0], rarity)
    alike = [compare(ours, theirs, rarity) for ours in first.names for theirs in second.names]
    return max(alike, key=name_bits)


def _all_told(verdict: Verdict, first: Known, second: Known, common: Commonness) -> Verdict:
    name = verdict.name
    verdict.bits = name_bits(name)
    _where(verdict, first, second, common)
    _reached(verdict, first, second, common)
    if verdict.against and name.how != "form":
        verdict.bits += ELSEWHERE * (name.only_first + name.only_second)
    verdict.two = _why_two(verdict, first, second, common)
    return verdict


def name_bits(name: Likeness) -> float:
    more, fewer = max(name.only_first, name.only_second), min(name.only_first, name.only_second)
    bits = min(OF_WORDS * name.shared, MOST_FROM_WORDS) + HOW[name.how]
    bits += ONE_SIDED * more * (not name.in_asides) + BOTH_SIDED * fewer
    return bits + SECTION * name.section


def _why_two(verdict: Verdict, first: Known, second: Known, common: Commonness) -> str:
    """Return why these are rather two groups that look alike, or ""."""
    if said := _why_by_name(verdict, first, second, common):
        return said
    if PLACES.intersection(verdict.strong):
        return ""
    if common.is_repeated(first) or common.is_repeated(second):
        return "But there are several of that name, so these may be branches"
    if verdict.against and not verdict.strong and verdict.name.rarest < TELLING:
        return "But many have such a name"
    return ""


def _why_by_name(verdict: Verdict, first: Known, second: Known, common: Commonness) -> str:
    name, said = verdict.name, ""
    enough = ENOUGH_AT_A_PLACE if PLACES.issuperset(verdict.strong) else ENOUGH_OF_A_NAME
    if name.clash:
        said = f"But {name.clash}"
    elif OTHER_NUMBERS in verdict.against:
        said = "But a register tells them apart"
    elif name.section and len(verdict.strong) < 2:
        said = "But one of them is for some of its people only"
    elif name.inside < enough:
        said = "But the names have little in common"
    elif name.how == "other" and (name.inside < MOST_OF_A_NAME or _own_words(name) >= TELLING):
        things = [thing for thing in first.marks & second.marks if not thing.startswith("house ")]
        # A postcode is some fifteen doors, so it makes no one group of two names.
        if verdict.strong == [POSTCODE] or all(map(common.is_crowded, things)):
            said = "But each has a name of its own" if things else NOTHING_ELSE
    return said


def _own_words(name: Likeness) -> float:
    return min(name.only_first, name.only_second)


def _shared(common: Commonness, thing: str, weight: tuple[float, float]) -> float:
    each, most = weight
    return each * common.bits(thing, most)


def _where(verdict: Verdict, first: Known, second: Known, common: Commonness) -> None:
    if first.full and first.full == second.full:
        verdict.bits += _shared(common, f"postcode {first.full}", SAME_POSTCODE)
        verdict.strong.append(POSTCODE)
    elif first.full and second.full:
        far = km_apart(first.card, second.card)
        if far is not None and far > 5:
            verdict.bits += FAR_APART
        else:
            near = first.out == second.out
            verdict.bits += OTHER_OUTCODE if not near else OTHER_POSTCODE + _outcode(common, first)
        verdict.against.append("another postcode")
    elif first.out and second.out:
        same = first.out == second.out
        verdict.bits += _outcode(common, first) if same else OTHER_OUTCODE
        (verdict.weak if same else verdict.against).append(
            "Same part of town" if same else "another part of town"
        )
    _street(verdict, first, second, common)


def _outcode(common: Commonness, known: Known) -> float:
    """Where all are in a few parts of one town, the same part says little; in a whole country, more."""
    return _shared(common, f"out {known.out}", SAME_OUTCODE)


def _street(verdict: Verdict, first: Known, second: Known, common: Commonness) -> None:
    if first.street is None or second.street is None:
        return
    ours, theirs = first.street, second.street
    same_street = bool(ours.words & theirs.words)
    if ours.house and theirs.house:
        if ours.house == theirs.house and same_street:
            verdict.bits += _shared(common, f"street {ours.key}", SAME_ADDRESS)
            verdict.strong.append(ADDRESS)
        else:
            verdict.bits += OTHER_HOUSE if same_street else OTHER_STREET
            verdict.against.append("another address")
    elif ours.key and ours.key == theirs.key:
        verdict.bits += 4.0
        verdict.strong.append(ADDRESS)


def _reached(verdict: Verdict, first: Known, second: Known, common: Commonness) -> None:
    if first.phone and second.phone:
        if same_number(first.phone, second.phone):
            verdict.bits += _shared(common, f"phone {first.phone[-7:]}", SAME_PHONE)
            verdict.strong.append("Same telephone number")
        else:
            verdict.bits += OTHER_PHONE
    if first.email and first.email == second.email:
        verdict.bits += _shared(common, f"email {first.email}", SAME_EMAIL)
        verdict.strong.append("Same e-mail address")
    _online(verdict, first, second, common)
    _numbers(verdict, first, second, common)


def _online(verdict: Verdict, first: Known, second: Known, common: Commonness) -> None:
    if links := first.card.links & second.card.links:
        verdict.bits += max(_shared(common, f"link {link}", SAME_LINK) for link in links)
        verdict.strong.append("Same online place")
    elif domains := first.domains & second.domains:
        verdict.bits += max(_shared(common, f"domain {domain}", SAME_DOMAIN) for domain in domains)
        verdict.strong.append("Same website")


def _numbers(verdict: Verdict, first: Known, second: Known, common: Commonness) -> None:
    ours, theirs = first.card.numbers, second.card.numbers
    if shared := ours & theirs:
        verdict.bits += max(_shared(common, f"number {number}", SAME_NUMBER) for number in shared)
        verdict.strong.append("Same registered number")
    elif {number.partition(":")[0] for number in ours} & {number.partition(":")[0] for number in theirs}:
        verdict.bits += OTHER_NUMBER
        verdict.against.append(OTHER_NUMBERS)


def tier_of(verdict: Verdict, asked: float) -> Tier | None:
    """`asked` is how many bits make a pair likely in a list so long: see `Commonness.asked`."""
    spare = verdict.bits - asked
    if spare < POSSIBLE:
        return None
    if spare < LIKELY or verdict.two:
        return Tier.POSSIBLE
    if spare >= CERTAIN and verdict.strong and not verdict.against and verdict.name.inside > 0.7:
        return Tier.CERTAIN
    return Tier.LIKELY
