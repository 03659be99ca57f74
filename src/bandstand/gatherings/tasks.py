"""Background work about gatherings: thin, by id, safe to run twice."""

from django.utils import timezone
from django_tasks import task

from bandstand.kit.background import later
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub

from .actions.after_asking import ask_due
from .actions.details import forget_ease
from .actions.helpers import forget_unconfirmed
from .actions.planning import EASE_KEPT, FORGET_EASE
from .actions.reminding import remind_when_due
from .actions.seasons import work_out
from .actions.series import keep_ahead
from .models import Gathering, SeasonPlan, Series


@task()
def forget_what_made_it_easier(gathering_id: int) -> None:
    """Delete what people asked for to make a gathering easier for them, once it is over"""
    gathering = Gathering.objects.filter(pk=gathering_id).first()
    if gathering is None:
        return
    due = gathering.ends_at + EASE_KEPT
    if due > timezone.now():  # it was moved to a later date
        later(FORGET_EASE, gathering_id, run_after=due)
    else:
        forget_ease(gathering)


@task()
def work_out_season(plan_id: int) -> None:
    """Plan a season of a borough so large that nobody should wait for it"""
    plan = SeasonPlan.objects.filter(pk=plan_id).first()
    if plan is not None:
        work_out(plan)


@task()
def keep_series_ahead() -> None:
    """Announce the next dates of what comes round"""
    for hub in Hub.objects.all():
        with hub_scope(hub):
            for series in Series.objects.filter(paused_at=None):
                keep_ahead(series)


@task()
def ask_what_came_of_it() -> None:
    """Ask people and groups what came of it, some weeks after"""
    for hub in Hub.objects.all():
        with hub_scope(hub):
            ask_due(hub)


@task()
def forget_offers_to_help() -> None:
    """Forget offers to help that nobody said yes to"""
    for hub in Hub.objects.all():
        with hub_scope(hub):
            forget_unconfirmed()


@task()
def remind_people() -> None:
    """Send the reminders whose day it is"""
    for hub in Hub.objects.all():
        with hub_scope(hub):
            remind_when_due()
