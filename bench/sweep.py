"""A round over 5,000 websites on loopback, two runners, one killed with -9 in the middle; print what held.

    .venv/bin/python bench/sweep.py [--sites 5000] [--pause 1] [--restart] [--postgres DSN]

The websites are made up and misbehave in eleven ways (`tests/many_sites.py`). Politeness is read from their
server's own log; that nothing was lost or kept twice, from a trigger in the database; the time readers wait,
from somebody who reads two pages all the while. With --postgres the DSN names an empty database.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import servers  # noqa: E402
from tests.sweep_rounds import PAGES, Round, run_round  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sites", type=int, default=5000)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to a host")
    parser.add_argument("--restart", action="store_true", help="start another runner after the kill")
    parser.add_argument("--postgres", metavar="DSN", default="", help="an empty database, instead of SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bandstand-sweep-") as folder:
        more = {"DATABASE_URL": options.postgres} if options.postgres else {}
        env = servers.plain_environment(Path(folder), **more)
        made = servers.bandstand("prepare", env=env)
        assert made.returncode == 0, made.stderr
        print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        outcome = run_round(env, options.sites, pause=options.pause, restart=options.restart)
        for log in ("work.log", "web.log"):
            lines = Path(folder, log).read_text().splitlines()
            print(f"{log}: {len(lines)} lines", *lines[:3], sep="\n  ")
    show(outcome)
    return 0 if outcome.is_well else 1


def show(one: Round) -> None:
    print(f"queued               {one.sites:,} websites in {one.queued_in:.2f} s")
    print(f"wall time            {one.seconds:.0f} s, {one.sites / one.seconds:.1f} websites a second")
    each = 1000 * one.cpu["runners"] / one.sites
    print(f"CPU                  runners {one.cpu['runners']:.0f} s, {each:.0f} ms a website")
    print(f"                     web {one.cpu['web']:.0f} s")
    print(f"how they stand       {dict(one.states)}; round finished: {one.finished}")
    for kind, outcomes in sorted(one.outcomes.items()):
        print(f"  {kind:<18} {dict(outcomes)}")
    print(f"lost                 {one.lost}")
    print(f"kept twice           {one.kept_twice}")
    print(f"not as they should   {len(one.unlike)} {one.unlike[:5]}")
    print(f"asked for twice      {one.visited_twice} front pages (their first visit was killed)")
    print(f"requests             {one.requests:,}, nearest two to one host {one.nearest:.3f} s apart")
    print(f"too near             {len(one.too_near)} {one.too_near[:5]}")
    for page in PAGES:
        (before, before99, _), (during, during99, times) = one.before[page], one.during[page]
        print(f"{page:<20} p50 {before:.0f} → {during:.0f} ms, p99 {before99:.0f} → {during99:.0f} ms"
              f" ({during99 / before99:.1f} times, {times} reads)")  # fmt: skip
    print(f"other answers        {one.other_answers}")
    print(f"load average after   {os.getloadavg()[0]:.1f}")
    print("all well" if one.is_well else "NOT WELL")


if __name__ == "__main__":
    sys.exit(main())
