"""Pairs seen together: one card cannot be two groups that are known to be different."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from .cards import Key, Pair, Tier
from .weights import NOTHING_ELSE, TELLING, Verdict

LookAgain = Callable[[Key, Key], Verdict]

# How much surer one pair must be than another that contradicts it, to stand.
_SURER = 3.0
_LARGEST = 12  # cards that may be one group by way of each other
# A name that goes with three groups of different names is none of them’s, but for a word so rare.
_ANYBODY, _HARDLY_ANYBODY = 3, 9.5
_BY_WAY_OF = "Both are likely the same as a third one"


def settle(found: Iterable[Pair], look_again: LookAgain) -> list[Pair]:
    """Return the pairs with those made only possible that contradict a surer one, and with those added that
    follow from two others.
    """
    by_two = {_two(pair.first, pair.second): pair for pair in found}
    sides = _sides(by_two.values())
    for key, others in sides.items():
        for other in _contradicted(key, others, by_two, look_again):
            pair = by_two[_two(key, other)]
            reasons = (*pair.reasons, "But it may as well be another one.")
            by_two[_two(key, other)] = replace(pair, tier=Tier.POSSIBLE, reasons=reasons)
    for pair in _following(by_two, look_again):
        by_two[_two(pair.first, pair.second)] = pair
    return list(by_two.values())


def _two(first: Key, second: Key) -> tuple[Key, Key]:
    return (first, second) if str(first) < str(second) else (second, first)


def _sides(found: Iterable[Pair]) -> dict[Key, list[tuple[float, Key]]]:
    sides: dict[Key, list[tuple[float, Key]]] = defaultdict(list)
    for pair in found:
        if pair.tier != Tier.POSSIBLE:
            sides[pair.first].append((pair.bits, pair.second))
            sides[pair.second].append((pair.bits, pair.first))
    return sides


def _contradicted(
    key: Key, others: list[tuple[float, Key]], by_two: dict[tuple[Key, Key], Pair], look_again: LookAgain
) -> set[Key]:
    """Return those of the others that cannot be this one, because a surer or as sure one is and they are
    two.
    """
    out: set[Key] = set()
    ranked = sorted(others, key=lambda one: -one[0])[:_LARGEST]
    by_name = _anybodys(key, [other for _, other in ranked], by_two, look_again)
    for place, (bits, other) in enumerate(ranked):
        for less, rival in ranked[place + 1 :]:
            if not by_name.issuperset((other, rival)) and (
                by_two.get(_two(other, rival)) or not look_again(other, rival).against
            ):
                continue
            out.add(rival)
            if bits - less < _SURER:
                out.add(other)
    return out


def _anybodys(
    key: Key, others: list[Key], by_two: dict[tuple[Key, Key], Pair], look_again: LookAgain
) -> set[Key]:
    """Return those of the others that tell only that this name is anybody’s: “Hartley Fund” may be Joan
    Hartley’s, Mabel Hartley’s or Una Hartley’s, unless hardly anybody is called Hartley.
    """
    usual = [other for other in others if look_again(key, other).name.rarest < _HARDLY_ANYBODY]
    if len(usual) < _ANYBODY:
        return set()
    return {
        other
        for other in usual
        if sum(_are_two(other, rival, by_two, look_again) for rival in usual if rival != other)
        >= _ANYBODY - 1
    }


def _are_two(one: Key, other: Key, by_two: dict[tuple[Key, Key], Pair], look_again: LookAgain) -> bool:
    held = by_two.get(_two(one, other))
    if held and held.tier != Tier.POSSIBLE:
        return False
    name = look_again(one, other).name
    return bool(name.clash) or name.how == "other"


def _may_follow(verdict: Verdict) -> bool:
    """“Groundwork” ties “Groundwork Trust” to “Groundwork Manchester”; “Royal British Legion” ties no
    branches.
    """
    if verdict.two == NOTHING_ELSE:
        return not verdict.against and verdict.name.rarest >= TELLING
    return not verdict.against and not verdict.two


def _following(by_two: dict[tuple[Key, Key], Pair], look_again: LookAgain) -> list[Pair]:
    """Return pairs not found by themselves whose both cards go with one third, when nothing speaks
    against it.
    """
    new: dict[tuple[Key, Key], Pair] = {}
    for others in _sides(by_two.values()).values():
        if len(others) > _LARGEST:
            continue
        for place, (_, first) in enumerate(others):
            for _, second in others[place + 1 :]:
                two = _two(first, second)
                held = by_two.get(two)
                if two in new or (held and held.tier != Tier.POSSIBLE):
                    continue
                verdict = look_again(first, second)
                if _may_follow(verdict):
                    new[two] = Pair(*two, Tier.LIKELY, (f"{_BY_WAY_OF}.",), round(verdict.bits, 1))
    return list(new.values())
