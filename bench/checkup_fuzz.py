"""Pages nobody would write, read by `checkup`: every one has to end in a page, in bounded time.

usage: bench/checkup_fuzz.py [--rounds=N] [--seed=N]

Small made-up pages are cut, doubled, stirred and filled with odd bytes, a fixed number of times from a fixed
seed, and read in this process. Prints whatever raised or took more than two seconds of CPU, with the round's
number, and the slowest. Exit code 1 when there was any.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src")]

from checkup import read_page  # noqa: E402

SLOW = 2.0  # seconds of CPU for at most three million bytes
BIGGEST = 3_000_000
SEEDS = (
    b"""<!doctype html><html lang=en><title>Leasow Vale Runners</title>
    <nav><a href=/contact>Contact</a></nav><h1>Runs</h1><p>Every first Tuesday, 7pm, 01632 960001,
    runs [at] leasow.example</p><footer>&copy; 2019</footer>""",
    b"""<script>document.write('<a href=https://facebook.com/leasow>')</script><!-- x --><style>a{}</style>
    <script type="application/ld+json">{"@type":"Event","startDate":"2026-03-14"}</script>
    <form><input name=q></form>""",
    b"""<table width=900><tr><td><a href='https://www.facebook.com/LeasowPark'><img src=f.png></a>
    <td>charity no. 1234567<svg><title>Facebook</title></svg>
    <time datetime=2026-03-14>14 March 2026</time><iframe src=//maps.google.com/maps>""",
)
ODD = (
    b"\0", b"\xff\xfe", b"<", b">", b'"', b"'", b"<!--", b"-->", b"</", b"<script>", b"</script", b"@",
    b"&#", b"0", b"\x1f", b"\xc4\xb0", b"<div>", b"<a href=", b" 2026", b"www.", b".com", b"[at]",
    b"<svg>", b"<h1>",
)  # fmt: skip


def stirred(chance: random.Random) -> bytes:
    page = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(page) + 1)
        end = min(len(page), at + chance.randrange(1, 200))
        kind = chance.randrange(4)
        if kind == 0:
            del page[at:end]
        elif kind == 1:
            page[at:at] = chance.choice(ODD) * chance.choice((1, 1, 2, 50, 3_000))
        elif kind == 2:
            page[at:at] = page[at:end] * chance.choice((1, 2, 20))
        else:
            page[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
    # Every hundredth is as big as a page may be.
    times = BIGGEST // max(1, len(page)) if chance.randrange(100) == 0 else 1
    return bytes(page * times)[:BIGGEST]


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=3_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    slowest, bad = (0.0, 0), 0
    for number in range(given.rounds):
        page = stirred(random.Random(f"{given.seed}:{number}"))
        began = time.process_time()
        try:
            read_page(page, "https://leasow.example/")
        except Exception as error:  # noqa: BLE001 (whatever it is, it is told)
            bad += 1
            print(f"round {number}: {type(error).__name__}: {error}")
        spent = time.process_time() - began
        slowest = max(slowest, (spent, number))
        if spent > SLOW:
            bad += 1
            print(f"round {number}: {len(page)} bytes took {spent:.1f} s")
    print(f"{given.rounds} pages; {bad} bad; the slowest took {slowest[0]:.2f} s (round {slowest[1]})")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
