"""Everything is killed while people book: nothing promised is lost, and never one too many."""

import os

import pytest

from tests.kill_rounds import FEW, letters_left, letters_sent_twice, make_site, one_round
from tests.servers import Env, rows

ROUNDS = int(os.environ.get("BANDSTAND_KILL_ROUNDS", "3"))

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("database", ["sqlite_env", "postgres_env"])
def test_no_booking_is_lost_when_everything_is_killed(database: str, request: pytest.FixtureRequest) -> None:
    env: Env = {**request.getfixturevalue(database), "BANDSTAND_LEASE_SECONDS": "3"}
    make_site(env, places=10)
    outcomes = [one_round(env) for _ in range(ROUNDS)]
    assert [outcome for outcome in outcomes if not outcome.is_well] == []
    assert sum(outcome.acknowledged for outcome in outcomes) > 10 * ROUNDS
    held = f"SELECT places, taken FROM gatherings_gathering WHERE slug = '{FEW}'"
    assert rows(env, held) == [(10, 10)]  # the last places were really fought for
    assert letters_left(env) == 0
    # A letter under way when the power goes may go twice, under the same Message-ID: four runner threads.
    assert letters_sent_twice(env) <= 4 * ROUNDS
