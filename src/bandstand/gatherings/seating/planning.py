"""Suggests tables: the party and what stands already in, who sits where out. Same party, same tables.

What happened in rounds that began is history to the planner: groups that shared a table have met, and what
somebody was shown they need no more. Rounds still to come are planned together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import ceil

from planner.room import WEIGHTS, Person, Room
from planner.seats import late, seat

from ..shapes import MOST_TABLES, shape_of
from .hosts import spread
from .party import Party, Sitter, both_ways
from .rounds import Round, seat_by_hand

A_TABLE = 5
MOST_ROUNDS, MOST_CHAIRS = 6, 12
STEPS = 90_000  # swaps tried: a quarter of a second, while people are coming in

Locks = dict[tuple[int, str], int]  # (round from 1, uid) -> table from 1


@dataclass(frozen=True)
class Asked:
    """What the room has: tables, chairs at each, and how many rounds to suggest from here on."""

    tables: int
    chairs: int
    rounds: int = 2
    expected: bool = False  # those who are still to come have a chair too
    seed: int = 0


@dataclass(frozen=True)
class Suggested:
    """Rounds to come: uids by table, and the chairs each table has to have."""

    first: int  # number of the first of them
    chairs: int
    rounds: tuple[tuple[tuple[str, ...], ...], ...]


def usual(people: int, heads: int) -> Asked:
    """Return what suits so many people: about five at a table, and one chair to spare."""
    tables = max(1, min(MOST_TABLES, ceil(people / A_TABLE)))
    return Asked(tables, min(MOST_CHAIRS, ceil(max(heads, 1) / tables) + 1))


def sitting_down(party: Party, *, expected: bool) -> list[Sitter]:
    return [one for one in party.sitters if one.here or expected]


def suggest(party: Party, asked: Asked, begun: Sequence[Round] = ()) -> Suggested:
    """Return tables for the rounds after those that began: everybody sits once a round."""
    people = sitting_down(party, expected=asked.expected)
    first = len(begun) + 1
    many = max(1, min(asked.tables, len(people)))
    numbers = range(first, first + max(1, asked.rounds))
    hosts = spread(people, many, _kept(people, begun, first, many))
    locks = _locks(party, people, hosts, numbers, many)
    sizes = [_sizes(len(people), many, locks, number) for number in numbers]
    room = _room(_since(party, begun), people, _Plan(numbers, many, hosts, locks, sizes))
    tables = seat(room, seed=asked.seed, steps=STEPS)
    rounds = tuple(_tables(people, table, many) for table in tables)
    fullest = max((len(table) for one in rounds for table in one), default=0)
    return Suggested(first, max(asked.chairs, fullest), rounds)


def _tables(people: Sequence[Sitter], at: Sequence[int], many: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(one.uid for one, table in zip(people, at, strict=False) if table == number)
        for number in range(many)
    )


def _kept(people: Iterable[Sitter], begun: Sequence[Round], first: int, many: int) -> dict[str, int]:
    """Return where helpers were put by hand, or sat in the last round."""
    last = begun[-1] if begun else None
    return {
        one.uid: seat_by_hand(one, first, many) or (last.table_of(one.uid) if last else 0) for one in people
    }


def _locks(
    party: Party, people: Sequence[Sitter], hosts: Mapping[str, int], numbers: Sequence[int], many: int
) -> Locks:
    """Return who stays where: put there by hand, a helper's table, and whoever sits with one this minute."""
    locks: Locks = {(number, uid): table for number in numbers for uid, table in hosts.items()}
    for table, uids in party.sat:
        at = _named(table, many) or next((hosts[uid] for uid in uids if uid in hosts), 0)
        locks |= {(numbers[0], uid): at for uid in uids if at}
    for number in numbers:
        for one in people:
            if table_ := seat_by_hand(one, number, many):
                locks[number, one.uid] = table_
    there = {one.uid for one in people}
    return {(number, uid): table for (number, uid), table in locks.items() if uid in there}


def _named(table: str, many: int) -> int:
    """Return the number of a table somebody called by its name or number; 0 if it is none of these."""
    said = table.strip().casefold().removeprefix("table").strip()
    called = {shape_of(number).name.casefold(): number for number in range(1, many + 1)}
    number = int(said) if said.isdecimal() and len(said) < 3 else called.get(said, 0)
    return number if number <= many else 0


def _sizes(people: int, many: int, locks: Locks, number: int) -> list[int]:
    """Return how many sit at each table: as even as those who stay allow."""
    sizes = [
        sum(table == at and when == number for (when, _), table in locks.items()) for at in range(1, many + 1)
    ]
    for _ in range(people - sum(sizes)):
        sizes[sizes.index(min(sizes))] += 1
    return sizes


