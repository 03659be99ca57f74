"""Seasons, invitations and table plans on published problems, beside the best values known for them.

    python bench/planner.py [FOLDER]

FOLDER holds `best.json`, `season/`, `tables/` and `score.py`, which judges the answers; without it,
$BANDSTAND_SHARED/data/planning is used. Times are of one process and of these machines; what counts are the
gaps. `--many` plans 330 made-up boroughs of 200,000 groups in all.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import random
import resource
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "libs/planner/src"))

from planner import load_problem, load_room, plan_invitations, plan_season, read_problem, seat  # noqa: E402
from planner.seats import QUICK, STEPS  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = Path(os.environ.get("BANDSTAND_SHARED", ""), "data", "planning")
    parser.add_argument("folder", nargs="?", type=Path, default=known)
    parser.add_argument("--many", action="store_true", help="200,000 groups of 330 made-up boroughs")
    options = parser.parse_args()
    if options.many:
        many_boroughs()
        return 0
    folder = options.folder
    if not (folder / "best.json").is_file():
        print("The planning problems are not here: give their folder.", file=sys.stderr)
        return 2
    judge = judge_in(folder)
    best = json.loads((folder / "best.json").read_text())
    seasons(folder, best["season"], judge)
    invitations(folder, best["season"], judge)
    tables(folder, best["tables"], judge)
    return 0


def judge_in(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("score.py cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def problems(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"), key=lambda path: (path.stat().st_size, path.name))


def seasons(folder: Path, best: dict[str, Any], judge: ModuleType) -> None:
    print(f"{'season':28} {'first':>6} {'s':>5} {'searched':>8} {'s':>5} {'known':>6}  gap")
    for path in problems(folder / "season"):
        problem, told = load_problem(path), json.loads(path.read_text())
        first, quick = timed(lambda p=problem: plan_season(p, quick=True))
        plan, took = timed(lambda p=problem: plan_season(p))
        value = judge.season(told, plan.as_rows(), False, 0, 0)["value"]
        known = best[path.stem]["best"]
        gap = 100 * (1 - value / known)
        print(f"{path.stem:28} {first.value:6} {quick:5.2f} {value:8} {took:5.2f} {known:6}  {gap:.2f} %")


def invitations(folder: Path, best: dict[str, Any], judge: ModuleType) -> None:
    print(f"\n{'invitations':28} {'worth':>7} {'s':>5} {'just who fits':>13}  gain   turned away")
    for path in problems(folder / "season"):
        told = json.loads(path.read_text())
        plan, took = timed(lambda p=path: plan_invitations(load_problem(p)))
        found = judge.season(told, plan.as_rows(), True, 1000, 0)
        fits = best[path.stem]["invite_ref_capacity_only"]
        gain = 100 * (found["mean_value"] / fits - 1)
        print(
            f"{path.stem:28} {found['mean_value']:7} {took:5.2f} {fits:13}  {gain:+.0f} %"
            f"  {100 * found['overflow_rate']:.1f} %"
        )


def tables(folder: Path, best: dict[str, Any], judge: ModuleType) -> None:
    print(f"\n{'tables':28} {'quick':>6} {'s':>5} {'full':>6} {'s':>5} {'known':>6}  of it    unmet needs")
    for path in problems(folder / "tables"):
        room, told = load_room(path), json.loads(path.read_text())
        fast, quick = timed(lambda r=room: seat(r, steps=QUICK))
        full, took = timed(lambda r=room: seat(r, steps=STEPS))
        one, other = judge.tables(told, fast), judge.tables(told, full)
        known = best[path.stem]["best"]
        print(
            f"{path.stem:28} {one['score']:6} {quick:5.2f} {other['score']:6} {took:5.2f} {known:6}"
            f"  {100 * one['score'] / known:.1f}, {100 * other['score'] / known:.1f} %"
            f"  {one['unmet_needs']}, {other['unmet_needs']}"
        )


def timed(work: Any) -> tuple[Any, float]:
    before = time.process_time()
    done = work()
    return done, time.process_time() - before


def many_boroughs(groups: int = 200_000, boroughs: int = 330) -> None:
    """First plans with turn-out for every borough, one after the other, in one process."""
    rng, planned, before = random.Random(1), 0, time.process_time()
    longest = 0.0
    for number in range(boroughs):
        size = max(60, int(rng.lognormvariate(0, 0.5) * groups / boroughs / 1.13))
        plan, took = timed(lambda n=number, s=size: plan_season(read_problem(made_up(s, n)), steps=2))
        longest, planned = max(longest, took), planned + size
        if not plan.sessions:
            print(f"borough {number}: no session")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    took = time.process_time() - before
    print(f"{planned:,} groups in {boroughs} boroughs: {took:.1f} s CPU, {memory:.2f} GB")
    print(f"the slowest borough took {longest:.2f} s")


def made_up(size: int, seed: int) -> dict[str, Any]:
    rng, side = random.Random(seed), int(450 * math.sqrt(size))
    kinds = ("sport", "friends", "health", "community")
    return {
        "params": {
            "sessions": 12,
            "capacity": 12,
            "venues_apart_m": 1600,
            "kind_weights": [["friends", "sport", 3], ["health", "sport", 2], ["friends", "health", 2]],
        },
        "slots": ["evening", "daytime", "saturday"],
        "groups": [
            {
                "id": one,
                "kind": kinds[int(rng.random() * 4)],
                "x": int(rng.random() * side),
                "y": int(rng.random() * side),
                "slots": sorted(rng.sample(range(3), 2)),
                "need": rng.random() < 0.4,
            }
            for one in range(size)
        ],
        "venues": [
            {"id": one, "x": int(rng.random() * side), "y": int(rng.random() * side)} for one in range(30)
        ],
        "connected": [[one, int(rng.random() * size)] for one in range(size)],
    }


if __name__ == "__main__":
    raise SystemExit(main())
