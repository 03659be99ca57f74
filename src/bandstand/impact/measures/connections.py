"""New connections: pairs of groups that got to know each other, and what speaks for it later."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import combinations

from django.utils import timezone

from bandstand.gatherings.introducing.ties import known_already
from bandstand.gatherings.models import Introduction
from bandstand.groups.models import Connection, ConnectionEvidence, Group

from .base import once
from .chapters import MET
from .shapes import Captured, Figure, Measure, Part, Period, Row, Years

Says = ConnectionEvidence.Says


@dataclass
class Pair:
    """Two groups, the connection in which they first met, and what was said about them later."""

    one: Group
    other: Group
    first: Connection
    said: list[str] = field(default_factory=list)

    @property
    def is_across(self) -> bool:
        """Whether they are of different kinds."""
        kinds = {self.one.kind_id, self.other.kind_id}
        return len(kinds) == 2 and None not in kinds

    @property
    def is_near(self) -> bool:
        """Whether they are of the same area."""
        return self.one.area_id is not None and self.one.area_id == self.other.area_id

    @property
    def has_evidence(self) -> bool:
        return any(says in {Says.YES, Says.DID} for says in self.said)

    @property
    def is_denied(self) -> bool:
        return bool(self.said) and not self.has_evidence


@once
def pairs(period: Period) -> list[Pair]:
    """Return the pairs whose first connection lies in the period, earliest first, in five queries.

    Two that knew each other already, as an officer wrote down, are no new pair however they meet.
    """
    found: dict[tuple[int, int], Pair] = {}
    later = _evidence()
    connections = Connection.objects.filter(undone_at=None).order_by("on", "pk")
    for connection in connections.prefetch_related("groups"):
        for one, other in combinations(sorted(connection.groups.all(), key=lambda group: group.pk), 2):
            pair = found.setdefault((one.pk, other.pk), Pair(one, other, connection))
            pair.said += later.get(connection.pk, [])
    inside, already = _at_gatherings_of(period), known_already()
    return [
        pair
        for pair in found.values()
        if period.has(pair.first.on)
        and pair.first.pk not in already
        and (inside is None or pair.first.pk in inside)
    ]


def _evidence() -> dict[int, list[str]]:
    later: dict[int, list[str]] = {}
    rows = ConnectionEvidence.objects.order_by("on", "pk")
    for connection, says, on, first in rows.values_list("connection", "says", "on", "connection__on"):
        if on > first:
            later.setdefault(connection, []).append(says)
    return later


def _at_gatherings_of(period: Period) -> set[int] | None:
    """Return the connections made at gatherings of the programme or area; None where neither is asked for."""
    if not period.is_narrowed:
        return None
    introductions = Introduction.objects.filter(period.only("gathering__"), undone_at=None)
    return set(introductions.exclude(connection=None).values_list("connection", flat=True))


def _across(period: Period) -> list[Pair]:
    return [pair for pair in pairs(period) if pair.is_across and pair.is_near]


def _parts(found: Iterable[Pair]) -> tuple[Part, ...]:
    known = list(found)
    return (
        Part(
            "later-evidence",
            sum(pair.has_evidence for pair in known),
            "with later evidence",
        ),
        Part("denied", sum(pair.is_denied for pair in known), "of which a group says that nothing came"),
        Part("planned", sum(pair.first.planned for pair in known), "that we had suggested"),
    )


def _figure(period: Period) -> Figure:
    found = pairs(period)
    kinds = Part("different-kinds", sum(pair.is_across for pair in found), "of different kinds")
    across = Part("across", len(_across(period)), "of different kinds from the same area")
    return Figure(len(found), parts=(*_parts(found), kinds, across))


def _figure_across(period: Period) -> Figure:
    found = _across(period)
    return Figure(len(found), parts=_parts(found))


Choose = Callable[[Period], list[Pair]]


def _rows(chosen: Choose) -> Callable[[Period], Sequence[Row]]:
    def rows(period: Period) -> Sequence[Row]:
        return [
            Row(group=pair.one, other=pair.other, at=_noon(pair.first.on), words=_words(pair))
            for pair in chosen(period)
        ]

    return rows


def _words(pair: Pair) -> str:
    later = "later confirmed" if pair.has_evidence else "nothing came of it" if pair.is_denied else ""
    where = f"at {pair.first.where}" if pair.first.where else ""
    return ", ".join(said for said in (pair.first.get_kind_display().lower(), where, later) if said)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _years(chosen: Choose) -> Callable[[Period], Years]:
    def years(period: Period) -> Years:
        return dict(sorted(Counter(pair.first.on.year for pair in chosen(period)).items()))

    return years


def _captured(period: Period) -> Captured:
    how = Counter(pair.first.get_kind_display() for pair in pairs(period))
    return how.most_common()


CONNECTIONS = Measure(
    code="new-connections",
    version=1,
    title="new connections between groups",
    rule=(
        "Different pairs of groups that were noted, for the first time in the period, as having met, swapped "
        "contacts, agreed on something, used each other’s place, linked to each other online or told about "
        "each other. Three groups at one table are three pairs. A pair that met before does not count "
        "again. With later evidence are those of which a group, a web page or an officer says so on a "
        "later day; a pair that says nothing came of it is counted, and said beside."
    ),
    caution="Meeting is an opening, not a friendship: the figure with later evidence is the stronger one.",
    figure=_figure,
    rows=_rows(pairs),
    years=_years(pairs),
    chapter=MET,
    rows_at_desk=True,
    captured=_captured,
)
ACROSS_KINDS = Measure(
    code="connections-across-kinds",
    version=1,
    title="new connections across kinds of group, in one area",
    rule=(
        "Of the new connections between groups: the pairs of two different kinds (a sports club and a "
        "Friends group, say) whose groups are both of the same area. Groups without a kind or an area are "
        "in no such pair."
    ),
    caution="What we hope for when we mix kinds of group. How many would have met anyway, nobody knows.",
    figure=_figure_across,
    rows=_rows(_across),
    years=_years(_across),
    chapter=MET,
    rows_at_desk=True,
)