def _since(party: Party, begun: Sequence[Round]) -> Party:
    """Return the party as the rounds that began have left it: who met, and what was shown."""
    by_uid, met = party.by_uid, set(party.known)
    shown: dict[str, frozenset[int]] = {}
    for round_ in begun:
        for table in round_.tables:
            there = [by_uid[uid] for uid in table]
            met |= both_ways((one.group, other.group) for one, other in combinations(there, 2))
            for one in there:
                skills = skills_at(each for each in there if each.uid != one.uid)
                shown[one.uid] = shown.get(one.uid, frozenset()) | skills
    sitters = (replace(one, wants=one.wants - shown.get(one.uid, frozenset())) for one in party.sitters)
    return replace(party, sitters=tuple(sitters), known=frozenset(met))


def skills_at(people: Iterable[Sitter]) -> frozenset[int]:
    """Return what these can show those they sit with."""
    return frozenset(topic for one in people if one.helping for topic in one.can)


@dataclass(frozen=True)
class _Plan:
    """What the rounds to come have to keep to: who hosts where, who stays, how many sit at each table."""

    numbers: range
    many: int
    hosts: Mapping[str, int]
    locks: Locks
    sizes: list[list[int]]  # a round: people at each table

    @property
    def most(self) -> int:
        return max(max(each) for each in self.sizes)


def _room(party: Party, people: Sequence[Sitter], plan: _Plan) -> Room:
    """Return the planner's room. What keeps tables even is nobody: a chair filled that all have met."""
    by_uid, at = party.by_uid, {one.uid: place for place, one in enumerate(people)}
    seated = [_person(by_uid[one.uid]) for one in people]
    nobody = _nobody(plan)
    locks = {(number - plan.numbers[0], at[uid]): table - 1 for (number, uid), table in plan.locks.items()}
    for place, (person, table) in enumerate(nobody, start=len(seated)):
        locks[person.from_round, place] = table
    return Room(
        rounds=len(plan.numbers),
        table_capacity=plan.most,
        tables=_skills(people, plan.hosts, plan.many),
        people=(*seated, *(person for person, _ in nobody)),
        known=party.known | both_ways(("", one.group) for one in people),
        weights=WEIGHTS,
        locks=locks,
        together=_together(people),
    )


def _skills(people: Sequence[Sitter], at: Mapping[str, int], many: int) -> tuple[frozenset[int], ...]:
    """Return what can be shown at each table; `at` are tables from 1 by uid."""
    return tuple(
        skills_at(one for one in people if at.get(one.uid) == number) for number in range(1, many + 1)
    )


def _nobody(plan: _Plan) -> list[tuple[Person, int]]:
    """Return who fills up the smaller tables of each round, and which table, from 0."""
    return [
        (Person(f"free {round_} {table} {chair}", "", "", from_round=round_, to_round=round_ + 1), table)
        for round_, sizes in enumerate(plan.sizes)
        for table, size in enumerate(sizes)
        for chair in range(plan.most - size)
    ]


def _person(one: Sitter) -> Person:
    kind = one.kind.slug if one.kind else ""
    return Person(one.uid, one.group, kind, tuple(sorted(one.wants)))


def _together(people: Sequence[Sitter]) -> frozenset[tuple[int, int]]:
    at = {one.uid: place for place, one in enumerate(people)}
    return frozenset((at[one.uid], at[uid]) for one in people for uid in one.beside if uid in at)


def table_for(party: Party, uid: str, round_: Round, begun: Sequence[Round] = ()) -> int:
    """Return the table, from 1, for somebody who comes late: nobody who sits is moved.

    With every chair taken, the table with the fewest people, which then needs a chair more. `begun` are
    the rounds before this one. The app on the phone has the same rule (`late` in seating.js).
    """
    party = _since(party, begun)
    people, me = list(party.sitters), next(n for n, one in enumerate(party.sitters) if one.uid == uid)
    at = {one.uid: round_.table_of(one.uid) for one in people if one.uid != uid}
    many = [sum(table == number for table in at.values()) for number in range(1, len(round_.tables) + 1)]
    if min(many) >= round_.chairs:
        return many.index(min(many)) + 1
    room = Room(
        rounds=1,
        table_capacity=round_.chairs,
        tables=_skills(people, at, len(many)),
        people=tuple(map(_person, people)),
        known=party.known,
        weights=WEIGHTS,
        together=_together(people),
    )
    return late(room, [[at.get(one.uid, 0) - 1 for one in people]], me, 0) + 1
