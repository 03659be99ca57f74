"""Networking evenings in pairs, one list each: five drawn and held in the past, one open to sign up to."""

import random
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

from django.utils import timezone

from bandstand.gatherings import words
from bandstand.gatherings.actions.evenings import Joining, announce_both, sign_up
from bandstand.gatherings.actions.planning import Plan
from bandstand.gatherings.evening_words import title_for
from bandstand.gatherings.lot import Lot, draw
from bandstand.gatherings.models import Attendance, Gathering, SignUp, TwoEvenings
from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.people.models import Person
from bandstand.presence.models import OnlineTie

from .history import Known, slug_for

# Where, how many days ago the first evening was, and the seed that was drawn with.
HELD = [
    ("Leasow Cross Library", 560, 204_881_773_016),
    ("Kilnhollow Community Centre", 460, 871_330_092_455),
    ("Upper Wendle Village Hall", 350, 60_417_725_981),
    ("Marlpit Sports Dome", 240, 493_006_118_207),
    ("St Brannoc’s Church Hall", 130, 718_254_930_664),
]
OPEN_AT = "St Brannoc’s Church Hall"
SIZE, SHARED, APART = 12, 13, 5
WHAT = [
    ("agreed", "A bench for both, between the pitch and the meadow."),
    ("venue", "They meet in the pavilion on wet Thursdays."),
    ("online", "Each links to the other."),
    ("swapped", "The treasurers compare notes."),
]
Pair = frozenset[Group]
WISHES = ["Somebody to share a shed with.", "A hall that is free on Mondays.", "Who knows about grants?", ""]


def draw_some(borough: Known, now: datetime, *, by: Person) -> None:
    # The directory is older than this morning, so that there is a before to compare with.
    Group.objects.update(created_at=now - timedelta(days=4 * 365))
    chance = random.Random(1954)  # noqa: S311 (a story, not a secret)
    held = [_hold(borough, now, *told, chance=chance, by=by) for told in HELD]
    _in_touch(borough, held, chance)
    _open(borough, now, by=by)


def _hold(
    borough: Known, now: datetime, place: str, days_ago: int, seed: int, *, chance: random.Random, by: Person
) -> TwoEvenings:
    """Write down two evenings a week apart with their list, as the draw left it, and who came."""
    both = [_evening(borough, _tuesday(now, -days_ago) + timedelta(days=later), place) for later in (0, 7)]
    groups = _near(borough, both[0], chance)
    by_uid = {str(group.uid): group for group in groups}
    drawn = draw(seed, [Lot(key) for key in by_uid])
    evenings = TwoEvenings.objects.create(
        hub=borough.hub,
        slug=f"{both[0].slug}-or-a-week-later",
        title=title_for(place),
        first=both[0],
        second=both[1],
        made_at=both[0].starts_at - timedelta(days=40),
        made_by=by,
        drawn_at=both[0].starts_at - timedelta(days=9),
        drawn_by=by,
        seed=seed,
        rooms=[None, None],
        lots=[_lot(by_uid[key], to) for key, to in drawn.items()],
    )
    known = _somebody_of(groups)
    for group in groups:
        _came(evenings, group, known.get(group.pk), drawn[str(group.uid)], turned_up=chance.random() < 0.85)
    return evenings


def _tuesday(now: datetime, days: int) -> date:
    """Return a Tuesday about so many days from now, not about Christmas."""
    day = timezone.localdate(now) + timedelta(days=days)
    day -= timedelta(days=(day.weekday() - 1) % 7)
    two = [(each.month, each.day) for each in (day, day + timedelta(days=7))]
    if any(each >= (12, 20) or each <= (1, 4) for each in two):
        day += timedelta(days=21)
    return day


def _evening(borough: Known, day: date, place: str) -> Gathering:
    starts = timezone.make_aware(datetime.combine(day, time(18, 30)))
    venue = borough.venues[place]
    return Gathering.objects.create(
        hub=borough.hub,
        slug=f"meet-{slug_for(venue, timezone.localtime(starts))}",
        kind=Gathering.Kind.NETWORKING,
        title=words.title_for(Gathering.Kind.NETWORKING, venue.name),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        venue=venue,
        state=Gathering.State.CLOSED,
        closed_at=starts + timedelta(hours=3),
        created_at=starts - timedelta(days=40),
        changed_at=starts - timedelta(days=40),
    )


def _near(borough: Known, evening: Gathering, chance: random.Random) -> list[Group]:
    """Return twelve groups: those of the locality, and some from elsewhere."""
    every = sorted(borough.groups.values(), key=lambda one: (one.area_id != evening.venue.area_id, one.name))
    here = sum(one.area_id == evening.venue.area_id for one in every)
    return [*every[:here], *chance.sample(every[here:], len(every) - here)][:SIZE]


def _lot(group: Group, to: int) -> dict[str, Any]:
    uid, told = str(group.uid), {"heads": 1, "drawn": True, "why": ""}
    return {"lot": uid, "group": uid, "name": group.name, "evening": to + 1, **told}


