"""Reads one evening's room (`bandstand-tables-1`): people with needs, tables with a helper's skills, rounds.

Beyond the format's own fields: `locks` [[round, person, table]] for who sits already, `together`
[[person, person]] for those who want to sit side by side, and for each person `from_round` (came late) and
`to_round` (the first round they are gone).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .problem import Fields, Id, ProblemError, load_json, no_twins

FORMAT = "bandstand-tables-1"


@dataclass(frozen=True, slots=True)
class Person:
    id: Id
    group: Id
    kind: str
    needs: tuple[int, ...] = ()
    from_round: int = 0
    to_round: int | None = None
    name: str = ""

    def is_here(self, round_: int) -> bool:
        return self.from_round <= round_ and (self.to_round is None or round_ < self.to_round)


@dataclass(frozen=True, slots=True)
class Room:
    rounds: int
    table_capacity: int
    tables: tuple[frozenset[int], ...]  # skills there
    people: tuple[Person, ...]
    known: frozenset[tuple[Id, Id]] = frozenset()  # groups that have met, both ways round
    weights: Mapping[str, int] = field(default_factory=dict)
    locks: Mapping[tuple[int, int], int] = field(default_factory=dict)  # (round, person) -> table
    together: frozenset[tuple[int, int]] = frozenset()  # persons, both ways round
    skills: tuple[str, ...] = ()
    name: str = ""

    @property
    def seats(self) -> int:
        return len(self.tables) * self.table_capacity


_MOST = 100  # rounds, and chairs at a table: no evening has more

WEIGHTS = {
    "unmet_need": 20,
    "same_group_together": 5,
    "repeat": 2,
    "new_cross_kind": 2,
    "new_same_kind": 1,
    "friends_together": 6,
}


def load_room(path: Path) -> Room:
    """Raises `ProblemError` for a file that is missing, not JSON, or no such room."""
    return read_room(load_json(path))


def read_room(told: Any) -> Room:
    top = Fields(told, "")
    if top.get("format", str, FORMAT) != FORMAT:
        raise ProblemError(f"format: this reads “{FORMAT}” and no other.")
    tables = _tables(top)
    people = tuple(_person(one) for one in top.each("people"))
    no_twins("people", [person.id for person in people])
    room = Room(
        rounds=top.whole("rounds", most=_MOST),
        table_capacity=top.whole("table_capacity", most=_MOST),
        tables=tables,
        people=people,
        known=frozenset(_both_ways(top, "known_groups", {person.group for person in people})),
        weights=_weights(top),
        locks=_locks(top, len(people), len(tables)),
        together=frozenset(_both_ways(top, "together", set(range(len(people))))),
        skills=tuple(str(one) for one in top.get("skills", list, [])),
        name=top.get("name", str, ""),
    )
    _enough_seats(room)
    return room


def _enough_seats(room: Room) -> None:
    for round_ in range(room.rounds):
        here = sum(person.is_here(round_) for person in room.people)
        if here > room.seats:
            raise ProblemError(
                f"table_capacity: {here} people come in round {round_ + 1}; the tables seat {room.seats}."
            )


def _tables(top: Fields) -> tuple[frozenset[int], ...]:
    """In the order of their numbers; the format gives each its number."""
    found: dict[int, frozenset[int]] = {}
    for place, one in enumerate(top.each("surgeons")):
        number = one.whole("table", place)
        if number in found:
            raise ProblemError(f"{one.called('table')}: table {number} is there twice.")
        found[number] = frozenset(_numbers(one, "skills"))
    if sorted(found) != list(range(len(found))):
        raise ProblemError("surgeons: tables are numbered 0, 1, 2 and so on, without gaps.")
    return tuple(found[number] for number in range(len(found)))


def _numbers(told: Fields, name: str) -> list[int]:
    chosen = told.get(name, list, [])
    for place, one in enumerate(chosen):
        if isinstance(one, bool) or not isinstance(one, int):
            raise ProblemError(f"{told.called(name)}[{place}]: expected a number.")
    return chosen


def _person(told: Fields) -> Person:
    group = told.get("group", object)
    if isinstance(group, bool) or not isinstance(group, int | str):
        raise ProblemError(f"{told.called('group')}: expected a number or a name.")
    return Person(
        id=told.id(),
        group=group,
        kind=told.get("kind", str, ""),
        needs=tuple(dict.fromkeys(_numbers(told, "needs"))),
        from_round=told.whole("from_round", 0),
        to_round=told.whole("to_round") if told.has("to_round") else None,
        name=told.get("name", str, ""),
    )


def _weights(top: Fields) -> dict[str, int]:
    told = top.inner("weights") if top.has("weights") else Fields({}, "weights")
    return {name: told.whole(name, usual) for name, usual in WEIGHTS.items()}


def _both_ways(top: Fields, name: str, known: set[Any]) -> list[tuple[Any, Any]]:
    pairs: list[tuple[Any, Any]] = []
    for place, row in enumerate(top.get(name, list, [])):
        if not isinstance(row, list) or len(row) != 2 or any(isinstance(one, list | dict) for one in row):
            raise ProblemError(f"{name}[{place}]: expected two of them.")
        if name == "together" and not all(one in known for one in row):
            raise ProblemError(f"{name}[{place}]: there is no such person.")
        pairs += [(row[0], row[1]), (row[1], row[0])]
    return pairs


def _locks(top: Fields, people: int, tables: int) -> dict[tuple[int, int], int]:
    locks: dict[tuple[int, int], int] = {}
    for place, row in enumerate(top.get("locks", list, [])):
        whole = isinstance(row, list) and len(row) == 3 and all(type(one) is int for one in row)
        if not whole or not (row[0] >= 0 and 0 <= row[1] < people and 0 <= row[2] < tables):
            raise ProblemError(f"locks[{place}]: expected a round, a person and a table that are there.")
        if locks.setdefault((row[0], row[1]), row[2]) != row[2]:
            raise ProblemError(f"locks[{place}]: nobody can sit at two tables in one round.")
    return locks
