"""`bandstand presence check|sweep`: look at groups' websites now, or queue them all for the runners."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable

from asgiref.sync import async_to_sync
from django.db.models import Q, QuerySet

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.progress import Progress
from bandstand.config.trouble import CannotStartError
from bandstand.groups.models import Group
from bandstand.kit.background import in_database
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub
from bandstand.presence.actions import look_beside, open_check_ups, start_sweep
from bandstand.presence.models import CheckUp, Sweep
from bandstand.presence.queries import SweepProgress, groups_with_websites, progress_of

AT_ONCE = 8  # websites, each on a host of its own more often than not
NOBODY_WORKS = 60.0  # seconds without a website done, after which the runners may be off


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|sweep")
    check = verbs.add_parser("check", help="look now, and say what was seen")
    check.add_argument(
        "groups", nargs="*", metavar="GROUP", help="a group's name, or its name in web addresses"
    )
    check.add_argument("--all", action="store_true", help="every group that has a website")
    sweep = verbs.add_parser("sweep", help="queue every group that has a website for the runners")
    sweep.add_argument("--wait", action="store_true", help="show how far they are, until all are done")
    for verb in (check, sweep):
        verb.add_argument("--hub", default="", help="the hub's short name, where there are several")
        verb.add_argument("--json", action="store_true", help="JSON; one line a group as it is done")


def run(options: argparse.Namespace) -> int:
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        return _sweep(hub, options) if options.verb == "sweep" else _check(hub, options)


def _sweep(hub: Hub, options: argparse.Namespace) -> int:
    sweep = start_sweep(hub, None, Sweep.Why.COMMAND)
    if options.wait and sweep is not None:
        return _wait(sweep, as_json=options.json)
    queued = sweep.total if sweep else 0
    print(
        json.dumps({"queued": queued}) if options.json else f"{queued} websites are waiting to be looked at."
    )
    return 0


def _wait(sweep: Sweep, *, as_json: bool) -> int:
    """Watch the runners until the round is over; 1 where something could not be checked."""
    shown = Progress("websites looked at")
    moved, done = time.monotonic(), 0
    while (so_far := progress_of(sweep)).left:
        shown.of(so_far.done, so_far.total)
        if so_far.done != done:
            moved, done = time.monotonic(), so_far.done
        elif time.monotonic() - moved > NOBODY_WORKS:
            print("Nothing has moved for a minute. Is “bandstand work” running?", file=sys.stderr)
            moved = time.monotonic()
        time.sleep(0.5)
    shown.of(so_far.done, so_far.total)
    shown.end()
    print(_as_told(so_far, as_json=as_json))
    return 1 if so_far.could_not else 0


def _as_told(so_far: SweepProgress, *, as_json: bool) -> str:
    if as_json:
        return json.dumps({"looked_at": so_far.looked, "could_not_check": so_far.could_not})
    return f"{so_far.done} looked at, {so_far.could_not} of them could not be checked."


def _check(hub: Hub, options: argparse.Namespace) -> int:
    groups = groups_with_websites() if options.all else _named(options.groups)
    check_ups = open_check_ups(hub, groups, by=None)
    not_able = 0
    shown = Progress("websites looked at")

    def say(done: CheckUp) -> None:
        nonlocal not_able
        not_able += done.state == CheckUp.State.NOT_ABLE
        print(json.dumps(_as_json(done), ensure_ascii=False) if options.json else _line(done), flush=True)

    async_to_sync(_look_at_all)(check_ups, say, shown, thorough=not options.all)
    shown.end()
    if not options.json:
        print(f"{len(check_ups)} looked at, {not_able} of them could not be checked.")
    return 1 if not_able else 0


def _named(words: list[str]) -> QuerySet[Group]:
    if not words:
        raise CannotStartError("Say which groups to check, or --all.")
    groups = Group.objects.none()
    for word in words:
        found = Group.objects.filter(Q(slug=word) | Q(name__iexact=word))
        if not found:
            raise CannotStartError(
                f"There is no group called “{word}”. Use its name as the directory has it."
            )
        groups = groups | found
    if not groups_with_websites().filter(pk__in=groups.values("pk")).exists():
        raise CannotStartError(
            "None of these groups has a website of its own, so there is nothing to look at."
        )
    return groups


async def _look_at_all(
    check_ups: list[CheckUp], say: Callable[[CheckUp], None], shown: Progress, *, thorough: bool
) -> None:
    """Look at several at once; only the thread that called touches the database."""
    room = asyncio.Semaphore(AT_ONCE)
    done = 0

    async def one(check_up: CheckUp) -> None:
        nonlocal done
        async with room:
            await in_database(say, await look_beside(check_up, thorough=thorough))
        done += 1
        shown.of(done, len(check_ups))

    await asyncio.gather(*(one(check_up) for check_up in check_ups))


def _line(done: CheckUp) -> str:
    if done.state == CheckUp.State.NOT_ABLE:
        return f"{done.group.name}: could not check. {done.says}"
    to_do = [said["headline"] for said in done.report["findings"] if _helps(said["state"])]
    return f"{done.group.name}: {'; '.join(to_do) or done.says or 'all well'}"


def _helps(state: str) -> bool:
    return state in {"easy win", "needs a decision"}


def _as_json(done: CheckUp) -> dict[str, object]:
    return {"group": done.group.slug, "url": done.url, "state": done.state, "says": done.says} | {
        "findings": done.report["findings"]
    }
