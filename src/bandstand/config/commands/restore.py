"""`bandstand restore FILE`: a copy brought back into an empty folder."""

import argparse
import json
from pathlib import Path
from typing import Any

from bandstand.config.safekeeping import restore
from bandstand.kit.words import counted
from bandstand.people.actions.removals import list_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a copy made by “bandstand backup”")
    parser.add_argument(
        "--removals",
        type=Path,
        metavar="FILE",
        help="the list of removed details of the old folder (removals.jsonl), if it is not in this one",
    )
    parser.add_argument("--json", action="store_true", help="print what was brought back as JSON")


def run(options: argparse.Namespace) -> int:
    given = options.removals.absolute() if options.removals else None
    listed = given or list_file()
    has_list = listed.exists()
    manifest = restore(options.file.absolute(), given)
    if options.json:
        print(json.dumps(manifest))
        return 0
    print(f"Brought back the copy made {manifest['made_at'][:16].replace('T', ' at ')}.")
    _tell(manifest["removed_again"], has_list=has_list)
    print("Put the old “secret-key” file in the same folder, or private links sent so far stop working.")
    return 0


def _tell(again: dict[str, Any], *, has_list: bool) -> None:
    if not has_list:
        print(
            "There was no list of removed details (removals.jsonl), so nobody’s were removed again. "
            "If the old folder has one, restore once more with --removals FILE."
        )
    elif again["lines"]:
        people = counted(again["people"], "person’s details were", "people’s details were")
        print(f"Since that copy, {people} removed at their wish: they are removed again.")
    if again["other_key"]:
        print(
            "Part of the list was made with another secret key: those people are removed again, but their "
            "addresses in other people’s words are not. Put the old secret-key back and restore once more."
        )
