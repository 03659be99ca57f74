"""Six sentences on what difference it made, each number a figure to open, and what we do not know."""

from collections.abc import Sequence
from dataclasses import dataclass

from .measures import Figure
from .queries import Counted


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence; with a `code` they are a figure."""

    words: str
    code: str = ""


Sentence = list[Piece]
Words = tuple[str, str, str]  # of one, of many, and what is not known

_ACROSS = ("of them across kinds, in one area", "of them across kinds, in one area", "how many across kinds")
WORDS: dict[str, Words] = {
    "surgeries": ("surgery", "surgeries", "how many surgeries there were"),
    "gatherings": ("gathering of any kind", "gatherings of any kind", "how many gatherings there were"),
    "people-came": ("person came", "people came", "how many people came"),
    "first-timers": (
        "of them for the first time",
        "of them for the first time",
        "how many for the first time",
    ),
    "attendances": ("visit", "visits", "how many visits it was"),
    "groups-present": ("group", "groups", "from how many groups"),
    "helpers": ("helper", "helpers", "how many helped"),
    "helper-hours-recorded": ("on record", "on record", "for how long"),
    "helper-hours-estimated": ("more by our estimate", "more by our estimate", "how much more"),
    "people-helped": ("person", "people", "how many people"),
    "groups-helped": ("group", "groups", "how many groups"),
    "set-up-or-fixed": (
        "thing was set up or fixed",
        "things were set up or fixed",
        "what was set up or fixed",
    ),
    "still-working": (
        "of them is known to work still six weeks on",
        "of them are known to work still six weeks on",
        "how many still work six weeks on",
    ),
    "fixed-after-help": (
        "thing we had seen on a group’s website was mended",
        "things we had seen on groups’ websites were mended",
        "what on groups’ websites was mended",
    ),
    "new-connections": ("pair of groups", "pairs of groups", "how many pairs of groups"),
    "connections-across-kinds": _ACROSS,
    "came-back-to-help": (
        "person who had come for help came back to help",
        "people who had come for help came back to help",
        "how many who had come for help came back to help",
    ),
}
UNKNOWN = "we do not know"
# Numbers stand where their code does: {surgeries}.
SENTENCES = [
    "We held {surgeries}, {gatherings} in all.",
    "{people-came}, {first-timers}: {attendances} altogether, from {groups-present}.",
    "{helpers} gave their time: {helper-hours-recorded}, and {helper-hours-estimated}; {came-back-to-help}.",
    "{people-helped} from {groups-helped} were helped.",
    "{set-up-or-fixed}, {still-working}; and {fixed-after-help} after our help.",
    "{new-connections} got to know each other, {connections-across-kinds}.",
]


def sentences(counted: Counted) -> list[Sentence]:
    """Return the sentences in pieces: plain words, and figures to open."""
    figures = {measure.code: figure for measure, figure in counted}
    return [_sentence(text, figures) for text in SENTENCES]


def _sentence(text: str, figures: dict[str, Figure]) -> Sentence:
    pieces: Sentence = []
    for number, piece in enumerate(text.replace("}", "{").split("{")):
        if number % 2:
            pieces.append(Piece(_said(figures[piece], WORDS[piece]), piece))
        elif piece:
            pieces.append(Piece(piece))
    first = pieces[0]
    pieces[0] = Piece(first.words[:1].upper() + first.words[1:], first.code)
    return pieces


def _said(figure: Figure, words: Words) -> str:
    one, many, unknown = words
    if figure.value is None and not figure.few:
        return f"{UNKNOWN} {unknown}"
    return f"{figure.says} {one if figure.value == 1 else many}"


def paragraph(told: Sequence[Sentence]) -> str:
    """Return all of it as words to copy."""
    return " ".join("".join(piece.words for piece in sentence) for sentence in told)


@dataclass(frozen=True)
class Gap:
    """Something nobody wrote down, and which figures it is missing from: their codes and titles."""

    missing: str
    figures: list[tuple[str, str]]


def not_known(counted: Counted) -> list[Gap]:
    """Return what nobody wrote down, each once, in the order the figures are read out."""
    gaps: dict[str, list[tuple[str, str]]] = {}
    for measure, figure in counted:
        for missing in _missing(figure):
            gaps.setdefault(missing, []).append((measure.code, measure.title))
    return [Gap(missing, figures) for missing, figures in gaps.items()]


_GAPS = {"not-known", "without", "too-few", "not-written-up"}


def _missing(figure: Figure) -> list[str]:
    said = [f"{part.says}." for part in figure.parts if part.code in _GAPS and part.value]
    if figure.words:
        said.append(figure.words)
    if figure.value is None and not figure.few and not said:
        said.append("Not known at all.")
    return said
