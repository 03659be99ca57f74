"""Drafts: gatherings the desk alone knows of, until they are announced or thrown away."""

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Gathering, PlannedSession, SeasonPlan
from .booking import hold
from .planning import forget_ease_afterwards, free_slug


class DayIsOverError(Exception):
    """The day of a draft has passed: it needs another date before anybody can be told of it."""


@transaction.atomic
def announce_draft(gathering: Gathering, *, by: Person | None) -> Gathering:
    """Put a draft on the calendar, under an address that tells its place and day as they are now.

    Pressing twice is pressing once. Raises DayIsOverError.
    """
    held = hold(gathering)
    if not held.is_draft:
        return held
    if held.is_over:
        raise DayIsOverError
    held.state = Gathering.State.ANNOUNCED
    held.slug = free_slug(held.venue.name, held.starts_at, own=held.pk)
    held.changed_at = timezone.now()
    held.save(update_fields=["state", "slug", "changed_at"])
    forget_ease_afterwards(held)
    record(held.hub, "announced", f"announced {held.title}", by=by, about=held)
    return held


@transaction.atomic
def announce_all(plan: SeasonPlan, *, by: Person | None) -> tuple[list[Gathering], int]:
    """Announce every draft of a season; return those announced and how many need another date first."""
    waiting = [one for one in _drafts_of(plan) if not one.is_over]
    over = len(_drafts_of(plan)) - len(waiting)
    return [announce_draft(one, by=by) for one in waiting], over


@transaction.atomic
def throw_away(gathering: Gathering, *, by: Person | None) -> SeasonPlan | None:
    """Remove a draft with whom it was to ask; return the season whose place is free again, if it has one.

    A season with nothing left on the calendar may be changed again. What was announced is not touched.
    """
    held = hold(gathering)
    if not held.is_draft:
        return None
    planned = PlannedSession.objects.filter(gathering=held).select_related("plan").first()
    record(held.hub, "threw away a draft", f"threw away the draft of {held.title}", by=by)
    held.delete()
    if planned is None:
        return None
    left = SeasonPlan.objects.filter(pk=planned.plan_id, planned=None)
    left.update(on_calendar_at=None)
    return planned.plan


def _drafts_of(plan: SeasonPlan) -> list[Gathering]:
    rows = Gathering.with_drafts.filter(planned__plan=plan, state=Gathering.State.DRAFT)
    return list(rows.select_related("venue", "hub").order_by("starts_at", "pk"))
