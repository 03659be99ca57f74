"""A plan worked out and kept, with a fingerprint of all it follows from: read again instead of planned again.

`SeasonPlan.worked_out` holds `fingerprint`, `plan` (as the planner keeps it) and `sessions` in the order of
their dates: place, time, whom to ask and why, whom not and why not. While it waits for a runner it holds
`waiting`, the moment it was queued.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bandstand.kit import distances
from planner import explain, plan_invitations, read_problem, why_not
from planner.explaining import Reasons
from planner.keeping import as_kept
from planner.problem import Id, Lock, Problem

if TYPE_CHECKING:
    from planner.planning import PlannedSession
    from planner.planning import SeasonPlan as Planned

    from ..models import SeasonPlan

# Plans and prices are made with as many steps, so that a price is what choosing it will bring.
STEPS = 12
MOST_LEFT_OUT = 6
_WRITTEN = 2  # moves on when what is kept, or the way it is planned, changes
_QUICK = 400_000  # groups x places x times: about a second's planning


def problem_of(kept: "SeasonPlan") -> Problem:
    """Return the problem as the officer left it: what is held is locked, what is refused is out."""
    problem = read_problem(kept.problem)
    here = {venue.id for venue in problem.venues}
    locks = tuple(Lock(venue) for venue in kept.held if venue in here)
    refused = frozenset((venue, None) for venue in kept.refused if venue in here)
    return replace(problem, locks=locks, banned=refused)


def fingerprint(kept: "SeasonPlan") -> str:
    """Return what stands for everything a plan follows from, the same on every database."""
    told = {
        "problem": kept.problem, "held": kept.held, "refused": kept.refused, "steps": STEPS, "as": _WRITTEN,
    }  # fmt: skip
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def canonical(told: Any) -> str:
    """Return JSON with one way to write it, however a database orders and spaces it."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def takes_long(groups: int, venues: int, times: int) -> bool:
    """Whether planning is work for a runner rather than something to wait for."""
    return groups * venues * times > _QUICK


def worked_out(kept: "SeasonPlan") -> dict[str, Any]:
    """Plan it: the slow part, with no transaction open."""
    problem = problem_of(kept)
    plan = plan_invitations(problem, steps=STEPS, said=distances)
    turn = in_turn(problem, plan.sessions)
    return {
        "fingerprint": fingerprint(kept),
        "plan": as_kept(plan),
        "sessions": [_session(plan, problem, at) for at in turn],
    }


def in_turn(problem: Problem, sessions: Iterable["PlannedSession"]) -> list[int]:
    """Return the numbers of the sessions in the order of dates: two in a row are as far apart as may be."""
    listed = list(sessions)
    spots = {venue.id: (venue.x, venue.y, place) for place, venue in enumerate(problem.venues)}

    def apart(one: Id, other: Id) -> float:
        (x, y, _), (across, up, _) = spots[one], spots[other]
        return float((x - across) ** 2 + (y - up) ** 2)

    left = sorted(range(len(listed)), key=lambda at: (-len(listed[at].groups), spots[listed[at].venue][2]))
    turn = left[:1]
    left = left[1:]
    while left:
        last = listed[turn[-1]].venue
        following = max(left, key=lambda at: (apart(listed[at].venue, last), -spots[listed[at].venue][2]))
        left.remove(following)
        turn.append(following)
    return turn


def _session(plan: "Planned", problem: Problem, at: int) -> dict[str, Any]:
    planned, reasons = plan.sessions[at], explain(plan, at, said=distances)
    places = problem.position()
    members = [places[group] for group in planned.groups]
    _, pairs = plan.season.weights.value(members)
    return {
        "at": at,
        "venue": planned.venue,
        "time": problem.slots[planned.slot],
        "asked": _asked(planned, reasons),
        "everyone": planned.everyone,
        "new_pairs": pairs,
        "with_win": sum(problem.groups[place].need for place in members),
        "fresh": sum(problem.groups[place].invited_before == 0 for place in members),
        "expected": list(reasons.expected),
        "left_out": _left_out(plan, problem, at),
    }


def _asked(planned: "PlannedSession", reasons: Reasons) -> list[list[Any]]:
    """Return [id, why, in the first wave] of each group, in the order to ask."""
    why = dict(reasons.groups)
    return [[group, why[group], place < planned.first] for place, group in enumerate(planned.groups)]


def _left_out(plan: "Planned", problem: Problem, at: int) -> list[list[Any]]:
    """Return [id, the one reason] of the groups nearest to a session that are not on its list."""
    session = plan.sessions[at]
    venue = next(one for one in problem.venues if one.id == session.venue)
    here = set(session.groups)
    away = sorted(
        ((one.x - venue.x) ** 2 + (one.y - venue.y) ** 2, place)
        for place, one in enumerate(problem.groups)
        if one.id not in here
    )[:MOST_LEFT_OUT]
    ids = [problem.groups[place].id for _, place in away]
    return [[group, why_not(plan, group, at, said=distances)] for group in ids]
