"""A season planned, and what could not be met said in plain sentences. The verbs *season* and *invite*."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np

from .filling import fill, gains
from .options import FIXED, TURN_OUT, Room
from .problem import Id, Problem
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
) -> SeasonPlan:
    """Sessions with everybody coming who is in them. `quick` stops at the first plan.

    `like` is the season of an earlier plan of the same borough, to plan again more quickly: the same plan.
    """
    return _planned(problem, FIXED, seed=seed, steps=0 if quick else steps, like=like)


def plan_invitations(
    problem: Problem,
    *,
    seed: int = 0,
    steps: int | None = None,
    quick: bool = False,
    like: Season | None = None,
) -> SeasonPlan:
    """Sessions with whom to ask: longer lists than the room, for not everybody comes."""
    return _planned(problem, TURN_OUT, seed=seed, steps=0 if quick else steps, like=like)


def _planned(
    problem: Problem, room: Room, *, seed: int, steps: int | None, like: Season | None
) -> SeasonPlan:
    season, first, notes = _with_enough_sessions(problem, room, like)
    if steps is None:
        steps = season.usual_steps()
        steps = round(steps * _TURN_OUT_STEPS) if room is TURN_OUT else steps
    plan = season.best_plan(seed=seed, steps=steps, first=first)
    sessions = tuple(_told(season, session) for session in plan.sessions)
    return SeasonPlan(sessions, plan.value, (*cannot_be_met(problem, season, plan), *notes), season, plan)


def _with_enough_sessions(
    problem: Problem, room: Room, like: Season | None
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
    kept = f"{used / 1000:.1f} km apart" if used else "as close together as they are"
    return (
        season,
        first,
        [f"Venues {asked / 1000:.1f} km apart were asked for; so many sessions fit only with venues {kept}."],
    )


def cannot_be_met(problem: Problem, season: Season, plan: Plan) -> list[str]:
    """What stands in the way, if anything: one plain sentence each."""
    rules = problem.rules
    reasons = [
        (not problem.venues, "There is no venue, so no session can be planned."),
        (not problem.groups, "There are no groups, so nobody can be invited."),
        (rules.sessions == 0, "No session is asked for."),
        (rules.capacity == 0, "No session may hold anybody (capacity 0), so none can be planned."),
        (0 < rules.capacity < rules.min_groups, "Fewer groups fit than a session should have at least."),
        (
            not plan.sessions and bool(rules.kind_weights) and not any(rules.kind_weights.values()),
            "No two kinds of group are to meet, so no session is worth anything: let some of them matter.",
        ),
        (_one_kind(problem), "All groups are of one kind, so nobody unlike them could be met."),
    ]
    said = [sentence for holds, sentence in reasons if holds]
    missing = rules.sessions - len(plan.sessions)
    if not said and missing > 0:
        many = "One session" if missing == 1 else f"{missing} sessions"
        said.append(f"{many} of {rules.sessions} could not be filled: too few groups live near a venue left.")
    held = {
        season.problem.venues[int(season.options.venue[one.row])].id for one in plan.sessions if one.locked
    }
    called = {venue.id: venue.place or f"venue {venue.id}" for venue in problem.venues}
    said += [
        f"The session held at {called[lock.venue]} could not be planned: too few groups could come there."
        for lock in problem.locks
        if lock.venue not in held
    ]
    return said


def _one_kind(problem: Problem) -> bool:
    kinds = {kind for group in problem.groups for kind in group.kinds}
    return bool(problem.groups) and len(kinds) < max(problem.rules.min_kinds, 1)


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
