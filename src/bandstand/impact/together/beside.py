"""The same counts for groups that were at a gathering and groups not yet reached, before and now. No test."""

from collections.abc import Collection
from dataclasses import dataclass

from bandstand.gatherings.queries.rooms import rooms

from .ties import Change, Tie, Together


@dataclass(frozen=True)
class Counts:
    """Of some groups: how many have a tie that was seen elsewhere than at a gathering, and how many ties.

    Who met whom at a gathering is left out, for only those who were there can have it.
    """

    tied: int
    ties: int
    across: int


@dataclass(frozen=True)
class Side:
    """Some groups of the panel, by a day and by now."""

    groups: int
    before: Counts
    now: Counts


@dataclass(frozen=True)
class SideBySide:
    """Groups that were at a gathering by now, and groups not yet reached."""

    reached: Side
    not_yet: Side


def side_by_side(change: Change) -> SideBySide:
    came = {group for room in rooms() for group in room.groups}
    panel = {group.pk for group in change.now.groups}
    return SideBySide(_side(change, panel & came), _side(change, panel - came))


def _side(change: Change, some: Collection[int]) -> Side:
    return Side(len(some), _counts(change.before, some, change), _counts(change.now, some, change))


def _counts(shown: Together, some: Collection[int], change: Change) -> Counts:
    ties = [
        tie for tie in shown.ties if _elsewhere(tie, shown, change) and not set(some).isdisjoint(tie.pair)
    ]
    tied = {group for tie in ties for group in tie.pair} & set(some)
    return Counts(len(tied), len(ties), sum(tie.across for tie in ties))


def _elsewhere(tie: Tie, shown: Together, change: Change) -> bool:
    if shown is change.before:
        return any(day < change.since for day in tie.elsewhere)
    return bool(tie.elsewhere)
