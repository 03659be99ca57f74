"""`bandstand backup FILE`: a verified copy of the site, made while it runs."""

import argparse
import json
from pathlib import Path

from bandstand.config.safekeeping import back_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="where to put the copy (a .zip); must not exist yet")
    parser.add_argument("--json", action="store_true", help="print what was copied as JSON")


def run(options: argparse.Namespace) -> int:
    manifest = back_up(options.file.absolute())
    if options.json:
        print(json.dumps(manifest))
    else:
        rows = sum(manifest["rows"].values())
        print(f"Copied to {options.file}, opened again and checked: {rows:,} rows.")
        print("The file “secret-key” is not in the copy. Keep it somewhere else: private links need it.")
    return 0
