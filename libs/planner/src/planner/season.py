"""Where and when to hold a season, and with whom: the best remaining session one by one, then a search.

The search takes a few sessions out of the plan and puts better ones in, a fixed number of times: the same
problem and seed give the same plan wherever it is run.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .exchanging import best_move
from .filling import fill, fits, improve, worth
from .options import FIXED, Options, Room, as_far_apart, not_banned, options_of
from .problem import Id, Lock, Problem
from .recombine import Card, recombine
from .weigh import Ints, Weights

_LOOKED_AT = 3  # of the best lists of a round, so many are polished before one is chosen
_WORTH_A_CLOSER_LOOK = 0.985  # of the best plan so far: groups are moved between sessions of such a plan only
_HIDDEN = (
    0.4  # at most this share of free groups a list of the search may not see at first, so that it differs
)


@dataclass(slots=True)
class Session:
    """One session of a plan: the row of its option, who is in it, and what that is worth."""

    row: int
    chosen: NDArray[np.bool_]
    value: int
    locked: bool = False

    def copy(self) -> Session:
        return Session(self.row, self.chosen.copy(), self.value, self.locked)


@dataclass(slots=True)
class Plan:
    sessions: list[Session] = field(default_factory=list)

    @property
    def value(self) -> int:
        return sum(session.value for session in self.sessions)

    def without(self, out: frozenset[int]) -> Plan:
        return Plan([one.copy() for place, one in enumerate(self.sessions) if place not in out])


class Season:
    """One problem made ready to be planned, and planned again after every override."""

    def __init__(self, problem: Problem, room: Room = FIXED, *, like: Season | None = None) -> None:
        """`like` is a season of the same borough: its tables are used again, where only what is held, refused
        or how far apart has changed.
        """
        self.problem = problem
        self.weights: Weights
        if like is not None and like.options.room is room and _same_borough(like.problem, problem):
            self.weights = like.weights
            self.options: Options = as_far_apart(like.options, problem)
        else:
            self.weights = Weights(problem)
            self.options = options_of(problem, self.weights, room)
        self.open = not_banned(problem, self.options)
        self.held: dict[int, Ints] = {}  # columns an officer's lock puts into a row
        self.held_groups = np.zeros(len(problem.groups) + 1, dtype=np.bool_)

    def first_plan(self) -> Plan:
        """Greedy: each session was chosen because it was the best one left."""
        plan = Plan()
        for lock in self.problem.locks:
            self._lock(plan, lock)
        self.complete(plan)
        return plan

    def best_plan(self, *, seed: int = 0, steps: int | None = None, first: Plan | None = None) -> Plan:
        """The first plan, searched. `steps` are exchanges tried; None for as many as the size deserves."""
        best = now = first or self.first_plan()
        met = Met(self)
        rng = random.Random(seed)  # noqa: S311 (a plan, not a secret)
        for _ in range(self.usual_steps() if steps is None else steps):
            out = self._some_out(now, rng)
            tried = now.without(out)
            self.complete(tried, rng)
            if tried.value >= best.value * _WORTH_A_CLOSER_LOOK:
                self._exchange(tried, len(out))
            met.keep(tried)
            if tried.value >= now.value - self._patience(rng, best.value):
                now = tried
            if now.value > best.value:
                best = now
        return met.best_of(best)

    def usual_steps(self) -> int:
        long = self.options.there[self.open].sum(axis=1)
        work = len(long) * max(int(long.max(initial=0)), 1)
        return min(420, max(110, 1_300_000 // max(work, 1)))

    @staticmethod
    def _patience(rng: random.Random, value: int) -> float:
        """Now and then a slightly worse plan is gone on with: the way to a better one may lead through it."""
        return value * 0.004 * rng.random() if rng.random() < 0.3 else 0.0

    # Taking out

    def _some_out(self, plan: Plan, rng: random.Random) -> frozenset[int]:
        """Between one and three sessions, mostly neighbours: they compete for the same groups."""
        open_ = [place for place, one in enumerate(plan.sessions) if not one.locked]
        if not open_:
            return frozenset()
        first = open_[int(rng.random() * len(open_))]
        many = 1 + int(rng.random() * 3)
        if rng.random() < 0.3:
            others = sorted(open_, key=lambda _: rng.random())
        else:
            others = sorted(open_, key=lambda place: self._distance(plan, first, place))
        return frozenset([first, *others[:many]][: many + 1])

    def _distance(self, plan: Plan, one: int, other: int) -> float:
        venues = self.problem.venues
        a = venues[int(self.options.venue[plan.sessions[one].row])]
        b = venues[int(self.options.venue[plan.sessions[other].row])]
        return (a.x - b.x) ** 2 + (a.y - b.y) ** 2

    # Putting in

    def complete(self, plan: Plan, rng: random.Random | None = None) -> None:
        """Add the best sessions left until the season is full or nothing is worth adding."""
        while len(plan.sessions) < self.problem.rules.sessions:
            session = self._best_left(plan, rng)
            if session is None:
                break
            plan.sessions.append(session)
        free = self.free(plan)
        for session in plan.sessions:
            self._polish(session, free)

    def _best_left(self, plan: Plan, rng: random.Random | None) -> Session | None:
        rows = self.usable(plan)
        if not len(rows):
            return None
        free = self.free(plan)
        seen = free
        if rng is not None:
            seen = free & self._some_hidden(rng, len(free))
        chosen, values = fill(self.options, rows, seen)
        found: list[Session] = []
        for place in np.argsort(-values, kind="stable"):
            if values[place] <= 0 or len(found) == _LOOKED_AT:
                break
            session = Session(int(rows[place]), chosen[place], int(values[place]))
            if self.is_allowed(session):
                self._polish(session, free)
                found.append(session)
        if rng is not None and len(found) > 1 and rng.random() < 0.25:
            return found[int(rng.random() * len(found))]
        return max(found, key=lambda one: one.value, default=None)

    def _exchange(self, plan: Plan, new: int) -> None:
        """Move groups between pairs of sessions while it is worth it; the last `new` are looked at first."""
        sessions = plan.sessions
        waiting = list(range(len(sessions) - new, len(sessions)))
        while waiting:
            place = waiting.pop()
            for other in range(len(sessions)):
                if self._moved(plan, sessions[place], sessions[other]):
                    waiting += [one for one in (place, other) if one not in waiting]
                    break

    def _moved(self, plan: Plan, one: Session, other: Session) -> bool:
        apart = one is other or one.locked or other.locked or not self.options.share[one.row, other.row]
        return not apart and (self._move(plan, one, other) or self._move(plan, other, one))

    def _move(self, plan: Plan, one: Session, other: Session) -> bool:
        free = self.free(plan)
        move = best_move(self.options, (one.row, one.chosen), (other.row, other.chosen), free)
        if move is None:
            return False
        before = one.chosen.copy(), other.chosen.copy()
        if move.fills >= 0:
            one.chosen[move.fills] = True
        if move.makes_room >= 0:
            other.chosen[move.makes_room] = False
        one.chosen[move.leaves], other.chosen[move.arrives] = False, True
        if not (self.is_allowed(one) and self.is_allowed(other)):
            one.chosen, other.chosen = before
            return False
        one.value = worth(self.options, one.row, one.chosen)
        other.value = worth(self.options, other.row, other.chosen)
        return True

    @staticmethod
    def _some_hidden(rng: random.Random, many: int) -> NDArray[np.bool_]:
        share = _HIDDEN * rng.random()
        return np.array([rng.random() >= share for _ in range(many)], dtype=np.bool_)

    def _polish(self, session: Session, free: NDArray[np.bool_]) -> None:
        """Better by single swaps with free groups; `free` is kept up to date."""
        if session.locked:
            return
        before = session.chosen.copy()
        open_ = free & ~self.held_groups[: len(free)]
        groups = self.options.groups[session.row]
        gained = improve(self.options, session.row, session.chosen, open_)
        if gained and not self.is_allowed(session):
            session.chosen[:] = before
            return
        session.value += gained
        free[groups[before & self.options.there[session.row]]] = True
        free[groups[session.chosen]] = False

    # What is allowed

    def free(self, plan: Plan) -> NDArray[np.bool_]:
        """Groups in no session yet; the last place stands for the padding and is never free."""
        free = np.ones(len(self.problem.groups) + 1, dtype=np.bool_)
        free[-1] = False
        for session in plan.sessions:
            free[self.options.groups[session.row][session.chosen]] = False
        return free & ~self.held_groups

    def usable(self, plan: Plan) -> Ints:
        """Rows of options at venues not used, nor too close to one that is."""
        taken = np.zeros(len(self.problem.venues), dtype=np.bool_)
        for session in plan.sessions:
            taken |= self.options.clash[self.options.venue[session.row]]
        if not len(self.options):
            return np.empty(0, np.int64)
        return np.flatnonzero(self.open & ~taken[self.options.venue])

    def is_allowed(self, session: Session) -> bool:
        rules = self.problem.rules
        members = self.members(session)
        kinds = {kind for place in members for kind in self.problem.groups[place].kinds}
        enough = len(members) >= rules.min_groups and len(kinds) >= rules.min_kinds
        return enough and fits(self.options, session.row, session.chosen)

    def members(self, session: Session) -> list[int]:
        """Positions of the groups in it, in the problem's order."""
        return [int(group) for group in self.options.groups[session.row][session.chosen]]

    # Locks

    def _lock(self, plan: Plan, lock: Lock) -> None:
        if len(plan.sessions) >= self.problem.rules.sessions or lock.venue in self._venues_of(plan):
            return
        rows = self._rows_of(lock)
        position = self.problem.position()
        wanted = {position[one] for one in lock.groups}
        free = self.free(plan)
        best: Session | None = None
        for row in rows:
            groups = self.options.groups[row]
            columns = np.flatnonzero(np.isin(groups, list(wanted)) & free[groups])
            chosen, value = fill(self.options, np.array([row]), free, held=columns)
            session = Session(row, chosen[0], int(value[0]), locked=True)
            if best is None or session.value > best.value:
                best = session
        if best is not None and best.chosen.any():
            plan.sessions.append(best)

    def _venues_of(self, plan: Plan) -> set[Id]:
        return {self.problem.venues[int(self.options.venue[one.row])].id for one in plan.sessions}

    def _rows_of(self, lock: Lock) -> list[int]:
        venue = next(place for place, one in enumerate(self.problem.venues) if one.id == lock.venue)
        return [
            row
            for row, option in enumerate(self.options.every)
            if self.open[row] and option.venue == venue and lock.slot in (None, option.slot)
        ]

    # As others read it

    def solution(self, plan: Plan) -> list[tuple[Id, int, list[Id]]]:
        """(venue, slot, groups) a session, earliest slot first, as the format has it."""
        told = []
        for session in plan.sessions:
            option = self.options.every[session.row]
            groups = [self.problem.groups[place].id for place in self.members(session)]
            told.append((self.problem.venues[option.venue].id, option.slot, groups))
        return told


