"""A round over sixty websites that misbehave in eleven ways, two runners, one killed in the middle.

The same as `bench/sweep.py` does with five thousand.
"""

import pytest

from tests.servers import (  # noqa: F401  # noqa: F401
    Env,
    postgres_env,
    postgres_server,
    postgres_template,
    postgres_url,
    sqlite_env,
    sqlite_template,
)
from tests.sweep_rounds import run_round

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.mark.parametrize("database", ["sqlite_env", "postgres_env"])
def test_nothing_is_lost_or_kept_twice_and_nobody_is_asked_too_often(
    database: str, request: pytest.FixtureRequest
) -> None:
    env: Env = {**request.getfixturevalue(database), "BANDSTAND_LEASE_SECONDS": "3"}
    seen = run_round(env, 60, pause=0.5, read_before=1, longest=200)
    assert (seen.lost, seen.kept_twice, seen.unlike, seen.too_near) == (0, 0, [], [])
    assert seen.finished
    assert sum(seen.states.values()) == 60
    assert set(seen.states) == {"done", "not able"}
