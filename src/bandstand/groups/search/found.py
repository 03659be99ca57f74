"""What a search found: sorted, counted and told by kind, area and interest, however many groups there are.

Up to `MOST` everything is exact: each group that fits is looked at. Beyond that nobody reads the list to its
end, so no page pays for it: words are then ranked among the best candidates, lists by name walk an index,
the nearest are found square by square, and a number is given only where it is known.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from django.core.cache import cache
from django.db.models import OuterRef, Q, QuerySet, Subquery

from bandstand.people.access import current_hub_id
from bandstand.places.grid import metres_between
from bandstand.places.queries import Point

from ..models import Group, GroupArea, GroupInterest
from ..words import plain, words_of
from . import index
from .index import Hit, Terms
from .squares import SIZES, around, sure_within, within
from .words import stem

MOST = 1000
_IN_REACH = 5000  # candidates looked at in the squares round a point
_BEGINNING = 50  # names that begin as typed, looked up by name
_NUMBERS_KEPT = 600  # seconds


class Found(Sequence[Group]):
    """The groups found, best first: a sequence a paginator can take stretches of. Each group has `away`.

    `total` is their number, or None when there are more than `MOST` and nobody counted.
    """

    def __init__(
        self, terms: Terms, *, words: Sequence[str] = (), near: Point | None = None, most: int | None = None
    ) -> None:
        self.terms, self.words, self.near = terms, list(words), near
        self.most = most or MOST
        self._placed = terms.placed() if near else terms
        self._counted_so_far = self._number()
        self.is_whole = self._counted_so_far <= self.most
        self._sorted: list[int] | None = None
        self._away: dict[int, float] = {}

    def _number(self) -> int:
        """Return how many groups fit, or one more than the most if they are more."""
        most = self.most + 1
        if self.words:  # whole words alone may be enough, and are quicker found than beginnings
            whole = index.number(self._placed, most=most, how="whole")
            if whole == most:
                return whole
            return len(self._hits)
        return index.number(self._placed, most=most)

    @cached_property
    def _hits(self) -> list[Hit]:
        return index.hits(self._placed, most=self.most + 1)

    @property
    def total(self) -> int | None:
        if self.is_whole:
            return self._counted_so_far
        return None if self.words or self.near else _known_total(self.terms)

    def count(self, value: object = None) -> int:  # noqa: ARG002 (the paginator's way of asking)
        return self.most if self.total is None else self.total

    def __len__(self) -> int:
        return self.count()

    @overload
    def __getitem__(self, at: int) -> Group: ...
    @overload
    def __getitem__(self, at: slice) -> list[Group]: ...
    def __getitem__(self, at: int | slice) -> Group | list[Group]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        return self._groups(self.ids(at.start or 0, at.stop if at.stop is not None else self.count()))

    def __iter__(self) -> Iterator[Group]:
        return iter(self[0 : self.count()])

    def ids(self, start: int, stop: int) -> list[int]:
        """Return the ids of a stretch of the list."""
        if not self.is_whole and not self.words and self.near is None:
            return list(self._by_name()[start:stop].values_list("pk", flat=True))
        if self._sorted is None or (self.near and not self.is_whole and len(self._sorted) < stop):
            self._sorted = self._nearest(stop) if self.near else self._ranked()
        return self._sorted[start:stop]

    def placed(self, most: int) -> list[Hit]:
        """Return so many of all that were found, those that show a place."""
        return [hit for hit in self._hits if hit.lat is not None][:most]

    def within(self, west: float, south: float, east: float, north: float, most: int) -> list[Hit]:
        """Return so many of the list that show a place in this box."""
        hits = self._hits if self.is_whole else self._in_squares(west, south, east, north)
        inside = [
            hit
            for hit in hits
            if hit.lat is not None and south <= hit.lat <= north and west <= (hit.lon or 0.0) <= east
        ]
        return inside[:most]

    def _in_squares(self, west: float, south: float, east: float, north: float) -> list[Hit]:
        squares = within(self.terms.hub_id, west, south, east, north)
        most = _IN_REACH if squares else self.most
        return index.hits(self.terms.placed().in_squares(squares), most=most)

    def numbers(self) -> dict[str, int] | None:
        """Return how many of these groups have each tag, or None when nobody counted."""
        if self.is_whole:
            return self._counted
        return known_numbers() if self.is_everything else None

    @cached_property
    def _counted(self) -> dict[str, int]:
        return Counter(tag for hit in self._hits for tag in hit.tags.split())

    @property
    def is_everything(self) -> bool:
        return self.terms.are_none and self.near is None

    def _groups(self, ids: list[int]) -> list[Group]:
        rows = Group.objects.select_related("kind", "area").defer(
            "area__geometry", "search", "notes", "said_by"
        )
        found = rows.in_bulk(ids)
        for pk, group in found.items():
            group.away = self._away.get(pk)  # type: ignore[attr-defined]  # for the page
        return [found[pk] for pk in ids if pk in found]

    def _by_name(self) -> QuerySet[Group]:
        """Return the groups in the order of an index, each asked whether it fits: many do."""
        # `IN`, because of a plain “listed” SQLite does not see that it is the index's second column.
        groups = Group.objects.filter(listed__in=[True], left_at=None)
        for tag in self.terms.tags:
            groups = _with_tag(groups, tag)
        return groups.order_by("plain_name", "pk")

    def _ranked(self) -> list[int]:
        hits = {hit.id: hit for hit in self._hits} if self.is_whole else {}
        if not self.is_whole:  # the best are surely among those that begin so or have the words in the name
            named = index.hits(self.terms, most=self.most, how="in name")
            likely = [*self._beginning(), *named]
            likely += [] if len(named) >= self.most else self._hits
            hits = {hit.id: hit for hit in likely[: self.most + _BEGINNING]}
        phrase = plain(" ".join(self.words))
        best = sorted(hits.values(), key=lambda hit: _rank(hit, self.words, phrase))
        return [hit.id for hit in best[: self.most]]

    def _beginning(self) -> list[Hit]:
        phrase = plain(" ".join(self.words))
        begin = self._by_name().filter(plain_name__gte=phrase, plain_name__lt=phrase + "\U0010ffff")
        rows = begin.values_list("pk", "plain_name")[:_BEGINNING]
        return [Hit(pk, name, "", "", "", None, None) for pk, name in rows if name.startswith(phrase)]

    def _nearest(self, wanted: int) -> list[int]:
        """Return the nearest so many: square by square until enough are surely nearer than all others."""
        near = self.near
        if self.is_whole or near is None:
            return self._by_distance(self._hits)
        for size in SIZES:
            squares = around(self.terms.hub_id, near.lat, near.lon, size)
            close = index.hits(self.terms.in_squares(squares), most=_IN_REACH)
            ids = self._by_distance(close)
            reach = sure_within(near.lat, size)
            sure = [pk for pk in ids if self._away[pk] <= reach]
            if len(sure) >= wanted or len(close) == _IN_REACH:
                return ids
        return self._by_distance(self._hits)

    def _by_distance(self, hits: list[Hit]) -> list[int]:
        lat, lon = (self.near.lat, self.near.lon) if self.near else (0.0, 0.0)
        self._away = {
            hit.id: metres_between(lat, lon, hit.lat, hit.lon)
            for hit in hits
            if hit.lat is not None and hit.lon is not None
        }
        names = {hit.id: hit.plain_name for hit in hits}
        return sorted(self._away, key=lambda pk: (round(self._away[pk]), names[pk], pk))


def _rank(hit: Hit, words: list[str], phrase: str) -> tuple[int, int, str, int]:
    """Return what sorts a hit: names that are it, begin so, have the words, begin words so; then the rest."""
    if not words:
        return 0, 0, hit.plain_name, hit.id
    in_name = hit.plain_name.split()
    return _tier(hit, in_name, words, phrase), len(in_name), hit.plain_name, hit.id


def _tier(hit: Hit, in_name: list[str], words: list[str], phrase: str) -> int:
    if hit.plain_name == phrase:
        return 1
    if _whole(words, in_name):
        return 2 if hit.plain_name.startswith(phrase) else 3
    if _begun(words, hit.plain_name):
        return 4
    known = f"{hit.plain_name} {_bare(hit.other)}"
    if _begun(words, known):
        return 5
    return 6 if _begun(words, f"{known} {_bare(hit.what)}") else 7


def _whole(words: list[str], known: list[str]) -> bool:
    return all(word in known for word in words)


def _begun(words: list[str], known: str) -> bool:
    spaced = f" {known}"
    return all(f" {stem(word)}" in spaced for word in words)


def _bare(text: str) -> str:
    """Return the words of a text that may have capitals and signs in it (SQLite keeps them)."""
    is_bare = not text or (text.isascii() and text.islower() and text.replace(" ", "").isalnum())
    return text if is_bare else " ".join(words_of(text))


def _with_tag(groups: QuerySet[Group], tag: str) -> QuerySet[Group]:
    """Narrow groups by a tag of the index, asked of each group's own rows.

    As a value looked up, not as EXISTS: a database may turn that round, and then sorts all that fit.
    """
    sort, pk = tag[0], int(tag[1:] or 0)
    if sort == "k":
        return groups.filter(kind=pk or None)
    this = {"group": OuterRef("pk")}
    if sort == "a":
        lies = GroupArea.objects.filter(area=pk, **this).values("pk")[:1]
        shown = groups.exclude(place_shown=Group.PlaceShown.NONE)
        in_it = Q(in_it__isnull=False, place_shown=Group.PlaceShown.EXACT)
        return shown.annotate(in_it=Subquery(lies)).filter(Q(area=pk) | in_it)
    said = GroupInterest.objects.filter(interest=pk, state=GroupInterest.State.SAID, **this).values("pk")[:1]
    return groups.annotate(**{f"about_{pk}": Subquery(said)}).filter(**{f"about_{pk}__isnull": False})


def _known_total(terms: Terms) -> int | None:
    """Return how many groups have one kind, one area or one interest, or are listed at all."""
    if terms.are_none:
        return known_numbers()["h"]
    return known_numbers().get(terms.tags[0]) if len(terms.tags) == 1 else None


def known_numbers() -> dict[str, int]:
    """Return the numbers of the whole directory, kept for ten minutes: only a large one asks for them."""
    key = f"groups-numbers:{current_hub_id()}"
    kept: dict[str, int] | None = cache.get(key)
    if kept is None:
        listed = Group.objects.filter(listed=True, left_at=None).count()
        kept = {"h": listed, **index.tag_numbers()}
        cache.set(key, kept, _NUMBERS_KEPT)
    return kept
