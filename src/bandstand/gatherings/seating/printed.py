"""The tables on paper: who sits where, round by round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..models import Gathering
from ..shapes import Shape, shape_of
from .party import Party, party_at
from .rounds import Round, rounds_of


@dataclass(frozen=True)
class Card:
    """One table's card: who sits there in each round, first names and initials only."""

    number: int
    shape: Shape
    rounds: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Printed:
    """Everything paper needs to know of a plan; empty where there is none."""

    party: Party
    rounds: Sequence[Round]

    @property
    def tables(self) -> int:
        return max((len(one.tables) for one in self.rounds), default=0)

    def cards(self, tables: int, called: Mapping[str, str]) -> list[Card]:
        """Return a card a table; `called` are names as they are printed, by uid."""
        return [self._card(number, called) for number in range(1, max(tables, self.tables) + 1)]

    def _card(self, number: int, called: Mapping[str, str]) -> Card:
        seated = [
            (one.number, tuple(called[uid] for uid in one.tables[number - 1] if uid in called))
            for one in self.rounds
            if number <= len(one.tables)
        ]
        return Card(number, shape_of(number), tuple(round_ for round_ in seated if round_[1]))

    def seats(self) -> dict[str, list[tuple[int, Shape]]]:
        """Return by uid the rounds of everybody, each with what their table is known by."""
        found: dict[str, list[tuple[int, Shape]]] = {one.uid: [] for one in self.party.sitters}
        for round_ in self.rounds:
            for table, uids in enumerate(round_.tables, start=1):
                for uid in uids:
                    found[uid].append((round_.number, shape_of(table)))
        return found


def printed(gathering: Gathering) -> Printed:
    party = party_at(gathering)
    return Printed(party, rounds_of(gathering, party))
