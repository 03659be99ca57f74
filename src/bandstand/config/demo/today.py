"""The surgery that is under way this minute, the one coming up, and one that was called off."""

import random
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from bandstand.gatherings import words
from bandstand.gatherings.actions.booking import Wish, book
from bandstand.gatherings.actions.planning import Plan, announce
from bandstand.gatherings.actions.slips import have_slips
from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.people.models import Person

from . import content
from .history import Known, slug_for

# Who is where, by the files' own order: nobody but old hands helps, so that the figures stay what they are.
_HELPERS_NOW = [0, 1, 4, 20]
_HELPERS_NEXT = [0, 6, 21]


def call_off_one(story_days: list[datetime], borough: Known) -> Gathering:
    """Add the surgery nobody could come to, between two that were held."""
    midway = story_days[13] + (story_days[14] - story_days[13]) / 2
    starts = timezone.localtime(midway).replace(hour=18, minute=0, second=0, microsecond=0)
    venue = borough.venues["The Old Brickworks"]
    return Gathering.objects.create(
        hub=borough.hub,
        slug=slug_for(venue, starts),
        title=words.title_for(Gathering.Kind.SURGERY, venue.name),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        venue=venue,
        state=Gathering.State.CANCELLED,
        welcome=content.stories()["words"]["called_off"],
        created_at=starts - timedelta(days=30),
        changed_at=starts - timedelta(hours=6),
    )


def announce_next(now: datetime, borough: Known, *, by: Person) -> Gathering:
    """Announce a surgery on a weekday evening in about nine days."""
    day = timezone.localtime(now) + timedelta(days=9)
    day -= timedelta(days=max(0, day.weekday() - 3))
    starts = timezone.make_aware(datetime.combine(day.date(), time(18)))
    plan = Plan(
        starts_at=starts,
        ends_at=starts + timedelta(minutes=90),
        place="The Boathouse Café",
        places=16,
        welcome=content.stories()["words"]["welcome"],
    )
    return announce(borough.hub, plan, by=by)


def book_for_next(gathering: Gathering, borough: Known) -> None:
    """Book eight people in and three helpers, through the form's own action, letters and all."""
    chance = random.Random(9)  # noqa: S311 (a story, not a secret)
    newcomers = content.visitors()[-8:]
    quiet = [name for name, _ in _quiet_groups()]
    wants = chance.sample(content.stories()["words"]["wants"], 8)
    for name, group, want in zip(newcomers, quiet, wants, strict=True):
        book(gathering, _visitor(borough.people[name], borough, group=group, wants=want))
    for number in _HELPERS_NEXT:
        helper = content.helpers()[number]
        book(gathering, Wish(name=helper.name, email=helper.email, helping=True))


def _quiet_groups() -> Iterable[tuple[str, str]]:
    """Groups with easy wins still to be had, the ones worth inviting."""
    for site in content.sites():
        if not site.behaves and not site.helped:
            yield content.group_of(site)[content.NAME], site.slug


def _visitor(person: Person, borough: Known, *, group: str, wants: str) -> Wish:
    email = person.email or f"{person.name.split()[0].lower()}@postbox.example"
    if not person.email:
        Person.objects.filter(pk=person.pk).update(email=email)
    return Wish(
        name=person.name,
        email=email,
        group=borough.groups[group],
        wants=wants,
        ease=content.stories()["words"]["ease"][0] if group.startswith("St") else "",
    )


def begin_one_now(now: datetime, borough: Known, *, by: Person) -> Gathering:
    """Announce a surgery that began half an hour ago: most of its people are there, some still to come."""
    starts = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) - timedelta(minutes=30)
    plan = Plan(starts_at=starts, ends_at=starts + timedelta(minutes=90), place="Kilnhollow Community Centre")
    gathering = announce(borough.hub, plan, by=by)
    seats = [_running(gathering, borough), *_helpers(gathering, borough), *_visitors(gathering, borough)]
    Attendance.objects.bulk_create(seats)
    Gathering.objects.filter(pk=gathering.pk).update(taken=sum(seat.has_place for seat in seats))
    _belong(seats, borough)
    _first_notes(gathering, seats, borough)
    have_slips(gathering, 12, by=by)
    return gathering


