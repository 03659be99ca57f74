"""A season planned, and what could not be met said in plain sentences. The verbs *season* and *invite*."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np

from .distances import METRIC, Distances
from .filling import fill, gains
from .options import FIXED, TURN_OUT, Room
from .problem import Id, Lock, Problem
from .season import Plan, Season, Session

FIRST_WAVE = 0.55
"""Of the room, expected from the first wave: the rest is chosen to go with those who said yes."""
_RELAXED_BY = 0.8
_TURN_OUT_STEPS = 0.25  # of the usual steps: more candidates a list, and less to be gained


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session as it goes to others. `groups` in the order to ask, `first` of them in the first wave."""

    venue: Id
    slot: int
    groups: tuple[Id, ...]
    first: int
    everyone: bool  # all who could come are asked: there was nobody to choose from

    def as_row(self) -> list[object]:
        return [self.venue, self.slot, list(self.groups)]


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """`value` is in the score's own whole units (with turn-out, in millionths)."""

    sessions: tuple[PlannedSession, ...]
    value: int
    notes: tuple[str, ...]
    season: Season = field(repr=False, compare=False)
    plan: Plan = field(repr=False, compare=False)

    def as_rows(self) -> list[list[object]]:
        return [session.as_row() for session in self.sessions]


def plan_season(
    problem: Problem,
    *,
    seed: int = 0,
    steps: int | None = None,
    quick: bool = False,
    like: Season | None = None,
    said: Distances = METRIC,
) -> SeasonPlan:
    """Sessions with everybody coming who is in them. `quick` stops at the first plan.

    `like` is the season of an earlier plan of the same borough, to plan again more quickly: the same plan.
    Notes tell distances as `said`.
    """
    return _planned(problem, FIXED, seed=seed, steps=0 if quick else steps, like=like, said=said)


def plan_invitations(
    problem: Problem,
    *,
    seed: int = 0,
    steps: int | None = None,
    quick: bool = False,
    like: Season | None = None,
    said: Distances = METRIC,
) -> SeasonPlan:
    """Sessions with whom to ask: longer lists than the room, for not everybody comes."""
    return _planned(problem, TURN_OUT, seed=seed, steps=0 if quick else steps, like=like, said=said)


def _planned(
    problem: Problem, room: Room, *, seed: int, steps: int | None, like: Season | None, said: Distances
) -> SeasonPlan:
    season, first, notes = _with_enough_sessions(problem, room, like, said)
    if steps is None:
        steps = season.usual_steps()
        steps = round(steps * _TURN_OUT_STEPS) if room is TURN_OUT else steps
    plan = season.best_plan(seed=seed, steps=steps, first=first)
    sessions = tuple(_told(season, session) for session in plan.sessions)
    return SeasonPlan(sessions, plan.value, (*cannot_be_met(problem, season, plan), *notes), season, plan)


def _with_enough_sessions(
    problem: Problem, room: Room, like: Season | None, said: Distances
) -> tuple[Season, Plan, list[str]]:
    """The season and its first plan, with venues as far apart as was asked for or, where too few fit then,
    somewhat closer, which is said.
    """
    asked = apart = problem.rules.venues_apart_m
    season = Season(problem, room, like=like)
    first = season.first_plan()
    while apart > 0 and len(first.sessions) < problem.rules.sessions:
        apart = apart * _RELAXED_BY if apart > asked / 4 else 0.0
        wanted = replace(problem, rules=replace(problem.rules, venues_apart_m=apart))
        closer = Season(wanted, room, like=season)
        if len((more := closer.first_plan()).sessions) > len(first.sessions):
            season, first = closer, more
    used = season.problem.rules.venues_apart_m
    if used == asked:
        return season, first, []
    kept = said.apart(used) if used else "as close together as they are"
    return (
        season,
        first,
        [f"Venues {said.apart(asked)} were asked for; so many sessions fit only with venues {kept}."],
    )


def cannot_be_met(problem: Problem, season: Season, plan: Plan) -> list[str]:
    """What stands in the way, if anything: one plain sentence each."""
    rules = problem.rules
    rooms = [rules.capacity if venue.capacity is None else venue.capacity for venue in problem.venues]
    most = max(rooms, default=rules.capacity)
    reasons = [
        (not problem.venues, "There is no venue, so no session can be planned."),
        (not problem.groups, "There are no groups, so nobody can be invited."),
        (not problem.slots, "There is no time (slots) a session could be at, so none can be planned."),
        (rules.sessions == 0, "No session is asked for."),
        (most == 0, "No session may hold anybody (capacity 0), so none can be planned."),
        (0 < most < rules.min_groups, "Fewer groups fit than a session should have at least."),
        (
            not plan.sessions and bool(rules.kind_weights) and not any(rules.kind_weights.values()),
            "No two kinds of group are to meet, so no session is worth anything: let some of them matter.",
        ),
        *_too_few_kinds(problem),
    ]
    said = [sentence for holds, sentence in reasons if holds]
    missing = rules.sessions - len(plan.sessions)
    if not said and missing > 0:
        many = "One session" if missing == 1 else f"{missing} sessions"
        said.append(f"{many} of {rules.sessions} could not be filled: too few groups live near a venue left.")
    return said + _held_in_vain(problem, season, plan)


def _too_few_kinds(problem: Problem) -> list[tuple[bool, str]]:
    kinds = len({kind for group in problem.groups for kind in group.kinds})
    wanted = problem.rules.min_kinds
    return [
        (
            bool(problem.groups) and kinds < min(wanted, 2),
            "All groups are of one kind, so nobody unlike them could be met.",
        ),
        (1 < kinds < wanted, f"Groups of {wanted} kinds are to meet, and there are only {kinds}."),
    ]


