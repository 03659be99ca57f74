"""What it costs to read and look at saved pages: ours, a bare parse, and what a person would write.

usage: bench/checkup_speed.py [--rounds=N] [--every=N] [FOLDER]

FOLDER holds `pages/manifest.csv` and its pages; without it, $BANDSTAND_SHARED/data is used. Four ways, page
by page in turns so that a busy machine troubles all alike, each page's best of N rounds counted, in CPU time.
A round is all pages once, so that what one page leaves in memory is gone before it comes again, and rings are
looked for as seldom as in the workers that read pages. The best round of each page leaves out what tidying up
costs now and then, so whole rounds in one go are told beside it, everything counted:

- bare: `LexborHTMLParser(body)` and nothing else;
- told: the parse, what the elements say that looks ask about, what links say, and the page's text, as the
  parser hands them over. No rule is applied to any of it: nothing told as much can be quicker in Python;
- ours: reading, whose accounts they are, and all looks (`read_page`, `look_at_pages`);
- a person's: BeautifulSoup over lxml and extruct: titles, links, pictures, forms and the page's own data, on
  every Nth page (`--every`, 10 unless given). For it: pip install beautifulsoup4 lxml extruct

Then the same pages from the manifest through `checkup pages` on all cores, in wall time. Aim: ours at most
twice bare.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src"), str(ROOT / "bench")]

from saved_pages import NOT_HERE, folder, saved  # noqa: E402

from checkup import LOOKS, Page, look_at_pages, read_page  # noqa: E402
from checkup.parts import BORDER, PART_TAGS  # noqa: E402
from checkup.tags import tag_numbers  # noqa: E402
from checkup.worker import settle  # noqa: E402

try:
    import extruct
    from bs4 import BeautifulSoup
except ImportError:
    extruct = None

_ASKED = {
    "a", "area", "base", "form", "h1", "h2", "h3", "iframe", "img", "link", "meta", "table", "time",
    *PART_TAGS,
}  # fmt: skip
ASKED = {number: tag for number, tag in tag_numbers().items() if tag in _ASKED}
SHOWN = {
    "bare": "bare parse",
    "told": "told, no rule applied",
    "reading": "reading alone",
    "ours": "reading, all looks",
}

Read = TypeVar("Read")


class Saved(NamedTuple):
    url: str
    body: bytes


def bare(page: Saved) -> None:
    LexborHTMLParser(page.body)


def told(page: Saved) -> None:
    """What every reader of this page in Python is told, before its first rule."""
    tree = LexborHTMLParser(page.body)
    for node in tree.root.traverse() if tree.root is not None else ():
        tag = ASKED.get(node.tag_id)
        if tag is not None:
            _ = node.attributes
            if tag == "a":
                _ = node.text_lexbor()
    if tree.body is not None:
        _ = tree.body.text(deep=True, separator=BORDER)


def reading(page: Saved) -> None:
    read_page(page.body, page.url)


def ours(page: Saved) -> None:
    look_at_pages([read_page(page.body, page.url)])


def persons(page: Saved) -> None:
    """As one would write it: a soup for what is seen, extruct for what the page says of itself."""
    soup = BeautifulSoup(page.body, "lxml")
    _ = soup.title.get_text() if soup.title else ""
    _ = [meta.attrs for meta in soup.find_all("meta")]
    _ = [(link.get("href"), link.get_text(" ", strip=True)) for link in soup.find_all("a")]
    _ = [(picture.get("src"), picture.get("alt")) for picture in soup.find_all("img")]
    _ = [heading.get_text(" ", strip=True) for heading in soup.find_all(["h1", "h2", "h3"])]
    _ = [form.find_all("input") for form in soup.find_all("form")]
    _ = soup.get_text(" ", strip=True)
    extruct.extract(page.body.decode("utf-8", "replace"), base_url=page.url, errors="ignore")


def looks(facts: Page) -> None:
    look_at_pages([facts])


def timed(ways: dict[str, Callable[[Read], None]], pages: Sequence[Read], rounds: int) -> dict[str, float]:
    """Seconds of CPU for all pages, each page's best of the rounds, the ways taking turns."""
    best = {name: [float("inf")] * len(pages) for name in ways}
    for _ in range(rounds):
        for at, page in enumerate(pages):
            for name, way in ways.items():
                began = time.process_time()
                way(page)
                best[name][at] = min(best[name][at], time.process_time() - began)
    return {name: sum(seconds) for name, seconds in best.items()}


def in_one_go(way: Callable[[Saved], None], pages: list[Saved], rounds: int) -> float:
    """Seconds of CPU for all pages one after another, the best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for page in pages:
            way(page)
        best = min(best, time.process_time() - began)
    return best


def end_to_end(place: Path) -> float:
    command = [sys.executable, "-m", "checkup", "pages", str(place / "manifest.csv"), "--jsonl"]
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "libs/checkup/src")}
    subprocess.run(
        command, check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.monotonic() - began


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--every", type=int, default=10)
    asked.add_argument("folder", nargs="?")
    given = asked.parse_args()
    sys.argv[1:] = [given.folder] if given.folder else []
    place = folder()
    if place is None:
        print(NOT_HERE)
        return 2
    pages = [Saved(page.url, page.body()) for page in saved(place)]
    size = sum(len(page.body) for page in pages) / 1e6
    print(f"{len(pages)} pages, {size:.0f} MB; {len(LOOKS)} looks; load average {os.getloadavg()[0]:.1f}")
    settle()
    show_ours(pages, given.rounds)
    show_a_persons(pages[:: given.every], given.every)
    wall = end_to_end(place)
    cores = len(os.sched_getaffinity(0))
    print(f"`checkup pages` on {cores} cores: {len(pages) / wall:.0f} pages a second, start and all")
    return 0


def show_ours(pages: list[Saved], rounds: int) -> None:
    for page in pages:
        ours(page)  # once before, so that nobody pays for what is only done once
    spent = timed({"bare": bare, "told": told, "reading": reading, "ours": ours}, pages, rounds)
    for name, words in SHOWN.items():
        times = spent[name] / spent["bare"]
        print(f"{words:22} {len(pages) / spent[name]:7.0f} pages/s/core   {times:.2f} times bare")
    facts = [read_page(page.body, page.url) for page in pages]
    alone = timed({"looks": looks}, facts, rounds)["looks"]
    print(f"{'the looks alone':22} {len(pages) / alone:7.0f} pages/s/core", end="   ")
    print(f"{alone / spent['bare']:.2f} times bare")
    whole = {way: in_one_go(way, pages, rounds) for way in (bare, ours)}
    print(f"{'whole rounds, ours':22} {len(pages) / whole[ours]:7.0f} pages/s/core", end="   ")
    print(f"{whole[ours] / whole[bare]:.2f} times bare ({len(pages) / whole[bare]:.0f})")


def show_a_persons(pages: list[Saved], every: int) -> None:
    if extruct is None:
        print("A person's own way is left out: pip install beautifulsoup4 lxml extruct")
        return
    slow = timed({"bare": bare, "ours": ours, "persons": persons}, pages, 1)
    each, bares, times = (
        len(pages) / slow["persons"],
        slow["persons"] / slow["bare"],
        slow["persons"] / slow["ours"],
    )
    print(f"BeautifulSoup, extruct {each:7.1f} pages/s/core   {bares:.0f} times bare, {times:.0f} times ours")
    print(f"{'':22} (every {every}th page, one round)")


if __name__ == "__main__":
    sys.exit(main())
