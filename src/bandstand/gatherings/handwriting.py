"""Making sense of what somebody types from a slip: people by a few letters, topics, and what came of it.

`web/static/js/slips.js` reads by the same rules while it is typed; what counts is what is read here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .models import Attendance
from .words import RESULT_LETTERS

Thing = TypeVar("Thing")

NO_NAME = {"?", "x", "no name", "someone", "somebody"}
# Commas and “and” part people, but not inside the brackets that tell two of one name apart.
_BETWEEN = re.compile(r"(?:,|;|&|\+|\band\b)(?![^()]*\))", re.IGNORECASE)
_FEW = 4


@dataclass(frozen=True)
class People:
    """Whom a box names: lines of the sheet, new names, how many without one, and what is not clear."""

    found: list[Attendance] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    unnamed: int = 0
    unclear: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.found or self.new or self.unnamed or self.unclear)


def labelled(rows: Iterable[Attendance]) -> dict[str, Attendance]:
    """Return the sheet by what each line is called here: the group beside names that come twice."""
    people = [row for row in rows if row.called]
    often = Counter(plain(row.called) for row in people)
    labels: dict[str, Attendance] = {}
    for row in people:
        name = row.called
        if often[plain(name)] > 1:
            name = f"{name} ({row.comes_from or 'no group'})"
        number = 2
        while name in labels:
            name, number = f"{row.called} ({number})", number + 1
        labels[name] = row
    return labels


def read_people(typed: str, sheet: Mapping[str, Attendance]) -> People:
    """Read a box of names: “me pa, Gareth and ?” against the sheet."""
    read = People()
    unnamed = 0
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(typed))):
        if piece.casefold() in NO_NAME:
            unnamed += 1
            continue
        meant = _meant(piece, sheet)
        if len(meant) == 1:
            read.found.append(sheet[meant[0]])
        elif meant:
            read.unclear.append(f"“{piece}” could be {either(meant)}. Type a little more.")
        else:
            read.new.append(" ".join(piece.split())[:120])
    once = list({row.pk: row for row in read.found}.values())
    return People(once, list(dict.fromkeys(read.new)), unnamed, read.unclear)


def read_topics(typed: str, topics: Sequence[Thing]) -> tuple[list[Thing], list[str]]:
    """Return the topics a box names by their first letters, and what in it is not clear."""
    found: list[Thing] = []
    unclear = []
    for piece in filter(None, (plain(part) for part in re.split(r"[,;]", typed))):
        meant = [topic for topic in topics if _begins(piece, str(topic))]
        exactly = [topic for topic in meant if plain(str(topic)) == piece] or meant
        if len(exactly) == 1:
            found.append(exactly[0])
        elif exactly:
            unclear.append(f"“{piece}” could be {either([str(topic) for topic in exactly])}.")
        else:
            unclear.append(f"No topic begins with “{piece}”.")
    return list(dict.fromkeys(found)), unclear


def read_result(typed: str) -> str:
    """Return what came of it, as a help note keeps it, by its letter or first letters; empty if unclear."""
    letters = plain(typed)
    by_letter = {letter.casefold(): value for letter, value, _ in RESULT_LETTERS}
    if letters in by_letter:
        return by_letter[letters]
    meant = [value for _, value, words in RESULT_LETTERS if letters and plain(words).startswith(letters)]
    return meant[0] if len(meant) == 1 else ""


def plain(text: str) -> str:
    """Return a text in small letters without accents, one space between words."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def either(names: Sequence[str]) -> str:
    """“Meena Patel, Meera Shah or Mehmet Ali”; of many the first few."""
    few = [*names[:_FEW], *(["others"] if len(names) > _FEW else [])]
    return f"{', '.join(few[:-1])} or {few[-1]}" if len(few) > 1 else few[0]


def _meant(piece: str, sheet: Mapping[str, Attendance]) -> list[str]:
    """Return the labels this may mean: whole ones first, then by first letters; of several, those here."""
    wanted = plain(piece)
    whole = [label for label in sheet if plain(label) == wanted]
    if whole:
        return whole
    meant = [label for label in sheet if _begins(wanted, label)] or [
        label for label in sheet if len(wanted) > 1 and _initials(label) == wanted.replace(" ", "")
    ]
    here = [label for label in meant if sheet[label].arrival == Attendance.Arrival.HERE]
    return here if len(here) == 1 else meant


def _begins(piece: str, label: str) -> bool:
    """Tell whether each word typed begins a word of this, in order: “me pa” is Meena Patel."""
    words = iter(re.split(r"[\s(),’'-]+", plain(label)))
    return all(any(word.startswith(part) for word in words) for part in piece.split())


def _initials(label: str) -> str:
    return "".join(word[0] for word in plain(label.partition("(")[0]).split())