def _held_in_vain(problem: Problem, season: Season, plan: Plan) -> list[str]:
    """What officers hold fast and the plan cannot keep, or keeps against the rules of the season."""
    fast = [one for one in plan.sessions if one.locked]
    held = {problem.venues[int(season.options.venue[one.row])].id: one for one in fast}
    said: list[str] = []
    seen: set[Id] = set()
    for lock in problem.locks:
        session = held.get(lock.venue)
        place = _place(problem, lock.venue)
        if lock.venue in seen:
            said.append(f"Two sessions are held at {place}: there is one at most.")
        elif session is None:
            said.append(_why_not_held(problem, lock, place, full=len(fast) >= problem.rules.sessions))
        else:
            said += _against_rules(season, lock, place, session)
        seen.add(lock.venue)
    return said


def _why_not_held(problem: Problem, lock: Lock, place: str, *, full: bool) -> str:
    slots = next(one.slots for one in problem.venues if one.id == lock.venue)
    wanted = [slot for slot in slots if lock.slot in (None, slot)]
    if wanted and all(not problem.banned.isdisjoint({(lock.venue, None), (lock.venue, at)}) for at in wanted):
        return f"Nothing was planned at {place}: it is held and ruled out at once."
    if full:
        return (
            f"Nothing was planned at {place}, though it is held: every session asked for is held elsewhere."
        )
    return f"The session held at {place} could not be planned: too few groups could come there."


def _against_rules(season: Season, lock: Lock, place: str, session: Session) -> list[str]:
    there = set(season.members(session))
    wanted = dict.fromkeys(season.problem.position()[one] for one in lock.groups)
    names = [season.problem.groups[one] for one in wanted if one not in there]
    said = [
        f"{one.name or f'Group {one.id}'} cannot be at {place}, where it is held: too far, not free then, or "
        "held elsewhere."
        for one in names
    ]
    if not season.is_allowed(session):
        said.append(
            f"The session held at {place} was kept, with more groups than fit, too few, or too few kinds."
        )
    return said


def _place(problem: Problem, venue: Id) -> str:
    return next(one.place or f"venue {one.id}" for one in problem.venues if one.id == venue)


def _told(season: Season, session: Session) -> PlannedSession:
    options, row = season.options, session.row
    option = options.every[row]
    order = _in_order(season, session)
    ids = tuple(season.problem.groups[int(options.groups[row, column])].id for column in order)
    return PlannedSession(
        venue=season.problem.venues[option.venue].id,
        slot=option.slot,
        groups=ids,
        first=_first_wave(season, row, order),
        everyone=len(order) == len(option.groups),
    )


def _in_order(season: Season, session: Session, *, before: Collection[int] = ()) -> list[int]:
    """Columns, those first who would be missed most: each next one goes best with those `before` it."""
    options, row = season.options, session.row
    left = [int(column) for column in np.flatnonzero(session.chosen)]
    chosen = np.zeros_like(session.chosen)
    chosen[list(before)] = True
    order: list[int] = []
    while left:
        gain = gains(options, row, chosen) * options.odds[row]
        outlook = options.outlook[row] if not chosen.any() else gain
        best = max(left, key=lambda column: (int(outlook[column]), int(gain[column]), -column))
        left.remove(best)
        chosen[best] = True
        order.append(best)
    return order


def _first_wave(season: Season, row: int, order: list[int]) -> int:
    """How many are asked at once; with everybody sure to come, all."""
    options = season.options
    if options.room.unit == 1:
        return len(order)
    wanted, expected = FIRST_WAVE * float(options.capacity[row]) * options.room.unit, 0
    for many, column in enumerate(order):
        if expected >= wanted:
            return many
        expected += int(options.odds[row, column])
    return len(order)


def second_wave(
    plan: SeasonPlan,
    number: int,
    *,
    accepted: Collection[Id],
    silent: Collection[Id] = (),
    elsewhere: Collection[Id] = (),
) -> list[Id]:
    """Whom to ask next for one session, chosen to go with those who said yes.

    `silent` were asked and have not answered: they still count with their odds, and are not asked again.
    `elsewhere` are not to be asked here, for another session has them, or they said no. The best first.
    """
    season, session = plan.season, plan.plan.sessions[number]
    position = season.problem.position()
    yes = {position[one] for one in accepted if one in position}
    asked = {position[one] for planned in plan.sessions for one in planned.groups[: planned.first]}
    asked |= {position[one] for one in elsewhere if one in position}
    held_places = yes | {position[one] for one in silent if one in position}
    free = np.ones(len(season.problem.groups) + 1, dtype=np.bool_)
    free[-1] = False
    free[list(asked | held_places)] = False
    options, row = season.options, session.row
    odds = options.odds[row].copy()
    columns = _columns(season, row, held_places)
    options.odds[row, _columns(season, row, yes)] = options.room.unit
    try:
        chosen, _ = fill(options, np.array([row]), free, held=np.array(columns, dtype=np.int64))
        new = chosen[0].copy()
        new[columns] = False
        order = _in_order(season, Session(row, new, 0), before=columns)
    finally:
        options.odds[row] = odds
    return [season.problem.groups[int(options.groups[row, column])].id for column in order]


def _columns(season: Season, row: int, places: Collection[int]) -> list[int]:
    """Where these groups stand in one option; those who live too far from it are left out."""
    found = (int(season.options.column[row, place]) for place in sorted(places))
    return [column for column in found if column >= 0]


def expected_value(plan: SeasonPlan) -> float:
    """In the score's units, whoever comes."""
    return plan.value / plan.season.options.room.unit**2
