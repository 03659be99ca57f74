"""200,000 made-up groups of 330 boroughs planned: in one process, and by two runners, one killed with -9.

    .venv/bin/python bench/planning_at_scale.py [--boroughs 330] [--groups 200000]

In one process, the planner alone: every borough read, planned with turn-out and explained, one after the
other; at most 60 s of CPU and .5 GB are aimed at. By runners, the real thing: each borough an organisation of
its own in one database, `bandstand seasons plan-all`, two `bandstand work`, one of them killed when a third
is done. That each was planned once and none lost is read from a trigger in the database.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "libs/planner/src"), str(ROOT / "libs/checkup/src")]

from bench.planner import made_up  # noqa: E402
from tests import servers  # noqa: E402

KEPT = """
CREATE TABLE kept (plan INTEGER);
CREATE TRIGGER note_kept AFTER UPDATE OF worked_out ON gatherings_seasonplan
WHEN NEW.worked_out LIKE '%"fingerprint"%'
BEGIN INSERT INTO kept VALUES (NEW.id); END;
"""
KINDS = [("sport", "sport"), ("friends", "friends"), ("health", "health"), ("community", "community")]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--boroughs", type=int, default=330)
    parser.add_argument("--groups", type=int, default=200_000)
    parser.add_argument("--only", choices=["one-process", "runners"])
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    sizes = sizes_of(options.boroughs, options.groups)
    if options.make:
        make(sizes)
        return 0
    well = options.only == "runners" or in_one_process(sizes)
    well &= options.only == "one-process" or by_runners(sizes, options)
    return 0 if well else 1


def sizes_of(boroughs: int, groups: int) -> list[int]:
    rng = random.Random(1)
    return [max(60, int(rng.lognormvariate(0, 0.5) * groups / boroughs / 1.13)) for _ in range(boroughs)]


def in_one_process(sizes: list[int]) -> bool:
    from planner import explain, plan_invitations, read_problem

    before, sessions, longest = time.process_time(), 0, 0.0
    for number, size in enumerate(sizes):
        begun = time.process_time()
        plan = plan_invitations(read_problem(made_up(size, number)), steps=2)
        sessions += sum(1 for at in range(len(plan.sessions)) if explain(plan, at).headline)
        longest = max(longest, time.process_time() - begun)
    took = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    print(f"one process          {sum(sizes):,} groups in {len(sizes)} boroughs, {sessions:,} sessions")
    cost = f"{took:.1f} s of CPU, slowest {longest:.2f} s, {memory:.2f} GB"
    print(f"                     {cost}; {load()}", flush=True)
    return took <= 60 and memory <= 0.5


def by_runners(sizes: list[int], options: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory(prefix="bandstand-seasons-") as folder, ExitStack() as stack:
        env = servers.plain_environment(Path(folder))
        told(env, "-m", "bandstand", "prepare")
        begun = time.monotonic()
        sized = ["--boroughs", str(options.boroughs), "--groups", str(options.groups)]
        told(env, __file__, "--make", *sized)
        print(
            f"made                 {sum(sizes):,} groups in {time.monotonic() - begun:.0f} s; {load()}",
            flush=True,
        )
        note_what_is_kept(env)
        runners = [stack.enter_context(servers.run_bandstand(["work"], env)) for _ in range(2)]
        servers.wait_until(lambda: nothing_to_do(env), seconds=900, every=1)
        return judged(env, runners, len(sizes))


def judged(env: servers.Env, runners: list["subprocess.Popen[str]"], boroughs: int) -> bool:
    queued = told(env, "-m", "bandstand", "seasons", "plan-all", "--sessions", "12", "--json")
    begun = time.monotonic()
    servers.wait_until(lambda: done(env) >= boroughs / 3, seconds=3600, every=0.2)
    busy = running(env)
    runners[0].kill()
    runners[0].wait()
    print(f"killed one at {done(env)} of {boroughs}, with {busy} under way", flush=True)
    servers.wait_until(lambda: done(env) >= boroughs and not running(env), seconds=3600, every=0.5)
    kept = Counter(plan for (plan,) in servers.rows(env, "SELECT plan FROM kept"))
    plans = servers.rows(env, "SELECT count(*), count(DISTINCT hub_id) FROM gatherings_seasonplan")[0]
    twice = sum(times - 1 for times in kept.values())
    print(f"two runners          {boroughs} boroughs in {time.monotonic() - begun:.0f} s; {load()}")
    whole = (
        f"plans {plans[0]} of {plans[1]} organisations, lost {boroughs - len(kept)}, planned twice {twice}"
    )
    print(f"                     {whole}")
    print(f"                     {queued.strip()}")
    well = (plans, len(kept), twice) == ((boroughs, boroughs), boroughs, 0)
    print("all well" if well else "NOT WELL")
    return well


def told(env: servers.Env, *words: str) -> str:
    """Run one of ours to its end, however long a busy machine takes, and return what it said."""
    done = subprocess.run(
        [sys.executable, *words], env=dict(env), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def make(sizes: list[int]) -> None:
    """Make every borough an organisation with kinds, groups and halls; called in a process of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bandstand.config.settings"
    import django

    django.setup()
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub
    from bandstand.people.models import Hub

    assert not Hub.objects.exists()
    for number, size in enumerate(sizes):
        hub = open_hub(f"Borough {number}", slug=f"borough-{number}", host=f"b{number}.example")
        with hub_scope(hub):
            fill(hub, number, size)


def fill(hub: object, number: int, size: int) -> None:
    from bandstand.groups.models import Group, Kind
    from bandstand.places.models import Venue

    told, kinds = made_up(size, number), {}
    for place, (slug, look) in enumerate(KINDS):
        made, _ = Kind.objects.get_or_create(
            hub=hub, slug=slug, defaults={"name": slug, "plural": slug, "look": look, "position": place}
        )
        kinds[slug] = made
    groups = [
        Group(
            hub=hub,
            name=f"Group {one['id']}",
            plain_name=f"group {one['id']}",
            slug=f"group-{one['id']}",
            search=f"group {one['id']}",
            kind=kinds[one["kind"]],
            **spot(one),
        )
        for one in told["groups"]
    ]
    Group.objects.bulk_create(groups, batch_size=2000)
    Venue.objects.bulk_create(
        [Venue(hub=hub, name=f"Hall {one['id']}", **spot(one)) for one in told["venues"]]
    )


def spot(one: dict[str, float]) -> dict[str, float]:
    return {"lat": 52.5 + one["y"] / 111_320, "lon": -2 + one["x"] / 67_770}


def note_what_is_kept(env: servers.Env) -> None:
    import sqlite3

    with sqlite3.connect(f"{env['BANDSTAND_DIR']}/bandstand.sqlite3", timeout=20) as file:
        file.executescript(KEPT)
    file.close()


def done(env: servers.Env) -> int:
    return int(servers.rows(env, "SELECT count(DISTINCT plan) FROM kept")[0][0])


def running(env: servers.Env) -> int:
    return int(servers.rows(env, "SELECT count(*) FROM jobs_job WHERE state = 'running'")[0][0])


def nothing_to_do(env: servers.Env) -> bool:
    states = dict(servers.rows(env, "SELECT state, count(*) FROM jobs_job GROUP BY state"))
    return "done" in states and not {"ready", "running"} & set(states)


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
