"""How well `checkup` tells a website's own accounts, against hand labels, with every miss listed.

usage: bench/checkup_accounts.py [FOLDER]

FOLDER holds `pages/` with `manifest.csv`, `social_labels.csv`, `social_labelled_pages.csv` and its scorer
`score_social.py`; without it, $BANDSTAND_SHARED/data is used. Aim: F1 at least .988, at least 96 % of pages
exactly right. Also prints pages a second of CPU beside a bare parse of the same bytes, and the load.
"""

from __future__ import annotations

import csv
import gzip
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from checkup import look_at_pages, read_page


def folder() -> Path | None:
    """The folder of saved pages, by argument or environment."""
    shared = os.environ.get("BANDSTAND_SHARED", "")
    given = [Path(word) for word in sys.argv[1:2]] or ([Path(shared) / "data"] if shared else [])
    for place in given:
        for found in (place / "pages", place):
            if (found / "manifest.csv").is_file():
                return found
    return None


def saved(pages: Path) -> list[tuple[str, str, bytes]]:
    with (pages / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["page_id"], row["url"], pages / row["file"]) for row in csv.DictReader(file)]
    return [(page_id, url, gzip.decompress(path.read_bytes())) for page_id, url, path in rows]


def predict(pages: list[tuple[str, str, bytes]], out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["page_id", "account_url"])
        for page_id, url, body in pages:
            accounts, _ = look_at_pages([read_page(body, url)])
            rows.writerows([page_id, account.url] for account in accounts if account.own)


def main() -> int:
    place = folder()
    if place is None:
        print("The labelled pages are not here: name their folder, or set BANDSTAND_SHARED.")
        return 2
    pages = saved(place)
    began = time.process_time()
    for _, _, body in pages:
        LexborHTMLParser(body)
    bare = time.process_time() - began
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "predictions.csv"
        began = time.process_time()
        predict(pages, out)
        ours = time.process_time() - began
        scorer = [sys.executable, str(place / "score_social.py"), str(out)]
        subprocess.run(scorer, check=True, env={**os.environ, "ERRORS": "1"})
    count = len(pages)
    print(f"{count} pages: {count / ours:.0f} a second of CPU; a bare parse of them {count / bare:.0f}")
    print(f"{ours / bare:.1f} times the bare parse; load average {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
