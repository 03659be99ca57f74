"""Things set up or fixed: what the help notes say came of it."""

from collections.abc import Sequence

from django.db.models import Count, Q

from bandstand.gatherings.models import HelpNote

from .base import added_up, by_via, held, not_recorded, silent, was_held
from .chapters import CHANGED
from .shapes import Figure, Measure, Part, Period, Row, Years

Result = HelpNote.Result
MADE = [Result.SET_UP, Result.FIXED]
_WORDS = {
    Result.SET_UP: "set up new",
    Result.FIXED: "fixed",
    Result.IMPROVED: "more made better",
    Result.LEARNED: "times somebody learned how",
    Result.PART_DONE: "part done",
    Result.SIGNPOSTED: "pointed somewhere better",
    Result.NOT_TODAY: "not today",
}


def figure(period: Period) -> Figure:
    notes = HelpNote.objects.filter(was_held(period, "gathering"), undone_at=None).order_by()
    counted = dict(notes.values_list("result").annotate(notes=Count("pk")))
    unknown, nobody_wrote = silent(period)
    return Figure(
        None if nobody_wrote else sum(counted.get(result, 0) for result in MADE),
        unknown=unknown,
        words=not_recorded(unknown, "what was done"),
        parts=tuple(
            Part(result.replace(" ", "-"), counted.get(result, 0), words) for result, words in _WORDS.items()
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    notes = Count("help_notes", filter=Q(help_notes__undone_at=None))
    made = Count("help_notes", filter=Q(help_notes__undone_at=None, help_notes__result__in=MADE))
    return [
        Row(gathering=one, at=one.starts_at, count=one.made if one.notes else None)
        for one in held(period).annotate(notes=notes, made=made)
    ]


def years(period: Period) -> Years:
    return added_up(rows(period))


SET_UP_OR_FIXED = Measure(
    code="set-up-or-fixed",
    version=1,
    title="things set up or fixed",
    rule=(
        "Help notes from gatherings held in the period that say “set up something new” or “fixed it”. "
        "What the other notes say stands beside the figure, one number for each. A note that was undone "
        "does not count."
    ),
    caution="One note may tell of several things, and several notes of one: it counts notes.",
    figure=figure,
    rows=rows,
    years=years,
    column="Set up or fixed",
    chapter=CHANGED,
    adds_up=True,
    captured=by_via,
)
