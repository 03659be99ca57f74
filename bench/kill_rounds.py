"""Kill -9 everything (web, runner, supervisor) under booking load, again and again; print what was kept.

    .venv/bin/python bench/kill_rounds.py --rounds 20

Needs PostgreSQL's binaries, or a server named in BANDSTAND_TEST_PG, for the second half.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402
from tests.kill_rounds import Round, letters_left, letters_sent_twice, make_site, one_round  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options = parser.parse_args()
    chosen = ["sqlite", "postgresql"] if options.database == "both" else [options.database]
    well = True
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder, _site(name, Path(folder)) as env:
            well &= _rounds(name, env, options.rounds)
    return 0 if well else 1


@contextmanager
def _site(name: str, folder: Path) -> Iterator[servers.Env]:
    if name == "sqlite":
        yield _prepared(servers.plain_environment(folder))
        return
    with servers.a_postgres_server() as server, servers.a_database(server) as url:
        yield _prepared(servers.plain_environment(folder, DATABASE_URL=url))


def _prepared(env: servers.Env) -> servers.Env:
    made = servers.bandstand("prepare", env=env)
    assert made.returncode == 0, made.stderr
    make_site(env, places=40)
    return env


def _rounds(name: str, env: servers.Env, number: int) -> bool:
    print(f"\n{name}: {number} rounds, load average {os.getloadavg()[0]:.1f}")
    print("round  acknowledged  kept unasked  up after  lost  too many  miscounted  no letter  other answers")
    outcomes = [_told(place, one_round(env)) for place in range(1, number + 1)]
    left, twice = letters_left(env), letters_sent_twice(env)
    total = sum(outcome.acknowledged for outcome in outcomes)
    print(f"{name}: {total} acknowledged, {sum(outcome.lost for outcome in outcomes)} lost; "
          f"letters never sent {left}, sent twice under one Message-ID {twice}")  # fmt: skip
    return left == 0 and all(outcome.is_well for outcome in outcomes)


def _told(place: int, outcome: Round) -> Round:
    print(
        f"{place:5}  {outcome.acknowledged:12}  {outcome.unacknowledged:12}  "
        f"{outcome.seconds_to_come_up:6.1f} s  {outcome.lost:4}  {outcome.too_many:8}  "
        f"{outcome.miscounted:10}  {outcome.without_letter:9}  {outcome.other_answers or 'none'}",
        flush=True,
    )
    return outcome


if __name__ == "__main__":
    sys.exit(main())
