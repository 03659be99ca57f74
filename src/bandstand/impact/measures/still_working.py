"""Still working some six weeks later: what the groups told us, and what our own looks saw."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from bandstand.gatherings.models import FollowUp, Gathering, HelpNote
from bandstand.presence.models import CheckUp, Finding

from .base import added_up, once, was_held
from .chapters import CHANGED
from .set_up_or_fixed import MADE
from .shapes import Captured, Figure, Measure, Part, Period, Row, Years

AFTER = timedelta(days=35)
"""From then on an answer or a look counts as “at six weeks”: letters and looks may come a little early."""

STILL, PARTLY, NOT_WORKING, NOT_KNOWN = "still", "partly", "not working", "not known"
_SAYS = {FollowUp.Says.YES: STILL, FollowUp.Says.PARTLY: PARTLY, FollowUp.Says.NO: NOT_WORKING}


@dataclass(frozen=True)
class Later:
    """One thing set up or fixed, how it stood later, and how we know: “told”, “seen” or nothing."""

    gathering: Gathering
    stands: str
    how: str = ""


@once
def _later(period: Period) -> list[Later]:
    """Return how each note of the period stood later, in a handful of queries."""
    notes = HelpNote.objects.filter(was_held(period, "gathering"), undone_at=None, result__in=MADE)
    found = list(notes.select_related("gathering").prefetch_related("findings").order_by("at", "pk"))
    told = _told(found)
    looks = Looks({finding.group_id for note in found for finding in note.findings.all()})
    return [_one(note, told.get(note.pk, ""), looks) for note in found]


def _one(note: HelpNote, told: str, looks: "Looks") -> Later:
    if told:
        return Later(note.gathering, told, "told")
    seen = looks.say(note.findings.all(), note.gathering.starts_at + AFTER)
    return Later(note.gathering, seen or NOT_KNOWN, "seen" if seen else "")


def _told(notes: Sequence[HelpNote]) -> dict[int, str]:
    """Return the latest answer about each note that was given late enough."""
    began = {note.pk: note.gathering.starts_at for note in notes}
    answers = FollowUp.objects.filter(note__in=list(began), answered_at__isnull=False).exclude(says="")
    return {
        note: _SAYS[FollowUp.Says(says)]
        for note, says, at in answers.order_by("answered_at", "pk").values_list("note", "says", "answered_at")
        if at and at >= began[note] + AFTER
    }


class Looks:
    """What later looks at the websites of these groups saw."""

    def __init__(self, groups: set[int]) -> None:
        done = CheckUp.objects.filter(group__in=groups, state=CheckUp.State.DONE).order_by()
        self.latest: dict[int, datetime] = dict(done.values_list("group").annotate(at=Max("looked_at")))
        again = Finding.objects.filter(group__in=groups).order_by()
        self.opened: dict[tuple[int, str], list[datetime]] = {}
        for group, look, first_seen in again.values_list("group", "look", "first_seen"):
            self.opened.setdefault((group, look), []).append(first_seen)

    def say(self, findings: Iterable[Finding], after: datetime) -> str:
        """Return how what these findings named stood after this moment; nothing where no look tells."""
        seen = {self._one(finding, after) for finding in findings}
        if not seen or "" in seen:
            return ""
        return seen.pop() if len(seen) == 1 else PARTLY

    def _one(self, finding: Finding, after: datetime) -> str:
        latest = self.latest.get(finding.group_id)
        if latest is None or latest < after:
            return ""
        if finding.closed_at is None:
            return NOT_WORKING
        if finding.ending != Finding.Ending.MENDED:
            return ""
        closed = finding.closed_at
        came_back = any(at > closed for at in self.opened[finding.group_id, finding.look])
        return NOT_WORKING if came_back else STILL


def figure(period: Period) -> Figure:
    stands = Counter(one.stands for one in _later(period))
    known = sum(stands.values()) - stands[NOT_KNOWN]
    return Figure(
        None if stands and not known else stands[STILL],
        parts=(
            Part("partly", stands[PARTLY], "in part"),
            Part("not-working", stands[NOT_WORKING], "not working"),
            Part("not-known", stands[NOT_KNOWN], "of which it is not known, or it is too early"),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    by_gathering: dict[Gathering, Counter[str]] = {}
    for one in _later(period):
        by_gathering.setdefault(one.gathering, Counter())[one.stands] += 1
    return [
        Row(
            gathering=gathering,
            at=gathering.starts_at,
            count=stands[STILL] if stands.keys() - {NOT_KNOWN} else None,
            words=", ".join(
                f"{number} {words}" for words, number in sorted(stands.items()) if words != STILL
            ),
        )
        for gathering, stands in sorted(
            by_gathering.items(), key=lambda pair: (pair[0].starts_at, pair[0].pk)
        )
    ]


def years(period: Period) -> Years:
    return added_up(rows(period))


def captured(period: Period) -> Captured:
    how = Counter(one.how for one in _later(period))
    return [("Told by the group", how["told"]), ("Seen by our own look", how["seen"])]


STILL_WORKING = Measure(
    code="still-working",
    version=1,
    title="things still working at six weeks",
    rule=(
        "Of the things set up or fixed at gatherings held in the period: those of which the group said, "
        "about six weeks later, that they still work; or, where nobody answered and the help note names "
        "what a check had found, those that a look at the website from the 35th day on saw still in "
        "order. In part, no working and not known stand beside the figure."
    ),
    caution="Not known is not “broken”. Set this against those of which it is known, not against all.",
    figure=figure,
    rows=rows,
    years=years,
    column="Still working",
    chapter=CHANGED,
    adds_up=True,
    captured=captured,
)
