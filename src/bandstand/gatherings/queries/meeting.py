"""Who met whom at a gathering: what was written down, and who most likely did."""

from collections.abc import Iterable
from itertools import combinations

from django.db.models import Prefetch, QuerySet

from ..models import Attendance, Gathering, HelpNote, Introduction, Sitting
from .day import everyone

MOST_LIKELY = 6
Pair = tuple[Attendance, Attendance]


def introductions_of(gathering: Gathering) -> QuerySet[Introduction]:
    """Return who met whom, first to last, with the people and their groups."""
    people = Prefetch("attendances", everyone(gathering))
    standing = Introduction.objects.filter(gathering=gathering, undone_at=None)
    return standing.select_related("connection").prefetch_related(people)


def likely_to_have_met(gathering: Gathering, known: Iterable[Introduction]) -> list[Pair]:
    """Return pairs of different groups who sat at one table or were helped together, but for those known."""
    sheet = {row.pk: row for row in everyone(gathering) if row.called}
    known_pairs = {
        frozenset(pair)
        for one in known
        for pair in combinations(sorted(row.pk for row in one.attendances.all()), 2)
    }
    found: dict[frozenset[int], Pair] = {}
    for together in _together(gathering):
        rows = [sheet[pk] for pk in sorted(together) if pk in sheet]
        for one, other in combinations(rows, 2):
            pair = frozenset({one.pk, other.pk})
            if (
                pair not in known_pairs
                and _groups(one)
                and _groups(other)
                and not _groups(one) & _groups(other)
            ):
                found.setdefault(pair, (one, other))
    return list(found.values())[:MOST_LIKELY]


def _together(gathering: Gathering) -> list[set[int]]:
    sittings = Sitting.objects.filter(gathering=gathering, undone_at=None).prefetch_related("members")
    notes = HelpNote.objects.filter(gathering=gathering, undone_at=None).prefetch_related("helped", "helpers")
    return [
        *({row.pk for row in one.members.all()} for one in sittings),
        *({row.pk for row in (*note.helped.all(), *note.helpers.all())} for note in notes),
    ]


def _groups(row: Attendance) -> set[int]:
    return {group.pk for group in row.groups.all()}
