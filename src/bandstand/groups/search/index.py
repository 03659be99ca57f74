"""Asking the index which groups fit: the one place that knows how each database is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models.expressions import RawSQL

from bandstand.people.models import Hub

from .words import stem

# How words are looked for: as beginnings anywhere, as whole words anywhere, as whole words in the name.
How = Literal["begun", "whole", "in name"]
_HIT = "f.{}, g.plain_name, f.other, f.what, f.tags, f.lat, f.lon"
_LISTED = "g.hub_id = %s AND g.listed AND g.left_at IS NULL"
_ANY = "name other what more"
_HUBS_KEPT = 300  # seconds
NO_KIND = "k0"


@dataclass(frozen=True)
class Terms:
    """What a group of a hub must have: every word, every tag, and its place in one of the squares if any.

    Tags are facts as the index spells them: `k3` of kind 3, `a5` in area 5, `i7` about interest 7, `p1` a
    group of hub 1 that shows a place, `c1f…` a square of the map. Only listed groups have any of these.
    """

    hub_id: int
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    squares: tuple[str, ...] = ()

    def also(self, *tags: str) -> "Terms":
        return replace(self, tags=(*self.tags, *tags))

    def placed(self) -> "Terms":
        return self.also(f"p{self.hub_id}")

    def in_squares(self, squares: Iterable[str]) -> "Terms":
        return replace(self, squares=tuple(squares))

    @property
    def name_their_hub(self) -> bool:
        """Tell whether one of these can be true of this hub's groups only: of “no kind” it is not."""
        return bool(self.squares) or any(tag != NO_KIND for tag in self.tags)

    @property
    def are_none(self) -> bool:
        return not (self.words or self.tags or self.squares)


class Hit(NamedTuple):
    """A group that fits, with what is needed to sort, count and place it."""

    id: int
    plain_name: str
    other: str
    what: str
    tags: str
    lat: float | None
    lon: float | None


def hits(terms: Terms, *, most: int, how: How = "begun") -> list[Hit]:
    """Return so many of the listed groups that fit, in the order the database comes upon them."""
    with connection.cursor() as cursor:
        cursor.execute(*_asked(terms, _HIT, most, how))
        return [Hit(*row) for row in cursor.fetchall()]


def number(terms: Terms, *, most: int, how: How = "begun") -> int:
    """Return how many listed groups fit, counted so far and no further."""
    asked, values = _asked(terms, "1", most, how)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({asked}) counted", values)
        return int(cursor.fetchone()[0])


def _asked(terms: Terms, what: str, most: int, how: How) -> tuple[str, list[Any]]:
    ask = _asked_of_postgres if connection.vendor == "postgresql" else _asked_of_sqlite
    return ask(terms, what, most, how)


def _asked_of_sqlite(terms: Terms, what: str, most: int, how: How) -> tuple[str, list[Any]]:
    """The index is walked along its rows; where no tag says so, each group is asked whether it is listed."""
    match = _match(terms, how)
    if not match:
        both = (
            "groups_group g CROSS JOIN groups_found f ON f.rowid = g.id" if what == _HIT else "groups_group g"
        )
        return f"SELECT {what.format('rowid')} FROM {both} WHERE {_LISTED} LIMIT %s", [terms.hub_id, most]
    if what != _HIT and terms.name_their_hub:
        return "SELECT 1 FROM groups_found f WHERE f.groups_found MATCH %s LIMIT %s", [match, most]
    return (
        f"SELECT {what.format('rowid')} FROM groups_found f CROSS JOIN groups_group g ON g.id = f.rowid "
        f"WHERE f.groups_found MATCH %s AND {_LISTED} LIMIT %s",
        [match, terms.hub_id, most],
    )


