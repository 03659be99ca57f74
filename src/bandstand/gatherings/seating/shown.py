"""What a screen, a phone or a sheet of paper shows of the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bandstand.kit.words import counted

from ..models import Gathering
from ..shapes import Shape, shape_of
from .party import Party, Sitter, party_at
from .planning import sitting_down
from .rounds import Round, rounds_of, under_way, without_table
from .why import reasons, unmet


@dataclass(frozen=True)
class Table:
    """One table of one round, with everything that is said of it."""

    number: int
    shape: Shape
    people: list[Sitter]
    why: list[str]
    free: int  # chairs; fewer than none where it needs more

    @property
    def helpers(self) -> list[Sitter]:
        return [one for one in self.people if one.helping]

    @property
    def wants_chairs(self) -> int:
        return max(0, -self.free)


@dataclass(frozen=True)
class Shown:
    """The tables of one gathering: every round, and the one that is looked at."""

    party: Party
    rounds: list[Round]
    at: Round | None
    tables: list[Table]
    standing: list[Sitter]  # here, without a table in that round
    unmet: list[str]

    @property
    def last(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None


def shown(gathering: Gathering, number: int = 0) -> Shown:
    """Return the tables, looking at the round of this number, or at the one people sit in."""
    party = party_at(gathering)
    rounds = rounds_of(gathering, party)
    at = next((one for one in rounds if one.number == number), None) or under_way(rounds)
    return Shown(
        party,
        rounds,
        at,
        tables_of(party, rounds, at) if at else [],
        without_table(party, at) if at else [],
        unmet(party, rounds),
    )


def tables_of(party: Party, rounds: Sequence[Round], at: Round) -> list[Table]:
    before = [one for one in rounds if one.number < at.number]
    return [_table(party, before, at, number) for number in range(1, len(at.tables) + 1)]


def _table(party: Party, before: Sequence[Round], at: Round, number: int) -> Table:
    people = sorted(party.of(at.tables[number - 1]), key=lambda one: (not one.hosts, one.name.casefold()))
    heads = sum(1 + one.extra for one in people)
    return Table(number, shape_of(number), people, reasons(party, people, before), at.chairs - heads)


def remarks(party: Party, *, expected: bool, tables: int) -> list[str]:
    """Return what somebody planning tables should know beforehand, in plain words."""
    people = sitting_down(party, expected=expected)
    kinds = {one.kind.name: one.kind.plural for one in people if one.kind}
    helpers = sum(one.hosts for one in people)
    said = []
    if len(kinds) == 1 and len(people) > 1:
        plural = next(iter(kinds.values()))
        said.append(f"Only {plural} are here so far: the tables mix those that have not met each other.")
    if people and not helpers:
        said.append(
            "No helper is here so far. Is somebody here who could show things? "
            "Open their name and tick “Helping”."
        )
    elif 0 < helpers < tables:
        said.append(
            f"{counted(helpers, 'helper', 'helpers')} for {tables} tables: at one without, seat people "
            "who know a little already. Or take fewer tables."
        )
    return said


NO_TABLES: dict[str, Any] = {"rounds": [], "met_groups": {"names": [], "pairs": []}}


def for_phones(party: Party, rounds: Sequence[Round]) -> dict[str, Any]:
    """Return what a phone needs to show the tables, and to find one for somebody who comes late."""
    names = sorted({one.group for one in party.sitters if one.says_group})
    place = {name: at for at, name in enumerate(names)}
    known = sorted({tuple(sorted((place[a], place[b]))) for a, b in party.known if a in place and b in place})
    return {
        "rounds": [
            {
                "number": one.number,
                "began": one.began,
                "chairs": one.chairs,
                "tables": [
                    {"name": table.shape.name, "why": table.why} for table in tables_of(party, rounds, one)
                ],
            }
            for one in rounds
        ],
        "met_groups": {"names": names, "pairs": [list(pair) for pair in known]},
    }
