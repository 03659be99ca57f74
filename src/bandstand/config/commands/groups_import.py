"""`bandstand groups import FILE`: a sheet of groups; every row ends in a pile, and the piles add up."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.progress import Progress
from bandstand.config.trouble import CannotStartError
from bandstand.groups.actions.sheets import MappingError, bring_in, choose_columns, sort, take_in, throw_away
from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.groups.queries.sheets import piles
from bandstand.groups.sheets.reading import NotASheetError
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub

State = ImportRow.State
_WORDS = {
    State.NEW: "new",
    State.CHANGED: "changed",
    State.SAME: "the same as before",
    State.MAYBE: "maybe here already",
    State.FIX: "to put right",
    State.LEFT_OUT: "left out",
}
_SHOWN = 20


def add_arguments(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("file", type=Path, help="the sheet: CSV, Excel, OpenDocument or JSON")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    bring.add_argument("--json", action="store_true", help="JSON")
    bring.add_argument("--sheet", default="", metavar="NAME", help="only this sheet of a workbook")
    bring.add_argument("--hub", default="", help="the hub's short name, where there are several")


def run(options: argparse.Namespace) -> int:
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        try:
            with _taken_in(hub, options) as batches:
                return _import(batches, options)
        except (NotASheetError, MappingError) as trouble:
            raise CannotStartError(str(trouble)) from trouble
        except OSError as trouble:
            raise CannotStartError(f"{options.file} cannot be read: {trouble.strerror}.") from trouble


@contextmanager
def _taken_in(hub: Hub, options: argparse.Namespace) -> Iterator[list[ImportBatch]]:
    """Take the file in; what was only tried, and what came to nothing, is thrown away afterwards."""
    taken = take_in(hub, options.file.name, lambda: _chunks(options.file), by=None)
    try:
        yield _chosen(taken, options.sheet)
    finally:
        for batch in taken:
            if options.dry_run or batch.state in {ImportBatch.State.READ, ImportBatch.State.SORTING}:
                throw_away(batch, by=None)


def _chosen(batches: list[ImportBatch], name: str) -> list[ImportBatch]:
    found = [batch for batch in batches if name in {"", batch.sheet_name}]
    if not found:
        names = ", ".join(batch.sheet_name for batch in batches)
        raise CannotStartError(f"There is no sheet “{name}” in that file. There are: {names}.")
    return found


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            yield chunk


def _import(batches: list[ImportBatch], options: argparse.Namespace) -> int:
    """Bring every sheet of the file in that holds groups, or places of them; the others are told."""
    told, passed_over = [], []
    for batch in batches:
        try:
            choose_columns(batch, {})
        except MappingError as trouble:
            if len(batches) == 1:
                raise
            passed_over.append({"sheet": batch.sheet_name, "says": str(trouble)})
        else:
            told.append(_one_sheet(batch, options))
    if not told:
        raise CannotStartError("No sheet of that file has a column of groups’ names.")
    whole = _together(told, options, passed_over)
    print(json.dumps(whole, ensure_ascii=False)) if options.json else _tell(whole)
    return 1 if whole["fix"] or whole["maybe"] or passed_over else 0


def _one_sheet(batch: ImportBatch, options: argparse.Namespace) -> dict[str, Any]:
    progress = Progress("rows")
    sort(batch, told=progress.of)
    if not options.dry_run:
        bring_in(batch, told=progress.of)
    progress.end()
    counts = piles(batch)
    return {
        "sheet": batch.sheet_name,
        "encoding": batch.encoding,
        "delimiter": batch.delimiter,
        "columns": [
            {"heading": heading, "holds": batch.mapping[str(number)]}
            for number, heading in enumerate(batch.headings)
        ],
        "rows": batch.rows_in,
        **{state.value.replace(" ", "_"): counts[state] for state in _WORDS},
        "to_fix": [
            {"sheet": batch.sheet_name, "row": row.number, "cells": row.cells, "says": row.says}
            for row in batch.rows.filter(state=State.FIX)
        ],
        "to_decide": _to_decide(batch),
    }


def _to_decide(batch: ImportBatch) -> list[dict[str, Any]]:
    rows = list(batch.rows.filter(state=State.MAYBE))
    named = {one["group"] for row in rows for one in row.maybe}
    names = dict(Group.objects.filter(pk__in=named).values_list("pk", "name"))
    return [
        {
            "sheet": batch.sheet_name,
            "row": row.number,
            "cells": row.cells,
            "maybe": [{**one, "name": names.get(one["group"])} for one in row.maybe],
        }
        for row in rows
    ]


def _together(
    told: list[dict[str, Any]], options: argparse.Namespace, passed_over: list[dict[str, str]]
) -> dict[str, Any]:
    """Return the figures of all sheets added up, what is to be settled, and each sheet's own figures."""
    counted: Counter[str] = Counter()
    for one in told:
        counted.update({key: many for key, many in one.items() if isinstance(many, int)})
    first = {key: told[0][key] for key in ("encoding", "delimiter", "columns")}
    settle = {key: [row for one in told for row in one.pop(key)] for key in ("to_fix", "to_decide")}
    return {
        "file": options.file.name, "dry_run": options.dry_run, **first, **counted, **settle, "sheets": told,
        "passed_over": passed_over,
    }  # fmt: skip


def _tell(whole: dict[str, Any]) -> None:
    for one in whole["sheets"]:
        if len(whole["sheets"]) > 1:
            print(f"{one['sheet']}:")
        for column in one["columns"]:
            print(f"  {column['heading']}: {column['holds']}")
    if whole["dry_run"]:
        print("Nothing was changed; this is what would happen:")
    counts = ((whole[state.value.replace(" ", "_")], words) for state, words in _WORDS.items())
    print(f"{whole['rows']:,} rows: {', '.join(f'{many:,} {words}' for many, words in counts)}.")
    for row in whole["to_fix"][:_SHOWN]:
        print(f"Row {row['row']}: {' '.join(say['words'] for say in row['says'])}")
    for row in whole["to_decide"][:_SHOWN]:
        print(f"Row {row['row']}: {_maybe_words(row['maybe'])}")
    for sheet in whole["passed_over"]:
        print(f"Sheet “{sheet['sheet']}” was passed over. {sheet['says']}")


def _maybe_words(maybe: list[dict[str, Any]]) -> str:
    first = maybe[0]
    other = first["name"] or f"row {first['row']}"
    return f"may be the same as {other}. {' '.join(first['reasons'])}"
