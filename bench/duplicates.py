"""How well groups that are there twice are found: labelled real lists where they are, made-up ones
everywhere.

    python bench/duplicates.py [--data FOLDER] [--rows N] [--seed N] [--misses] [--large] [FILE LABEL ...]

For each list: rows, true pairs, pairs found, precision (P) and recall (R) at each boundary (certain;
certain and likely, which is what the command and the desk show; all), seconds of CPU, and beside it the
simple rule of the field note: same postcode and names 75 alike, or names alike up to a letter, or one word
more and no other postcode. `--misses` lists every wrong and every missed pair. `--large` adds 200,000 rows.
FILE LABEL are sheets of your own with the heading of the column whose equal cells mean the same group. Real
lists are in the developers' data folder ($BANDSTAND_SHARED/data or --data); where it is not there, that is
said and the made-up lists are still run.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from made_up_groups import Listed, by_hand, field_note  # noqa: E402

from bandstand.groups.matching import Card, Pair, Tier, pairs  # noqa: E402

Labelled = tuple[list[Card], list[Hashable]]
BOUNDARIES = {
    "certain": {Tier.CERTAIN},
    "+ likely": {Tier.CERTAIN, Tier.LIKELY},
    "+ possible": set(Tier),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("BANDSTAND_SHARED", ""), "data"))
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("sheets", nargs="*", metavar="FILE LABEL")
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}\n")
    print(f"{'list':<42}{'rows':>8}{'true':>7}  boundary     found     P     R   CPU s")
    for name, (cards, labels) in lists(options):
        show(name, cards, labels, misses=options.misses)
    return 0


def lists(options: argparse.Namespace) -> Iterator[tuple[str, Labelled]]:
    shared = options.data if (options.data / "wards_gb.csv.gz").is_file() else None
    if shared is None:
        print(f"The data folder is not at {options.data}, so only made-up lists are run.\n")
    else:
        yield from real(shared)
        yield "real names in other places", labelled(field_note(options.rows, options.seed, shared))
    yield "made-up names", labelled(field_note(options.rows, options.seed))
    yield "one borough, typed by several hands", labelled(by_hand(3_000, options.seed))
    yield "the same, 400 groups", labelled(by_hand(400, options.seed))
    for file, label in zip(options.sheets[::2], options.sheets[1::2], strict=True):
        yield file, of_sheet(Path(file), label)
    if options.large:
        yield "large", labelled(field_note(200_000, options.seed, shared))


def real(shared: Path) -> Iterator[tuple[str, Labelled]]:
    cards, labels = chicago(shared)
    yield "Chicago sites", (cards, labels)
    for half in (0, 1):
        chosen = [at for at, label in enumerate(labels) if sum(map(ord, str(label))) % 2 == half]
        yield (
            f"Chicago, {['even', 'odd'][half]} half of the sites",
            (
                [cards[at] for at in chosen],
                [labels[at] for at in chosen],
            ),
        )
    yield "Trafford grants, by name only", trafford(shared)


def chicago(shared: Path) -> Labelled:
    with gzip.open(shared / "chicago_sites_labelled_duplicates.csv.gz", "rt", errors="replace") as file:
        rows = list(csv.DictReader(file))
    cards = [
        Card(at, row["Site name"], postcode=row["Zip"], address=row["Address"], phone=row["Phone"])
        for at, row in enumerate(rows)
    ]
    return cards, [row["True Id"] for row in rows]


def trafford(shared: Path) -> Labelled:
    """Return the different spellings of each charity number; the number is the label, and no evidence."""
    path = shared / "trafford_voluntary_sector_grants.csv"
    with path.open(encoding="utf-8", errors="replace") as file:
        told = {
            (row["Recipient Org:Charity Number"].strip(), row["Recipient Org:Name"].strip())
            for row in csv.DictReader(file)
        }
    known = sorted(one for one in told if one[0])
    return [Card(at, name) for at, (_, name) in enumerate(known)], [number for number, _ in known]


def labelled(rows: Sequence[Listed]) -> Labelled:
    cards = [
        Card(at, row.name, postcode=row.postcode, address=row.address, phone=row.phone)
        for at, row in enumerate(rows)
    ]
    return cards, [row.group for row in rows]


def of_sheet(path: Path, label: str) -> Labelled:
    """Return the rows of a sheet, read as the command reads it, and their labels."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bandstand.config.settings")
    import django

    django.setup()
    from bandstand.groups.queries.sheet_cards import cards_of_sheet

    rows, _ = cards_of_sheet(path)
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        labels = [row[label] for row in csv.DictReader(file)]
    return [row.card for row in rows], [labels[row.index] for row in rows]