def _same_borough(one: Problem, other: Problem) -> bool:
    """Whether two problems differ in nothing but what an officer says about places."""
    apart = other.rules.venues_apart_m
    return (
        one.groups is other.groups
        and one.venues is other.venues
        and one.slots == other.slots
        and one.connected is other.connected
        and replace(one.rules, venues_apart_m=apart) == other.rules
    )


_POOL = 600  # sessions kept for putting together anew, those worth most


class Met:
    """Sessions met during one search."""

    def __init__(self, season: Season) -> None:
        self._season = season
        self._seen: dict[tuple[int, int], Session] = {}

    def keep(self, plan: Plan) -> None:
        for session in plan.sessions:
            key = (session.row, self._bits(session))
            if key not in self._seen:
                self._seen[key] = session.copy()

    def best_of(self, plan: Plan) -> Plan:
        """The plan, or a better one made of sessions of several plans."""
        fixed = [session for session in plan.sessions if session.locked]
        pool = [session for session in self._seen.values() if not session.locked]
        pool = sorted(pool, key=lambda one: -one.value)[:_POOL]
        taken = 0
        for session in fixed:
            taken |= self._bits(session)
        cards = [
            Card(int(self._season.options.venue[one.row]), self._bits(one), one.value, place)
            for place, one in enumerate(pool)
            if not self._bits(one) & taken and not self._clashes(one, fixed)
        ]
        found = recombine(
            cards,
            sessions=self._season.problem.rules.sessions - len(fixed),
            clash=[_as_bits(row) for row in self._season.options.clash],
            at_least=plan.value - sum(one.value for one in fixed),
        )
        return plan if found is None else Plan([*fixed, *(pool[card.session].copy() for card in found)])

    def _bits(self, session: Session) -> int:
        bits = 0
        for place in self._season.members(session):
            bits |= 1 << place
        return bits

    def _clashes(self, session: Session, fixed: list[Session]) -> bool:
        options = self._season.options
        return any(options.clash[options.venue[session.row], options.venue[one.row]] for one in fixed)


def _as_bits(row: NDArray[np.bool_]) -> int:
    return sum(1 << int(place) for place in np.flatnonzero(row))
