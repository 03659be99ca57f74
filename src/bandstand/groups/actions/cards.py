"""Groups and rows as cards to be compared by `groups.matching`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from ..matching import Card, Key, Pool
from ..models import Group, Identifier, OnlinePlace
from ..sheets.cells import Facts
from ..words import plain
from .rows import in_stretches

# A pool of so many groups is made in a second or two; beyond, only those are compared that share something.
_MOST_IN_MEMORY = 30_000
_COLUMNS = [
    "id",
    "name",
    "other_names",
    "postcode",
    "lat",
    "lon",
    "address",
    "phone",
    "email",
    "charity_number",
]


def card_of_facts(key: Key, facts: Facts) -> Card:
    told = facts.fields
    return Card(
        key=key,
        name=facts.name,
        other_names=tuple(told.get("other_names", ())),
        postcode=str(told.get("postcode", "")),
        lat=told.get("lat"),
        lon=told.get("lon"),
        address=str(told.get("address", "")),
        phone=str(told.get("phone", "")),
        email=str(told.get("email", "")),
        links=frozenset(link.match_key for link in facts.links),
        numbers=_numbers(str(told.get("charity_number", "")), told.get("identifiers", ())),
    )


def _numbers(charity: str, others: Iterable[tuple[str, str]]) -> frozenset[str]:
    found = {f"{scheme}:{value}" for scheme, value in others}
    return frozenset(found | {f"GB-CHC:{charity}"} if charity else found)


def is_small_enough() -> bool:
    """Tell whether all groups of the hub in force fit in one pool."""
    return Group.objects.count() <= _MOST_IN_MEMORY


def pool_of_all() -> Pool:
    pool = Pool()
    ids = Group.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=5000)
    for some in in_stretches(ids):
        add_groups(pool, some)
    return pool


def add_groups(pool: Pool, ids: Sequence[int]) -> None:
    links: dict[int, list[str]] = defaultdict(list)
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pk, key in OnlinePlace.objects.filter(group__in=ids).values_list("group_id", "match_key"):
        links[pk].append(key)
    for pk, scheme, value in Identifier.objects.filter(group__in=ids).values_list(
        "group_id", "scheme", "value"
    ):
        numbers[pk].append((scheme, value))
    for group in Group.objects.filter(pk__in=ids).order_by("pk").values(*_COLUMNS):
        pk = group.pop("id")
        charity, others = group.pop("charity_number"), group.pop("other_names")
        pool.add(
            Card(
                key=pk, other_names=tuple(others or ()), links=frozenset(links[pk]),
                numbers=_numbers(charity, numbers[pk]), **group,
            )
        )  # fmt: skip


def groups_near(all_facts: Sequence[Facts], *, thorough: bool = False) -> set[int]:
    """Return the ids of groups that share a postcode, a link, a telephone, an e-mail address, a number or the
    whole name with any of these rows; `thorough`, for a few rows, looks for telling words of the name too.
    """
    found: set[int] = set()
    for name in ("postcode", "phone", "email", "charity_number"):
        found |= _sharing(name, {str(facts.fields.get(name, "")) for facts in all_facts})
    found |= _sharing("plain_name", {plain(facts.name)[:200] for facts in all_facts})
    keys = {link.match_key for facts in all_facts for link in facts.links}
    for some in in_stretches(keys):
        found.update(OnlinePlace.objects.filter(match_key__in=some).values_list("group_id", flat=True))
    if thorough:
        for facts in all_facts:
            found.update(_by_words(plain(facts.name).split()))
    return found


def _sharing(name: str, values: set[str]) -> set[int]:
    found: set[int] = set()
    for some in in_stretches(values - {""}):
        found.update(Group.objects.filter(**{f"{name}__in": some}).values_list("pk", flat=True))
    return found


def _by_words(words: list[str]) -> Iterable[int]:
    """Return groups with one of the two longest words in their name."""
    telling = sorted((word for word in words if len(word) > 3), key=len)[-2:]
    if not telling:
        return []
    wanted = Q()
    for word in telling:
        wanted |= Q(plain_name__contains=word)
    return list(Group.objects.filter(wanted).values_list("pk", flat=True)[:500])
