"""Brings the real files of the developers' data folder in, twice, and prints what became of every row.

    python bench/import_real_files.py [--data FOLDER] [--json]

Postcodes and wards are loaded first, from the same folder. A fresh database each time; nothing of yours is
touched. Says so and stops when the folder is not there: it is not part of the project.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

FILES = ["trafford_parks_friends.csv", "trafford_sport_sites.csv", "trafford_charities.csv"]
PILES = ["new", "changed", "same", "fix"]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not (options.data / FILES[0]).is_file():
        print(
            f"The data folder {options.data} is not here, so there is nothing to bring in.", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BANDSTAND_DIR"] = folder
        os.environ.pop("DATABASE_URL", None)
        told = measure(options.data)
    print(json.dumps(told) if options.json else table(told))
    return 0 if told["well"] else 1


def measure(data: Path) -> dict[str, Any]:
    """Do it all; give one line a file, the share of postcodes placed, and whether all is as it should be."""
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
        lines = [bring(hub, data / name) for name in FILES + FILES]
        placed = charities_placed(data)
    return {
        "postcodes": loaded.postcodes,
        "load_seconds": round(seconds, 1),
        "files": lines,
        "placed": placed,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load_average": os.getloadavg()[0],
        "well": placed["share"] >= 0.99
        and all(line["rows"] == line["in_file"] == line["accounted"] for line in lines)
        and all(line["same"] == line["rows"] for line in lines[len(FILES) :]),
    }


def bring(hub: Any, path: Path) -> dict[str, Any]:
    import csv

    from bandstand.groups.actions.sheets import bring_in, choose_columns, take_in

    begun = time.perf_counter()
    batch = take_in(hub, path.name, lambda: [path.read_bytes()], by=None)
    choose_columns(batch, {})
    counts = bring_in(batch)
    seconds = time.perf_counter() - begun
    with path.open(newline="", encoding="utf-8-sig") as file:  # counted by another reader than ours
        in_file = sum(1 for row in csv.reader(file) if any(row)) - 1
    piles = {pile: counts[pile] for pile in PILES}
    accounted = sum(piles.values())
    return {"file": path.name, "in_file": in_file, "rows": batch.rows_in, **piles, "accounted": accounted} | {
        "seconds": round(seconds, 2)
    }


def charities_placed(data: Path) -> dict[str, Any]:
    """Count the charities whose postcode cell is filled, and those placed by the whole of it."""
    import csv

    from bandstand.groups.models import Group

    with (data / FILES[2]).open(newline="", encoding="utf-8-sig") as file:
        filled = sum(
            1 for row in csv.DictReader(file) if row["charity_contact_postcode"].strip() not in {"", "NA"}
        )
    exact = Group.objects.exclude(charity_number="").filter(precision="postcode").count()
    return {"with_postcode": filled, "placed": exact, "share": exact / filled}


def table(told: dict[str, Any]) -> str:
    heads = ["file", "in_file", "rows", *PILES, "accounted", "seconds"]
    rows = [heads, *([str(line[head]) for head in heads] for line in told["files"])]
    lines = [f"{row[0]:<28}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in rows]
    placed = told["placed"]
    share = f"charities placed by whole postcode: {placed['placed']} of {placed['with_postcode']}"
    share += f" ({placed['share']:.1%})"
    return "\n".join(
        [
            f"{told['postcodes']:,} postcodes loaded in {told['load_seconds']} s",
            *lines,
            share,
            f"peak memory {told['peak_megabytes']} MB, load average {told['load_average']:.1f}",
            "As it should be." if told["well"] else "NOT as it should be.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
