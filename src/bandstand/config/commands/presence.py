"""`bandstand presence check|sweep`: look at groups' websites now, or queue them all for the runners."""

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

from django.db.models import Q, QuerySet

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.trouble import CannotStartError
from bandstand.groups.models import Group
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub
from bandstand.presence.actions import ask_for_check, begin, keep, open_check_ups
from bandstand.presence.models import CheckUp
from bandstand.presence.queries import groups_with_websites
from bandstand.presence.websites import see

AT_ONCE = 8  # websites, each on a host of its own more often than not


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|sweep")
    check = verbs.add_parser("check", help="look now, and say what was seen")
    check.add_argument(
        "groups", nargs="*", metavar="GROUP", help="a group's name, or its name in web addresses"
    )
    check.add_argument("--all", action="store_true", help="every group that has a website")
    sweep = verbs.add_parser("sweep", help="queue every group that has a website for the runners")
    for verb in (check, sweep):
        verb.add_argument("--hub", default="", help="the hub's short name, where there are several")
        verb.add_argument("--json", action="store_true", help="JSON; one line a group as it is done")


def run(options: argparse.Namespace) -> int:
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        return _sweep(hub, options) if options.verb == "sweep" else _check(hub, options)


def _sweep(hub: Hub, options: argparse.Namespace) -> int:
    queued = len(ask_for_check(hub, groups_with_websites(), by=None))
    print(
        json.dumps({"queued": queued}) if options.json else f"{queued} websites are waiting to be looked at."
    )
    return 0


def _check(hub: Hub, options: argparse.Namespace) -> int:
    groups = groups_with_websites() if options.all else _named(options.groups)
    check_ups = open_check_ups(hub, groups, by=None)
    not_able = 0
    for number, done in enumerate(_look_at_all(check_ups), start=1):
        not_able += done.state == CheckUp.State.NOT_ABLE
        print(json.dumps(_as_json(done), ensure_ascii=False) if options.json else _line(done), flush=True)
        _show_progress(number, len(check_ups))
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


def _look_at_all(check_ups: list[CheckUp]) -> Iterator[CheckUp]:
    """Look at several at once; only this thread touches the database."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        under_way = {
            pool.submit(see, visit): check_up
            for check_up in check_ups
            if (visit := begin(check_up)) is not None
        }
        for seen in as_completed(under_way):
            yield keep(under_way[seen], seen.result())


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


def _show_progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        filled = 30 * done // total
        end = "\n" if done == total else ""
        print(
            f"\r[{'#' * filled}{'.' * (30 - filled)}] {done} of {total} ",
            end=end,
            file=sys.stderr,
            flush=True,
        )
