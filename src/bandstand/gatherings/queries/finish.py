"""What was said at the end: shown when it is finished, and not to be said twice when it is opened again."""

from ..models import Attendance, DayEntry, Gathering
from .day import Line, helpers_here


def said_before(gathering: Gathering) -> dict[int, str]:
    """Return by id of the attendance what was said of a left-over name the last time."""
    entries = DayEntry.objects.filter(gathering=gathering, verb=DayEntry.Verb.FINISHED).order_by("-at", "-pk")
    last = entries.values_list("after", flat=True).first() or {}
    return {pk: answer for answer, ids in last.get("left_over", {}).items() for pk in ids}


def helpers_without_times(gathering: Gathering) -> list[Attendance]:
    """Return the helpers of whom it is not recorded when they came, or when they went."""
    return [row for row in helpers_here(gathering) if row.arrived_at is None or row.left_at is None]


def named_and_more(gathering: Gathering, sheet: list[Line]) -> tuple[int, int | None]:
    """Return how many came by name, and how many more: ticks and heads; None where nobody counted."""
    here = [line.attendance for line in sheet if line.here]
    named = sum(row.person_id is not None for row in here)
    heads = [gathering.unnamed_looking, gathering.unnamed_helping]
    ticks = len(here) - named
    counted = [many for many in heads if many is not None]
    return named, (ticks + sum(counted) if ticks or counted else None)
