"""`bandstand groups import FILE`: a spreadsheet of groups, every row accounted for."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from bandstand.config.commands.figures import chosen_hub
from bandstand.config.progress import Progress
from bandstand.config.trouble import CannotStartError
from bandstand.groups.actions.sheets import MappingError, bring_in, choose_columns, take_in
from bandstand.groups.models import ImportBatch, ImportRow
from bandstand.groups.sheets.reading import NotASheetError
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub

State = ImportRow.State
_WORDS = {
    State.NEW: "new",
    State.CHANGED: "changed",
    State.SAME: "the same as before",
    State.FIX: "to put right",
}


def add_arguments(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("file", type=Path, help="the sheet")
    bring.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    bring.add_argument("--json", action="store_true", help="JSON")
    bring.add_argument("--hub", default="", help="the hub's short name, where there are several")


def run(options: argparse.Namespace) -> int:
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        try:
            return _dry_run(hub, options) if options.dry_run else _import(hub, options)
        except (NotASheetError, MappingError) as trouble:
            raise CannotStartError(str(trouble)) from trouble
        except OSError as trouble:
            raise CannotStartError(f"{options.file} cannot be read: {trouble.strerror}.") from trouble


def _dry_run(hub: Hub, options: argparse.Namespace) -> int:
    """Do it all, say what came of it, and let none of it be."""
    with transaction.atomic():
        done = _import(hub, options)
        transaction.set_rollback(True)
    return done


def _import(hub: Hub, options: argparse.Namespace) -> int:
    batch = take_in(hub, options.file.name, lambda: _chunks(options.file), by=None)
    choose_columns(batch, {})
    progress = Progress("rows")
    counts = bring_in(batch, told=progress.of)
    progress.end()
    if options.json:
        print(json.dumps(_as_json(batch, counts, options), ensure_ascii=False))
    else:
        _tell(batch, counts, options)
    return 1 if counts[State.FIX] else 0


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 16):
            yield chunk


def _tell(batch: ImportBatch, counts: dict[str, int], options: argparse.Namespace) -> None:
    for heading, goes_to in _columns(batch):
        print(f"  {heading}: {goes_to}")
    if options.dry_run:
        print("Nothing was changed; this is what would happen:")
    told = ", ".join(f"{counts[state]:,} {words}" for state, words in _WORDS.items())
    print(f"{batch.rows_in:,} rows: {told}.")
    for row in batch.rows.filter(state=State.FIX)[:20]:
        print(f"Row {row.number}: {' '.join(say['words'] for say in row.says)}")


def _columns(batch: ImportBatch) -> list[tuple[str, str]]:
    return [(heading, batch.mapping[str(number)]) for number, heading in enumerate(batch.headings)]


def _as_json(batch: ImportBatch, counts: dict[str, int], options: argparse.Namespace) -> dict[str, object]:
    to_fix = [
        {"row": row.number, "cells": row.cells, "says": row.says}
        for row in batch.rows.filter(state=State.FIX)
    ]
    return {
        "file": batch.file_name,
        "dry_run": options.dry_run,
        "encoding": batch.encoding,
        "delimiter": batch.delimiter,
        "columns": [{"heading": heading, "holds": goes_to} for heading, goes_to in _columns(batch)],
        "rows": batch.rows_in,
        **{state.value: counts[state] for state in _WORDS},
        "to_fix": to_fix,
    }
