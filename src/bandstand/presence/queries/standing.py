"""How one group's website stands, told to the group: what would help, what is good, what we could not see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import checkup
from bandstand.groups.models import Group

from ..models import CheckUp, Finding
from ..websites import look_called
from .findings import Found, findings_of
from .wording import words_for

FIRST = 3


@dataclass(frozen=True)
class Said:
    """What the last look said of one thing: all is well, or why it could not see."""

    look: str
    headline: str
    because: str  # when a look of this kind has to say that it could not check


@dataclass(frozen=True)
class Standing:
    """Everything a group's own page tells about its website."""

    found: Found
    wins: list[Finding]  # quickest first
    put_aside: list[Finding]  # not for us, or another time
    good: list[Said]
    not_seen: list[Said]

    @property
    def first(self) -> list[Finding]:
        """The ones to begin with."""
        return self.wins[:FIRST]

    @property
    def more(self) -> list[Finding]:
        return self.wins[FIRST:]


def standing_of(group: Group) -> Standing:
    found = findings_of(group)
    said = found.latest.report.get("findings", []) if found.latest else []
    said = list(map(words_for(group.hub_id).worded, said))
    return Standing(
        found=found,
        wins=quickest(one for one in found.open if not one.ruling),
        put_aside=quickest(one for one in found.open if one.ruling),
        good=_those(said, checkup.State.GOOD),
        not_seen=_those(said, checkup.State.COULD_NOT_CHECK),
    )


def quickest(findings: Iterable[Finding]) -> list[Finding]:
    """Return them quickest first; what nobody put a time to, and what needs a decision, comes last."""
    decision = Finding.State.DECISION
    return sorted(findings, key=lambda one: (one.state == decision, one.effort_minutes or 999, one.pk))


def _those(said: Iterable[dict[str, Any]], state: checkup.State) -> list[Said]:
    return [_said(one) for one in said if one.get("state") == state]


def _said(one: dict[str, Any]) -> Said:
    look = look_called(one["look"])
    return Said(one["look"], str(one["headline"]), look.could_not_check_when if look else "")


# What happened, look by look


@dataclass(frozen=True)
class Turn:
    """One look, with what it saw for the first time, what it saw mended, and what no longer applies."""

    check_up: CheckUp
    opened: list[Finding]
    mended: list[Finding]
    moved_on: list[Finding]

    @property
    def at(self) -> datetime:
        return self.check_up.looked_at or self.check_up.asked_at

    @property
    def is_news(self) -> bool:
        return bool(self.opened or self.mended or self.moved_on)

    @property
    def could_not(self) -> bool:
        return self.check_up.state == CheckUp.State.NOT_ABLE


def turns_of(check_ups: Iterable[CheckUp]) -> list[Turn]:
    """Return these looks with what each opened and closed, in one query more."""
    looks = list(check_ups)
    ids = [look.pk for look in looks]
    opened = _by(Finding.objects.filter(opened_by__in=ids), "opened_by_id")
    closed = _by(Finding.objects.filter(closed_by__in=ids), "closed_by_id")
    return [_turn(look, opened.get(look.pk, []), closed.get(look.pk, [])) for look in looks]


def _by(findings: Iterable[Finding], field: str) -> dict[int, list[Finding]]:
    grouped: dict[int, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(getattr(finding, field), []).append(finding)
    return grouped


def _turn(look: CheckUp, opened: list[Finding], closed: list[Finding]) -> Turn:
    mended = [one for one in closed if one.ending == Finding.Ending.MENDED]
    return Turn(look, opened, mended, [one for one in closed if one not in mended])
