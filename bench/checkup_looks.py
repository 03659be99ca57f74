"""How well each look of `checkup` agrees with somebody who saw the same page, every disagreement by page.

usage: bench/checkup_looks.py [FOLDER] [LOOK…] [--only-looks]

FOLDER holds `pages/`; without it, $BANDSTAND_SHARED/data is used. The answers are in `labels/looks.csv`,
given by hand for 80 saved pages, each page seen by itself; of the group no more is known than its name. "yes"
means that what the look hopes for is there, "no" that it is not, "none" that the question does not arise,
"unclear" is left out. A wrong accusation is the worst: we ask people to mend what is there. "Could not check"
and "does not apply" are counted apart: they accuse nobody. The figures for whose account it is and for dates
follow (`--only-looks`: not).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "libs/checkup/src"), str(ROOT / "bench")]

from saved_pages import LABELS, NOT_HERE, SavedPage, folder, rows, saved  # noqa: E402

from checkup import Finding, KnownPlaces, Outcome, Page, State, look_at_pages, read_page  # noqa: E402
from checkup.recognise import outcome_of  # noqa: E402

YES, NO, NONE, UNCLEAR = "yes", "no", "none", "unclear"
ALSO = ("checkup_accounts.py", "checkup_dates.py")
_FEW_VAGUE = 3
_ANSWERS = {
    State.GOOD: YES,
    State.EASY_WIN: NO,
    State.NEEDS_A_DECISION: NO,
    State.DOES_NOT_APPLY: NONE,
    State.COULD_NOT_CHECK: "could not check",
}


def _yes(there: object) -> str:
    return YES if there else NO


# Labels that ask for one fact of a page rather than for a look's answer.
FACTS: Mapping[str, Callable[[Page], str]] = {
    "read-language": lambda page: _yes(page.head.language),
    "read-heading": lambda page: _yes(any(heading.level == 1 for heading in page.reading.headings)),
    "read-words": lambda page: _yes(page.reading.vague_count < _FEW_VAGUE),
    "charity-no": lambda page: _yes(page.joining.charity_numbers),
    "fresh-year": lambda page: str(page.dates.footer_year or NONE),
    "site-parked": lambda page: _yes(outcome_of(page) is not Outcome.PARKED),
    "site-hacked": lambda page: _yes(not page.strange_words),
    "needs-script": lambda page: _yes(outcome_of(page) is not Outcome.SCRIPT_ONLY),
    "asks-to-sign-in": lambda page: _yes(outcome_of(page) is not Outcome.SIGN_IN_ONLY),
}
DATED = ("fresh-news", "fresh-year")


@dataclass
class Tally:
    agreed: list[str] = field(default_factory=list)
    accused: list[str] = field(default_factory=list)  # we said mend it, and it is there
    missed: list[str] = field(default_factory=list)  # we said good, and it is not there
    other: list[str] = field(default_factory=list)  # another year, another month
    could_not: list[str] = field(default_factory=list)
    on_fronts: int = 0  # of these, front pages: a look may well leave an inner page alone
    left_out: list[str] = field(default_factory=list)  # we said it does not apply

    def add(self, look: str, page_id: str, label: str, said: str) -> None:
        if look in DATED:
            self._add_date(page_id, label[:7] if look == "fresh-news" else label, said)
        elif said == "could not check":
            self.could_not.append(page_id)
        elif said == label or {said, label} == {YES, NONE}:
            self.agreed.append(page_id)
        elif said == NO:
            self.accused.append(page_id)
        elif said == YES:
            self.missed.append(page_id)
        else:
            self.left_out.append(page_id)

    def _add_date(self, page_id: str, label: str, said: str) -> None:
        if said == label:
            self.agreed.append(page_id)
        elif said == NONE:
            self.missed.append(page_id)
        else:
            self.other.append(f"{page_id} ({said}, not {label})")

    @property
    def judged(self) -> int:
        return len(self.agreed) + len(self.accused) + len(self.missed) + len(self.other)

    def line(self, look: str) -> str:
        share = f"{100 * len(self.agreed) / self.judged:.0f} %" if self.judged else "–"
        lists = (self.accused, self.missed, self.could_not)
        counts = (self.judged, share, *map(len, lists), self.on_fronts, len(self.left_out))
        return f"{look:16}" + "".join(f"{count:>9}" for count in counts)

    def disagreements(self) -> list[str]:
        told = {
            "wrong accusation": self.accused,
            "missed": self.missed,
            "another date": self.other,
            "could not check": self.could_not,
        }
        return [f"  {words}: {', '.join(pages)}" for words, pages in told.items() if pages]


def _month(finding: Finding) -> str:
    """The month it is sure of, as "2026-03"; "none" where there is none."""
    month = dict(finding.values).get("month") if finding.says != "unsure" else None
    return datetime.strptime(f"1 {month}", "%d %B %Y").strftime("%Y-%m") if month else NONE  # noqa: DTZ007


def _said(look: str, page: Page, findings: Mapping[str, Finding]) -> str | None:
    if look == "fresh-news" and look in findings:
        return _month(findings[look])
    if look in FACTS:
        return FACTS[look](page)
    return _ANSWERS[findings[look].state] if look in findings else None


def tallies_of(pages: list[SavedPage], labels: list[dict[str, str]]) -> dict[str, Tally]:
    by_page: dict[str, list[dict[str, str]]] = {}
    for label in labels:
        if label["answer"] != UNCLEAR:
            by_page.setdefault(label["page_id"], []).append(label)
    tallies: dict[str, Tally] = {label["look"]: Tally() for label in labels}
    kinds = {row["page_id"]: row for row in rows(LABELS / "look_pages.csv")}
    fronts = {page_id for page_id, row in kinds.items() if row["kind"] == "front"}
    for saved_page in (page for page in pages if page.page_id in by_page):
        page = read_page(saved_page.body(), saved_page.url)
        name = kinds.get(saved_page.page_id, {}).get("organisation", "")
        known = KnownPlaces(group_name=name)
        findings = {finding.look: finding for finding in look_at_pages([page], known=known)[1]}
        for label in by_page[saved_page.page_id]:
            said = _said(label["look"], page, findings)
            if said is not None:
                tallies[label["look"]].add(label["look"], saved_page.page_id, label["answer"], said)
    for tally in tallies.values():
        tally.on_fronts = len(fronts.intersection(tally.could_not))
    return tallies


def show(tallies: Mapping[str, Tally]) -> None:
    heads = ("judged", "agreed", "accused", "missed", "no check", "front", "left out")
    print(f"{'look':16}" + "".join(f"{head:>9}" for head in heads))
    for look, tally in tallies.items():
        print(tally.line(look))
    for look, tally in tallies.items():
        if tally.disagreements():
            print("\n".join((look, *tally.disagreements())))
    accused = sum(len(tally.accused) for tally in tallies.values())
    judged = sum(tally.judged for tally in tallies.values())
    print(f"all looks: {judged} answers judged, {accused} wrong accusations")


def main() -> int:
    place = folder()
    if place is None:
        print(NOT_HERE)
        return 2
    wanted = [word for word in sys.argv[1:] if not word.startswith("-") and not Path(word).exists()]
    labels = [row for row in rows(LABELS / "looks.csv") if not wanted or row["look"] in wanted]
    show(tallies_of(saved(place), labels))
    if not wanted and "--only-looks" not in sys.argv:
        for command in ALSO:
            print(f"\n--- {command}", flush=True)
            subprocess.run(
                [sys.executable, str(ROOT / "bench" / command), str(place), "--no-speed"], check=False
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