def _running(gathering: Gathering, borough: Known) -> Attendance:
    return _seat(gathering, borough.people["Dev Chaudhary"], running=True, arrived=-15)


def _helpers(gathering: Gathering, borough: Known) -> list[Attendance]:
    """Three are here, the fourth said yes and has not been seen."""
    names = [content.helpers()[number].name for number in _HELPERS_NOW]
    arrived = [-5, 0, 4, None]
    return [
        _seat(gathering, borough.people[name], helping=True, booked=True, arrived=minute)
        for name, minute in zip(names, arrived, strict=True)
    ]


def _visitors(gathering: Gathering, borough: Known) -> list[Attendance]:
    """Five of eight who booked are here, one walked in, one is a tick on the sheet."""
    old_hands, new_faces = content.visitors()[:3], content.visitors()[-16:-10]
    arrived = [2, 5, 11, 14, 25, None, None, None]
    wants = content.stories()["words"]["wants"]
    booked = [
        _seat(gathering, borough.people[name], looking=True, booked=True, arrived=minute, wants=want)
        for name, minute, want in zip([*old_hands, *new_faces[:5]], arrived, wants, strict=False)
    ]
    walked_in = _seat(gathering, borough.people[new_faces[5]], looking=True, arrived=22)
    return [*booked, walked_in, _seat(gathering, None, looking=True, arrived=27)]


def _seat(
    gathering: Gathering,
    person: Person | None,
    *,
    looking: bool = False,
    helping: bool = False,
    running: bool = False,
    booked: bool = False,
    arrived: int | None,
    wants: str = "",
) -> Attendance:
    return Attendance(
        hub=gathering.hub,
        gathering=gathering,
        person=person,
        looking=looking,
        helping=helping,
        running=running,
        booking=Attendance.Booking.BOOKED if booked else Attendance.Booking.NONE,
        booked_at=gathering.starts_at - timedelta(days=4) if booked else None,
        has_place=booked and looking,
        arrival=Attendance.Arrival.EXPECTED if arrived is None else Attendance.Arrival.HERE,
        arrived_at=None if arrived is None else gathering.starts_at + timedelta(minutes=arrived),
        wants=wants,
    )


def _belong(seats: list[Attendance], borough: Known) -> None:
    """Say which group everybody comes from: the one they came from before, or a quiet one."""
    quiet = [borough.groups[name] for name, _ in _quiet_groups()]
    link = Attendance.groups.through
    rows = []
    for number, seat in enumerate(seat for seat in seats if seat.looking and seat.person_id):
        before = (
            link.objects.filter(attendance__person=seat.person_id).values_list("group_id", flat=True).first()
        )
        rows.append(link(attendance_id=seat.pk, group_id=before or quiet[number % len(quiet)].pk))
    link.objects.bulk_create(rows)


def _first_notes(gathering: Gathering, seats: list[Attendance], borough: Known) -> None:
    """Two notes already, about people who have been before: nobody new is helped until somebody says so."""
    helpers = [seat for seat in seats if seat.helping and seat.arrived_at]
    looking = [seat for seat in seats if seat.looking and seat.arrived_at][:2]
    told = content.stories()["note"][:2]
    for helper, helped, story, minutes in zip(helpers, looking, told, (18, 26), strict=False):
        note = HelpNote.objects.create(
            hub=gathering.hub,
            gathering=gathering,
            at=gathering.starts_at + timedelta(minutes=minutes),
            result=story["result"],
            words=story["words"],
            recorded_by=borough.people["Dev Chaudhary"],
        )
        note.helpers.set([helper])
        note.helped.set([helped])
        note.groups.set(helped.groups.all())
        note.topics.set([borough.topics[story["topic"]]])