def show(name: str, cards: list[Card], labels: list[Hashable], *, misses: bool) -> None:
    started = time.process_time()
    found = pairs(cards)
    seconds = time.process_time() - started
    truth = true_pairs(cards, labels)
    for boundary, tiers in BOUNDARIES.items():
        got = {both(pair) for pair in found if pair.tier in tiers}
        head = f"{name:<42}{len(cards):>8,}{len(truth):>7,}" if boundary == "certain" else " " * 57
        print(f"{head}  {boundary:<11}{figures(got, truth)}{f'{seconds:.1f}' if head.strip() else '':>9}")
    started = time.process_time()
    simple = simple_rule(cards)
    print(f"{'':57}  simple rule{figures(simple, truth)}{time.process_time() - started:>9.1f}\n", flush=True)
    if misses:
        list_misses({both(pair): pair for pair in found}, truth, {card.key: card for card in cards})


def both(pair: Pair) -> frozenset[Hashable]:
    return frozenset({pair.first, pair.second})


def true_pairs(cards: list[Card], labels: list[Hashable]) -> set[frozenset[Hashable]]:
    together: dict[Hashable, list[Hashable]] = defaultdict(list)
    for card, label in zip(cards, labels, strict=True):
        together[label].append(card.key)
    return {
        frozenset({one, other})
        for keys in together.values()
        for at, one in enumerate(keys)
        for other in keys[at + 1 :]
    }


def figures(got: set[frozenset[Hashable]], truth: set[frozenset[Hashable]]) -> str:
    right = len(got & truth)
    precision = f"{right / len(got):.3f}" if got else "-"
    return f"{len(got):>7,} {precision:>5} {right / max(1, len(truth)):.3f}"


def simple_rule(cards: list[Card]) -> set[frozenset[Hashable]]:
    """Return what the field note's rule finds among pairs that share two words, a postcode or a beginning."""
    flat = [" ".join("".join(c if c.isalnum() else " " for c in card.name.lower()).split()) for card in cards]
    often = Counter(word for name in flat for word in set(name.split()))
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, (card, name) in enumerate(zip(cards, flat, strict=True)):
        rare = sorted(set(name.split()), key=lambda word: (often[word], word))[:4]
        keys = {f"{one} {other}" for place, one in enumerate(rare) for other in rare[place + 1 :]}
        for key in {*keys, name[:8], card.postcode.upper()} - {""}:
            blocks[key].append(at)
    maybe = {
        (one, other)
        for block in blocks.values()
        if len(block) <= 50
        for place, one in enumerate(block)
        for other in block[place + 1 :]
    }
    return {
        frozenset({cards[one].key, cards[other].key})
        for one, other in maybe
        if _simply_same(cards[one], cards[other], flat[one], flat[other])
    }


def _simply_same(one: Card, other: Card, ours: str, theirs: str) -> bool:
    alike = max(fuzz.token_sort_ratio(ours, theirs), fuzz.ratio(ours, theirs))
    first, second = one.postcode.upper(), other.postcode.upper()
    if first and first == second and alike >= 75:
        return True
    left, right = set(ours.split()) - set(theirs.split()), set(theirs.split()) - set(ours.split())
    if len(left) == len(right):
        return all(
            fuzz.ratio(a, b) >= 80 or a.startswith(b) or b.startswith(a)
            for a, b in zip(sorted(left), sorted(right), strict=True)
        )
    missing = not first or not second or first.split()[0] == second.split()[0]
    return len(left) + len(right) == 1 and alike >= 88 and missing


def list_misses(
    found: dict[frozenset[Hashable], Pair], truth: set[frozenset[Hashable]], cards: dict[Hashable, Card]
) -> None:
    shown = {key for key, pair in found.items() if pair.tier in BOUNDARIES["+ likely"]}
    for word, keys in (("WRONG", shown - truth), ("MISSED", truth - shown)):
        for key in sorted(keys, key=lambda key: min(map(str, key))):
            sides = " | ".join(told(cards[one]) for one in sorted(key, key=str))
            print(f"  {word:<7}{sides}  {' '.join(found[key].reasons) if key in found else ''}")
    print()


def told(card: Card) -> str:
    return ", ".join(
        " ".join(cell.split()) for cell in (card.name, card.address, card.postcode, card.phone) if cell
    )


if __name__ == "__main__":
    sys.exit(main())
