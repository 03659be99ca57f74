"""Reads the problem of a season (`bandstand-season-1`): groups, venues, slots, what makes a good session.

Whatever is wrong with it is said in one sentence that names the field. Positions are metres on a plane.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

Id = int | str
Kind = TypeVar("Kind")

FORMAT = "bandstand-season-1"
ODDS = 0.35
"""How likely an invited group is to come while nothing is known: two or three in eight do, for free open
events of this kind (field notes; replaced by a hub's own arrivals as they come in)."""


MOST = 1_000_000_000
"""No metres, groups or sessions are more: so many are a slip of the pen, and cannot be reckoned with."""
# Weights of kinds, and how many times near ones count: whole sums of them fit into a machine's.
_HEAVIEST = 10_000
_NEAREST = 1_000


class ProblemError(ValueError):
    """The problem cannot be read; the message is one sentence for a person and names the field."""


@dataclass(frozen=True, slots=True)
class Group:
    id: Id
    kinds: tuple[str, ...]  # of a mixed group the best-paired kind counts
    x: float
    y: float
    slots: frozenset[int]
    need: bool = False
    odds: float = ODDS
    name: str = ""
    place: str = ""
    invited_before: int = 0
    shared: frozenset[str] = frozenset()  # parks used, interests: what two may have in common
    wants: frozenset[str] = frozenset()  # what it would like help with
    gives: frozenset[str] = frozenset()  # and what it could show others
    placed: bool = True  # False: nobody knows where it is, and x and y say nothing


@dataclass(frozen=True, slots=True)
class Venue:
    id: Id
    x: float
    y: float
    slots: tuple[int, ...]
    place: str = ""
    capacity: int | None = None  # None: as the season says


@dataclass(frozen=True, slots=True)
class Rules:
    """What a session may be, and what a meeting is worth. Distances in metres."""

    sessions: int
    capacity: int
    min_groups: int = 4
    min_kinds: int = 2
    walk_m: float = 1600
    pair_m: float = 1200
    near_m: float = 600
    near_factor: int = 2
    need_bonus: int = 2
    fresh_bonus: int = 0  # for a group that was never invited; the format is silent, a hub asks for 2
    venues_apart_m: float = 0  # the format is silent by default; a hub asks for 1,600
    kind_weights: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def weight(self, one: str, other: str) -> int:
        return self.kind_weights.get((one, other), 0)


@dataclass(frozen=True, slots=True)
class Lock:
    """A session an officer holds fast; groups in it stay, others may be added."""

    venue: Id
    slot: int | None = None
    groups: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    rules: Rules
    slots: tuple[str, ...]
    groups: tuple[Group, ...]
    venues: tuple[Venue, ...]
    connected: frozenset[tuple[int, int]]  # positions in `groups`, the smaller first
    locks: tuple[Lock, ...] = ()
    banned: frozenset[tuple[Id, int | None]] = frozenset()  # (venue, slot); None: in every slot
    name: str = ""

    def position(self) -> dict[Id, int]:
        return {group.id: place for place, group in enumerate(self.groups)}


def load_problem(path: Path) -> Problem:
    """Raises `ProblemError` for a file that is missing, not JSON, or no such problem."""
    return read_problem(load_json(path))


def load_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise ProblemError(f"The file {path} cannot be read: please check its name.") from trouble
    except (ValueError, RecursionError) as trouble:
        raise ProblemError(f"The file {path} is not JSON.") from trouble


def read_problem(told: Any) -> Problem:
    """The problem as frozen facts. Raises `ProblemError` naming the field that is wrong."""
    top = Fields(told, "")
    if top.get("format", str, FORMAT) != FORMAT:
        raise ProblemError(f"format: this reads “{FORMAT}” and no other.")
    slots = tuple(str(one) for one in top.get("slots", list, []))
    groups = tuple(_group(one, len(slots)) for one in top.each("groups"))
    venues = tuple(_venue(one, len(slots)) for one in top.each("venues"))
    no_twins("groups", [group.id for group in groups])
    no_twins("venues", [venue.id for venue in venues])
    return Problem(
        rules=_rules(top.inner("params")),
        slots=slots,
        groups=groups,
        venues=venues,
        connected=_connected(top, groups),
        locks=tuple(_lock(one, venues, groups, len(slots)) for one in top.each("locks")),
        banned=frozenset(
            _ban(one, place, venues, len(slots)) for place, one in enumerate(top.get("banned", list, []))
        ),
        name=top.get("name", str, ""),
    )


class Fields:
    """One object of the file, with the path that leads to it, for sentences that name what is wrong."""

    def __init__(self, told: Any, path: str) -> None:
        if not isinstance(told, dict):
            raise ProblemError(f"{path or 'The problem'}: expected an object with names and values.")
        self._told: dict[str, Any] = told
        self.path = path

    def called(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        return name in self._told

    def get(self, name: str, kind: type[Kind], otherwise: Kind | None = None) -> Kind:
        value = self._told.get(name, otherwise)
        if value is None:
            raise ProblemError(f"{self.called(name)}: is missing.")
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise ProblemError(f"{self.called(name)}: expected {_SAID.get(kind, kind.__name__)}.")
        return value

    def number(
        self, name: str, otherwise: float | None = None, *, least: int = -MOST, most: int = MOST
    ) -> float:
        value = self._told.get(name, otherwise)
        if value is None:
            raise ProblemError(f"{self.called(name)}: is missing.")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ProblemError(f"{self.called(name)}: expected a number.")
        if isinstance(value, float) and not math.isfinite(value):
            raise ProblemError(f"{self.called(name)}: expected a number.")
        if value < least:
            raise ProblemError(f"{self.called(name)}: expected {least:,} or more.")
        if value > most:
            raise ProblemError(f"{self.called(name)}: expected {most:,} or less.")
        return value

    def whole(self, name: str, otherwise: int | None = None, *, least: int = 0, most: int = MOST) -> int:
        value = self.number(name, otherwise, least=least, most=most)
        if value != int(value):
            raise ProblemError(f"{self.called(name)}: expected a whole number.")
        return int(value)

    def id(self) -> Id:
        value = self._told.get("id")
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ProblemError(f"{self.called('id')}: expected a number or a name.")
        return value

    def each(self, name: str) -> list[Fields]:
        return [
            Fields(one, f"{self.called(name)}[{place}]") for place, one in enumerate(self.get(name, list, []))
        ]

    def inner(self, name: str) -> Fields:
        return Fields(self.get(name, dict), self.called(name))


_SAID: dict[type, str] = {list: "a list", dict: "an object", str: "text", bool: "true or false"}


def _rules(params: Fields) -> Rules:
    return Rules(
        sessions=params.whole("sessions"),
        capacity=params.whole("capacity"),
        min_groups=params.whole("min_groups", 4),
        min_kinds=params.whole("min_kinds", 2),
        walk_m=params.number("walk_m", 1600, least=0),
        pair_m=params.number("pair_m", 1200, least=0),
        near_m=params.number("near_m", 600, least=0),
        near_factor=params.whole("near_factor", 2, most=_NEAREST),
        need_bonus=params.whole("need_bonus", 2),
        fresh_bonus=params.whole("fresh_bonus", 0),
        venues_apart_m=params.number("venues_apart_m", 0, least=0),
        kind_weights=_kind_weights(params),
    )


def _kind_weights(params: Fields) -> dict[tuple[str, str], int]:
    weights: dict[tuple[str, str], int] = {}
    for place, row in enumerate(params.get("kind_weights", list, [])):
        path = f"params.kind_weights[{place}]"
        if not isinstance(row, list) or len(row) != 3 or not all(isinstance(kind, str) for kind in row[:2]):
            raise ProblemError(f'{path}: expected two kinds and a weight, as in ["sport", "friends", 3].')
        weight = Fields({"weight": row[2]}, path).whole("weight", most=_HEAVIEST)
        weights[row[0], row[1]] = weights[row[1], row[0]] = weight
    return weights


def _group(told: Fields, slots: int) -> Group:
    kinds = told.get("kinds", list) if told.has("kinds") else [told.get("kind", str)]
    odds = told.number("accept", ODDS, least=0)
    if odds > 1:
        raise ProblemError(f"{told.called('accept')}: odds lie between 0 and 1.")
    return Group(
        id=told.id(),
        kinds=tuple(str(kind) for kind in kinds),
        x=told.number("x"),
        y=told.number("y"),
        slots=frozenset(_slots(told, slots)),
        need=told.get("need", bool, otherwise=False),
        odds=odds,
        name=told.get("name", str, ""),
        place=told.get("place", str, ""),
        invited_before=told.whole("invited_before", 0),
        shared=_words(told, "shared"),
        wants=_words(told, "wants"),
        gives=_words(told, "gives"),
    )


def _words(told: Fields, name: str) -> frozenset[str]:
    return frozenset(str(one) for one in told.get(name, list, []))


def _venue(told: Fields, slots: int) -> Venue:
    return Venue(
        id=told.id(),
        x=told.number("x"),
        y=told.number("y"),
        slots=tuple(dict.fromkeys(_slots(told, slots))),
        place=told.get("place", str, ""),
        capacity=told.whole("capacity") if told.has("capacity") else None,
    )


def _slots(told: Fields, known: int) -> list[int]:
    """Slots it is free in; all of them where it does not say."""
    if not told.has("slots"):
        return list(range(known))
    chosen = told.get("slots", list)
    for place, slot in enumerate(chosen):
        if isinstance(slot, bool) or not isinstance(slot, int) or not 0 <= slot < known:
            raise ProblemError(f"{told.called('slots')}[{place}]: there is no slot {slot!r}.")
    return chosen


def _connected(top: Fields, groups: Sequence[Group]) -> frozenset[tuple[int, int]]:
    position = {group.id: place for place, group in enumerate(groups)}
    pairs = set()
    for place, row in enumerate(top.get("connected", list, [])):
        if not isinstance(row, list) or len(row) != 2 or not all(is_known(one, position) for one in row):
            raise ProblemError(f"connected[{place}]: expected two ids of groups.")
        one, other = position[row[0]], position[row[1]]
        pairs.add((min(one, other), max(one, other)))
    return frozenset(pairs)


def is_known(one: object, position: Mapping[Id, int]) -> bool:
    """Whether this is the id of a group; of whatever stands in a file."""
    return isinstance(one, int | str) and not isinstance(one, bool) and one in position


def _lock(told: Fields, venues: Sequence[Venue], groups: Sequence[Group], slots: int) -> Lock:
    venue = next((one for one in venues if one.id == told.get("venue", object)), None)
    if venue is None:
        raise ProblemError(f"{told.called('venue')}: there is no such venue.")
    slot = told.whole("slot") if told.has("slot") else None
    if slot is not None and slot >= slots:
        raise ProblemError(f"{told.called('slot')}: there is no slot {slot}.")
    known = {group.id: place for place, group in enumerate(groups)}
    chosen = told.get("groups", list, [])
    for place, one in enumerate(chosen):
        if not is_known(one, known):
            raise ProblemError(f"{told.called('groups')}[{place}]: there is no such group.")
    return Lock(venue.id, slot, tuple(chosen))


def _ban(row: Any, place: int, venues: Sequence[Venue], slots: int) -> tuple[Id, int | None]:
    venue, slot = (row[0], row[1]) if isinstance(row, list) and len(row) == 2 else (row, None)
    if not any(one.id == venue for one in venues):
        raise ProblemError(f"banned[{place}]: there is no such venue.")
    if slot is not None and (type(slot) is not int or not 0 <= slot < slots):
        raise ProblemError(f"banned[{place}]: there is no slot {slot!r}.")
    return venue, slot


def no_twins(name: str, ids: Sequence[Id]) -> None:
    """Raises `ProblemError` where two have one id."""
    if len(set(ids)) == len(ids):
        return
    seen: set[Id] = set()
    for place, one in enumerate(ids):
        if one in seen:
            raise ProblemError(f"{name}[{place}].id: {one!r} is there twice.")
        seen.add(one)
