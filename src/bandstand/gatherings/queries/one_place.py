"""Groups that are plainly of one place: no introduction is news to them."""

from collections import defaultdict
from collections.abc import Iterable

from bandstand.groups.models import Group
from bandstand.places.grid import metres_between

_ONE_PLACE = 500  # metres
Pair = tuple[int, int]  # ids of groups, the smaller first


def of_one_place(groups: Iterable[Group]) -> set[Pair]:
    """Return pairs that are plainly of one place, “Walton Park” and its football centre: they know."""
    # In letters other than ours a plain name is empty: that makes no two alike.
    placed = [one for one in groups if one.plain_name and one.lat is not None and one.lon is not None]
    called: dict[str, list[Group]] = defaultdict(list)
    for group in placed:
        called[group.plain_name].append(group)
    alike = ((one, other) for one in placed for name in _names_in(one) for other in called.get(name, ()))
    return {
        (min(one.pk, other.pk), max(one.pk, other.pk))
        for one, other in alike
        if one.pk != other.pk and _metres(one, other) <= _ONE_PLACE
    }


def _names_in(group: Group) -> set[str]:
    """Return its whole name, and every stretch of two words or more in it."""
    words = group.plain_name.split()
    ends = range(2, len(words) + 1)
    return {group.plain_name} | {" ".join(words[start:end]) for end in ends for start in range(end - 1)}


def _metres(one: Group, other: Group) -> float:
    return metres_between(one.lat or 0.0, one.lon or 0.0, other.lat or 0.0, other.lon or 0.0)
