"""Brings a made-up sheet of groups in and prints rows a second: sorting into piles, bringing in, and the same
sheet once more. In brackets: rows a second of this process’s own time, without other work on the machine and
the database server’s.

    python bench/import_speed.py [--rows 20000 100000] [--postgres URL] [--json]

A fresh database for each line on SQLite; with --postgres (the address of a database that may be filled) on
PostgreSQL as well. Nothing of yours is touched. Each line is a process of its own, to tell its memory.
"""

import argparse
import csv
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from made_up_groups import field_note  # noqa: E402

HEADINGS = [
    "Ref",
    "Name",
    "What they do",
    "Address",
    "Postcode",
    "Website",
    "Facebook",
    "Phone",
    "Email",
    "Ward",
    "Notes",
]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--postgres", default="", help="postgres://… of a database that may be filled")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one)))
        return 0
    databases = ["SQLite"] + (["PostgreSQL"] if options.postgres else [])
    lines = [run(rows, name, options.postgres) for name in databases for rows in options.rows]
    print(json.dumps(lines) if options.json else table(lines))
    return 0 if all(line["well"] for line in lines) else 1


def run(rows: int, name: str, url: str) -> dict[str, Any]:
    """Measure in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "BANDSTAND_DIR": folder}
        env.pop("DATABASE_URL", None)
        if name == "PostgreSQL":
            env["DATABASE_URL"] = url
        words = [sys.executable, __file__, "--one", str(rows)]
        done = subprocess.run(words, env=env, stdout=subprocess.PIPE, check=True, text=True)
    return {"database": name, **json.loads(done.stdout)}


def made_up(rows: int) -> bytes:
    """Return a sheet of made-up groups as `made_up_groups.field_note` makes them: one in twenty twice."""
    chance = random.Random(20_000)
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(HEADINGS)
    for number, one in enumerate(field_note(rows, seed=7)):
        word = f"group{number}"
        website = f"www.{word}.example.org" if number % 2 else ""
        facebook = f"https://www.facebook.com/{word}/" if number % 3 else ""
        cells = [
            number,
            one.name,
            f"{one.name} for everybody, every week",
            one.address,
            one.postcode,
            website,
        ]
        sheet.writerow([*cells, facebook, f"01384 {number:06}", "", f"Ward {chance.randint(1, 25)}", ""])
    return out.getvalue().encode()


def measure(rows: int) -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from bandstand.groups.actions.sheets import bring_in, choose_columns, sort, take_in
    from bandstand.groups.queries.sheets import piles
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub

    call_command("migrate", verbosity=0)
    content = made_up(rows)
    told: dict[str, Any] = {"rows": rows}
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    hub = open_hub(f"Bench {time.time_ns()}")
    with hub_scope(hub):
        for prefix in ("", "again_"):
            batch, *_ = take_in(hub, "bench.csv", lambda: [content], by=None)
            choose_columns(batch, {})
            told[f"{prefix}sort"] = speed(rows, lambda: sort(batch))  # noqa: B023
            told[f"{prefix}piles"] = {pile: many for pile, many in piles(batch).items() if many}
            told[f"{prefix}bring_in"] = speed(rows, lambda: bring_in(batch))  # noqa: B023
    told["more_megabytes"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
    told["well"] = sum(told["piles"].values()) == rows and told["again_piles"] == {"same": rows}
    return told


def speed(rows: int, work: Callable[[], object]) -> list[int]:
    """Return rows a second by the clock, and by this process's own time."""
    clock, own = time.perf_counter(), time.process_time()
    work()
    return [round(rows / (time.perf_counter() - clock)), round(rows / (time.process_time() - own))]


def table(lines: list[dict[str, Any]]) -> str:
    heads = ["database", "rows", "sort", "bring_in", "again_sort", "again_bring_in", "more_megabytes"]
    rows = [heads, *([_cell(line[head]) for head in heads] for line in lines)]
    return "\n".join("".join(f"{cell:>17}" for cell in row) for row in rows) + "\n(rows a second)"


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return f"{value[0]:,} ({value[1]:,})"
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    sys.exit(main())
