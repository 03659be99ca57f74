"""Who sits with whom: rounds in which unlike groups that have not met share a table, and every need meets
a helper who has the skill.

Simulated annealing over swaps of two seats in one round, a fixed number of them: the same room and seed give
the same tables everywhere. Plain Python: a room holds sixty people, not six thousand.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable

from .problem import ProblemError
from .room import Room

STEPS = 340_000
"""Swaps tried at most unless said otherwise: under a second."""
QUICK = 45_000
"""For a plan while people are coming in: about a tenth of a second."""
_STEPS_A_PERSON = 25_000  # small rooms need fewer
_HOT, _COLD = 1.3, 0.25  # in points of the score
_SMALL, _HEATS = 24, 4  # a room of so few is heated and cooled four times: it may settle badly once

Tables = list[list[int]]  # one table a person, -1 while not there; one list a round


class Seating:
    """Everybody's table in every round, as it is being worked out. Free chairs are people without wishes."""

    def __init__(self, room: Room, rng: random.Random) -> None:
        self.room = room
        self.many = len(room.people)
        self.first, self.again = _pair_values(room)
        self.met = [[0] * len(self.first) for _ in self.first]
        self.needs: list[list[int]] = [list(person.needs) for person in room.people]
        self.needs += [[] for _ in range(room.seats)]
        self.cover: list[dict[int, int]] = [dict.fromkeys(needs, 0) for needs in self.needs]
        self.tables: list[list[list[int]]] = []
        self.at: list[dict[int, int]] = []
        self.movable: list[list[int]] = []
        for round_ in range(room.rounds):
            self._seat(round_, rng)
        self.add = [row[:] for row in self.first]
        self.drop = [[0] * len(self.first) for _ in self.first]
        for one, met in enumerate(self.met):
            for other, times in enumerate(met):
                if times:
                    self._weigh(one, other, times)
        self.score = self.full_score()

    # Beginning

    def _seat(self, round_: int, rng: random.Random) -> None:
        room = self.room
        held = {person: table for (when, person), table in room.locks.items() if when == round_}
        here = [one for one in range(self.many) if room.people[one].is_here(round_)]
        chairs = range(self.many, self.many + room.seats - len(here))
        loose = sorted((one for one in (*here, *chairs) if one not in held), key=lambda _: rng.random())
        tables: list[list[int]] = [[] for _ in room.tables]
        for person, number in held.items():
            if person in here:
                tables[number].append(person)
        if any(len(table) > room.table_capacity for table in tables):
            raise ProblemError(f"locks: a table holds more than {room.table_capacity} in round {round_ + 1}.")
        for table in tables:
            while len(table) < room.table_capacity:
                table.append(loose.pop())
        self.tables.append(tables)
        self.at.append({person: number for number, table in enumerate(tables) for person in table})
        self.movable.append([one for one in here if one not in held])
        self._count(tables)

    def _count(self, tables: list[list[int]]) -> None:
        for number, table in enumerate(tables):
            for one in table:
                for need in self.needs[one]:
                    self.cover[one][need] += need in self.room.tables[number]
                for other in table:
                    self.met[one][other] += one != other

    def full_score(self) -> int:
        """The score from the beginning; `swap` keeps it up to date."""
        total = -self.room.weights["unmet_need"] * sum(
            not met for person in self.cover for met in person.values()
        )
        for one in range(self.many):
            for other in range(one):
                if times := self.met[one][other]:
                    total += self.first[one][other] + (times - 1) * self.again[one][other]
        return total

    # One swap

    def change(self, round_: int, one: int, other: int) -> int:
        """What it would change if these two, at different tables, swapped chairs."""
        at, tables = self.at[round_], self.tables[round_]
        here, there = at[one], at[other]
        add_one, drop_one = self.add[one], self.drop[one]
        add_other, drop_other = self.add[other], self.drop[other]
        # Each would also have met the chair they leave to the other: taken back at once.
        total = -2 * add_one[other]
        for sits in tables[here]:
            total += add_other[sits] - drop_one[sits]
        for sits in tables[there]:
            total += add_one[sits] - drop_other[sits]
        if self.needs[one]:
            total += self._skills(one, here, there)
        if self.needs[other]:
            total += self._skills(other, there, here)
        return total

    def _skills(self, one: int, here: int, there: int) -> int:
        old, new, total = self.room.tables[here], self.room.tables[there], 0
        for need, met in self.cover[one].items():
            if need in old and met == 1 and need not in new:
                total -= self.room.weights["unmet_need"]
            elif need in new and not met:
                total += self.room.weights["unmet_need"]
        return total

    def swap(self, round_: int, one: int, other: int, change: int) -> None:
        at, tables = self.at[round_], self.tables[round_]
        here, there = at[one], at[other]
        self._move(one, tables[here], -1, self.room.tables[here])
        self._move(other, tables[there], -1, self.room.tables[there])
        tables[here][tables[here].index(one)] = other
        tables[there][tables[there].index(other)] = one
        at[one], at[other] = there, here
        self._move(one, tables[there], 1, self.room.tables[there])
        self._move(other, tables[here], 1, self.room.tables[here])
        self.score += change

    def _weigh(self, one: int, other: int, times: int) -> None:
        """Keep what one more meeting of these two would add, and what one fewer would take away."""
        first, again = self.first[one][other], self.again[one][other]
        self.add[one][other] = self.add[other][one] = again if times else first
        self.drop[one][other] = self.drop[other][one] = first if times == 1 else again if times else 0

    def _move(self, one: int, table: Iterable[int], by: int, skills: frozenset[int]) -> None:
        met = self.met
        for other in table:
            if other != one:
                times = met[one][other] + by
                met[one][other] = met[other][one] = times
                self._weigh(one, other, times)
        cover = self.cover[one]
        for need in cover:
            if need in skills:
                cover[need] += by

    def as_tables(self) -> Tables:
        return [[at.get(person, -1) for person in range(self.many)] for at in self.at]


