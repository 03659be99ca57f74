"""`bandstand people keep`: let go of what was kept long enough, or only say what would go."""

import argparse
import json

from bandstand.config.commands.figures import chosen_hub
from bandstand.kit.words import counted
from bandstand.people.access import hub_scope
from bandstand.people.actions.keep_to_time import Due, due, keep_to_time
from bandstand.people.keeping import how_long


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="keep")
    keep = what.add_parser("keep", help="let go of what was kept long enough, as every night does")
    keep.add_argument("--dry-run", action="store_true", help="only say what would go, and change nothing")
    keep.add_argument("--hub", default="", help="the hub's short name, where one installation serves several")
    keep.add_argument("--json", action="store_true", help="print it as JSON")


def run(options: argparse.Namespace) -> int:
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        found = due()
        gone = {} if options.dry_run else keep_to_time(hub)
    if options.json:
        print(json.dumps([_as_json(one, gone) for one in found], ensure_ascii=False))
        return 0
    for one in sorted(found, key=lambda one: -one.now):
        keep = one.chore.keep
        next_at = f", next on {one.next_at:%Y-%m-%d}" if one.next_at else ""
        time = f"{how_long(keep, one.months)} after {keep.after}"
        print(f"{one.now:>7,} of {one.kept:,} due  {keep.what}: {time}{next_at}")
    total = sum(one.now for one in found)
    print(
        f"{counted(total, 'row is', 'rows are')} due. "
        + ("Nothing was changed." if options.dry_run else "Done.")
    )
    return 0


def _as_json(one: Due, gone: dict[str, int]) -> dict[str, object]:
    keep = one.chore.keep
    return {
        "model": one.chore.of,
        "what": keep.what,
        "kept_for": how_long(keep, one.months),
        "after": keep.after,
        "then": keep.then,
        "kept": one.kept,
        "due": one.now,
        "gone": gone.get(one.chore.of, 0),
        "next_at": one.next_at.isoformat() if one.next_at else None,
    }
