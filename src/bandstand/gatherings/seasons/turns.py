"""Who has a turn in a season and who has not: by area, with names, and for each the one reason why not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bandstand.groups.models import Group
from bandstand.kit import distances
from bandstand.places.models import Area
from planner import why_not

from .planned import Season


@dataclass
class Turns:
    """The groups of one area, by id: on a list this season, not on one, and never asked so far."""

    area: Area | None
    asked: list[int] = field(default_factory=list)
    fresh: list[int] = field(default_factory=list)  # of those asked, for the first time
    later: list[int] = field(default_factory=list)  # asked before, and not this season
    never: list[int] = field(default_factory=list)  # not this season either
    unplanned: list[int] = field(default_factory=list)  # not on the map, or asked to be left in peace

    @property
    def groups(self) -> int:
        return len(self.asked) + len(self.later) + len(self.never) + len(self.unplanned)


@dataclass(frozen=True)
class NotAsked:
    """A group not on any list, and what keeps it out of the session nearest to it."""

    group: Group
    why: str = ""


@dataclass(frozen=True)
class Names:
    """The groups of one area by name."""

    turns: Turns
    asked: list[Group]
    fresh: set[int]
    later: list[NotAsked]
    never: list[NotAsked]
    unplanned: list[Group]


def turns_by_area(season: Season) -> list[Turns]:
    """Return every area with its groups and their turns, by name; those in no area last. Two queries."""
    before = {one["id"]: one.get("invited_before", 0) for one in season.kept.problem["groups"]}
    found: defaultdict[int | None, Turns] = defaultdict(lambda: Turns(None))
    there = Group.objects.filter(left_at=None).exclude(status=Group.Status.CLOSED)
    for pk, key in there.order_by("plain_name", "pk").values_list("pk", "area_id"):
        _put(found[key], pk, before, season.asked_ids)
    for area in Area.objects.defer("geometry").filter(pk__in=[key for key in found if key]):
        found[area.pk].area = area
    return sorted(found.values(), key=lambda one: (one.area is None, one.area.name if one.area else ""))


def _put(turns: Turns, pk: int, before: dict[int, int], asked: set[int]) -> None:
    if pk in asked:
        turns.asked.append(pk)
        if not before.get(pk):
            turns.fresh.append(pk)
    elif pk not in before:
        turns.unplanned.append(pk)
    else:
        (turns.later if before[pk] else turns.never).append(pk)


def names_in(season: Season, area: int) -> Names | None:
    """Return the groups of one area (0: of none we know) by name; None where there are none."""
    turns = next((one for one in turns_by_area(season) if (one.area.pk if one.area else 0) == area), None)
    if turns is None:
        return None
    wanted = [*turns.asked, *turns.later, *turns.never, *turns.unplanned]
    groups = Group.objects.select_related("kind").in_bulk(wanted)
    return Names(
        turns=turns,
        asked=[groups[pk] for pk in turns.asked],
        fresh=set(turns.fresh),
        later=_with_reasons(season, turns.later, groups),
        never=_with_reasons(season, turns.never, groups),
        unplanned=[groups[pk] for pk in turns.unplanned],
    )


def _with_reasons(season: Season, ids: Iterable[int], groups: dict[int, Group]) -> list[NotAsked]:
    return [NotAsked(groups[pk], _why_not(season, pk)) for pk in ids]


def _why_not(season: Season, pk: int) -> str:
    """“Netherby Hall: the room is full: …”, of the session nearest to a group."""
    plan, spots = season.plan, season.spots
    if not plan.sessions:
        return ""
    place = season.places[pk]
    here = season.problem.groups[place]
    away = [
        ((spots[one.venue].x - here.x) ** 2 + (spots[one.venue].y - here.y) ** 2, at)
        for at, one in enumerate(plan.sessions)
    ]
    _, nearest = min(away)
    why = why_not(plan, pk, nearest, said=distances)
    return f"{spots[plan.sessions[nearest].venue].place}: {why}"
