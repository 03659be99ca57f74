"""Brings the real files of the developers' data folder in, twice, and prints what became of every row.

    python bench/import_real_files.py [--data FOLDER] [--json] [FILE ...]

For each file: rows, what every column was taken for, links understood, postcodes placed, seconds and memory.
Files named on the command line come in instead, whatever they are: CSV, Excel, OpenDocument, JSON, packed.
Postcodes and wards are loaded first, from the same folder: FOLDER, or $BANDSTAND_SHARED/data. A fresh
database each time; nothing of yours is touched. Says so and stops when the folder is not there: it is no part
of the project.
"""

import argparse
import gzip
import json
import os
import resource
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

FILES = [
    "trafford_parks_friends.csv",
    "trafford_sport_sites.csv",
    "trafford_charities.csv",
    "trafford_voluntary_sector_grants.csv",
    "ukcat_charities_dev.csv.gz",
    "chicago_sites_labelled_duplicates.csv.gz",
]
# Chicago's is the labelled set of another town: its postcodes are none of ours.
CHARITIES = "trafford_charities.csv"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("BANDSTAND_SHARED", ""), "data"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--look", action="store_true", help="only read, without bringing in")
    options = parser.parse_args()
    if not (options.data / FILES[0]).is_file():
        print(
            f"The data folder {options.data} is not here, so there is nothing to bring in.", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BANDSTAND_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        files = options.files or [unpacked(options.data / name, Path(folder)) for name in FILES]
        told = measure(options.data, files, bring_in=not options.look)
    print(json.dumps(told) if options.json else table(told))
    return 0 if told["well"] else 1


def unpacked(path: Path, folder: Path) -> Path:
    if path.suffix != ".gz":
        return path
    plain = folder / path.stem
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain


def measure(data: Path, files: list[Path], *, bring_in: bool) -> dict[str, Any]:
    """Do it all; give one line a table, the share of postcodes placed, and whether all is as it should be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub
    from bandstand.places.actions.boundaries import load_boundaries
    from bandstand.places.actions.postcodes import load_postcodes

    call_command("migrate", verbosity=0)
    hub = open_hub("Bench")
    begun = time.perf_counter()
    loaded = load_postcodes(data / "gb_postcodes")
    seconds = time.perf_counter() - begun
    with hub_scope(hub):
        load_boundaries(hub, data / "trafford_wards_2023.geojson")
        looked = [line for path in files for line in look(path)]
        first = [line for path in files for line in bring(hub, path)] if bring_in else []
        again = [line for path in files for line in bring(hub, path)] if bring_in else []
        placed = charities_placed(data) if bring_in and any(one.name == CHARITIES for one in files) else None
    return {
        "postcodes": loaded.postcodes,
        "load_seconds": round(seconds, 1),
        "tables": looked,
        "files": first + again,
        "placed": placed,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load_average": os.getloadavg()[0],
        "well": (placed is None or placed["share"] >= 0.99)
        and all(line["rows"] == line["accounted"] for line in first + again)
        and all(line["again"] == 0 for line in again),
    }


def look(path: Path) -> list[dict[str, Any]]:
    """Read every table of a file; say what its columns were taken for and how much of it was understood."""
    from bandstand.groups.sheets.cells import make_sense, note_names
    from bandstand.groups.sheets.linked import how_linked
    from bandstand.groups.sheets.reading import look_into, rows_of
    from bandstand.places.postcodes import is_full
    from bandstand.places.queries import points_of

    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    manners = look_into(path, path.name)
    samples = [[row.cells for row in islice(rows_of(path, manner), 200)] for manner in manners]
    lines = []
    for manner, linked in zip(manners, how_linked(list(zip(manners, samples, strict=True))), strict=True):
        names = note_names(manner.headings)
        told = [make_sense(row.cells, names, linked.mapping) for row in rows_of(path, manner)]
        postcodes = [str(one.fields["postcode"]) for one in told if is_full(one.fields.get("postcode", ""))]
        known = points_of(postcodes)
        lines.append(
            {
                "file": f"{path.name} {manner.sheet}".strip(),
                "form": manner.form,
                "heading_row": manner.heading_row,
                "rows": len(told),
                "columns": dict(zip(names, linked.mapping, strict=True)),
                "linked": linked.why,
                "links": sum(len(one.links) for one in told),
                "postcodes": len(postcodes),
                "placed": sum(1 for code in postcodes if code in known),
                "to_look_at": sum(1 for one in told for say in one.says if say.get("severity")),
                "seconds": round(time.perf_counter() - begun, 2),
                "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024,
            }
        )
    return lines


def bring(hub: Any, path: Path) -> list[dict[str, Any]]:
    from bandstand.groups.actions.sheets import MappingError, bring_in, choose_columns, take_in

    lines = []
    begun = time.perf_counter()
    for batch in take_in(hub, path.name, lambda: [path.read_bytes()], by=None):
        try:
            choose_columns(batch, {})
        except MappingError as trouble:
            print(f"{path.name} {batch.sheet_name}: {trouble}", file=sys.stderr)
            continue
        counts = {str(pile): many for pile, many in bring_in(batch).items() if many}
        lines.append(
            {
                "file": f"{path.name} {batch.sheet_name}".strip(),
                "rows": batch.rows_in,
                "piles": counts,
                "accounted": sum(counts.values()),
                "again": counts.get("new", 0) + counts.get("changed", 0),
                "seconds": round(time.perf_counter() - begun, 2),
            }
        )
        begun = time.perf_counter()
    return lines


def charities_placed(data: Path) -> dict[str, Any]:
    """Count the charities whose postcode cell is filled, and those placed by the whole of it."""
    import csv

    from bandstand.groups.models import Group

    with (data / CHARITIES).open(newline="", encoding="utf-8-sig") as file:
        rows = [
            row for row in csv.DictReader(file) if row["charity_contact_postcode"].strip() not in {"", "NA"}
        ]
    numbers = {row["registered_charity_number"] for row in rows}
    placed = Group.objects.filter(charity_number__in=numbers, precision__in=["postcode", "exact"])
    exact = placed.values("charity_number").distinct().count()
    return {"with_postcode": len(numbers), "placed": exact, "share": exact / len(numbers)}


def table(told: dict[str, Any]) -> str:
    lines = [f"{told['postcodes']:,} postcodes loaded in {told['load_seconds']} s"]
    for one in told["tables"]:
        columns = ", ".join(f"{name} → {field}" for name, field in one["columns"].items() if field != "note")
        notes = sum(1 for field in one["columns"].values() if field == "note")
        figures = (
            f"{one['file']} ({one['form']}): {one['rows']} rows, {one['links']} links, "
            f"{one['placed']} of {one['postcodes']} postcodes placed, {one['to_look_at']} cells to look at, "
            f"{one['seconds']} s, {one['megabytes']} MB more"
        )
        lines += [figures, f"    {columns}; {notes} kept as notes. {one['linked']}"]
    for line in told["files"]:
        piles = ", ".join(f"{many} {pile}" for pile, many in line["piles"].items())
        sums = "" if line["accounted"] == line["rows"] else "  THE PILES DO NOT ADD UP"
        lines.append(f"{line['file']:<45}{line['rows']:>6} rows: {piles} ({line['seconds']} s){sums}")
    if placed := told["placed"]:
        share = f"{placed['placed']} of {placed['with_postcode']} ({placed['share']:.1%})"
        lines.append(f"charities placed by whole postcode: {share}")
    lines.append(f"peak memory {told['peak_megabytes']} MB, load average {told['load_average']:.1f}")
    lines.append("As it should be." if told["well"] else "NOT as it should be.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
