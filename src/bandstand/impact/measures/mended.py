"""Things fixed after help: what a check saw open before, and mended afterwards."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from bandstand.gatherings.models import Gathering, HelpNote
from bandstand.presence.models import CheckUp, Finding
from bandstand.presence.pictures import Change, change_of

from .base import HELPFUL, once
from .chapters import CHANGED
from .shapes import Figure, Measure, Part, Period, Row, Years

SOON = timedelta(days=60)
WITHIN = timedelta(days=90)
"""Long enough for the last planned look, twelve weeks after the help, and for it to be some days late."""


@dataclass(frozen=True)
class Fixed:
    """A finding that was fixed after help, and the gathering where the help was given."""

    finding: Finding
    gathering: Gathering

    @property
    def took(self) -> timedelta:
        """From the end of the gathering to the look that saw it mended."""
        return (self.finding.closed_at or self.gathering.ends_at) - self.gathering.ends_at

    @property
    def change(self) -> Change:
        """Return it as facts to draw: before, after, and after which help."""
        day = timezone.localtime(self.gathering.starts_at)
        return change_of(self.finding, f"{self.gathering.venue.name}, {day.day} {day:%B %Y}")


@dataclass(frozen=True)
class Help:
    """One help note that names a finding, or the group it belongs to."""

    at: datetime
    gathering: Gathering
    names_it: bool

    def led_to(self, finding: Finding) -> bool:
        """Tell whether a check saw it open before this help, and another saw it mended within 90 days after.

        A note typed in days later counts from the day of its gathering, not from the day of typing.
        """
        given = min(self.at, _end_of_day(self.gathering.starts_at))
        mended = finding.closed_at
        if mended is None or finding.first_seen > given:
            return False
        return min(self.at, self.gathering.starts_at) < mended <= given + WITHIN


def _end_of_day(moment: datetime) -> datetime:
    day = timezone.localtime(moment).date()
    return timezone.make_aware(datetime.combine(day, time.max))


def fixed(which: Q) -> list[Fixed]:
    """Return which of these findings were fixed after help, newest first, in four queries."""
    findings = Finding.objects.filter(which, ending=Finding.Ending.MENDED).select_related("group")
    ordered = list(findings.order_by("-closed_at", "-pk"))
    helps = _helps(findings)
    found = ((finding, _closest(finding, helps.get(finding.pk, []))) for finding in ordered)
    return _once([Fixed(finding, help_.gathering) for finding, help_ in found if help_ is not None])


def _once(found: list[Fixed]) -> list[Fixed]:
    """Leave out what was open twice at the same time: two entries of one group, made one since."""
    kept: list[Fixed] = []
    until: dict[tuple[int, str], datetime] = {}  # when what was kept last had been seen first
    for one in found:
        finding = one.finding
        of = (finding.group_id, finding.look)
        if finding.closed_at and (of not in until or finding.closed_at <= until[of]):
            until[of] = finding.first_seen
            kept.append(one)
    return kept


def _closest(finding: Finding, helps: Iterable[Help]) -> Help | None:
    """Return the help that led to it: one that names it, else its group; the latest of those."""
    able = [help_ for help_ in helps if help_.led_to(finding)]
    return max(able, key=lambda help_: (help_.names_it, help_.at), default=None)


def _helps(findings: QuerySet[Finding]) -> dict[int, list[Help]]:
    notes = HelpNote.objects.filter(undone_at=None, result__in=HELPFUL).exclude(
        gathering__state=Gathering.State.CANCELLED
    )
    columns = ("at", "gathering_id")
    named = notes.filter(findings__in=findings).values_list("findings", *columns)
    of_group = notes.filter(groups__findings__in=findings).values_list("groups__findings", *columns)
    pairs = [(*row, True) for row in named] + [(*row, False) for row in of_group]
    gatherings = Gathering.objects.select_related("venue").in_bulk({row[2] for row in pairs})
    helps: dict[int, list[Help]] = {}
    for finding_id, at, gathering_id, names_it in pairs:
        helps.setdefault(finding_id, []).append(Help(at, gatherings[gathering_id], names_it))
    return helps


def figure(period: Period) -> Figure:
    if not CheckUp.objects.filter(state=CheckUp.State.DONE).exists():
        return Figure(None, words="No website has been looked at yet.")
    found = _in_scope(period)
    soon = sum(one.took <= SOON for one in found)
    return Figure(len(found), parts=(Part("within-60-days", soon, "of them within 60 days"),))


@once
def _in_scope(period: Period) -> list[Fixed]:
    """Return what was fixed in the period, after help at a gathering of the programme or area."""
    found = fixed(period.covers("closed_at"))
    if not period.is_narrowed:
        return found
    ids = set(Gathering.objects.filter(period.only()).values_list("pk", flat=True))
    return [one for one in found if one.gathering.pk in ids]


def rows(period: Period) -> Sequence[Row]:
    return [
        Row(
            gathering=one.gathering,
            group=one.finding.group,
            at=one.finding.closed_at,
            words=one.finding.mended_headline or one.finding.headline,
        )
        for one in _in_scope(period)
    ]


def years(period: Period) -> Years:
    seen = (one.finding.closed_at for one in _in_scope(period))
    return dict(sorted(Counter(timezone.localtime(at).year for at in seen if at).items()))


MENDED = Measure(
    code="fixed-after-help",
    version=2,
    title="things fixed after help",
    rule=(
        "Something a check of a group’s website found open before the help, when a help note names it or "
        "its group, and a later check, within 90 days of the help, found it mended. (In version 1: 60 "
        "days; our last look comes twelve weeks after the help. How many were within 60 days stands "
        "beside.) It counts on the day that check was made. A note that says “not today” does not count, "
        "and neither does a website we could not check, or what was right all along or came right by itself."
    ),
    caution="After our help, which need not be by our help: the group may have mended it without us.",
    figure=figure,
    rows=rows,
    years=years,
    chapter=CHANGED,
)
