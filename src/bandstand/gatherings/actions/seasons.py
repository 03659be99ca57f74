"""Planning a season: worked out in one press, held, refused and noted at will, and made into drafts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.kit.background import finishing, later
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.places.models import Venue

from ..models import Gathering, PlannedSession, SeasonPlan
from ..seasons.borough import borough
from ..seasons.planned import Season, Session
from ..seasons.times import LENGTH
from ..seasons.worked_out import fingerprint, takes_long, worked_out
from .inviting import choose
from .planning import Plan, draft

WORK_OUT = "bandstand.gatherings.tasks.work_out_season"


@dataclass(frozen=True)
class Wishes:
    """What an officer says about a season; `room` is how many groups a room takes.

    `weights` says how much it matters that two kinds meet (`seasons.borough.pair_of`, `MATTERS`).
    """

    begins: date
    sessions: int = 6
    weeks_apart: int = 4
    room: int = 12
    times: tuple[str, ...] = ("evening",)
    weights: Mapping[str, str] = field(default_factory=dict)


def plan_season(hub: Hub, wishes: Wishes, *, by: Person | None) -> SeasonPlan:
    """Plan a season from the borough as it is today: at once, or by a runner where that would take long."""
    with transaction.atomic():
        kept = SeasonPlan.objects.create(hub=hub, made_by=by, **_as_wished(wishes))
        record(hub, "planned", f"planned a season of {wishes.sessions}", by=by, about=kept)
        if _takes_long(kept):
            _wait_for_a_runner(kept)
    if not Season(kept).is_waiting:
        work_out(kept)
    return kept


def plan_later(hub: Hub, wishes: Wishes) -> SeasonPlan:
    """Have a season planned by whichever runner is free."""
    with transaction.atomic():
        kept = SeasonPlan.objects.create(hub=hub, made_by=None, **_as_wished(wishes))
        _wait_for_a_runner(kept)
    return kept


def work_out(plan: SeasonPlan) -> bool:
    """Read the borough if that was not done, plan, and keep what came of it; False where it was done before.

    The slow part holds no lock. What somebody overruled meanwhile is left for the plan made after that.
    """
    if plan.worked_out.get("fingerprint") == fingerprint(plan):
        return False
    plan.problem = plan.problem or borough(
        list(plan.times), sessions=plan.sessions, room=plan.room, weights=plan.weights
    )
    told = worked_out(plan)
    with finishing():
        row = SeasonPlan.objects.select_for_update().get(pk=plan.pk)
        row.problem = row.problem or plan.problem
        if fingerprint(row) == told["fingerprint"]:
            row.worked_out = told
            row.save(update_fields=["problem", "worked_out"])
    plan.worked_out = told
    return True


def _as_wished(wishes: Wishes) -> dict[str, Any]:
    same = ("begins", "weeks_apart", "sessions", "room")
    told = {name: getattr(wishes, name) for name in same}
    return told | {"times": list(wishes.times), "weights": dict(wishes.weights)}


def _takes_long(plan: SeasonPlan) -> bool:
    groups, venues = Group.objects.filter(left_at=None).count(), Venue.objects.count()
    return takes_long(groups, venues, len(plan.times))


def _wait_for_a_runner(plan: SeasonPlan) -> None:
    plan.worked_out = {"waiting": timezone.now().isoformat()}
    plan.save(update_fields=["worked_out"])
    later(WORK_OUT, plan.pk)


class OnCalendarError(Exception):
    """The plan is on the calendar already: it stays what was put there."""


def hold(plan: SeasonPlan, venue: Venue, *, note: str = "", by: Person | None) -> None:
    """Keep a session at this venue, however the rest is planned. Raises OnCalendarError, as all four do."""
    _say(plan, venue, held=True, refused=False, note=note, by=by)
    _again(plan)


def refuse(plan: SeasonPlan, venue: Venue, *, note: str = "", by: Person | None) -> None:
    """Do not meet at this venue this season."""
    _say(plan, venue, held=False, refused=True, note=note, by=by)
    _again(plan)


def let_go(plan: SeasonPlan, venue: Venue, *, by: Person | None) -> None:
    """Neither hold nor refuse a venue any more."""
    _say(plan, venue, held=False, refused=False, note="", by=by)
    _again(plan)


def choose_instead(
    plan: SeasonPlan, venue: Venue, other: Venue, *, note: str = "", by: Person | None
) -> None:
    """Meet at the other venue rather than at this one."""
    with transaction.atomic():
        _say(plan, venue, held=False, refused=True, note=note, by=by)
        _say(plan, other, held=True, refused=False, note=note, by=by)
    _again(plan)


@transaction.atomic
def make_drafts(plan: SeasonPlan, *, by: Person) -> list[Gathering]:
    """Make a draft of every session still to come, with whom to ask chosen in two waves; nobody hears of it.

    Raises OnCalendarError for a plan of which drafts were made before: pressing twice is pressing once.
    """
    fresh = SeasonPlan.objects.filter(pk=plan.pk, on_calendar_at=None)
    if not fresh.update(on_calendar_at=timezone.now()):
        raise OnCalendarError
    coming = [session for session in Season(plan).sessions if session.is_coming]
    made = [_draft(plan, session, by=by) for session in coming]
    if not made:  # all of its dates are past: it may still be changed
        SeasonPlan.objects.filter(pk=plan.pk).update(on_calendar_at=None)
    record(plan.hub, "planned", f"made {len(made)} drafts of a season", by=by, about=plan)
    return made


@transaction.atomic
def draft_again(plan: SeasonPlan, venue: Venue, *, by: Person) -> Gathering | None:
    """Make the draft of one session once more, after it was thrown away; None where there is none to make."""
    held = SeasonPlan.objects.select_for_update().get(pk=plan.pk)
    session = next((one for one in Season(held).sessions if one.venue == venue), None)
    there = held.planned.filter(venue=venue).exists()
    if session is None or there or not session.is_coming:
        return None
    SeasonPlan.objects.filter(pk=plan.pk, on_calendar_at=None).update(on_calendar_at=timezone.now())
    return _draft(held, session, by=by)


def _draft(plan: SeasonPlan, session: Session, *, by: Person) -> Gathering:
    starts = session.starts_at
    gathering = draft(plan.hub, Plan(starts, starts + LENGTH, session.venue.name), by=by)
    first = choose(gathering, [one.group for one in session.first], wave=1, by=by)
    second = choose(gathering, [one.group for one in session.second], wave=2, by=by)
    low, high = session.expected
    PlannedSession.objects.get_or_create(
        gathering=gathering,
        defaults={
            "hub": plan.hub,
            "plan": plan,
            "venue": session.venue,
            "asked": len(first) + len(second),
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


def _again(plan: SeasonPlan) -> None:
    """Plan again round what was said: at once, or by a runner."""
    if takes_long(len(plan.problem["groups"]), len(plan.problem["venues"]), len(plan.times)):
        with transaction.atomic():
            _wait_for_a_runner(plan)
    else:
        work_out(plan)


def _with(ids: Iterable[int], venue: int, *, there: bool) -> list[int]:
    kept = [one for one in ids if one != venue]
    return [*kept, venue] if there else kept
