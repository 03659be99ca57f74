"""`bandstand groups duplicates [FILE]`: which groups look alike, how sure that is, and why.

Printed are the certain and the likely pairs; with --possible, those too that are only worth a look.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.trouble import CannotStartError
from bandstand.groups.matching import Pair, Tier, pairs
from bandstand.groups.models import Group
from bandstand.groups.queries.duplicates import find_pairs
from bandstand.groups.queries.sheet_cards import cards_of_sheet
from bandstand.groups.sheets.reading import NotASheetError
from bandstand.people.access import hub_scope

Told = dict[str, Any]


def add_arguments(duplicates: argparse.ArgumentParser) -> None:
    duplicates.add_argument(
        "file", type=Path, nargs="?", help="a sheet to look through; without it, the directory"
    )
    duplicates.add_argument("--possible", action="store_true", help="also pairs that are only worth a look")
    duplicates.add_argument("--json", action="store_true", help="JSON")
    duplicates.add_argument("--sheet", default="", metavar="NAME", help="this sheet of a workbook")
    duplicates.add_argument("--hub", default="", help="the hub's short name, where there are several")


def run(options: argparse.Namespace) -> int:
    rows, found = _of_file(options) if options.file else _of_directory(options)
    found = [one for one in found if options.possible or one["tier"] != Tier.POSSIBLE]
    if options.json:
        print(json.dumps({"rows": rows, "pairs": found}, ensure_ascii=False))
    else:
        _tell(rows, found)
    return 1 if found else 0


def _of_file(options: argparse.Namespace) -> tuple[int, list[Told]]:
    try:
        rows, many = cards_of_sheet(options.file, options.sheet)
    except NotASheetError as trouble:
        raise CannotStartError(str(trouble)) from trouble
    except OSError as trouble:
        raise CannotStartError(f"{options.file} cannot be read: {trouble.strerror}.") from trouble
    told = {row.index: {"row": row.number, "index": row.index, "name": row.card.name} for row in rows}
    return many, [_pair(pair, told) for pair in pairs(row.card for row in rows)]


def _of_directory(options: argparse.Namespace) -> tuple[int, list[Told]]:
    with hub_scope(chosen_hub(options.hub)):
        found = find_pairs()
        ids = {int(key) for pair in found for key in (pair.first, pair.second)}
        groups = dict(Group.objects.values_list("pk", "slug"))
        names = dict(Group.objects.values_list("pk", "name"))
    told = {pk: {"id": pk, "slug": groups[pk], "name": names[pk]} for pk in ids}
    return len(groups), [_pair(pair, told) for pair in found]


def _pair(pair: Pair, told: dict[int, Told]) -> Told:
    return {
        "first": told[int(pair.first)],
        "second": told[int(pair.second)],
        "tier": str(pair.tier),
        "reasons": list(pair.reasons),
    }


def _tell(rows: int, found: list[Told]) -> None:
    for one in found:
        sides = " · ".join(f"{_where(one[side])}{_flat(one[side]['name'])}" for side in ("first", "second"))
        print(f"{one['tier']:<9} {sides}\n          {' '.join(one['reasons'])}")
    print(f"{rows:,} looked through: {len(found):,} pairs that look alike.")


def _where(side: Told) -> str:
    return f"row {side['row']}: " if "row" in side else ""


def _flat(name: str) -> str:
    return " ".join(name.split())
