"""A season as an officer reads it: sessions with dates and reasons, what others would cost, why not us."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bandstand.groups.models import Group, Kind
from bandstand.places.models import Venue
from planner import explain, plan_invitations, price_of, read_problem, why_not
from planner.explaining import Price, Reasons, banned, locked
from planner.problem import Lock, Problem

from .times import TIMES, moment

if TYPE_CHECKING:
    from planner.planning import PlannedSession
    from planner.planning import SeasonPlan as Planned
    from planner.problem import Id
    from planner.problem import Venue as Spot

    from ..models import SeasonPlan

# Plans and prices are made with as many steps, so that a price is what choosing it will bring.
STEPS = 12
MOST_INSTEAD = 4
MOST_LEFT_OUT = 6


@dataclass(frozen=True)
class Asked:
    """A group on a session's list, and what it would find there."""

    group: Group
    why: str
    first: bool  # in the first wave


@dataclass(frozen=True)
class Session:
    """One session of the season: where, when, who lives near, what to expect."""

    number: int
    venue: Venue
    starts_at: datetime
    time_words: str
    mix: list[tuple[Kind, int]]
    asked: list[Asked]
    new_pairs: int
    with_win: int
    expected: tuple[int, int]
    everyone: bool
    held: bool
    note: str

    @property
    def first(self) -> list[Asked]:
        return [one for one in self.asked if one.first]

    @property
    def second(self) -> list[Asked]:
        return [one for one in self.asked if not one.first]


@dataclass(frozen=True)
class Instead:
    """Another place for a session, and what that costs in words."""

    venue: Venue
    price: str


class Season:
    """A plan worked out from what was kept of it: the same every time, for input and seed are the same."""

    def __init__(self, kept: SeasonPlan) -> None:
        self.kept = kept

    @cached_property
    def problem(self) -> Problem:
        problem = read_problem(self.kept.problem)
        here = {venue.id for venue in problem.venues}
        locks = tuple(Lock(venue) for venue in self.kept.held if venue in here)
        refused = frozenset((venue, None) for venue in self.kept.refused if venue in here)
        return replace(problem, locks=locks, banned=refused)

    @cached_property
    def plan(self) -> Planned:
        return plan_invitations(self.problem, steps=STEPS)

    @property
    def notes(self) -> tuple[str, ...]:
        return self.plan.notes

    @cached_property
    def sessions(self) -> list[Session]:
        """Every session in the order of dates: two in a row are as far apart as may be."""
        return [self._session(number, planned) for number, planned in enumerate(self._in_turn)]

    def instead_of(self, number: int) -> list[Instead]:
        """Return other places for one session, the cheapest first, each with its price."""
        session = self._in_turn[number]
        chosen = {one.venue for one in self.plan.sessions}
        without = banned(self.problem, session.venue)
        free = [
            venue.id
            for venue in self.problem.venues
            if venue.id not in chosen and (venue.id, None) not in self.problem.banned
        ]
        near = sorted(free, key=lambda venue: self._apart(venue, session.venue))[:MOST_INSTEAD]
        prices = [(price_of(self.plan, locked(without, venue), steps=STEPS), venue) for venue in near]
        prices.sort(key=lambda pair: (pair[0].hundredths, str(pair[1])))
        return [Instead(self._venues[int(venue)], price.words) for price, venue in prices]

    def price_of_refusing(self, number: int) -> Price:
        return price_of(self.plan, banned(self.problem, self._in_turn[number].venue), steps=STEPS)

    def left_out(self, number: int) -> list[tuple[Group, str]]:
        """Return groups near a session that are not on its list, nearest first, each with the one reason."""
        session = self._in_turn[number]
        venue = self._spots[session.venue]
        away = sorted(
            ((one.x - venue.x) ** 2 + (one.y - venue.y) ** 2, one.id)
            for one in self.problem.groups
            if one.id not in session.groups
        )[:MOST_LEFT_OUT]
        at = self.plan.sessions.index(session)
        groups = Group.objects.select_related("kind").in_bulk([int(group) for _, group in away])
        return [
            (groups[int(group)], why_not(self.plan, group, at)) for _, group in away if int(group) in groups
        ]

    @cached_property
    def _in_turn(self) -> list[PlannedSession]:
        left = sorted(self.plan.sessions, key=lambda one: (-len(one.groups), str(one.venue)))
        turn = left[:1]
        left = left[1:]
        while left:
            following = max(left, key=lambda one: (self._apart(one.venue, turn[-1].venue), str(one.venue)))
            left.remove(following)
            turn.append(following)
        return turn

    @cached_property
    def _spots(self) -> dict[Id, Spot]:
        return {venue.id: venue for venue in self.problem.venues}

    def _apart(self, one: Id, other: Id) -> float:
        here, there = self._spots[one], self._spots[other]
        return (here.x - there.x) ** 2 + (here.y - there.y) ** 2

    @cached_property
    def _venues(self) -> dict[int, Venue]:
        return Venue.objects.in_bulk([int(venue.id) for venue in self.problem.venues])

    @cached_property
    def _groups(self) -> dict[int, Group]:
        asked = {int(group) for session in self.plan.sessions for group in session.groups}
        return Group.objects.select_related("kind", "area").defer("area__geometry").in_bulk(list(asked))

    def _session(self, number: int, planned: PlannedSession) -> Session:
        reasons = explain(self.plan, self.plan.sessions.index(planned))
        time = self.problem.slots[planned.slot]
        venue = self._venues[int(planned.venue)]
        told = {one.id: one for one in self.problem.groups}
        return Session(
            number=number,
            venue=venue,
            starts_at=moment(self.kept.begins, number * self.kept.weeks_apart, time),
            time_words=TIMES[time].words,
            mix=self._mix(planned),
            asked=self._asked(planned, reasons),
            new_pairs=self._new_pairs(planned),
            with_win=sum(told[group].need for group in planned.groups),
            expected=reasons.expected,
            everyone=planned.everyone,
            held=venue.pk in self.kept.held,
            note=str(self.kept.notes.get(str(venue.pk), "")),
        )

    def _mix(self, planned: PlannedSession) -> list[tuple[Kind, int]]:
        here = [self._groups[int(group)] for group in planned.groups if int(group) in self._groups]
        counted = Counter(group.kind for group in here if group.kind)
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].position, pair[0].name))

    def _asked(self, planned: PlannedSession, reasons: Reasons) -> list[Asked]:
        why = dict(reasons.groups)
        return [
            Asked(self._groups[int(group)], why[group], first=place < planned.first)
            for place, group in enumerate(planned.groups)
            if int(group) in self._groups  # one that left since is not asked
        ]

    def _new_pairs(self, planned: PlannedSession) -> int:
        places = self.problem.position()
        _, pairs = self.plan.season.weights.value([places[group] for group in planned.groups])
        return pairs
