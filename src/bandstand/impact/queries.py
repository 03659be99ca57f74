"""Reads over checks and gatherings together, which neither of them can see alone."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering
from bandstand.groups.models import Group
from bandstand.presence.models import Finding
from bandstand.presence.pictures import Change, change_of
from bandstand.presence.queries import Found, findings_of

from .measures import MEASURES, Figure, Measure, Period
from .measures.mended import Fixed, fixed


def fixed_after_help(group: Group) -> list[Fixed]:
    """Return what was fixed on this group's website after help, newest first."""
    return fixed(Q(group=group))


@dataclass(frozen=True)
class Checks:
    """Everything `public/groups/findings.html` shows of one group."""

    found: Found
    fixed: list[Fixed]
    mended: list[Finding]  # mended without help we know of


def checks_of(group: Group) -> Checks:
    """Return the group's checks with what was fixed after help told apart from what was simply mended."""
    found = findings_of(group)
    after_help = fixed_after_help(group) if found.closed else []
    ours = {one.finding.pk for one in after_help}
    return Checks(found, after_help, [finding for finding in found.closed if finding.pk not in ours])


def lately_fixed(most: int) -> list[Fixed]:
    """Return what was fixed after help last, of groups anyone may see."""
    return fixed(Q(group__listed=True))[:most]


def all_fixed() -> list[Fixed]:
    """Return everything that was fixed after help, newest first, of groups anyone may see."""
    return fixed(Q(group__listed=True))


def fixed_called(finding_id: int) -> Fixed | None:
    """Return one thing fixed after help, of a group anyone may see."""
    return next(iter(fixed(Q(pk=finding_id, group__listed=True))), None)


def change_called(group: Group, finding_id: int) -> Change | None:
    """Return something mended on a group's website as a change, after help if it was."""
    finding = group.findings.filter(pk=finding_id, ending=Finding.Ending.MENDED).first()
    if finding is None:
        return None
    after_help = next(iter(fixed(Q(pk=finding_id))), None)
    return after_help.change if after_help else change_of(finding)


def fixed_by_look() -> Counter[str]:
    """Return how many findings of each look were fixed after help."""
    return Counter(one.finding.look for one in fixed(Q()))


def figures(period: Period) -> list[tuple[Measure, Figure]]:
    """Return every measure with its figure for the period, in reading order."""
    return [(measure, measure.figure(period)) for measure in MEASURES]


def measure_called(code: str) -> Measure | None:
    return next((measure for measure in MEASURES if measure.code == code), None)


def began() -> date | None:
    """Return the day of the first gathering that was held; None before there was one."""
    first = Gathering.objects.filter(state=Gathering.State.CLOSED).aggregate(first=Min("starts_at"))["first"]
    return timezone.localtime(first).date() if first else None