def seat(room: Room, *, seed: int = 0, steps: int = STEPS) -> Tables:
    """A table for everybody in every round. Raises `ProblemError` where locks do not fit."""
    steps = min(steps, _STEPS_A_PERSON * len(room.people))
    rng = random.Random(seed)  # noqa: S311 (a table plan, not a secret)
    seating = Seating(room, rng)
    rounds = [round_ for round_ in range(room.rounds) if seating.movable[round_]]
    if not rounds or len(room.tables) < 2:
        return seating.as_tables()
    heats = _HEATS if len(room.people) <= _SMALL else 1
    best, tables, ceiling = seating.score, seating.as_tables(), _ceiling(seating)
    cooling = (_COLD / _HOT) ** (heats / max(steps, 1))
    heat = _HOT
    for _ in range(steps):
        heat = heat * cooling if heat > _COLD else _HOT
        if _try_one(seating, rounds[int(rng.random() * len(rounds))], heat, rng) and seating.score > best:
            best, tables = seating.score, seating.as_tables()
            if best >= ceiling:
                break
    return tables


def _ceiling(seating: Seating) -> int:
    """More than this no plan can score: everybody meets as many new people as there are chairs near."""
    room, many = seating.room, seating.many
    worth = [max(0, seating.first[one][other]) for one in range(many) for other in range(one)]
    pairs = room.table_capacity * (room.table_capacity - 1) // 2
    return min(sum(worth), room.rounds * len(room.tables) * pairs * max(worth, default=0))


def _try_one(seating: Seating, round_: int, heat: float, rng: random.Random) -> bool:
    movable, tables = seating.movable[round_], seating.tables[round_]
    one = movable[int(rng.random() * len(movable))]
    here = seating.at[round_][one]
    there = int(rng.random() * (len(tables) - 1))
    there += there >= here
    other = tables[there][int(rng.random() * len(tables[there]))]
    if (round_, other) in seating.room.locks:
        return False
    change = seating.change(round_, one, other)
    if change < 0 and rng.random() >= math.exp(change / heat):
        return False
    seating.swap(round_, one, other, change)
    return True


def _pair_values(room: Room) -> tuple[list[list[int]], list[list[int]]]:
    """What the first meeting of two people is worth, and every further one; of a free chair nothing."""
    size = len(room.people) + room.seats
    first, again = ([[0] * size for _ in range(size)] for _ in range(2))
    for one in range(len(room.people)):
        for other in range(len(room.people)):
            if one != other:
                first[one][other], again[one][other] = _pair(room, one, other)
    return first, again


def _pair(room: Room, one: int, other: int) -> tuple[int, int]:
    weights, a, b = room.weights, room.people[one], room.people[other]
    if (one, other) in room.together:
        return weights["friends_together"], weights["friends_together"]
    if a.group == b.group:
        return -weights["same_group_together"], -weights["same_group_together"]
    if (a.group, b.group) in room.known:
        return 0, -weights["repeat"]
    return weights["new_same_kind" if a.kind == b.kind else "new_cross_kind"], -weights["repeat"]


def late(room: Room, tables: Tables, person: int, round_: int) -> int:
    """The table for somebody who comes in while a round is on: nobody who sits is asked to move.

    A table with a free chair, first for an open need, then for the most new faces. Raises `ProblemError`
    where every chair is taken.
    """
    seated: dict[int, list[int]] = {number: [] for number in range(len(room.tables))}
    for other, table in enumerate(tables[round_]):
        if other != person and table >= 0:
            seated[table].append(other)
    free = [table for table, sits in seated.items() if len(sits) < room.table_capacity]
    if not free:
        raise ProblemError("Every chair is taken in this round: please add a chair or a table.")
    met = _met_before(room, tables, person, round_)

    def worth(table: int) -> tuple[int, int, int]:
        helped = sum(need in room.tables[table] for need in room.people[person].needs)
        faces = sum(_pair(room, person, other)[int(other in met)] for other in seated[table])
        return helped, faces, -table

    return max(free, key=worth)


def _met_before(room: Room, tables: Tables, person: int, round_: int) -> set[int]:
    mine = [tables[earlier][person] for earlier in range(round_)]
    return {
        other
        for other in range(len(room.people))
        if any(table >= 0 and tables[earlier][other] == table for earlier, table in enumerate(mine))
    }
