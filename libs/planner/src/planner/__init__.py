"""Where to meet, whom to invite, who sits with whom, whom to introduce: suggestions that say why."""

from .explaining import Price, Reasons, banned, explain, locked, price_of, why_not
from .introduce import Suggestion, introduce
from .keeping import as_kept, from_kept
from .planning import (
    PlannedSession,
    SeasonPlan,
    expected_value,
    plan_invitations,
    plan_season,
    second_wave,
)
from .problem import Group, Lock, Problem, ProblemError, Rules, Venue, load_problem, read_problem
from .room import Person, Room, load_room, read_room
from .seats import Tables, late, seat
from .turnout import learnt_odds, likely_range, turned_away

__all__ = [
    "Group",
    "Lock",
    "Person",
    "PlannedSession",
    "Price",
    "Problem",
    "ProblemError",
    "Reasons",
    "Room",
    "Rules",
    "SeasonPlan",
    "Suggestion",
    "Tables",
    "Venue",
    "as_kept",
    "banned",
    "expected_value",
    "explain",
    "from_kept",
    "introduce",
    "late",
    "learnt_odds",
    "likely_range",
    "load_problem",
    "load_room",
    "locked",
    "plan_invitations",
    "plan_season",
    "price_of",
    "read_problem",
    "read_room",
    "seat",
    "second_wave",
    "turned_away",
    "why_not",
]
