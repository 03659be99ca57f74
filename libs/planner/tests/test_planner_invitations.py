"""Whom to ask: more than fit, in two waves, and hardly ever anybody turned away."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from leasow_season import broken_rules, season

from planner import (
    explain,
    learnt_odds,
    likely_range,
    plan_invitations,
    plan_season,
    read_problem,
    second_wave,
    turned_away,
    why_not,
)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_nobody_is_asked_twice_and_few_are_turned_away(seed: int) -> None:
    told = season(90, 6, seed=seed, capacity=5)
    plan = plan_invitations(read_problem(told), steps=5)
    odds = {one["id"]: one["accept"] for one in told["groups"]}

    assert broken_rules(told, plan.as_rows(), room=False) == []
    for session in plan.sessions:
        asked = [odds[one] for one in session.groups]
        assert turned_away(asked, 5) <= 0.1
        assert sum(asked) <= 0.8 * 5 + 1e-9


def test_asking_for_the_turn_out_brings_more_meetings_than_asking_just_who_fits() -> None:
    told = season(200, 12, sessions=4, capacity=8)
    problem = read_problem(told)
    fits, asked = plan_season(problem), plan_invitations(problem)

    assert meetings(told, asked.as_rows()) > 1.4 * meetings(told, fits.as_rows())


def meetings(told: dict, rows: list) -> float:  # type: ignore[type-arg]
    """The mean worth of who turns up, over many evenings; a full room turns the rest away."""
    from leasow_season import worth

    rng, odds = random.Random(3), {one["id"]: one["accept"] for one in told["groups"]}
    total = 0
    for _ in range(150):
        came = [[v, s, [one for one in members if rng.random() < odds[one]][:8]] for v, s, members in rows]
        total += worth(told, came)
    return total / 150


def test_the_second_wave_goes_with_those_who_said_yes() -> None:
    problem = read_problem(season(150, 8, capacity=8))
    plan = plan_invitations(problem)
    session = plan.sessions[0]
    first = session.groups[: session.first]
    assert 0 < session.first < len(session.groups)

    more = second_wave(plan, 0, accepted=first[:2], silent=first[2:4])
    assert not set(more) & set(first)
    everybody = second_wave(plan, 0, accepted=first)
    assert len(everybody) < len(more)


def test_with_those_who_have_not_answered_a_second_wave_turns_few_away() -> None:
    told = season(150, 8, capacity=6)
    for one in told["groups"]:
        one["accept"] = 0.35
    plan = plan_invitations(read_problem(told))
    session = plan.sessions[0]
    silent = session.groups[: session.first]
    more = second_wave(plan, 0, accepted=(), silent=silent)

    assert more
    assert turned_away([0.35] * (len(silent) + len(more)), 6) <= 0.1


def test_a_hall_for_a_million_is_planned_like_one_with_room_for_all() -> None:
    big, huge = (read_problem(season(60, 6, capacity=capacity)) for capacity in (200, 10**9))

    assert plan_invitations(big).as_rows() == plan_invitations(huge).as_rows()


def test_the_range_that_is_told_holds_four_evenings_in_five() -> None:
    rng = random.Random(5)
    odds = [0.35] * 21
    low, high = likely_range(odds)
    came = [sum(rng.random() < one for one in odds) for _ in range(4000)]

    assert 0.78 <= sum(low <= one <= high for one in came) / 4000 <= 0.95


def test_odds_are_learnt_from_own_arrivals() -> None:
    assert learnt_odds(0, 0, 0.35) == 0.35
    assert learnt_odds(30, 40, 0.35) > 0.6


def test_reasons_are_words_an_officer_can_say() -> None:
    problem = read_problem(season(150, 8, capacity=8))
    plan = plan_invitations(problem)
    reasons = explain(plan, 0)
    said = " ".join([reasons.headline, reasons.odds, *(why for _, why in reasons.groups)])

    assert "never met" in said
    assert not any(word in said.lower() for word in ("optimal", "score", "%", "0."))
    outside = [one.id for one in problem.groups if one.id not in plan.sessions[0].groups]
    whys = {one: why_not(plan, one, 0) for one in outside}
    starts = {why.split(":")[0].split(" at ")[0] for why in whys.values()}
    assert {"too far", "not free then"} <= starts
    elsewhere = plan.sessions[1].groups[0]
    assert why_not(plan, elsewhere, 0).startswith(("too far", "not free then", "already invited at Hall"))