def _somebody_of(groups: list[Group]) -> dict[int, Person]:
    """Return, by group, somebody who came from it before."""
    link = Attendance.groups.through.objects.filter(group__in=groups, attendance__person__isnull=False)
    found: dict[int, Person] = {}
    taken: set[int] = set()
    for row in link.select_related("attendance__person").order_by("pk"):
        person = row.attendance.person
        if person is not None and row.group_id not in found and person.pk not in taken:
            found[row.group_id] = person
            taken.add(person.pk)
    return found


def _came(evenings: TwoEvenings, group: Group, person: Person | None, to: int, *, turned_up: bool) -> None:
    gathering = evenings.both[to]
    booked_at = evenings.drawn_at
    seat = Attendance.objects.create(
        hub=evenings.hub,
        gathering=gathering,
        person=person,
        looking=True,
        booking=Attendance.Booking.BOOKED,
        booked_at=booked_at,
        arrival=Attendance.Arrival.HERE if turned_up else Attendance.Arrival.ABSENT,
        created_at=booked_at or gathering.starts_at,
    )
    seat.groups.add(group)
    if person is None:
        return
    SignUp.objects.create(
        hub=evenings.hub,
        evenings=evenings,
        person=person,
        name=person.name,
        phone="" if person.email else "01632 960177",
        email=person.email,
        group=group,
        form_key=seat.form_key,
        at=gathering.starts_at - timedelta(days=20),
        evening=to + 1,
        attendance=seat,
    )


def _in_touch(borough: Known, held: list[TwoEvenings], chance: random.Random) -> None:
    """Some who shared an evening are in touch later, and a few who did not."""
    by_uid = {str(group.uid): group for group in borough.groups.values()}
    known = {frozenset(row.groups.all()) for row in Connection.objects.prefetch_related("groups")}
    known |= {
        frozenset({row.source, row.target}) for row in OnlineTie.objects.select_related("source", "target")
    }
    shared: list[tuple[TwoEvenings, Pair]] = []
    apart: list[tuple[TwoEvenings, Pair]] = []
    for evenings in held:
        for one, other in combinations(evenings.lots, 2):
            pair = frozenset({by_uid[one["group"]], by_uid[other["group"]]})
            if pair not in known:
                (shared if one["evening"] == other["evening"] else apart).append((evenings, pair))
    # A pair on two lists that shared an evening of one of them has shared one.
    once = {pair: (evenings, pair) for evenings, pair in shared}
    never = {pair: (evenings, pair) for evenings, pair in apart if pair not in once}
    chosen = chance.sample(sorted(once.values(), key=_named), SHARED)
    chosen += chance.sample(sorted(never.values(), key=_named), APART)
    for number, (evenings, pair) in enumerate(chosen):
        _tie(evenings, sorted(pair, key=lambda group: group.name), number)


def _named(told: tuple[TwoEvenings, Pair]) -> list[str]:
    return [told[0].slug, *sorted(group.name for group in told[1])]


def _tie(evenings: TwoEvenings, pair: list[Group], number: int) -> None:
    kind, sentence = WHAT[number % len(WHAT)]
    on = timezone.localdate(evenings.second.starts_at) + timedelta(days=12 + number * 5 % 60)
    made = Connection.objects.create(hub=evenings.hub, kind=kind, on=on, words=sentence)
    made.groups.set(pair)
    if number % 3 == 0:
        ConnectionEvidence.objects.create(
            hub=evenings.hub, connection=made, group=pair[0], on=on + timedelta(days=20), says="did"
        )


def _open(borough: Known, now: datetime, *, by: Person) -> None:
    """Announce two evenings with one list, and put some people on it through the form's own action."""
    day = _tuesday(now, 25)
    moments = [
        timezone.make_aware(datetime.combine(day + timedelta(days=later), time(18, 30))) for later in (0, 7)
    ]
    kind, length = Gathering.Kind.NETWORKING, timedelta(minutes=90)
    plans = [Plan(at, at + length, OPEN_AT, kind=kind, places=16) for at in moments]
    evenings = announce_both(borough.hub, (plans[0], plans[1]), by=by)
    groups = [group for group in borough.groups.values() if group.area_id == evenings.first.venue.area_id][:7]
    known = _somebody_of(groups)
    can = [SignUp.Can.EITHER] * 4 + [SignUp.Can.SECOND, SignUp.Can.EITHER, SignUp.Can.FIRST]
    for number, group in enumerate(groups):
        person = known.get(group.pk)
        if person is None:
            continue
        joining = Joining(
            person.name,
            email=person.email,
            phone="" if person.email else "01632 960178",
            group=group,
            can=can[number],
            why="" if can[number] == SignUp.Can.EITHER else "Night shifts that week",
            wants=WISHES[number % len(WISHES)],
        )
        sign_up(evenings, joining)
