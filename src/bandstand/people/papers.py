"""What we hold about somebody, to hand over to them: each app tells its part in its `privacy.py`.

Other people's names, addresses and numbers are left out of what is handed over.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from .erasing import only_by_a_form
from .models import Person
from .traces import EMAIL, PHONE, Traces, digits_of

# A line of a paper: what it is called, and what we hold: text, numbers, yes or no, dates, or lists.
Row = dict[str, object]
SOMEBODY = "(somebody)"
AN_ADDRESS = "(an address of somebody else)"


@dataclass(frozen=True)
class Paper:
    """One heading of what we hold about somebody."""

    title: str
    rows: list[Row]


class Teller:
    """The person a paper is for, with a way to say texts without anybody else in them.

    What others wrote is theirs where it has their address, or the name and number they are known by at the
    desk (`at_desk`), or that somebody there wrote down. A name typed into a form shows nothing: anybody could
    read what is said about others, or anything at all, by being called so.
    """

    def __init__(self, person: Person, *, at_desk: bool = True) -> None:
        self.person = person
        whole = at_desk or not only_by_a_form(person)
        called, number = (person.name, person.phone) if whole else ("", "")
        self._traces = Traces((called,), (person.email,), (number,))
        names = Person.objects.filter(anonymised_at=None).exclude(pk=person.pk).values_list("name", flat=True)
        self._others = [name for name in set(names) if " " in name and name.lower() != person.name.lower()]

    def says(self, text: str, near: Iterable[str] = ()) -> str:
        """Return a text without other people. Of those `near` (at the same gathering) first names go too."""
        low = text.lower()
        for name in [one for one in self._others if one.lower() in low]:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", SOMEBODY, text, flags=re.IGNORECASE)
        for word in self._words_of(near):
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", SOMEBODY, text)
        text = EMAIL.sub(lambda found: self._mine(found[0]), text)
        return PHONE.sub(lambda found: self._mine(found[0]), text)

    def worth_a_look(self, *fields: str) -> Q:
        """Return the rows that may name them in these fields: a piece of name, address or number is there."""
        asked = Q(pk=None)
        for name in fields:
            for piece in self._traces.pieces():
                asked |= Q(**{f"{name}__icontains": piece})
        return asked

    def is_named_in(self, text: str) -> bool:
        return bool(self._traces.out_of(text) != text)

    def who(self, other: Person | None, otherwise: str) -> str:
        """Return “you”, or a word for anybody else."""
        return "You" if other is not None and other.pk == self.person.pk else otherwise

    def _words_of(self, names: Iterable[str]) -> set[str]:
        words = {word for name in names for word in name.split() if len(word) > 2}
        return words - set(self.person.name.split())

    def _mine(self, found: str) -> str:
        own = self.person.email.lower() == found.lower() or (
            digits_of(found) != "" and digits_of(found) == digits_of(self.person.phone)
        )
        return found if own or not _is_contact(found) else AN_ADDRESS


def _is_contact(found: str) -> bool:
    return "@" in found or len(digits_of(found)) > 8


Writer = Callable[[Teller], Iterable[Row]]
WRITERS: list[tuple[str, Writer]] = []


def papers(title: str) -> Callable[[Writer], Writer]:
    """Add what an app knows about a person, under this heading."""

    def add(writer: Writer) -> Writer:
        WRITERS.append((title, writer))
        return writer

    return add


def papers_of(person: Person, *, at_desk: bool = True) -> list[Paper]:
    """Return everything we hold about somebody; headings with nothing under them too."""
    teller = Teller(person, at_desk=at_desk)
    return [Paper(title, list(writer(teller))) for title, writer in WRITERS]
