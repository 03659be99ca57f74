"""A plan as plain words and numbers, and back again without searching: for whoever keeps plans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from .filling import worth
from .options import FIXED, TURN_OUT
from .planning import PlannedSession, SeasonPlan
from .problem import Problem, ProblemError
from .season import Plan, Season, Session

_ROOMS = {"everybody comes": FIXED, "some come": TURN_OUT}


def as_kept(plan: SeasonPlan) -> dict[str, Any]:
    """Return the plan as JSON can hold it: the same for the same problem, seed and steps, on any machine."""
    room = next(name for name, room in _ROOMS.items() if room is plan.season.options.room)
    return {
        "turn_out": room,
        "venues_apart_m": round(plan.season.problem.rules.venues_apart_m),
        "value": plan.value,
        "notes": list(plan.notes),
        "sessions": [
            {
                "venue": one.venue,
                "slot": one.slot,
                "groups": list(one.groups),
                "first": one.first,
                "everyone": one.everyone,
                "locked": of.locked,
            }
            for one, of in zip(plan.sessions, plan.plan.sessions, strict=True)
        ],
    }


def from_kept(problem: Problem, kept: dict[str, Any]) -> SeasonPlan:
    """Make the plan of this problem again as it was kept, so that reasons and prices can be told of it.

    Raises `ProblemError` where the problem has no such place or group.
    """
    apart = replace(problem.rules, venues_apart_m=kept["venues_apart_m"])
    season = Season(replace(problem, rules=apart), _ROOMS[kept["turn_out"]])
    told = tuple(
        PlannedSession(one["venue"], one["slot"], tuple(one["groups"]), one["first"], one["everyone"])
        for one in kept["sessions"]
    )
    sessions = [_session(season, one, of["locked"]) for one, of in zip(told, kept["sessions"], strict=True)]
    return SeasonPlan(told, kept["value"], tuple(kept["notes"]), season, Plan(sessions))


def _session(season: Season, told: PlannedSession, locked: bool) -> Session:  # noqa: FBT001 (a fact of it)
    options, position = season.options, season.problem.position()
    rows = (
        row
        for row, option in enumerate(options.every)
        if season.problem.venues[option.venue].id == told.venue and option.slot == told.slot
    )
    row = next(rows, None)
    if row is None or not all(one in position for one in told.groups):
        raise ProblemError("The plan kept is of another problem: please plan again.")
    columns = options.column[row, [position[one] for one in told.groups]].astype(np.int64)
    chosen = np.zeros(options.width, dtype=np.bool_)
    chosen[columns[columns >= 0]] = True
    return Session(row, chosen, worth(options, row, chosen), locked)
