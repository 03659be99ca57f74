"""How well `checkup` tells the day a page was published, against pages whose day is known.

usage: bench/checkup_dates.py [FOLDER]

FOLDER holds `pages/` with `manifest.csv`, whose column `publish_date_truth` gives the day; without it,
$BANDSTAND_SHARED/data is used. "None" is right to say where a page does not tell. Aim: at least 92 % right
of the pages that get an answer. Also prints pages a second of CPU (the whole reading, not the dates alone)
and the load.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src"), str(ROOT / "bench")]

from saved_pages import NOT_HERE, folder, saved  # noqa: E402

from checkup import read_page  # noqa: E402


def main() -> int:
    place = folder()
    if place is None:
        print(NOT_HERE)
        return 2
    pages = [(page.page_id, page.url, page.dated[:10], page.body()) for page in saved(place) if page.dated]
    began = time.process_time()
    answers = [(page_id, truth, read_page(body, url).dates.published) for page_id, url, truth, body in pages]
    spent = time.process_time() - began
    wrong = [row for row in answers if row[2] and row[2].day.isoformat() != row[1]]
    none = [page_id for page_id, _, said in answers if said is None]
    right = len(answers) - len(wrong) - len(none)
    for page_id, truth, said in wrong:
        if said is not None:
            print(f"{page_id} wrong: {truth}, we say {said.day} ({said.how})")
    print(f"none: {' '.join(none)}")
    print(f"{len(answers)} pages: {right} right, {len(wrong)} wrong, {len(none)} none")
    print(f"{right / (right + len(wrong)):.1%} right of those answered; {right / len(answers):.1%} of all")
    print(f"{len(answers) / spent:.0f} pages a second of CPU; load average {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
