"""The same borough gives the same plan to the byte, whichever database keeps it and whichever Python plans."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.seasons import Wishes, plan_season
from bandstand.gatherings.models import Invitation, SeasonPlan
from bandstand.gatherings.seasons.planned import Season
from bandstand.gatherings.seasons.worked_out import canonical, fingerprint
from bandstand.groups.models import Connection, Group
from bandstand.people.models import Hub
from bandstand.places.models import Venue
from tests.borough import make_arrival, make_gathering, make_group, make_venue
from tests.gatherings.test_seasons import KINDS, SOON

pytestmark = pytest.mark.database

# Of `told` below. It changes when planning does: then look at the plan, and put down the new one.
DIGEST = "55b25e9c8534597fc69939e28097848c39d7a2164097791b3d702e6890e62bc9"


@pytest.fixture
def borough(hub: Hub) -> Hub:
    """Leasow Vale: seventy-two groups of four kinds scattered over a few miles, nine halls, some history."""
    groups = [
        make_group(
            hub,
            f"{KINDS[at % 4]} {at}",
            kind=KINDS[at % 4],
            lat=52.48 + (at * 37 % 101) * 0.0007,
            lon=-2.14 + (at * 53 % 97) * 0.0011,
        )
        for at in range(72)
    ]
    for at in range(9):
        make_venue(hub, f"Hall {at}", lat=52.48 + (at * 29 % 71) * 0.001, lon=-2.14 + (at * 41 % 89) * 0.0012)
    been = make_gathering(hub, starts_at=timezone.now() - timedelta(days=40), state="closed")
    for at, group in enumerate(groups[::5]):
        Invitation.objects.create(hub=hub, gathering=been, group=group, state="sent")
        if at % 3 == 0:
            make_arrival(been, f"Guest {at}").groups.set([group])
    Connection.objects.create(hub=hub, on=timezone.localdate()).groups.set(groups[3:6])
    return hub


def told(plan: SeasonPlan) -> str:
    """The plan with names for ids: those differ from database to database, and nothing else may."""
    groups = dict(Group.objects.values_list("pk", "name"))
    venues = dict(Venue.objects.values_list("pk", "name"))
    worked: Any = plan.worked_out
    rows = [
        one | {"venue": venues[one["venue"]], "groups": [groups[pk] for pk in one["groups"]]}
        for one in worked["plan"]["sessions"]
    ]
    sessions = [
        one
        | {
            "venue": venues[one["venue"]],
            "asked": [[groups[pk], why, first] for pk, why, first in one["asked"]],
            "left_out": [[groups[pk], why] for pk, why in one["left_out"]],
        }
        for one in worked["sessions"]
    ]
    return canonical({"plan": worked["plan"] | {"sessions": rows}, "sessions": sessions})


def test_the_plan_is_the_same_to_the_byte_everywhere(borough: Hub) -> None:
    plan = plan_season(borough, Wishes(begins=SOON, sessions=4, times=("evening", "saturday")), by=None)
    plan.refresh_from_db()

    assert len(plan.worked_out["sessions"]) == 4
    assert hashlib.sha256(told(plan).encode()).hexdigest() == DIGEST


def test_what_was_kept_is_read_and_not_planned_again(borough: Hub) -> None:
    plan = plan_season(borough, Wishes(begins=SOON, sessions=2), by=None)
    plan.refresh_from_db()
    assert plan.worked_out["fingerprint"] == fingerprint(plan)

    plan.worked_out["sessions"][0]["new_pairs"] = 4_711  # nobody would plan this
    assert Season(plan).sessions[0].new_pairs == 4_711


def test_what_follows_from_something_else_is_planned_anew(borough: Hub) -> None:
    plan = plan_season(borough, Wishes(begins=SOON, sessions=2), by=None)
    plan.worked_out["sessions"][0]["new_pairs"] = 4_711
    plan.refused = [plan.worked_out["sessions"][0]["venue"]]

    assert 4_711 not in {one.new_pairs for one in Season(plan).sessions}


def test_prices_from_what_was_kept_are_those_of_a_plan_made_anew(borough: Hub) -> None:
    plan = plan_season(borough, Wishes(begins=SOON, sessions=3), by=None)
    kept = Season(plan)
    anew = Season(SeasonPlan.objects.get(pk=plan.pk))
    anew.kept.worked_out = {}

    assert kept.instead_of(0) == anew.instead_of(0)
    assert kept.price_of_refusing(1).words == anew.price_of_refusing(1).words
