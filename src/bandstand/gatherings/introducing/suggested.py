"""Whom the planner would introduce, with the reasons: for a whole borough, or for those in one room."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, radians

from bandstand.groups.models import Group
from planner.introduce import MOST_EACH, introduce
from planner.problem import Group as Planned
from planner.problem import Problem, Rules

from ..queries.one_place import of_one_place
from ..seasons.borough import usual_weight
from .facts import Known
from .reasons import Reason, reasons_for
from .ties import Pair

_DEGREE = 111_320.0  # metres of latitude


@dataclass(frozen=True)
class Suggested:
    """Two groups, the smaller id first, and why."""

    one: Group
    other: Group
    worth: int
    reasons: list[Reason]

    @property
    def pair(self) -> Pair:
        return self.one.pk, self.other.pk


def suggest(
    known: list[Known],
    *,
    connected: Iterable[Pair],
    closed: Collection[Pair] = (),
    open_now: Mapping[int, int] | None = None,
    most_each: int = MOST_EACH,
) -> list[Suggested]:
    """Return whom to introduce, best first. All pairs and counts are by the groups’ ids."""
    at = {one.group.pk: place for place, one in enumerate(known)}
    connected = {*connected, *of_one_place(one.group for one in known)}
    found = introduce(
        _problem(known, _places_of(connected, at)),
        dismissed=_places_of(closed, at),
        open_now={at[pk]: count for pk, count in (open_now or {}).items() if pk in at},
        most_each=most_each,
        in_common=True,
    )
    return [
        Suggested(
            known[one.one].group,
            known[one.other].group,
            one.value,
            reasons_for(
                known[one.one],
                known[one.other],
                metres=one.metres,
                through=[known[place].group.name for place in one.through],
            ),
        )
        for one in found
    ]


def _places_of(pairs: Iterable[Pair], at: Mapping[int, int]) -> set[Pair]:
    return {(at[one], at[other]) for one, other in pairs if one in at and other in at}


def _problem(known: list[Known], connected: set[Pair]) -> Problem:
    middle = _middle([one.group for one in known])
    return Problem(
        rules=Rules(sessions=0, capacity=0, kind_weights=_weights([one.group for one in known])),
        slots=(),
        groups=tuple(_planned(one, middle) for one in known),
        venues=(),
        connected=frozenset(connected),
    )


def _planned(one: Known, middle: tuple[float, float]) -> Planned:
    group = one.group
    x, y = _metres(group, middle)
    return Planned(
        id=group.pk,
        kinds=(group.kind.slug,) if group.kind else (),
        x=x,
        y=y,
        slots=frozenset(),
        name=group.name,
        shared=one.shared,
        wants=frozenset(one.wants),
        gives=frozenset(one.gives),
        placed=group.lat is not None and group.lon is not None,
    )


def _weights(groups: Iterable[Group]) -> dict[tuple[str, str], int]:
    kinds = {group.kind.slug: group.kind for group in groups if group.kind}
    pairs = combinations(kinds.values(), 2)
    worth = {(one.slug, other.slug): usual_weight(one, other) for one, other in pairs}
    return worth | {(other, one): weight for (one, other), weight in worth.items()}


def _middle(groups: list[Group]) -> tuple[float, float]:
    spots = [(group.lat, group.lon) for group in groups if group.lat is not None and group.lon is not None]
    if not spots:
        return 0.0, 0.0
    return sum(lat for lat, _ in spots) / len(spots), sum(lon for _, lon in spots) / len(spots)


def _metres(group: Group, middle: tuple[float, float]) -> tuple[float, float]:
    if group.lat is None or group.lon is None:
        return 0.0, 0.0
    lat, lon = middle
    return (group.lon - lon) * _DEGREE * cos(radians(lat)), (group.lat - lat) * _DEGREE
