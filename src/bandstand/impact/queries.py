"""Reads over checks and gatherings together, which neither of them can see alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone

from bandstand.gatherings.models import Gathering, Programme
from bandstand.groups.models import Group
from bandstand.people.models import Hub
from bandstand.presence.models import Finding
from bandstand.presence.pictures import Change, change_of
from bandstand.presence.queries import Found, findings_of

from .measures import HEADLINES, MEASURES, Figure, Measure, Period, Scope
from .measures.base import counting
from .measures.chapters import CHAPTERS
from .measures.mended import Fixed, fixed
from .small_numbers import FAMILIES, figures_for_everybody


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


MOST_PROGRAMMES = 12
"""A table of more is not read; each costs its own few queries."""

Counted = list[tuple[Measure, Figure]]


def figures(period: Period, measures: Sequence[Measure] = MEASURES) -> Counted:
    """Return every measure with its figure for the period, in reading order, as officers see them."""
    with counting():
        return [(measure, measure.figure(period)) for measure in measures]


def public_figures(period: Period, hub: Hub, measures: Sequence[Measure] = MEASURES) -> Counted:
    """Return the same as anyone may see them: a few people are “fewer than”, and less than all is rounded.

    Pages, the API, the strip for other websites and `figures --public` all ask here.
    """
    relatives = _with_relatives(measures)
    asked = [measure for measure in MEASURES if measure.code in relatives and not measure.at_desk]
    exact = period.is_everything
    shown = figures_for_everybody(figures(period, asked), few=hub.small_number, exact=exact)
    wanted = {measure.code for measure in measures}
    return [(measure, figure) for measure, figure in shown if measure.code in wanted]


def _with_relatives(measures: Sequence[Measure]) -> set[str]:
    """Return what must be counted to show these: with one of a family hidden, so are the others."""
    codes = {measure.code for measure in measures}
    return codes.union(*(family for family in FAMILIES if family & codes))


def by_programme(measure: Measure, period: Scope) -> list[tuple[Programme, Figure]]:
    """Return the figure for each programme; empty where one is asked for already, or there is none.

    A gathering of two programmes is in both, so these do not add up to the whole.
    """
    return [(one, measure.figure(narrowed)) for one, narrowed in all_programmes(period)]


def all_programmes(period: Scope) -> list[tuple[Programme, Scope]]:
    """Return the same period for each programme; empty where it is of one already."""
    if period.programme is not None:
        return []
    programmes = Programme.objects.all()[:MOST_PROGRAMMES]
    return [(one, replace(period, programme=one)) for one in programmes]


def by_chapter(counted: Counted) -> list[tuple[str, Counted]]:
    """Return figures under their headings, in reading order."""
    chapters = [(chapter, [pair for pair in counted if pair[0].chapter == chapter]) for chapter in CHAPTERS]
    return [(chapter, pairs) for chapter, pairs in chapters if pairs]


def headlines(period: Period) -> Counted:
    """Return the six for the desk's first page."""
    return figures(period, HEADLINES)


def measure_called(code: str) -> Measure | None:
    return next((measure for measure in MEASURES if measure.code == code), None)


def began() -> date | None:
    """Return the day of the first gathering that was held; None before there was one."""
    first = Gathering.objects.filter(state=Gathering.State.CLOSED).aggregate(first=Min("starts_at"))["first"]
    return timezone.localtime(first).date() if first else None
