"""Slips of the finger: the word that was probably meant, among words groups here are really found by."""

from rapidfuzz.distance import OSA

from . import index
from .index import Terms

_SHORTEST = 4
_LONG = 8  # from so many letters on, two slips are forgiven
_TRIED = 6
_ENOUGH = 25


def put_right(words: list[str], hub_id: int) -> list[str] | None:
    """Return the words with slips put right, or None when there are none or nothing near is known.

    A word that any of these groups has is never touched.
    """
    meant = [word if _numbers(word, hub_id, 1) else _meant(word, hub_id) for word in words]
    if None in meant or meant == words:
        return None
    return [word for word in meant if word]


def _meant(word: str, hub_id: int) -> str | None:
    if len(word) < _SHORTEST or not word.isascii() or not word.isalpha():
        return None
    slips = 2 if len(word) >= _LONG else 1
    near = {
        other: OSA.distance(word, other, score_cutoff=slips) for other in index.close_to(word, _shorter(word))
    }
    likely = sorted((far, other[0] != word[0], other) for other, far in near.items() if far <= slips)[:_TRIED]
    found = [(far, first, -_numbers(other, hub_id, _ENOUGH), other) for far, first, other in likely]
    best = min((one for one in found if one[2]), default=None)
    return best[3] if best else None


def _numbers(word: str, hub_id: int, most: int) -> int:
    return index.number(Terms(hub_id, (word,)), most=most)


def _shorter(word: str) -> set[str]:
    """Return the word with one letter left out, and if it is long with two."""
    one = {word[:at] + word[at + 1 :] for at in range(len(word))}
    if len(word) < _LONG:
        return one
    return one | {less[:at] + less[at + 1 :] for less in one for at in range(len(less))}
