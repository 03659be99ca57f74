"""`bandstand restore FILE`: a copy brought back into an empty folder."""

import argparse
import json
from pathlib import Path

from bandstand.config.safekeeping import restore


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a copy made by “bandstand backup”")
    parser.add_argument("--json", action="store_true", help="print what was brought back as JSON")


def run(options: argparse.Namespace) -> int:
    manifest = restore(options.file.absolute())
    if options.json:
        print(json.dumps(manifest))
    else:
        print(f"Brought back the copy made {manifest['made_at'][:16].replace('T', ' at ')}.")
        print("Put the old “secret-key” file in the same folder, or private links sent so far stop working.")
    return 0
