"""Planning gatherings: a date and a place are enough; changing, calling off, and the next date."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from bandstand.groups.models import Kind
from bandstand.kit.background import later
from bandstand.kit.recurring import nth_day
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.places.actions.venues import add_venue
from bandstand.places.models import Venue
from bandstand.places.postcodes import is_full, tidy

from .. import evening_words, words
from ..models import Gathering, Programme
from .booking import fill_places, hold
from .evening_letters import tell_back_on, tell_called_off, tell_lists
from .letters import write_to_all

FORGET_EASE = "bandstand.gatherings.tasks.forget_what_made_it_easier"
EASE_KEPT = timedelta(days=2)


@dataclass(frozen=True)
class Plan:
    """What an officer decides about a gathering. `place` is a venue's name, known or new."""

    starts_at: datetime
    ends_at: datetime
    place: str
    kind: str = Gathering.Kind.SURGERY
    title: str = ""
    places: int | None = None
    welcome: str = ""
    helper_places: int | None = None
    drop_in: bool = True
    question: str = ""
    kinds: tuple[Kind, ...] = ()  # of group it is meant to mix; none means everybody
    programmes: tuple[Programme, ...] = ()


# What of a plan is a gathering's own field of the same name.
_SAME = ("kind", "places", "helper_places", "drop_in", "question", "welcome")


class TooManyBookedError(Exception):
    """Fewer places were asked for than are taken; `taken` says how many, `side` which places they are."""

    def __init__(self, taken: int, side: str = "places") -> None:
        super().__init__(taken)
        self.taken, self.side = taken, side


@transaction.atomic
def announce(hub: Hub, plan: Plan, *, by: Person | None) -> Gathering:
    """Put a gathering on the calendar. A place we do not know yet becomes a venue; sent twice is once."""
    gathering, is_new = _made(hub, plan, Gathering.State.ANNOUNCED, by=by)
    if is_new:
        forget_ease_afterwards(gathering)
        record(hub, "announced", f"announced {gathering.title}", by=by, about=gathering)
    return gathering


@transaction.atomic
def draft(hub: Hub, plan: Plan, *, by: Person | None) -> Gathering:
    """Write a gathering down for the desk alone; nobody outside knows of it. Sent twice is once."""
    gathering, is_new = _made(hub, plan, Gathering.State.DRAFT, by=by)
    if is_new:
        record(hub, "drafted", f"drafted {gathering.title}", by=by, about=gathering)
    return gathering


def _made(hub: Hub, plan: Plan, state: Gathering.State, *, by: Person | None) -> tuple[Gathering, bool]:
    """Return the gathering of a plan, and whether it is new."""
    venue = venue_called(hub, plan.place, by=by)
    title = plan.title or words.title_for(plan.kind, venue.name)
    same = Gathering.with_drafts.filter(venue=venue, starts_at=plan.starts_at, title=title, state=state)
    if (known := same.first()) is not None:
        return known, False
    gathering = Gathering.objects.create(
        hub=hub,
        slug=free_slug(venue.name, plan.starts_at),
        title=title,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        venue=venue,
        state=state,
        **{name: getattr(plan, name) for name in _SAME},
    )
    _set_mix(gathering, plan)
    return gathering, True


def forget_ease_afterwards(gathering: Gathering) -> None:
    """What people ask for to make it easier is forgotten two days after."""
    later(FORGET_EASE, gathering.pk, run_after=gathering.ends_at + EASE_KEPT)


@transaction.atomic
def change_plan(gathering: Gathering, plan: Plan, *, by: Person | None, tell: bool = True) -> int:
    """Change a gathering; when the time or the place changed, write to those booked if `tell`.

    Returns how many letters go out. Raises TooManyBookedError rather than take a place from anybody.
    """
    held = hold(gathering)
    if plan.places is not None and plan.places < held.taken:
        raise TooManyBookedError(held.taken)
    if plan.helper_places is not None and plan.helper_places < held.helpers_taken:
        raise TooManyBookedError(held.helpers_taken, "helper_places")
    before = (held.starts_at, held.ends_at, held.venue_id)
    held.venue = venue_called(held.hub, plan.place, by=by)
    held.starts_at, held.ends_at = plan.starts_at, plan.ends_at
    for name in _SAME:
        setattr(held, name, getattr(plan, name))
    held.title = plan.title or words.title_for(plan.kind, held.venue.name)
    _save_change(held, "title", "starts_at", "ends_at", "venue", *_SAME)
    _set_mix(held, plan)
    if not held.is_draft:
        fill_places(held)
    record(held.hub, "changed", f"changed {held.title}", by=by, about=held)
    moved = before != (held.starts_at, held.ends_at, held.venue_id)
    if not (tell and moved and held.can_book):
        return 0
    return write_to_all(held, words.CHANGED) + tell_lists(held, evening_words.CHANGED)


