"""Made-up sheets of Leasow Vale's groups, as officers save them."""

import csv
import io
from collections.abc import Iterable

from bandstand.groups.actions.sheets import bring_in, choose_columns, take_in
from bandstand.groups.models import ImportBatch
from bandstand.people.models import Hub, Person

HEADINGS = ["Name", "What they do", "Postcode", "Website", "Twitter", "Phone", "Colour of the minibus"]
MILL_GREEN = ["Friends of Mill Green Park", "Look after the park", "DY1 1AE", "www.millgreen.example.org", "@millgreen", "01384 555 010", "green"]  # fmt: skip
HARRIERS = [
    "Leasow Harriers",
    "Run",
    "DY1 1AE",
    "https://www.facebook.com/leasowharriers",
    "",
    "1384555011",
    "",
]
CHOIR = ["Priory Community Choir", "Sing", "", "NA", "n/a", "", "-"]


def sheet(
    *rows: Iterable[str], delimiter: str = ",", encoding: str = "utf-8", headings: list[str] | None = None
) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([HEADINGS if headings is None else headings, *rows])
    return out.getvalue().encode(encoding)


def take(hub: Hub, content: bytes, name: str = "groups.csv", by: Person | None = None) -> ImportBatch:
    pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
    return take_in(hub, name, lambda: pieces, by=by)[0]


def bring(
    hub: Hub, content: bytes, name: str = "groups.csv", columns: dict[str, str] | None = None
) -> tuple[ImportBatch, dict[str, int]]:
    """Take a sheet in with the columns as guessed, or as told; return it and how many rows are in each state."""
    batch = take(hub, content, name)
    choose_columns(batch, columns or {})
    counts = bring_in(batch)
    assert batch.rows_in == sum(counts.values())
    return batch, {state: many for state, many in counts.items() if many}
