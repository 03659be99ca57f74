"""Planning a season: worked out in one press, held, refused and noted at will, and put on the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.places.models import Venue

from ..models import Gathering, PlannedSession, SeasonPlan
from ..seasons.borough import borough
from ..seasons.planned import Season, Session
from ..seasons.times import LENGTH
from .inviting import choose
from .planning import Plan, announce


@dataclass(frozen=True)
class Wishes:
    """What an officer says about a season; `room` is how many groups a room takes."""

    begins: date
    sessions: int = 6
    weeks_apart: int = 4
    room: int = 12
    times: tuple[str, ...] = ("evening",)


@transaction.atomic
def plan_season(hub: Hub, wishes: Wishes, *, by: Person | None) -> SeasonPlan:
    """Keep the borough as it is today and what is wished for: a plan follows from it, always the same."""
    times = list(wishes.times)
    kept = SeasonPlan.objects.create(
        hub=hub,
        made_by=by,
        begins=wishes.begins,
        weeks_apart=wishes.weeks_apart,
        sessions=wishes.sessions,
        room=wishes.room,
        times=times,
        problem=borough(times, sessions=wishes.sessions, room=wishes.room),
    )
    record(hub, "planned", f"planned a season of {wishes.sessions}", by=by, about=kept)
    return kept


class OnCalendarError(Exception):
    """The plan is on the calendar already: it stays what was put there."""


def hold(plan: SeasonPlan, venue: Venue, *, note: str = "", by: Person | None) -> None:
    """Keep a session at this venue, however the rest is planned. Raises OnCalendarError, as all four do."""
    _say(plan, venue, held=True, refused=False, note=note, by=by)


def refuse(plan: SeasonPlan, venue: Venue, *, note: str = "", by: Person | None) -> None:
    """Do not meet at this venue this season."""
    _say(plan, venue, held=False, refused=True, note=note, by=by)


def let_go(plan: SeasonPlan, venue: Venue, *, by: Person | None) -> None:
    """Neither hold nor refuse a venue any more."""
    _say(plan, venue, held=False, refused=False, note="", by=by)


@transaction.atomic
def choose_instead(
    plan: SeasonPlan, venue: Venue, other: Venue, *, note: str = "", by: Person | None
) -> None:
    """Meet at the other venue rather than at this one."""
    refuse(plan, venue, note=note, by=by)
    hold(plan, other, note=note, by=by)


@transaction.atomic
def put_on_calendar(plan: SeasonPlan, *, by: Person) -> list[Gathering]:
    """Announce every session that is still to come, with whom to ask chosen in two waves; nothing is sent.

    Raises OnCalendarError for a plan that was put there before, so that pressing twice is pressing once.
    """
    if not SeasonPlan.objects.filter(pk=plan.pk, on_calendar_at=None).update(on_calendar_at=timezone.now()):
        raise OnCalendarError
    season = Season(plan)
    coming = [session for session in season.sessions if session.starts_at > timezone.now()]
    made = [_announce(plan, session, by=by) for session in coming]
    record(plan.hub, "planned", f"put a season of {len(made)} on the calendar", by=by, about=plan)
    return made


def _announce(plan: SeasonPlan, session: Session, *, by: Person) -> Gathering:
    starts = session.starts_at
    gathering = announce(plan.hub, Plan(starts, starts + LENGTH, session.venue.name), by=by)
    choose(gathering, [one.group for one in session.first], wave=1, by=by)
    choose(gathering, [one.group for one in session.second], wave=2, by=by)
    low, high = session.expected
    PlannedSession.objects.get_or_create(
        gathering=gathering,
        defaults={
            "hub": plan.hub,
            "plan": plan,
            "asked": len(session.asked),
            "expected_low": low,
            "expected_high": high,
            "new_pairs": session.new_pairs,
        },
    )
    return gathering


@transaction.atomic
def _say(plan: SeasonPlan, venue: Venue, *, held: bool, refused: bool, note: str, by: Person | None) -> None:
    row = SeasonPlan.objects.select_for_update().get(pk=plan.pk)
    if row.on_calendar_at:
        raise OnCalendarError
    row.held = _with(row.held, venue.pk, there=held)
    row.refused = _with(row.refused, venue.pk, there=refused)
    row.notes = {key: words for key, words in row.notes.items() if key != str(venue.pk)}
    if note:
        row.notes[str(venue.pk)] = note
    row.save(update_fields=["held", "refused", "notes"])
    plan.held, plan.refused, plan.notes = row.held, row.refused, row.notes
    what = "held" if held else "refused" if refused else "let go"
    record(row.hub, "planned", f"{what} {venue.name} in a season", by=by, about=row)


def _with(ids: Iterable[int], venue: int, *, there: bool) -> list[int]:
    kept = [one for one in ids if one != venue]
    return [*kept, venue] if there else kept
