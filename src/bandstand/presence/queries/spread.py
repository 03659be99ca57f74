"""Which easy wins are most common: by kind of group, and by locality."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from bandstand.groups.models import Kind
from bandstand.places.models import Area

from ..models import TO_HELP_WITH, Finding
from .wording import words_for

MOST_COLUMNS = 8


@dataclass(frozen=True)
class Column:
    """A kind of group, or a locality; `key` names it in addresses, "" for all the others together."""

    key: str
    name: str


@dataclass(frozen=True)
class Line:
    """One easy win, with how many groups it would help in each column and in all."""

    look: str
    title: str
    cells: list[tuple[Column, int]]
    total: int


@dataclass(frozen=True)
class Spread:
    columns: list[Column]
    lines: list[Line]


def by_kind() -> Spread:
    kinds = {kind.pk: Column(kind.slug, kind.plural.capitalize()) for kind in Kind.objects.all()}
    return _spread("group__kind_id", kinds, Column("", "Of no kind, or others"))


def by_area() -> Spread:
    areas = dict(Area.objects.values_list("pk", "name"))
    return _spread(
        "group__area_id",
        {pk: Column(str(pk), name) for pk, name in areas.items()},
        Column("", "Elsewhere, or not known"),
    )


def _spread(field: str, named: Mapping[int, Column], others: Column) -> Spread:
    """Count in one query; the columns with most to help with come first, the rest go together."""
    open_now = Finding.objects.filter(TO_HELP_WITH).order_by()
    rows = list(open_now.values_list("look", field).annotate(groups=Count("pk")))
    weights: Counter[Column] = Counter()
    for _, of, number in rows:
        weights[named.get(of, others)] += number
    shown = [one for one, _ in weights.most_common() if one != others][:MOST_COLUMNS]
    counts: dict[str, Counter[Column]] = {}
    for look, of, number in rows:
        column = named.get(of, others)
        counts.setdefault(look, Counter())[column if column in shown else others] += number
    columns = [*shown, others] if any(others in one for one in counts.values()) else shown
    return Spread(columns, _lines(counts, columns))


def _lines(counts: Mapping[str, Counter[Column]], columns: list[Column]) -> list[Line]:
    words = words_for()
    lines = [
        Line(look, words.title(look), [(column, of[column]) for column in columns], of.total())
        for look, of in counts.items()
    ]
    return sorted(lines, key=lambda line: (-line.total, line.title))