@transaction.atomic
def call_off(gathering: Gathering, *, by: Person | None) -> int:
    """Call a gathering off, with a letter to everyone down for it; return how many letters go out."""
    return _turn(gathering, Gathering.State.CANCELLED, words.CALLED_OFF, by=by)


@transaction.atomic
def put_back_on(gathering: Gathering, *, by: Person | None) -> int:
    """Take back a calling-off: bookings stand as they did, and everyone hears of it."""
    return _turn(gathering, Gathering.State.ANNOUNCED, words.BACK_ON, by=by)


@transaction.atomic
def copy_for(gathering: Gathering, day: date, *, by: Person | None) -> Gathering:
    """Announce the same again on another day."""
    return announce_next(gathering, plan_for_next(gathering, day), by=by)


@transaction.atomic
def announce_next(gathering: Gathering, plan: Plan, *, by: Person | None) -> Gathering:
    """Announce another, and make it this gathering's next one if it has none."""
    copy = announce(gathering.hub, plan, by=by)
    Gathering.objects.filter(pk=gathering.pk, next_one=None).exclude(pk=copy.pk).update(next_one=copy)
    return copy


def plan_of(gathering: Gathering) -> Plan:
    """Return a gathering as a plan. A title made from its place is left out, to be made anew."""
    usual = words.title_for(gathering.kind, gathering.venue.name)
    return Plan(
        starts_at=gathering.starts_at,
        ends_at=gathering.ends_at,
        place=gathering.venue.name,
        kind=gathering.kind,
        title="" if gathering.title == usual else gathering.title,
        kinds=tuple(gathering.kinds.all()),
        programmes=tuple(gathering.programmes.all()),
        **{name: getattr(gathering, name) for name in _SAME if name != "kind"},
    )


def plan_for_next(gathering: Gathering, day: date) -> Plan:
    """Return the same plan on another day, at the same time by the clock on the wall."""
    starts = timezone.localtime(gathering.starts_at).replace(tzinfo=None)
    length = timezone.localtime(gathering.ends_at).replace(tzinfo=None) - starts
    starts = datetime.combine(day, starts.time())
    return replace(
        plan_of(gathering),
        starts_at=timezone.make_aware(starts),
        ends_at=timezone.make_aware(starts + length),
    )


def same_weekday_next_month(day: date) -> date:
    """Return the second Tuesday after a second Tuesday; the last one where there is no fifth."""
    return nth_day(day, "month", 1)


def venue_called(hub: Hub, typed: str, *, by: Person | None) -> Venue:
    """Return the venue of this name, made if new. “Priory Hall, Mill Lane, M33 7XZ” comes apart."""
    typed = " ".join(typed.split())
    name, *rest = [part.strip() for part in typed.split(",") if part.strip()] or [typed]
    # Compared here, for SQLite knows no capital É.
    called = {venue.name.casefold(): venue for venue in Venue.objects.all()}
    known = called.get(typed.casefold()) or called.get(name[:120].casefold())
    if known is not None:
        return known
    postcode = rest.pop() if rest and is_full(tidy(rest[-1])) else ""
    return add_venue(hub, by=by, name=name[:120], address=", ".join(rest)[:250], postcode=postcode)


def _set_mix(gathering: Gathering, plan: Plan) -> None:
    if plan.kinds or gathering.kinds.exists():
        gathering.kinds.set(plan.kinds)
    if plan.programmes or gathering.programmes.exists():
        gathering.programmes.set(plan.programmes)


_TURNED = {Gathering.State.CANCELLED: "called off", Gathering.State.ANNOUNCED: "put back on"}


def _turn(gathering: Gathering, state: Gathering.State, letter: words.Letter, *, by: Person | None) -> int:
    held = hold(gathering)
    if held.state in {state, Gathering.State.CLOSED, Gathering.State.DRAFT}:
        return 0
    held.state = gathering.state = state
    _save_change(held, "state")
    fill_places(held)
    record(held.hub, _TURNED[state], f"{_TURNED[state]}: {held.title}", by=by, about=held)
    if held.is_over:
        return 0
    told = tell_called_off(held) if state == Gathering.State.CANCELLED else tell_back_on(held)
    return write_to_all(held, letter) + told


def _save_change(gathering: Gathering, *fields: str) -> None:
    """Save, and move on the calendar file's number so that people's diaries take the change."""
    gathering.changed_at = timezone.now()
    gathering.save(update_fields=[*fields, "changed_at"])
    # Of a draft nothing is counted: it is in nobody's diary.
    Gathering.objects.filter(pk=gathering.pk).update(changes=F("changes") + 1)


def free_slug(place: str, starts_at: datetime, *, own: int = 0) -> str:
    """Return a name for addresses nothing else has; `own` is the id of what may keep the one it has."""
    day = timezone.localtime(starts_at)
    wanted = f"{slugify(place)[:60] or 'gathering'}-{day.day}-{day:%B-%Y}".lower()
    alike = Gathering.with_drafts.filter(slug__startswith=wanted).exclude(pk=own)
    taken = set(alike.values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in [wanted, *numbered] if slug not in taken)
