"""Which tables hold words about people, so that somebody's details can be taken out of all of them.

Each app says so in its `privacy.py`: which rows are about one person (`erases`), and in which fields somebody
may have been written about by others (`holds_words`). What is said here is also carried out again after an
older copy of the site was brought back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model

from .models import Person
from .traces import Traces


@dataclass(frozen=True)
class Wordy:
    """A model with fields (text or JSON) that may name anybody; `contacts` are emptied when theirs."""

    model: type[Model]
    fields: tuple[str, ...]
    contacts: tuple[str, ...]
    # Called with each row that was changed, before it is saved: puts right what follows from the words.
    tidy: Callable[[Model], Iterable[str]] | None


# Rows about one person, or words anywhere of one person; called inside one transaction.
Eraser = Callable[[Person, Traces], None]
# More names somebody goes by.
Namer = Callable[[Person], Iterable[str]]
# Removes again what was removed before, given the digests of the rows' long numbers; returns how many.
Replayer = Callable[[set[str]], int]

ERASERS: list[Eraser] = []
NAMERS: list[Namer] = []
WORDY: list[Wordy] = []
REPLAYERS: dict[str, Replayer] = {}


def erases(eraser: Eraser) -> Eraser:
    """Add what an app does to its rows about a person when that person's details are removed."""
    ERASERS.append(eraser)
    return eraser


def names(namer: Namer) -> Namer:
    NAMERS.append(namer)
    return namer


def replays(kind: str) -> Callable[[Replayer], Replayer]:
    """Add how removals of this kind are carried out again."""

    def add(replayer: Replayer) -> Replayer:
        REPLAYERS[kind] = replayer
        return replayer

    return add


def holds_words(
    model: type[Model],
    *fields: str,
    contacts: tuple[str, ...] = (),
    tidy: Callable[[Model], Iterable[str]] | None = None,
) -> None:
    WORDY.append(Wordy(model, fields, contacts, tidy))
