"""Whether a change to reading or looking changes any report: facts, accounts and findings of all saved pages.

usage: bench/checkup_reports.py [FOLDER] --keep=FILE      before the change
       bench/checkup_reports.py [FOLDER] --against=FILE   after it: lists the pages that came out otherwise

FOLDER holds `pages/manifest.csv` and its pages; without it, $BANDSTAND_SHARED/data is used. Today is the same
day both times, so that nothing differs but what was changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src"), str(ROOT / "bench")]

from saved_pages import NOT_HERE, SavedPage, folder, saved  # noqa: E402

from checkup import KnownPlaces, look_at_pages, read_page  # noqa: E402
from checkup.coding import plain  # noqa: E402

KNOWN = KnownPlaces(today=date(2026, 11, 1))


def report(page: SavedPage) -> str:
    read = read_page(page.body(), page.url)
    accounts, findings = look_at_pages([read], known=KNOWN)
    said = [plain(read), [one.as_dict() for one in accounts], [one.as_dict() for one in findings]]
    return json.dumps(said, sort_keys=True, default=str)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", nargs="?")
    asked.add_argument("--keep", type=Path)
    asked.add_argument("--against", type=Path)
    given = asked.parse_args()
    sys.argv[1:] = [given.folder] if given.folder else []
    place = folder()
    if place is None:
        print(NOT_HERE)
        return 2
    now = {page.page_id: hashlib.sha256(report(page).encode()).hexdigest() for page in saved(place)}
    print(f"{len(now)} pages: {hashlib.sha256(json.dumps(now, sort_keys=True).encode()).hexdigest()}")
    if given.keep:
        given.keep.write_text(json.dumps(now, indent=0))
    if given.against is None:
        return 0
    before = json.loads(given.against.read_text())
    other = [page for page in sorted(now.keys() | before.keys()) if now.get(page) != before.get(page)]
    print(f"{len(other)} came out otherwise{':' if other else ''}", *other)
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
