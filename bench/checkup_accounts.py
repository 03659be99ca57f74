"""How well `checkup` tells a website's own accounts, against hand labels, with every miss listed.

usage: bench/checkup_accounts.py [FOLDER] [--no-speed]

FOLDER holds `pages/` with `manifest.csv`, `social_labels.csv`, `social_labelled_pages.csv` and its scorer
`score_social.py`; without it, $BANDSTAND_SHARED/data is used. Four lots of pages are told apart: those the
rules were made with (the labels that came with the pages), and three read and labelled by us
(`labels/accounts.csv`): one before the rules were refined on it, two after. Aim: F1 at least .988,
at least 96 % of pages exactly right, at most 2 in 274 wrongly told they have no Facebook link. Also prints
pages a second of CPU beside a bare parse of the same bytes, and the load.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src"), str(ROOT / "bench")]

from saved_pages import LABELS, NOT_HERE, SavedPage, folder, rows, saved, scorer  # noqa: E402

from checkup import look_at_pages, read_page  # noqa: E402

MADE_WITH = "pages the rules were made with"
HELD_OUT = {
    "first": "pages held out: read before the rules were refined on them",
    "last": "pages held out: read after that",
    "rest": "pages held out: the rest, read last of all",
}
NOT_SCORED = "googleplus"  # closed: a link to it is a finding of its own

Keys = dict[str, set[str]]


@dataclass
class Labels:
    """Accounts by page: those asked for, those neither asked for nor held against anybody, and networks a
    page leads to by an address of its own.
    """

    asked: Keys = field(default_factory=dict)
    free: Keys = field(default_factory=dict)
    redirects: Keys = field(default_factory=dict)

    def add(self, row: dict[str, str]) -> None:
        if row["kind"] == "redirect":
            self.redirects.setdefault(row["page_id"], set()).add(row["platform"])
        elif row["is_own"] == "yes" and row["visible"] == "yes" and row["kind"] != "share-link":
            self.asked.setdefault(row["page_id"], set()).add(row["account_key"])
        elif row["is_own"] != "no":
            self.free.setdefault(row["page_id"], set()).add(row["account_key"])


@dataclass
class Tally:
    pages: int = 0
    exact: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    with_facebook: int = 0
    facebook: list[str] = field(default_factory=list)  # pages told wrongly whether they show Facebook
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def add(self, page_id: str, labels: Labels, found: set[str]) -> None:
        asked = {key for key in labels.asked.get(page_id, ()) if not key.startswith(NOT_SCORED)}
        wrong, missed = found - asked - labels.free.get(page_id, set()), asked - found
        self.pages += 1
        self.exact += not wrong and not missed
        self.right += len(found & asked)
        self.wrong += len(wrong)
        self.missed += len(missed)
        self.misses += [f"{page_id} not its own: {key}" for key in sorted(wrong)]
        self.misses += [f"{page_id} not found: {key}" for key in sorted(missed)]
        self._add_facebook(page_id, labels, asked, found)

    def _add_facebook(self, page_id: str, labels: Labels, asked: set[str], found: set[str]) -> None:
        shown, said = _facebook(asked), _facebook(found)
        self.with_facebook += shown
        doubtful = _facebook(labels.free.get(page_id, ())) or "facebook" in labels.redirects.get(page_id, ())
        if shown != said and not (doubtful and not shown):
            self.facebook.append(f"{page_id} {'has one, we said none' if shown else 'has none, we said one'}")

    def print(self, title: str) -> None:
        print(f"\n{title}: {self.pages}, {self.right + self.missed} accounts to find")
        print(
            f"  F1 {self.f1:.4f}; precision {self.right / max(1, self.right + self.wrong):.4f}, recall "
            f"{self.right / max(1, self.right + self.missed):.4f}; exactly right {self.exact} "
            f"({100 * self.exact / max(1, self.pages):.1f} %)"
        )
        print(f"  Facebook link, yes or no: {len(self.facebook)} wrong; {self.with_facebook} have one")
        for line in (*self.misses, *(f"Facebook: {page}" for page in self.facebook)):
            print(f"  {line}")


def _facebook(keys: Iterable[str]) -> bool:
    return any(key.startswith("facebook:") for key in keys)


def labels_of(paths: Iterable[Path]) -> Labels:
    labels = Labels()
    for path in paths:
        for row in rows(path):
            labels.add(row)
    return labels


def lots(place: Path) -> dict[str, str]:
    """The lot of every labelled page, by its id."""
    made_with = {row["page_id"]: MADE_WITH for row in rows(place / "social_labelled_pages.csv")}
    return made_with | {row["page_id"]: HELD_OUT[row["set"]] for row in rows(LABELS / "account_pages.csv")}


def found_on(page: SavedPage, account_key: Callable[[str], str | None]) -> set[str]:
    accounts, _ = look_at_pages([read_page(page.body(), page.url)])
    keys = {account_key(account.url) or f"other:{account.url}" for account in accounts if account.own}
    return {key for key in keys if not key.startswith(NOT_SCORED)}


def score(place: Path) -> None:
    """Print every lot of pages, and all together."""
    labels = labels_of((place / "social_labels.csv", LABELS / "accounts.csv"))
    key, lot_of = scorer(place).account_key, lots(place)
    tallies = {title: Tally() for title in (MADE_WITH, *HELD_OUT.values(), "all together")}
    for page in saved(place):
        if page.page_id in lot_of:
            found = found_on(page, key)
            for title in (lot_of[page.page_id], "all together"):
                tallies[title].add(page.page_id, labels, found)
    everything = tallies["all together"]
    everything.misses.clear()  # listed above
    everything.facebook[:] = [page for page in everything.facebook if "said none" in page]
    for title, tally in tallies.items():
        tally.print(title)


def time_it(place: Path) -> None:
    bodies = [(page.body(), page.url) for page in saved(place)]
    began = time.process_time()
    for body, _ in bodies:
        LexborHTMLParser(body)
    bare = time.process_time() - began
    began = time.process_time()
    for body, url in bodies:
        look_at_pages([read_page(body, url)])
    ours = time.process_time() - began
    count = len(bodies)
    print(f"\n{count} pages: {count / ours:.0f} a second of CPU; a bare parse of them {count / bare:.0f}")
    print(f"{ours / bare:.1f} times the bare parse; load average {os.getloadavg()[0]:.1f}")


def main() -> int:
    place = folder()
    if place is None:
        print(NOT_HERE)
        return 2
    score(place)
    if "--no-speed" not in sys.argv:
        time_it(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
