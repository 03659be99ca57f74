"""Finding groups: the one door of the search, for the directory's page and for boxes that suggest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bandstand.people.access import current_hub_id
from bandstand.places.queries import area_names

from ..models import Group, Interest, Kind
from ..search import slips
from ..search.found import Found, known_numbers
from ..search.index import Terms
from ..search.words import asked_for, typed
from .directory import NO_KIND, Asked

_MOST_INTERESTS = 40
_MOST_SUGGESTED = 200
_NOTHING = "nothing"  # a tag no group has


@dataclass(frozen=True)
class Choice:
    """Something to narrow the list by. `many` is how many groups are left then; None when nobody counted."""

    value: str
    label: str
    sort: str
    many: int | None
    chosen: bool


@dataclass(frozen=True)
class Answer:
    """What was found, and for which words; `typed` is what was typed when that was not found as it stood."""

    found: Found
    words: str
    typed: str = ""
    kinds: Sequence[Choice] = ()
    areas: Sequence[Choice] = ()
    interests: Sequence[Choice] = ()


def search(asked: Asked, *, as_typed: bool = False) -> Answer:
    """Return the listed groups that fit, best first.

    Where a word is found nowhere, the likeliest known word is looked for instead, unless `as_typed`.
    """
    return _search(asked, Terms(_hub(), tags=tuple(_narrowed(asked).values())), as_typed=as_typed)


def find(asked: Asked, *, as_typed: bool = False) -> Answer:
    """Return what `search` does, and what the list can be narrowed by."""
    narrow = _narrowed(asked)
    answer = _search(asked, Terms(_hub(), tags=tuple(narrow.values())), as_typed=as_typed)
    numbers = {sort: _numbers(answer.found, tag=narrow.get(sort)) for sort in "kai"}
    return Answer(
        answer.found, answer.words, answer.typed,
        kinds=_kinds(numbers["k"], asked.kind),
        areas=_areas(numbers["a"], asked.area),
        interests=_interests(numbers["i"], asked.interest),
    )  # fmt: skip


def suggest(words: str, limit: int = 8) -> list[Group]:
    """Return the listed groups that fit best what is being typed."""
    if not typed(words):
        return []
    return _search(Asked(words=words), Terms(_hub()), as_typed=False, most=_MOST_SUGGESTED).found[0:limit]


def _hub() -> int:
    return current_hub_id() or 0


def _search(asked: Asked, terms: Terms, *, as_typed: bool, most: int | None = None) -> Answer:
    words = typed(asked.words)
    found = _found(words, terms, asked, most)
    if words and not as_typed and not found.count():
        meant = slips.put_right(words, terms.hub_id)
        if meant:
            return Answer(_found(meant, terms, asked, most), " ".join(meant), asked.words)
    return Answer(found, asked.words)


def _found(words: list[str], terms: Terms, asked: Asked, most: int | None) -> Found:
    terms = replace(terms, words=tuple(asked_for(words)))
    return Found(terms, words=words, near=asked.near, most=most)


def _narrowed(asked: Asked) -> dict[str, str]:
    """Return the tags of what the list is narrowed by, by their letter; what nobody knows finds nothing."""
    tags: dict[str, str] = {}
    if asked.kind:
        kind = Kind.objects.filter(slug=asked.kind).values_list("pk", flat=True).first()
        tags["k"] = "k0" if asked.kind == NO_KIND else _tag("k", kind)
    if asked.area:
        area = area_names().filter(code=asked.area).values_list("pk", flat=True).order_by("pk").first()
        tags["a"] = _tag("a", area)
    if asked.interest:
        interest = Interest.objects.filter(slug=asked.interest).values_list("pk", flat=True).first()
        tags["i"] = _tag("i", interest)
    return tags


def _tag(sort: str, pk: int | None) -> str:
    return f"{sort}{pk}" if pk else _NOTHING


def _numbers(found: Found, *, tag: str | None) -> dict[str, int] | None:
    """Return the numbers by tag, of the list without this tag: its neighbours are to choose from."""
    if tag is None:
        return found.numbers()
    others = replace(found.terms, tags=tuple(one for one in found.terms.tags if one != tag))
    return Found(others, words=found.words, near=found.near).numbers()


def _kinds(numbers: dict[str, int] | None, chosen: str) -> list[Choice]:
    found = Kind.objects.order_by("position", "name").values_list("pk", "slug", "plural")
    rows = [(f"k{pk}", slug, plural, "") for pk, slug, plural in found]
    return _choices(rows, numbers, chosen)


def _areas(numbers: dict[str, int] | None, chosen: str) -> list[Choice]:
    found = area_names().order_by("kind", "name").values_list("pk", "code", "name", "kind")
    return _choices([(f"a{pk}", code, name, kind) for pk, code, name, kind in found], numbers, chosen)


def _interests(numbers: dict[str, int] | None, chosen: str) -> list[Choice]:
    known = numbers if numbers is not None else known_numbers()
    most = sorted((tag for tag in known if tag[0] == "i"), key=lambda tag: -known[tag])[:_MOST_INTERESTS]
    found = Interest.objects.filter(pk__in=[int(tag[1:]) for tag in most]).order_by("name")
    rows = [(f"i{pk}", slug, name, "") for pk, slug, name in found.values_list("pk", "slug", "name")]
    if chosen and all(slug != chosen for _, slug, _, _ in rows):
        rows += [("i0", chosen, one.name, "") for one in Interest.objects.filter(slug=chosen)]
    return _choices(rows, numbers, chosen)


def _choices(
    rows: Iterable[tuple[str, str, str, str]], numbers: dict[str, int] | None, chosen: str
) -> list[Choice]:
    """Return what would leave something on the list, and what is chosen already."""
    known = numbers if numbers is not None else known_numbers()
    return [
        Choice(value, label, sort, None if numbers is None else numbers.get(tag, 0), value == chosen)
        for tag, value, label, sort in rows
        if known.get(tag) or value == chosen
    ]
