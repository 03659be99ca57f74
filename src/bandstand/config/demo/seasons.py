"""Three seasons of an officer’s: one planned, one partly announced, one past with what came of it."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from bandstand.gatherings.actions.drafts import announce_draft
from bandstand.gatherings.actions.seasons import Wishes, hold, make_drafts, plan_season, refuse
from bandstand.gatherings.models import Gathering, PlannedSession, SeasonPlan
from bandstand.gatherings.seasons.planned import Season
from bandstand.people.models import Hub, Person
from bandstand.places.models import Venue

OWN_EVENING = "The Boathouse Café"
_TUESDAY = 1


def plan_seasons(now: datetime, hub: Hub, *, by: Person) -> None:
    today = timezone.localdate(now)
    _one_past(now, hub, by=by)
    _one_partly_announced(_tuesday(today + timedelta(weeks=10)), hub, by=by)
    plan_season(hub, Wishes(begins=_tuesday(today + timedelta(weeks=30)), sessions=6), by=by)


def _one_partly_announced(begins: date, hub: Hub, *, by: Person) -> None:
    """Three sessions: two on the calendar, the last still a draft."""
    plan = plan_season(hub, Wishes(begins=begins, sessions=3, weeks_apart=4), by=by)
    refuse(plan, Venue.objects.get(name=OWN_EVENING), note="We meet there in any case.", by=by)
    *early, _ = make_drafts(plan, by=by)
    for one in early:
        announce_draft(one, by=by)


def _one_past(now: datetime, hub: Hub, *, by: Person) -> None:
    """Surgeries of the last two years, as they had been planned: expected beside who came."""
    begins = _tuesday(timezone.localdate(now) - timedelta(weeks=100))
    plan = plan_season(hub, Wishes(begins=begins, sessions=4, weeks_apart=8), by=by)
    held = _lately_held(now)
    for gathering in held[:3]:
        hold(plan, gathering.venue, by=by)
    last = now - timedelta(weeks=104)
    for session in Season(plan).sessions:
        at_venue = Gathering.objects.filter(venue=session.venue, state="closed", starts_at__gt=last)
        if was := at_venue.order_by("starts_at").first():
            last, (low, high) = was.starts_at, session.expected
            PlannedSession.objects.create(
                hub=hub, plan=plan, gathering=was, venue=session.venue, asked=len(session.asked),
                expected_low=low, expected_high=high, new_pairs=session.new_pairs,
            )  # fmt: skip
    before = now - timedelta(weeks=104)
    SeasonPlan.objects.filter(pk=plan.pk).update(on_calendar_at=before, made_at=before)


def _lately_held(now: datetime) -> list[Gathering]:
    """The last surgery at each place within two years, latest first."""
    held = Gathering.objects.filter(state=Gathering.State.CLOSED, starts_at__gt=now - timedelta(weeks=104))
    found: dict[int, Gathering] = {}
    for one in held.filter(venue__lat__isnull=False).select_related("venue").order_by("-starts_at"):
        found.setdefault(one.venue_id, one)
    return list(found.values())


def _tuesday(day: date) -> date:
    return day + timedelta(days=(_TUESDAY - day.weekday()) % 7)
