"""What came after groups had met: each tie with its day, its sentence, and what the groups say of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bandstand.gatherings.introducing.ties import known_already
from bandstand.groups.models import Connection, ConnectionEvidence

from .chance import Pair
from .later import days_at_one_gathering
from .online import since_when
from .ties import Change, Tie


@dataclass(frozen=True)
class Step:
    """One dated thing that was written down or seen after a pair had been at one gathering."""

    on: date
    what: str
    where: str = ""
    sentence: str = ""
    address: str = ""


@dataclass(frozen=True)
class Said:
    """What one of the two (or an officer for it) said later: that it is so, or that nothing came of it."""

    by: str
    on: date
    words: str
    no: bool


@dataclass
class Row:
    """A tie of two groups, the day they were first at one gathering, and what came after, oldest first."""

    tie: Tie
    met: date
    steps: list[Step] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def latest(self) -> date:
        return max([step.on for step in self.steps] + [one.on for one in self.said])

    @property
    def denied(self) -> bool:
        return any(one.no for one in self.said)


def after_they_met(change: Change) -> list[Row]:
    """Return the pairs with something seen or said after they had been at one gathering, latest first.

    Only what came on or after the day of the comparison. Nothing here says why it came.
    """
    days = days_at_one_gathering({group.pk for group in change.now.groups})
    ties = [tie for tie in change.now.ties if tie.pair in days]
    rows = {tie.pair: Row(tie, min(days[tie.pair])) for tie in ties}
    for connection, pairs in _connections(rows):
        for pair in pairs:
            _add(rows[pair], connection, change.since)
    for row in rows.values():
        row.steps += [step for step in _online(row.tie) if step.on > row.met and step.on >= change.since]
        row.steps.sort(key=lambda step: step.on)
    return sorted(
        (row for row in rows.values() if row.steps or row.said), key=lambda row: row.latest, reverse=True
    )


def _connections(rows: dict[Pair, Row]) -> Iterable[tuple[Connection, list[Pair]]]:
    by_group: dict[int, list[Pair]] = defaultdict(list)
    for pair in rows:
        by_group[pair[0]].append(pair)
    standing = Connection.objects.filter(undone_at=None).exclude(pk__in=known_already()).order_by("on", "pk")
    for row in standing.prefetch_related("groups", "evidence__group"):
        members = {group.pk for group in row.groups.all()}
        pairs = [pair for one in sorted(members) for pair in by_group[one] if pair[1] in members]
        if pairs:
            yield row, pairs


def _add(row: Row, connection: Connection, since: date) -> None:
    what = connection.get_kind_display()
    if connection.on > row.met and connection.on >= since:
        row.steps.append(Step(connection.on, what, connection.where, connection.words))
    for one in connection.evidence.all():
        if one.on <= row.met or one.on < since:
            continue
        if one.by == ConnectionEvidence.By.PAGE:
            row.steps.append(Step(one.on, "A page shows it", sentence=one.words, address=one.address))
        else:
            row.said.append(_said(one))


def _said(one: ConnectionEvidence) -> Said:
    by = one.group.name if one.group else "An officer"
    return Said(by, one.on, f"{one.get_says_display()}. {one.words}".strip(), one.says == one.Says.NO)


def _online(tie: Tie) -> Iterable[Step]:
    """Yield what was seen on their pages, where it is known since when."""
    for one in tie.online:
        on = since_when(one)
        if on is not None:
            what = f"{one.source.name}: {one.get_how_display().lower()}"
            yield Step(on, what, sentence=one.sentence, address=one.address)
