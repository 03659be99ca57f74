"""Why this session, why not us, and what another choice would cost: all from the one score, in words."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from .distances import METRIC, Distances
from .filling import gains
from .options import FIXED
from .planning import SeasonPlan, plan_invitations, plan_season
from .problem import Group, Id, Lock, Problem
from .season import Session
from .turnout import likely_range


@dataclass(frozen=True, slots=True)
class Reasons:
    """What is said of one session."""

    headline: str
    odds: str
    groups: tuple[tuple[Id, str], ...]  # for each group, what it would find there
    expected: tuple[int, int]


def explain(plan: SeasonPlan, number: int, *, said: Distances = METRIC) -> Reasons:
    """The reasons for one session of a plan, distances as `said`."""
    season = plan.season
    problem = season.problem
    members = [problem.position()[one] for one in plan.sessions[number].groups]
    _, pairs = season.weights.value(members)
    low, high = likely_range([problem.groups[one].odds for one in members])
    return Reasons(
        headline=_headline(problem, plan, number, members, pairs),
        odds=_honest(len(members), low, high, plan.sessions[number].everyone),
        groups=tuple((problem.groups[one].id, _would_meet(plan, one, members, said)) for one in members),
        expected=(low, high),
    )


def _headline(problem: Problem, plan: SeasonPlan, number: int, members: list[int], pairs: int) -> str:
    session = plan.sessions[number]
    venue = next(one for one in problem.venues if one.id == session.venue)
    kinds = Counter(problem.groups[one].kinds[0] for one in members if problem.groups[one].kinds)
    mix = _in_a_row([f"{many} {kind}" for kind, many in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))])
    needs = sum(problem.groups[one].need for one in members)
    asked = f"; {needs} asked for help" if needs else ""
    when = problem.slots[session.slot].replace("-", " ") if session.slot < len(problem.slots) else ""
    met = "1 pair has" if pairs == 1 else f"{pairs} pairs have"
    return f"{venue.place or venue.id}, {when}: {mix} live within a walk; {met} never met{asked}."


def _honest(many: int, low: int, high: int, everyone: bool) -> str:  # noqa: FBT001 (a fact of the list)
    who = f"Invite everyone near, all {many}" if everyone else f"Invite {many}"
    come = f"expect {low}" if low == high else f"expect {low} to {high}"
    return f"{who}; {come} to come. Most meetings lead to nothing further, and that is normal."


def _would_meet(plan: SeasonPlan, one: int, members: list[int], said: Distances) -> str:
    season = plan.season
    place = members.index(one)
    table = season.weights.among(np.array(members, dtype=np.int64))
    met = [members[other] for other in np.flatnonzero(table[place] > 0)]
    me = season.problem.groups[one]
    if not met:
        return _comes_anyway(me)
    nearest = min(met, key=lambda other: _metres(me, season.problem.groups[other]))
    group = season.problem.groups[nearest]
    neighbours = "1 new neighbour" if len(met) == 1 else f"{len(met)} new neighbours"
    return f"would meet {neighbours}, the nearest {group.name or group.id}, {said.away(_metres(me, group))}"


def _comes_anyway(me: Group) -> str:
    if me.need:
        return "comes for the help"
    return "makes the numbers up" if me.invited_before else "was never asked before"


def why_not(plan: SeasonPlan, group: Id, number: int, *, said: Distances = METRIC) -> str:
    """The one thing that keeps a group out of a session, distances as `said`."""
    season, session = plan.season, plan.plan.sessions[number]
    problem, options, row = season.problem, season.options, session.row
    place = problem.position()[group]
    option = options.every[row]
    venue, me = problem.venues[option.venue], problem.groups[place]
    walk = math.hypot(me.x - venue.x, me.y - venue.y)
    if walk > problem.rules.walk_m:
        return f"too far: {said.how_far(walk)}"
    if option.slot not in me.slots:
        return f"not free then: {problem.slots[option.slot].replace('-', ' ')}"
    other = next((one for one in plan.sessions if group in one.groups), None)
    if other is not None:
        same = other is plan.sessions[number]
        return "is invited here" if same else f"already invited at {_place(problem, other.venue)}"
    return _crowded_out(plan, session, place)


def _crowded_out(plan: SeasonPlan, session: Session, place: int) -> str:
    season, row = plan.season, session.row
    members = season.members(session)
    table = season.weights.among(np.array([place, *members], dtype=np.int64))
    new = int((table[0] > 0).sum())
    if new == 0:
        return f"has met them, or is too like them: nobody new among the {len(members)}"
    column = int(season.options.column[row, place])
    if column < 0:
        return "many others near could meet more new neighbours there"
    gain = gains(season.options, row, session.chosen)
    inside = np.flatnonzero(session.chosen)
    change = gain[column] - season.options.pairs[row, inside, column] * season.options.odds[row, inside]
    lost = int((gain[inside] - change).min())
    out = season.problem.groups[
        int(season.options.groups[row, inside[int(np.argmin(gain[inside] - change))]])
    ]
    swap = (
        f"in place of {out.name or out.id} there would be fewer new meetings"
        if lost > 0
        else f"{out.name or out.id} is as good a choice"
    )
    return f"the room is full: {swap}"


# What another choice would cost


@dataclass(frozen=True, slots=True)
class Price:
    """What an override costs: in whole hundredths of the plan's worth, and how much else moves."""

    hundredths: int
    other_sessions: int
    other_groups: int
    plan: SeasonPlan

    @property
    def words(self) -> str:
        return f"{self.meetings}, {_others(self.other_groups)}"

    @property
    def meetings(self) -> str:
        """“about 2 % fewer meetings”."""
        if self.hundredths == 0:
            return "as many meetings"
        return f"about {abs(self.hundredths)} % {'fewer' if self.hundredths > 0 else 'more'} meetings"


def price_of(plan: SeasonPlan, changed: Problem, *, steps: int = 12) -> Price:
    """Plan again with what was changed (a lock, a ban, a swap) and say what it costs."""
    verb = plan_season if plan.season.options.room is FIXED else plan_invitations
    again = verb(changed, steps=steps, like=plan.season)
    before = {one.venue: set(one.groups) for one in plan.sessions}
    after = {one.venue: set(one.groups) for one in again.sessions}
    had, has = set().union(*before.values(), set()), set().union(*after.values(), set())
    lost = round(100 * (plan.value - again.value) / plan.value) if plan.value else 0
    return Price(lost, len(set(after) - set(before)), len(has - had), again)


def locked(problem: Problem, venue: Id, slot: int | None = None) -> Problem:
    return replace(problem, locks=(*problem.locks, Lock(venue, slot)))


def banned(problem: Problem, venue: Id, slot: int | None = None) -> Problem:
    return replace(problem, banned=problem.banned | {(venue, slot)})


def _others(many: int) -> str:
    return "the same groups" if many == 0 else "1 other group" if many == 1 else f"{many} other groups"


def _place(problem: Problem, venue: Id) -> str:
    return next((one.place or str(one.id) for one in problem.venues if one.id == venue), str(venue))


def _metres(one: Group, other: Group) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def _in_a_row(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
