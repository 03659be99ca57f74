"""Who in one room should talk: pairs suggested before, then those the planner would suggest among these here.

What is noted at the gathering itself changes nothing of it, so that afterwards one can see how many met.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Q

from bandstand.groups.models import Group

from ..models import Attendance, Gathering, Introduction, SuggestedPair
from .facts import known_of, of_ids
from .reasons import for_the_groups
from .suggested import suggest
from .ties import Pair, who_knows_whom

State = SuggestedPair.State
MOST_A_PERSON = 2
_AMONG_MANY = 6  # suggestions of one group in the room: several people may have come from it


@dataclass(frozen=True)
class InRoom:
    """Two groups of a room that should talk, and the strongest reason."""

    one: Group
    other: Group
    why: str


@dataclass(frozen=True)
class Room:
    """Who should talk, the best pair first; `apart` are never named: put aside, or known to each other."""

    pairs: list[InRoom]
    apart: list[tuple[Group, Group]]


@dataclass(frozen=True)
class Talk:
    """Two people who should talk, and whether it is written down that they, or their groups, met here."""

    one: Attendance
    other: Attendance
    why: str
    met: bool

    @property
    def both(self) -> tuple[Attendance, Attendance]:
        return self.one, self.other


def room_of(gathering: Gathering, rows: Iterable[Attendance]) -> Room:
    """Return what the groups of these lines are to each other: as many queries for three as for sixty."""
    groups = {group.pk: group for row in rows for group in row.groups.all()}
    if len(groups) < 2:
        return Room([], [])
    known, before = known_of(of_ids(groups)), who_knows_whom(at=gathering)
    live, closed = _suggested_before(gathering, {one.group.pk for one in known})
    live = {pair: why for pair, why in live.items() if pair not in before}
    new = suggest(known, connected=before, closed=closed | live.keys(), most_each=_AMONG_MANY)
    pairs = [InRoom(groups[one], groups[other], why) for (one, other), why in live.items()]
    pairs += [InRoom(groups[one.one.pk], groups[one.other.pk], for_the_groups(one.reasons)[0]) for one in new]
    never = {pair for pair in closed | before if groups.keys() >= set(pair)}
    return Room(pairs, [(groups[one], groups[other]) for one, other in sorted(never)])


def _suggested_before(gathering: Gathering, ids: set[int]) -> tuple[dict[Pair, str], set[Pair]]:
    """Return the pairs that stand with their strongest reason, and those that are settled otherwise.

    A pair that met at this very gathering stood when it began; one only thought of there has no reasons.
    """
    live: dict[Pair, str] = {}
    here = Q(state=State.MET, connection__introductions__gathering=gathering)
    stands = Q(state__in=[State.OPEN, State.ASKED]) | here
    rows = SuggestedPair.objects.filter(one__in=ids, other__in=ids)
    for row in rows.filter(stands).distinct():
        if row.reasons:
            live[row.one_id, row.other_id] = for_the_groups(row.reasons)[0]
    others = rows.exclude(pk__in=rows.filter(stands).values("pk"))
    return live, set(others.values_list("one_id", "other_id"))


def who_should_talk(gathering: Gathering, rows: Iterable[Attendance]) -> list[Talk]:
    """Return pairs of people with a name among these lines, at most two for each of them."""
    people = [row for row in rows if row.called and not row.running]
    of: dict[int, list[Attendance]] = {}
    for row in people:
        for group in row.groups.all():
            of.setdefault(group.pk, []).append(row)
    found, many, met = [], Counter[int](), _met_here(gathering)
    for pair in room_of(gathering, people).pairs:
        for one, other in ((a, b) for a in of.get(pair.one.pk, ()) for b in of.get(pair.other.pk, ())):
            if one.pk != other.pk and max(many[one.pk], many[other.pk]) < MOST_A_PERSON:
                many.update((one.pk, other.pk))
                groups = frozenset((pair.one.pk, pair.other.pk))
                found.append(Talk(one, other, pair.why, groups in met))
                break
    return found


def _met_here(gathering: Gathering) -> set[frozenset[int]]:
    """Return the pairs of groups that were noted as having met at this gathering."""
    told = Introduction.objects.filter(gathering=gathering, undone_at=None, connection__undone_at=None)
    circles: dict[int, set[int]] = {}
    for pk, group in told.exclude(connection=None).values_list("pk", "connection__groups"):
        circles.setdefault(pk, set()).add(group)
    return {frozenset(pair) for groups in circles.values() for pair in combinations(groups, 2)}
