"""The groups a helper has helped, as screens show them: with what was fixed since."""

from dataclasses import dataclass

from django.db.models import Q

from bandstand.gatherings.models import FollowUp
from bandstand.gatherings.queries.helpers import Helped
from bandstand.impact.measures.mended import fixed


@dataclass(frozen=True)
class HowTheyAre:
    """One group, and what a later look found mended after help."""

    helped: Helped
    fixed: list[str]


def with_what_changed(groups: list[Helped]) -> list[HowTheyAre]:
    """Return each with what was fixed on its website after help, newest first, in a few queries for all."""
    found: dict[int, list[str]] = {}
    for one in fixed(Q(group__in=[helped.group for helped in groups])):
        words = one.finding.mended_headline or one.finding.headline
        found.setdefault(one.finding.group_id, []).append(words)
    return [HowTheyAre(helped, found.get(helped.group.pk, [])[:3]) for helped in groups]


def fixed_since(rows: list[FollowUp]) -> list[tuple[FollowUp, list[str]]]:
    """Return each answer with what later looks found mended on its group's website after that gathering."""
    found: dict[tuple[int, int], list[str]] = {}
    for one in fixed(Q(group__in={row.group_id for row in rows if row.group_id})):
        words = one.finding.mended_headline or one.finding.headline
        found.setdefault((one.finding.group_id, one.gathering.pk), []).append(words)
    return [(row, found.get(_which(row), [])) for row in rows]


def _which(row: FollowUp) -> tuple[int, int]:
    return row.group_id or 0, row.note.gathering_id if row.note else 0
