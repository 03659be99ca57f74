"""`bandstand seasons plan-all`: have a season planned for every organisation, one job each."""

import argparse
import json
import sys
import time
from datetime import date, timedelta

from django.utils import timezone

from bandstand.config.progress import Progress
from bandstand.gatherings.actions.seasons import Wishes, plan_later
from bandstand.gatherings.models import SeasonPlan
from bandstand.gatherings.seasons.times import TIMES
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub

_AHEAD = timedelta(weeks=4)
NOBODY_WORKS = 60.0  # seconds without a plan made, after which the runners may be off


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="plan-all")
    every = verbs.add_parser("plan-all", help="queue a plan for each organisation served here")
    every.add_argument("--sessions", type=int, default=6, choices=range(1, 25), metavar="N")
    every.add_argument("--from", dest="begins", type=date.fromisoformat, metavar="D", help="the first week")
    every.add_argument("--times", nargs="+", choices=sorted(TIMES), default=["evening"])
    every.add_argument("--wait", action="store_true", help="show how far they are, until all are planned")
    every.add_argument("--json", action="store_true", help="how many were queued, and how many waited before")


def run(options: argparse.Namespace) -> int:
    """Queue them. One that still waits for a runner is not queued again."""
    begins = options.begins or timezone.localdate() + _AHEAD
    wishes = Wishes(begins=begins, sessions=options.sessions, times=tuple(options.times))
    hubs = list(Hub.objects.order_by("pk"))
    queued = [hub for hub in hubs if _queue(hub, wishes)]
    if options.wait:
        _watch(hubs)
    if options.json:
        print(json.dumps({"queued": len(queued), "waiting": len(hubs) - len(queued)}))
    elif not options.wait:
        print(f"{len(queued)} seasons are queued, one for each organisation.")
    return 0


def _queue(hub: Hub, wishes: Wishes) -> bool:
    with hub_scope(hub):
        if SeasonPlan.objects.filter(worked_out__has_key="waiting").exists():
            return False
        plan_later(hub, wishes)
        return True


def _watch(hubs: list[Hub]) -> None:
    shown = Progress("seasons planned")
    moved, before = time.monotonic(), -1
    while (left := sum(map(_waits, hubs))) > 0:
        shown.of(len(hubs) - left, len(hubs))
        if left != before:
            moved, before = time.monotonic(), left
        elif time.monotonic() - moved > NOBODY_WORKS:
            print("Nothing has moved for a minute. Is “bandstand work” running?", file=sys.stderr)
            moved = time.monotonic()
        time.sleep(0.5)
    shown.of(len(hubs), len(hubs))
    shown.end()


def _waits(hub: Hub) -> bool:
    with hub_scope(hub):
        return SeasonPlan.objects.filter(worked_out__has_key="waiting").exists()
