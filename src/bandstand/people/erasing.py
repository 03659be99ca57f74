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

# Tells of a name, address or number that it is somebody else's as well, or means something else here. Given
# the address somebody showed to be theirs, if they did, and what they typed.
Doubter = Callable[[str, str], bool]

# Tells that somebody here has met a person, or wrote them down: their name and number are theirs.
Voucher = Callable[[Person], bool]

ERASERS: list[Eraser] = []
VOUCHERS: list[Voucher] = []
DOUBTERS: list[Doubter] = []
# Ways a person comes to be known here by a form anybody may fill in, with whatever they type.
BY_A_FORM = frozenset({"booking", "asked", "own page", "helping", "introduction"})
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


def vouches(voucher: Voucher) -> Voucher:
    """Add a way somebody who came by a form is known in person as well."""
    VOUCHERS.append(voucher)
    return voucher


def only_by_a_form(person: Person) -> bool:
    """Tell whether a person is nothing but what anybody typed into a form."""
    return person.created_via in BY_A_FORM and not any(vouch(person) for vouch in VOUCHERS)


def doubts(doubter: Doubter) -> Doubter:
    """Add a reason not to look for something that was typed into a form in everybody else's words."""
    DOUBTERS.append(doubter)
    return doubter


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
