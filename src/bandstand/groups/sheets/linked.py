"""Tables that belong together: which one lists the groups, and how rows of the others point at them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bandstand.groups.links import is_blank
from bandstand.groups.words import plain, words_of

from .columns import Column, guess_columns
from .fields import NOTE
from .manner import Manner
from .recognising import heading_words

Rows = Sequence[list[str]]

_SURELY_OURS = frozenset(words_of("organisation organization org group club charity provider member society"))
# Tables whose rows are seldom groups themselves, even where they have names.
_SELDOM = frozenset(
    words_of(
        """location address phone contact schedule service venue place site link social taxonomy attribute
        locations addresses phones contacts schedules services venues places links accessibility languages
        attributes readme notes lookups"""
    )
)
_REMARKS = frozenset(
    words_of("readme notes guidance instructions help contents cover about lookup lookups lists key metadata")
)
_POINTED_AT = frozenset({"ref", "name", "identifier", "charity_number", "uid"})


@dataclass(frozen=True)
class Linked:
    """How a table stands to the others of its file.

    `main`: which table lists the groups (its own number for that one; None when it points at none).
    `is_words`: it is somebody's remarks ("Read me") or a list of words, and holds no groups at all.
    `column` here holds what `key` holds there. `why` says so in words. `mapping` is what each column is best
    taken for: in a table of places the names are those of places.
    """

    main: int | None
    column: int | None = None
    key: int | None = None
    why: str = ""
    mapping: list[str] = field(default_factory=list)
    is_words: bool = False


@dataclass(frozen=True)
class _Table:
    """A table with some of its rows and what its columns seem to hold."""

    manner: Manner
    rows: Rows
    columns: list[Column]

    def cells(self, number: int) -> list[str]:
        return [row[number].strip() for row in self.rows if number < len(row) and not is_blank(row[number])]


def how_linked(tables: Sequence[tuple[Manner, Rows]]) -> list[Linked]:
    """Say for every table, in order, whether it lists the groups, or of which groups its rows tell.

    Each comes with some of its rows. A table on its own lists groups.
    """
    known = [_Table(manner, rows, guess_columns(manner.headings, list(rows))) for manner, rows in tables]
    if not known:
        return []
    main = max(range(len(known)), key=lambda number: (_likeness(known[number]), -number))
    return [
        Linked(main, why="It lists the groups.", mapping=[column.guess for column in table.columns])
        if number == main
        else _pointing(main, known[main], table)
        for number, table in enumerate(known)
    ]


def _likeness(table: _Table) -> float:
    """Return how much a table looks like the one that lists the groups."""
    words = set(words_of(table.manner.sheet.rpartition("/")[2]))
    held = {column.guess for column in table.columns}
    named = bool(words & _SURELY_OURS) or any(word.removesuffix("s") in _SURELY_OURS for word in words)
    telling = {"about", "kind", "website", "facebook", "email", "charity_number", "online", "instagram"}
    return (
        4.0 * named
        + 3.0 * ("name" in held)
        + 0.5 * len(telling & held)
        - 3.0 * bool(words & _SELDOM)
        - 1.0 * ("group_ref" in held)
        - 2.0 * table.manner.hidden
    )


def _pointing(main: int, groups: _Table, table: _Table) -> Linked:
    """Return the column that tells whose a row is; a table that points at no group stands alone."""
    pairs = [
        (_points(column, key, groups, table), column, key)
        for key in groups.columns
        if key.guess in _POINTED_AT
        for column in table.columns
    ]
    best = max(pairs, key=lambda pair: pair[0], default=None)
    if best is None or best[0] < 0.5:
        mapping = [column.guess for column in table.columns]
        if _is_words(table, groups):
            return Linked(None, is_words=True, why="It holds words, not groups.", mapping=mapping)
        return Linked(None, why="Its rows point at no group of the other tables.", mapping=mapping)
    _, column, key = best
    words = f"“{column.heading}” holds what “{key.heading}” of the groups holds."
    return Linked(main, column.number, key.number, words, _as_places(table.columns, column))


def _is_words(table: _Table, groups: _Table) -> bool:
    """Tell remarks and lists of words from more groups: by its name, or by one column beside many."""
    called = set(words_of(table.manner.sheet.rpartition("/")[2]))
    narrow = sum(1 for column in table.columns if table.cells(column.number)) < 2 < len(groups.columns)
    return bool(called & _REMARKS) or "".join(sorted(called)) == "meread" or narrow


def _as_places(columns: list[Column], pointing: Column) -> list[str]:
    """Return what the columns of a table of places hold: its names are places', not groups'."""
    turned = {"name": "place_name", "group_ref": NOTE}
    return [
        "group_ref" if column is pointing else turned.get(column.guess, column.guess) for column in columns
    ]


def _points(column: Column, key: Column, groups: _Table, table: _Table) -> float:
    """Return how surely a column points at a key: by its heading, and by how many of its cells are there."""
    cells, known = table.cells(column.number), {plain(cell) for cell in groups.cells(key.number)}
    shared = sum(1 for cell in cells if plain(cell) in known) / len(cells) if cells else 0.0
    if key.guess == "name":
        return shared * 0.9 if shared > 0.5 else 0.0
    if _says_group(column.heading, groups.manner):
        return 0.6 + shared
    # Two tables may both count their rows 1, 2, 3: figures alone tell nothing.
    return 0.0 if all(cell.isdigit() for cell in cells) else shared * 0.55


def _says_group(heading: str, main: Manner) -> bool:
    """Tell whether a heading is “organisation id”, or “club ref” for a table of groups called clubs."""
    words = heading_words(heading).split()
    stem = {word.removesuffix("s") for word in words_of(main.sheet.rpartition("/")[2])} | _SURELY_OURS
    numbered = {"id", "ref", "number", "no", "uid", "uuid", "key", "code"}
    return any(word in stem for word in words) and bool(set(words) & numbered)