def _match(terms: Terms, how: How) -> str:
    """Return what FTS5 is asked. A hub's own tag costs reading all of its groups: only among many hubs."""
    crowd = () if terms.name_their_hub or not _are_many_hubs() else (f"h{terms.hub_id}",)
    parts = [f'tags : "{tag}"' for tag in (*crowd, *terms.tags)]
    if terms.squares:
        parts.append(f"tags : ({' OR '.join(terms.squares)})")
    spelt = {"begun": f'{{{_ANY}}} : "{{}}" *', "whole": f'{{{_ANY}}} : "{{}}"', "in name": 'name : "{}"'}
    parts += [_spell(spelt[how], word, how) for word in terms.words]
    return " AND ".join(parts)


def _spell(pattern: str, word: str, how: How) -> str:
    return pattern.replace("{}", stem(word) if how == "begun" else word)


def _asked_of_postgres(terms: Terms, what: str, most: int, how: How) -> tuple[str, list[Any]]:
    values: list[Any] = [terms.hub_id, most]
    fitting = f"SELECT id FROM groups_group g WHERE {_LISTED} LIMIT %s"
    if not terms.are_none:
        whose = f"h{terms.hub_id}"
        tags = [*terms.tags, *([whose] if _are_many_hubs() else [])]
        fitting = "SELECT id FROM groups_fitting(to_tsquery('simple', %s), %s::text[], %s::text[], %s, %s) id"
        values = [_query(terms, how), tags or None, list(terms.squares) or None, whose, most]
    if what != _HIT:
        return fitting, values
    both = "JOIN groups_found f ON f.id = x.id JOIN groups_group g ON g.id = x.id"
    return f"SELECT {what.format('id')} FROM ({fitting}) x {both}", values


def _query(terms: Terms, how: How) -> str | None:
    spelt = {"begun": "'{}':*", "whole": "'{}'", "in name": "'{}':A"}[how]
    return " & ".join(_spell(spelt, word, how) for word in terms.words) or None


def ids(words: Iterable[str]) -> RawSQL:
    """Return a subquery of the ids of all groups, of every hub, listed or not, that have all these words."""
    terms = Terms(0, tuple(words))
    if connection.vendor == "postgresql":
        asked = "SELECT id FROM groups_found WHERE doc @@ to_tsquery('simple', %s)"
        return RawSQL(asked, [_query(terms, "begun")])  # noqa: S611 (ours, with values)
    match = " AND ".join(f'{{{_ANY}}} : "{stem(word)}" *' for word in terms.words)
    return RawSQL("SELECT rowid FROM groups_found WHERE groups_found MATCH %s", [match])


def tag_numbers() -> dict[str, int]:
    """Return how many listed groups have each kind, area and interest, all hubs together, by tag.

    Each of these is one hub's own. How many have no kind is left out: that would be a number of all hubs.
    """
    if connection.vendor == "postgresql":
        asked = (
            "SELECT tag, count(*) FROM groups_found, unnest(tagged) tag "
            "WHERE tag ~ '^[kai][1-9][0-9]*$' GROUP BY tag"
        )
    else:
        asked = (
            "SELECT term, doc FROM groups_found_words WHERE term >= 'a' AND term < 'l' AND col = 'tags' "
            "AND (term GLOB 'k[1-9]*' OR term GLOB 'a[0-9]*' OR term GLOB 'i[0-9]*')"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def close_to(word: str, spellings: Iterable[str]) -> list[str]:
    """Return known words that have one of these spellings with one of their letters left out, or with all."""
    keys = sorted({word, *spellings})
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(keys))
        cursor.execute(f"SELECT DISTINCT word FROM groups_slip WHERE letters IN ({marks}) LIMIT 500", keys)
        return [row[0] for row in cursor.fetchall()]


def _are_many_hubs() -> bool:
    """Tell whether other hubs' groups are in the index too, so that a hub's own are asked for by tag."""
    many = cache.get("hubs-many")
    if many is None:
        many = len(Hub.objects.values_list("pk")[:2]) > 1
        cache.set("hubs-many", many, _HUBS_KEPT)
    return bool(many)
