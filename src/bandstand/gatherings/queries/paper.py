"""What goes on paper for one gathering: names, labels, slips, tables; no more about anybody than needed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from bandstand.groups.models import Kind

from ..models import Attendance, Gathering, Slip
from ..shapes import MOST_TABLES, TABLES, Shape
from .day import everyone

Thing = TypeVar("Thing")

# Room for people nobody expects, on the sheet and among the slips.
SPARE_LINES = 10
FEWEST_SLIPS = 12


FEWEST_TABLES, A_TABLE = 2, 5


@dataclass(frozen=True)
class Sticker:
    """A colour and a shape to wear, and the word for it. Health groups wear what those of no group wear."""

    look: str
    word: str


ANOTHER = Sticker(Kind.Look.OTHER, "another group")


@dataclass(frozen=True)
class Label:
    """A name to wear: first name and initial, and where to sit if that is dealt out."""

    name: str
    group: str = ""
    helping: bool = False
    table: Shape | None = None
    sticker: Sticker | None = None
    seats: Sequence[tuple[int, Shape]] = ()  # round, and the table in it


def sheet_rows(gathering: Gathering) -> list[Attendance]:
    """Return who is expected or was there, by name; ticks without a name have no line of their own."""
    return sorted((row for row in everyone(gathering) if row.called), key=lambda row: row.called.casefold())


def pages_of(rows: Sequence[Thing], most: int, *, spare: int) -> list[list[Thing | None]]:
    """Deal rows out to pages of so many lines, at least `spare` of them empty; the last page is filled."""
    pages = max(1, ceil((len(rows) + spare) / most))
    lines: list[Thing | None] = [*rows, *[None] * (pages * most - len(rows))]
    return [lines[at : at + most] for at in range(0, len(lines), most)]


def printed_group(row: Attendance) -> str:
    """Return the group to print beside a name; none for health groups, which may say more than they want."""
    kinds = [group.kind for group in row.groups.all() if group.kind is not None]
    return "" if any(kind.look == Kind.Look.HEALTH for kind in kinds) else row.comes_from


def short_name(name: str) -> str:
    """“Meena P.” of “Meena Patel”; a single name stays as it is."""
    first, *rest = name.split() or [""]
    return f"{first} {rest[-1][0].upper()}." if rest else first


def labels_of(
    rows: Iterable[Attendance],
    *,
    tables: int = 0,
    seats: Mapping[str, Sequence[tuple[int, Shape]]] | None = None,
) -> list[Label]:
    """Return a label a person: with their `seats` by uid where there is a plan; with `tables`, dealt out so
    that groups and kinds of group sit apart.
    """
    people = list(rows)
    dealt = _dealt(people, tables) if tables else {}
    return [
        Label(
            short_name(row.called),
            printed_group(row),
            row.helping,
            dealt.get(row.pk),
            sticker_of(row) if row.looking else None,
            _said_once((seats or {}).get(str(row.uid), ())),
        )
        for row in people
    ]


def _said_once(seats: Sequence[tuple[int, Shape]]) -> Sequence[tuple[int, Shape]]:
    """Whoever stays at one table all evening has it said once."""
    return seats[:1] if len({shape for _, shape in seats}) == 1 else seats


def _dealt(people: list[Attendance], tables: int) -> dict[int, Shape]:
    """Deal tables like cards: helpers first, then kind by kind and group by group."""
    in_turn = sorted(people, key=lambda row: (not row.helping, *_kind_and_group(row), row.pk))
    return {row.pk: TABLES[at % tables] for at, row in enumerate(in_turn)}


def _kind_and_group(row: Attendance) -> tuple[str, str]:
    group = next(iter(row.groups.all()), None)
    return ((group.kind.slug if group.kind else ""), group.name) if group else ("", row.group_words)


def slips_of(gathering: Gathering) -> list[Slip]:
    """Return the slips still to be typed in, in the order they were made."""
    return list(Slip.objects.filter(gathering=gathering, note=None))


def slips_worth_having(rows: Sequence[Attendance]) -> int:
    """Return how many slips to make: one for everybody looking for help and some to spare, whole pages."""
    looking = sum(row.looking for row in rows)
    return max(FEWEST_SLIPS, ceil((looking + 4) / 4) * 4)


def tables_worth_having(rows: Sequence[Attendance]) -> int:
    """Return how many tables: about five people at each."""
    return min(MOST_TABLES, max(FEWEST_TABLES, ceil(len(rows) / A_TABLE)))


def sticker_of(row: Attendance) -> Sticker:
    """Return what somebody wears for “sit with another colour”; helpers help whoever comes."""
    kinds = [group.kind for group in row.groups.all() if group.kind is not None]
    if not kinds or any(kind.look == Kind.Look.HEALTH for kind in kinds):
        return ANOTHER
    return Sticker(kinds[0].look, kinds[0].name)


def stickers() -> list[Sticker]:
    """Return every colour somebody may wear, for the page that explains them."""
    kinds = Kind.objects.exclude(look=Kind.Look.HEALTH).order_by("position", "pk")
    found = {kind.look: Sticker(kind.look, kind.name) for kind in kinds if kind.look != Kind.Look.OTHER}
    return [*found.values(), ANOTHER]
