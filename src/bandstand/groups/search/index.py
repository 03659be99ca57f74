"""Asking the index which groups fit: the one place that knows how each database is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from .words import stem

_ANY = "name other what more"


@dataclass(frozen=True)
class Terms:
    """What a group must have: every word, every tag, and one tag of each of `either`.

    Tags are facts as the index spells them: `h1` listed by hub 1, `d1` known to its desk, `k3` of kind 3,
    `a5` in area 5, `i7` about interest 7, `p` has a place to show, `cf…` in a square of the map.
    """

    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()

    def also(self, *tags: str) -> "Terms":
        return replace(self, tags=(*self.tags, *tags))

    def one_of(self, tags: Iterable[str]) -> "Terms":
        return replace(self, either=(*self.either, tuple(tags)))


class Hit(NamedTuple):
    """A group that fits, with what is needed to sort, count and place it."""

    id: int
    plain_name: str
    other: str
    what: str
    tags: str
    lat: float | None
    lon: float | None


def hits(terms: Terms, *, most: int, in_name: bool = False) -> list[Hit]:
    """Return the first so many groups that fit, in the order they came; `in_name`: with whole words there."""
    where, values = _asked(terms, in_name=in_name)
    key = "id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.{key}, g.plain_name, f.other, f.what, f.tags, f.lat, f.lon FROM groups_found f "
            f"CROSS JOIN groups_group g WHERE {where} AND g.id = f.{key} ORDER BY f.{key} LIMIT %s",
            [*values, most],
        )
        return [Hit(*row) for row in cursor.fetchall()]


def ids(terms: Terms) -> RawSQL:
    """Return a subquery of the ids of all groups that fit."""
    where, values = _asked(terms)
    key = "id" if connection.vendor == "postgresql" else "rowid"
    return RawSQL(f"SELECT f.{key} FROM groups_found f WHERE {where}", values)  # noqa: S611 (ours, with values)


def tag_numbers() -> dict[str, int]:
    """Return how many listed groups have each kind, area and interest, all hubs together, by tag."""
    if connection.vendor == "postgresql":
        asked = (
            "SELECT tag, count(*) FROM groups_found, unnest(tagged) tag "
            "WHERE tag ~ '^[kai][0-9]+$' GROUP BY tag"
        )
    else:
        asked = (
            "SELECT term, doc FROM groups_found_words WHERE term >= 'a' AND term < 'l' AND col = 'tags' "
            "AND (term GLOB 'k[0-9]*' OR term GLOB 'a[0-9]*' OR term GLOB 'i[0-9]*')"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def close_to(word: str, spellings: Iterable[str]) -> list[str]:
    """Return known words that have one of these spellings with one of their letters left out, or with all."""
    keys = sorted({word, *spellings})
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(
            f"SELECT DISTINCT word FROM groups_slip WHERE letters IN ({marks}) LIMIT 500",
            keys,
        )
        return [row[0] for row in cursor.fetchall()]


def _asked(terms: Terms, *, in_name: bool = False) -> tuple[str, list[Any]]:
    """Return a condition on `groups_found f` and its values."""
    if connection.vendor == "postgresql":
        return _for_postgres(terms, in_name=in_name)
    return "f.groups_found MATCH %s", [_for_sqlite(terms, in_name=in_name)]


def _for_sqlite(terms: Terms, *, in_name: bool) -> str:
    parts = [f'tags : "{tag}"' for tag in terms.tags]
    parts += [f"tags : ({_quoted(tags)})" for tags in terms.either]
    if in_name:
        parts += [f'name : "{word}"' for word in terms.words]
    else:
        parts += [f'{{{_ANY}}} : "{stem(word)}" *' for word in terms.words]
    return " AND ".join(parts)


def _quoted(tags: tuple[str, ...]) -> str:
    return " OR ".join(f'"{tag}"' for tag in tags)


def _for_postgres(terms: Terms, *, in_name: bool) -> tuple[str, list[Any]]:
    where = ["f.tagged @> %s::text[]"]
    values: list[Any] = [list(terms.tags)]
    for tags in terms.either:
        where.append("f.tagged && %s::text[]")
        values.append(list(tags))
    if terms.words:
        where.append("f.doc @@ to_tsquery('simple', %s)")
        spelt = (f"'{word}':A" if in_name else f"'{stem(word)}':*" for word in terms.words)
        values.append(" & ".join(spelt))
    return " AND ".join(where), values
