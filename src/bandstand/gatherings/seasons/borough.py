"""The borough as the planner reads it: groups, places, who has met, how likely they are to come.

Nine queries however many groups there are. Positions are metres on a plane round the middle of the borough,
which is right to a few metres in a thousand over the size of one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import cos, fsum, radians
from typing import Any

from django.db.models import Count, F, Q

from bandstand.groups.models import Group, Kind
from bandstand.groups.queries.connections import groups_of_connections
from bandstand.places.models import Venue
from bandstand.presence.models import TO_HELP_WITH, Finding
from planner.problem import ODDS
from planner.turnout import learnt_odds

from ..models import Attendance, Gathering, Invitation
from ..queries.inviting import not_to_be_asked
from ..queries.one_place import of_one_place
from ..queries.rooms import rooms

_DEGREE = 111_320.0  # metres of latitude
_QUICK = 30  # minutes: an easy win that fits into one sitting
_APART = 1600
# What a first meeting of two kinds is worth, in whole numbers: the more unlike what they do, the more.
_WEIGHTS = {
    frozenset({"sport", "friends"}): 3,
    frozenset({"sport", "health"}): 2,
    frozenset({"friends", "health"}): 2,
}


# What an officer says about two kinds, and what the planner reckons with then.
MATTERS = {"much": 3, "some": 1, "not": 0}
_FRESH = 2  # that a group which was never asked has its turn: as much as an easy win


@dataclass(frozen=True)
class Odds:
    """How likely groups of one kind are to come when asked, and of how many asked so far we know that."""

    comes: float
    asked: int

    @property
    def in_ten(self) -> int:
        return round(10 * self.comes)


def borough(
    times: list[str], *, sessions: int, room: int, weights: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return the problem in the planner's own format, `bandstand-season-1`.

    `weights` says of pairs of kinds (`pair_of`) how much it matters that they meet, in the words of MATTERS.
    """
    groups, venues = list(groups_to_ask()), list(_venues())
    middle = _middle([*groups, *venues])
    wins, asked, odds = _quick_wins(), _asked_before(), odds_by_kind()
    return {
        "format": "bandstand-season-1",
        "slots": times,
        "params": _rules(sessions, room, weights or {}),
        "groups": [
            {
                "id": group.pk,
                "kinds": [group.kind.slug] if group.kind else ["other"],
                **_metres(group, middle),
                "need": wins[group.pk] > 0,
                "accept": odds[group.kind_id].comes if group.kind_id in odds else ODDS,
                "name": group.name,
                "place": group.area.name if group.area else "",
                "invited_before": asked[group.pk],
            }
            for group in groups
        ],
        "venues": [{"id": venue.pk, **_metres(venue, middle), "place": venue.name} for venue in venues],
        "connected": [
            list(pair) for pair in sorted(_met({group.pk for group in groups}) | of_one_place(groups))
        ],
    }


def groups_to_ask() -> Iterator[Group]:
    """Return groups that are on the map, still meet, and did not ask to be left in peace."""
    there = Group.objects.filter(left_at=None, lat__isnull=False, lon__isnull=False)
    willing = there.exclude(pk__in=not_to_be_asked().values("group"))
    meeting = willing.exclude(status=Group.Status.CLOSED)
    yield from meeting.select_related("kind", "area").defer("area__geometry").order_by("pk")


def odds_by_kind() -> dict[int | None, Odds]:
    """Return how likely a group of each kind is to come when asked, learnt from past invitations."""
    past = Invitation.objects.filter(
        gathering__state=Gathering.State.CLOSED,
        state=Invitation.State.SENT,
        helping=False,
        group__isnull=False,
    )
    came = Q(
        gathering__attendances__arrival=Attendance.Arrival.HERE,
        gathering__attendances__undone_at=None,
        gathering__attendances__groups=F("group"),
    )
    rows = past.values("group__kind").annotate(
        asked=Count("pk", distinct=True), came=Count("pk", filter=came, distinct=True)
    )
    return {
        row["group__kind"]: Odds(learnt_odds(row["came"], row["asked"], ODDS), row["asked"]) for row in rows
    }


def _venues() -> Iterable[Venue]:
    return Venue.objects.filter(lat__isnull=False, lon__isnull=False).order_by("pk")


def pair_of(one: Kind, other: Kind) -> str:
    """Return what `SeasonPlan.weights` calls two kinds, whichever is named first."""
    return " ".join(sorted([one.slug, other.slug]))


def usual_weight(one: Kind, other: Kind) -> int:
    return _WEIGHTS.get(frozenset({one.look, other.look}), 1)


def _weight(one: Kind, other: Kind, said: Mapping[str, str]) -> int:
    return MATTERS.get(said.get(pair_of(one, other), ""), usual_weight(one, other))


def _rules(sessions: int, room: int, said: Mapping[str, str]) -> dict[str, Any]:
    pairs = combinations(Kind.objects.order_by("pk"), 2)
    return {
        "sessions": sessions,
        "capacity": room,
        "min_groups": min(4, room),
        "venues_apart_m": _APART,
        "fresh_bonus": _FRESH,
        "kind_weights": [[one.slug, other.slug, _weight(one, other, said)] for one, other in pairs],
    }


def _middle(places: Iterable[Any]) -> tuple[float, float]:
    spots = [(place.lat, place.lon) for place in places]
    if not spots:
        return 0.0, 0.0
    # `fsum`, for `sum` adds fractions in another way from Python 3.12 on, and a plan is the same everywhere.
    return fsum(lat for lat, _ in spots) / len(spots), fsum(lon for _, lon in spots) / len(spots)


def _metres(place: Any, middle: tuple[float, float]) -> dict[str, float]:
    lat, lon = middle
    wide = _DEGREE * cos(radians(lat))
    return {"x": round((place.lon - lon) * wide), "y": round((place.lat - lat) * _DEGREE)}


def _quick_wins() -> Counter[int]:
    quick = Finding.objects.filter(TO_HELP_WITH, effort_minutes__lte=_QUICK)
    return Counter(quick.values_list("group_id", flat=True))


def _asked_before() -> Counter[int]:
    sent = Invitation.objects.filter(state=Invitation.State.SENT, group__isnull=False)
    return Counter(sent.values_list("group_id", flat=True))


def _met(known: set[int]) -> set[tuple[int, int]]:
    """Return pairs of groups that met before: connected, or at the same gathering."""
    together = [*groups_of_connections().values(), *(room.groups for room in rooms())]
    return {pair for groups in together for pair in combinations(sorted(groups & known), 2)}
