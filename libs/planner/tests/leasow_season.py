"""A made-up borough for planning: Leasow Vale's groups, venues and evenings, by a seed."""

from __future__ import annotations

import math
import random
from typing import Any

KINDS = ("sport", "friends", "health", "community")
WEIGHTS = [
    ["friends", "sport", 3],
    ["health", "sport", 2],
    ["friends", "health", 2],
    ["community", "sport", 1],
    ["community", "friends", 1],
    ["community", "health", 1],
]


def season(groups: int = 40, venues: int = 6, *, seed: int = 1, **params: Any) -> dict[str, Any]:
    rng = random.Random(seed)
    side = 600 * math.sqrt(groups)
    return {
        "format": "bandstand-season-1",
        "params": {"sessions": 3, "capacity": 6, "kind_weights": WEIGHTS} | params,
        "slots": ["weekday-evening", "weekday-daytime", "saturday"],
        "groups": [_group(rng, one, side) for one in range(groups)],
        "venues": [
            {
                "id": f"v{one}",
                "x": rng.randrange(int(side)),
                "y": rng.randrange(int(side)),
                "place": f"Hall {one}",
                "slots": sorted(rng.sample(range(3), 2)),
            }
            for one in range(venues)
        ],
        "connected": [sorted(rng.sample(range(groups), 2)) for _ in range(groups)],
    }


def _group(rng: random.Random, one: int, side: float) -> dict[str, Any]:
    return {
        "id": one,
        "kind": KINDS[int(rng.random() * 4)],
        "x": rng.randrange(int(side)),
        "y": rng.randrange(int(side)),
        "slots": sorted(rng.sample(range(3), 2)),
        "need": rng.random() < 0.4,
        "accept": round(0.2 + 0.3 * rng.random(), 2),
        "name": f"Group {one} of Leasow Vale",
    }


def broken_rules(told: dict[str, Any], rows: list[list[Any]], *, room: bool = True) -> list[str]:
    """What a list of sessions does that it may not, worked out apart from the planner."""
    params, groups = told["params"], {one["id"]: one for one in told["groups"]}
    venues = {one["id"]: one for one in told["venues"]}
    used = [group for row in rows for group in row[2]]
    said = ["a group twice"] * (len(set(used)) < len(used))
    said += ["a venue twice"] * (len({row[0] for row in rows}) < len(rows))
    said += ["too many sessions"] * (len(rows) > params["sessions"])
    for venue, slot, members in rows:
        at = venues[venue]
        kinds = {groups[one]["kind"] for one in members}
        said += ["a closed slot"] * (slot not in at["slots"])
        said += ["too full"] * (room and len(members) > params["capacity"])
        said += ["too few"] * (len(members) < 4 or len(kinds) < 2)
        for one in members:
            far = math.hypot(groups[one]["x"] - at["x"], groups[one]["y"] - at["y"]) > 1600
            said += ["too far"] * far + ["not free"] * (slot not in groups[one]["slots"])
    return said


def worth(told: dict[str, Any], rows: list[list[Any]]) -> int:
    """The value of sessions, straight from the format's words."""
    groups = {one["id"]: one for one in told["groups"]}
    known = {tuple(sorted(pair)) for pair in told["connected"]}
    weights = {frozenset(row[:2]): row[2] for row in told["params"]["kind_weights"]}
    total = 0
    for _, _, members in rows:
        total += sum(2 for one in members if groups[one]["need"])
        for place, one in enumerate(members):
            for other in members[:place]:
                a, b = groups[one], groups[other]
                far = math.hypot(a["x"] - b["x"], a["y"] - b["y"])
                weight = weights.get(frozenset((a["kind"], b["kind"])), 0) if a["kind"] != b["kind"] else 0
                if far <= 1200 and tuple(sorted((one, other))) not in known:
                    total += weight * (2 if far <= 600 else 1)
    return total
