"""The reasons for a pair, in words."""

from .weights import Verdict

_NAMES = {
    "same": "the same name",
    "spaces": "the names differ only in spaces and signs",
    "order": "the same words in another order",
    "slip": "the names differ by a letter or two",
    "short": "one name is a shorter spelling of the other",
    "other": "the names are much alike",
}


def in_words(verdict: Verdict) -> tuple[str, ...]:
    name = verdict.name
    said = f"only one name has “{' '.join(name.more)}”" if name.how in {"more", "form"} and name.more else ""
    said = said or _NAMES.get(name.how, _NAMES["other"])
    first = [*verdict.strong, *verdict.weak]
    lead = f"{first[0]}; {said}." if first else f"{said[0].upper()}{said[1:]}."
    rest = [f"{words}." for words in first[1:]]
    against = [f"But {' and '.join(verdict.against)}."] if verdict.against else []
    two = [f"{verdict.two}."] if verdict.two else []
    return (lead, *rest, *against, *two)
