"""Who is to be seated, as the tables see them: kind, group, what they want, what they can show.

The same number of queries for 6 people or for 60.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from bandstand.groups.models import Kind
from bandstand.groups.queries.connections import groups_of_connections
from bandstand.people.queries import topics

from ..models import Attendance, Gathering, Sitting
from ..queries.day import everyone
from ..queries.rooms import rooms

_LETTERS = re.compile(r"[^\W\d_]+")
_SHORT = 4  # letters: shorter words of a topic's name tell nothing


@dataclass(frozen=True)
class Sitter:
    """One line of the sheet. `group` is a name, or the line's own number for somebody of none."""

    uid: str
    name: str
    group: str
    kind: Kind | None
    says_group: bool
    looking: bool
    helping: bool
    here: bool
    wants: frozenset[int]
    can: frozenset[int]
    extra: int = 0
    seats: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()

    @property
    def hosts(self) -> bool:
        """Tell whether they stay at one table and help whoever comes to it."""
        return self.helping and not self.looking


@dataclass(frozen=True)
class Party:
    """Everybody who may be given a chair, in the order of the sheet; `known` are groups that have met."""

    sitters: tuple[Sitter, ...]
    known: frozenset[tuple[str, str]]  # both ways round
    topics: Mapping[int, str]
    sat: tuple[tuple[str, tuple[str, ...]], ...] = ()  # who sits together this minute: table, uids

    def of(self, uids: Iterable[str]) -> list[Sitter]:
        """Return those of these that are in the party."""
        by_uid = self.by_uid
        return [by_uid[uid] for uid in uids if uid in by_uid]

    @property
    def by_uid(self) -> dict[str, Sitter]:
        return {one.uid: one for one in self.sitters}


def party_at(gathering: Gathering) -> Party:
    """Return who is here or may still come, ready to be seated."""
    rows = everyone(gathering).select_related("person__helper").order_by("pk")
    return party_of(gathering, list(rows.prefetch_related("topics", "person__helper__topics")))


def party_of(gathering: Gathering, rows: Iterable[Attendance]) -> Party:
    """Return the party of a sheet that was read with topics and helpers' profiles."""
    seated = [row for row in rows if _may_sit(row)]
    asked, beside = _wins_asked(seated), _beside(seated)
    named = {topic.pk: topic.name for topic in topics()}
    return Party(
        tuple(_sitter(row, named, asked[row.pk], beside[row.pk]) for row in seated),
        _known(gathering, seated),
        named,
        _sat(gathering),
    )


def _may_sit(row: Attendance) -> bool:
    """Whoever has a name and is not gone; a tick takes any chair, and whoever runs it is on their feet."""
    there = row.arrival in {Attendance.Arrival.HERE, Attendance.Arrival.EXPECTED} and row.left_at is None
    return bool(row.called) and there and (row.looking or row.helping or not row.running)


def _sitter(row: Attendance, named: Mapping[int, str], asked: str, beside: frozenset[str]) -> Sitter:
    groups = list(row.groups.all())
    return Sitter(
        uid=str(row.uid),
        name=row.called,
        group=row.comes_from or str(row.uid),
        kind=next((group.kind for group in groups if group.kind), None),
        says_group=bool(row.comes_from),
        looking=row.looking,
        helping=row.helping,
        here=row.arrival == Attendance.Arrival.HERE,
        wants=needs_of(row, named, asked) if row.looking else frozenset(),
        can=frozenset(shows(row)),
        extra=row.extra,
        seats=row.seats,
        beside=beside,
    )


def shows(row: Attendance) -> set[int]:
    """Return the topics somebody can show: their profile's, and those they ticked to help with."""
    helper = getattr(row.person, "helper", None)
    of_profile = {topic.pk for topic in helper.topics.all()} if helper else set()
    return of_profile | ({topic.pk for topic in row.topics.all()} if row.helping else set())


def needs_of(row: Attendance, named: Mapping[int, str], asked: str = "") -> frozenset[int]:
    """Return topics ticked, and those that their own words, or easy wins they asked for, name.

    The app on the phone reads words by the same rule (`wanted` in room.js).
    """
    words = f"{row.wants} {asked}".lower()
    told = {
        pk
        for pk, name in named.items()
        for word in _LETTERS.findall(name.lower())
        if len(word) >= _SHORT and word.removesuffix("s") in words
    }
    return frozenset(told | {topic.pk for topic in row.topics.all()})


def _wins_asked(rows: list[Attendance]) -> dict[int, str]:
    """Return by line the headlines of the easy wins asked for, as one text."""
    links = Attendance.wins.through.objects.filter(attendance__in=rows)
    found: dict[int, str] = defaultdict(str)
    for line, headline in links.values_list("attendance_id", "finding__headline"):
        found[line] += f" {headline}"
    return found


def _beside(rows: list[Attendance]) -> dict[int, frozenset[str]]:
    """Return by line whom they asked to sit with, of those who may be seated."""
    found: dict[int, set[str]] = defaultdict(set)
    links = Attendance.beside.through.objects.filter(from_attendance__in=rows, to_attendance__in=rows)
    for line, other in links.values_list("from_attendance_id", "to_attendance__uid"):
        found[line].add(str(other))
    return defaultdict(frozenset, {line: frozenset(uids) for line, uids in found.items()})


def _known(gathering: Gathering, rows: list[Attendance]) -> frozenset[tuple[str, str]]:
    """Return names of groups here that met before: connected, or at one gathering; both ways round."""
    called = {group.pk: row.comes_from for row in rows for group in row.groups.all()}
    circles = [*groups_of_connections().values(), *(room.groups for room in rooms(but=gathering))]
    pairs = (pair for circle in circles for pair in combinations(sorted(circle & called.keys()), 2))
    return both_ways((called[one], called[other]) for one, other in pairs)


def both_ways(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    unlike = [pair for pair in pairs if pair[0] != pair[1]]
    return frozenset([*unlike, *((other, one) for one, other in unlike)])


def _sat(gathering: Gathering) -> tuple[tuple[str, tuple[str, ...]], ...]:
    running = Sitting.objects.filter(gathering=gathering, undone_at=None, ended_at=None)
    found = running.prefetch_related("members").order_by("began_at", "pk")
    return tuple((one.table, tuple(str(row.uid) for row in one.members.all())) for one in found)
