"""Taking a sheet as far as its piles, and looking into them."""

from typing import Any

from bandstand.groups.actions.sheets import (
    choose_columns,
    sort,
)
from bandstand.groups.models import (
    ImportBatch,
    ImportRow,
)
from bandstand.groups.queries import sheets as queries
from bandstand.people.models import Hub
from tests.groups.sheets import sheet, take


def sorted_sheet(hub: Hub, *rows: Any, headings: list[str] | None = None, name: str = "g.csv") -> ImportBatch:
    batch = take(hub, sheet(*rows, headings=headings), name)
    choose_columns(batch, {})
    sort(batch)
    return batch


def piles(batch: ImportBatch) -> dict[str, int]:
    found = {pile: many for pile, many in queries.piles(batch).items() if many}
    assert sum(found.values()) == batch.rows_in == batch.rows.count()
    return found


def row(batch: ImportBatch, number: int) -> ImportRow:
    return batch.rows.get(number=number)


def words_of(one: ImportRow) -> str:
    return " ".join(say["words"] for say in one.says)
