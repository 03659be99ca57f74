"""Four years of surgeries written into the database, with the same facts the actions would leave."""

import random
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.text import slugify

from bandstand.gatherings import words
from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.groups.models import Group
from bandstand.groups.words import plain
from bandstand.people.models import Consent, Deed, Hub, Person, Topic
from bandstand.places.models import Venue

from . import content
from .past import Came, Noted, Surgery
from .writeups import write_up

MAILBOXES = ["postbox.example", "wendlemail.example", "quickpost.example"]


@dataclass(frozen=True)
class Known:
    """Everything of the borough by the name it goes by in the files."""

    hub: Hub
    people: dict[str, Person]
    groups: dict[str, Group]
    venues: dict[str, Venue]
    topics: dict[str, Topic]


def add_people(hub: Hub, since: datetime) -> None:
    """Add helpers and visitors; three visitors in four gave an e-mail address."""
    chance = random.Random(1922)  # noqa: S311 (a story, not a secret)
    helpers = [Person(hub=hub, name=one.name, email=one.email, created_at=since) for one in content.helpers()]
    visitors = [
        Person(
            hub=hub,
            name=name,
            email=_mailbox(name, chance) if chance.random() < 0.75 else "",
            created_via="walked in" if chance.random() < 0.3 else "booking",
            created_at=since,
        )
        for name in content.visitors()
    ]
    Person.objects.bulk_create([*helpers, *visitors])


def _mailbox(name: str, chance: random.Random) -> str:
    flat = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{slugify(flat).replace('-', '.')}@{chance.choice(MAILBOXES)}"


def known(hub: Hub) -> Known:
    return Known(
        hub=hub,
        people={person.name: person for person in Person.objects.all()},
        groups=_groups(),
        venues={venue.name: venue for venue in Venue.objects.all()},
        topics={topic.name: topic for topic in Topic.objects.all()},
    )


def _groups() -> dict[str, Group]:
    """Return the groups by their names in the sheet, which the import may have tidied."""
    brought_in = {plain(group.name): group for group in Group.objects.all()}
    return {row[content.NAME]: brought_in[plain(row[content.NAME])] for row in content.groups()}


def write_down(story: list[Surgery], borough: Known, *, upcoming: Gathering) -> list[HelpNote]:
    """Write every surgery of the story down as closed; return the notes in the story's order."""
    named = _may_be_named(story)
    _keep_consents(story, named, borough)
    gatherings = Gathering.objects.bulk_create([_gathering(surgery, borough, named) for surgery in story])
    for earlier, later in zip(gatherings, [*gatherings[1:], upcoming], strict=True):
        earlier.next_one = later
    Gathering.objects.bulk_update(gatherings, ["next_one"])
    places = dict(zip((surgery.number for surgery in story), gatherings, strict=True))
    seats = _attendances(story, places, borough)
    Deed.objects.bulk_create([_finished(gathering, borough) for gathering in gatherings])
    return _notes(story, places, seats, borough)


def _gathering(surgery: Surgery, borough: Known, named: set[str]) -> Gathering:
    venue = borough.venues[surgery.venue]
    closed = surgery.starts_at + timedelta(minutes=surgery.minutes + 25)
    return Gathering(
        hub=borough.hub,
        slug=slug_for(venue, surgery.starts_at),
        title=words.title_for(Gathering.Kind.SURGERY, venue.name),
        starts_at=surgery.starts_at,
        ends_at=surgery.starts_at + timedelta(minutes=surgery.minutes),
        venue=venue,
        state=Gathering.State.CLOSED,
        taken=sum(one.booked and one.looking for one in surgery.came),
        unnamed_looking=surgery.unnamed_looking,
        unnamed_helping=surgery.unnamed_helping,
        write_up=write_up(surgery, named),
        write_up_public=surgery.number % 7 != 3,
        closed_at=closed,
        closed_by=borough.people["Dev Chaudhary"],
        created_at=surgery.starts_at - timedelta(days=35),
        changed_at=closed,
    )


def slug_for(venue: Venue, starts_at: datetime) -> str:
    return f"{slugify(venue.name)[:60]}-{starts_at.day}-{starts_at:%B-%Y}".lower()


def _attendances(
    story: list[Surgery], places: dict[int, Gathering], borough: Known
) -> dict[tuple[int, str], Attendance]:
    """Write down who came; return attendances by surgery's number and name."""
    rows = [(surgery, one) for surgery in story for one in surgery.came]
    made = Attendance.objects.bulk_create(
        [_attendance(places[surgery.number], surgery, one, borough) for surgery, one in rows]
    )
    links = Attendance.groups.through
    links.objects.bulk_create(
        links(attendance_id=seat.pk, group_id=borough.groups[one.group].pk)
        for (_, one), seat in zip(rows, made, strict=True)
        if one.group
    )
    return {
        (surgery.number, one.name): seat for (surgery, one), seat in zip(rows, made, strict=True) if one.name
    }


def _attendance(gathering: Gathering, surgery: Surgery, one: Came, borough: Known) -> Attendance:
    booked = Attendance.Booking.BOOKED if one.booked else Attendance.Booking.NONE
    booked_at = surgery.starts_at - timedelta(days=3 + len(one.name) % 12)
    return Attendance(
        hub=borough.hub,
        gathering=gathering,
        person=borough.people.get(one.name),
        looking=one.looking,
        helping=one.helping,
        running=one.running,
        booking=booked,
        booked_at=booked_at if one.booked else None,
        has_place=one.booked and one.looking,
        arrival=one.arrival,
        arrived_at=_minutes(surgery, one.arrived_minute),
        left_at=_minutes(surgery, one.left_minute),
        wants=one.wants,
        created_at=booked_at if one.booked else surgery.starts_at,
    )


def _minutes(surgery: Surgery, minutes: int | None) -> datetime | None:
    return None if minutes is None else surgery.starts_at + timedelta(minutes=minutes)


def _notes(
    story: list[Surgery],
    places: dict[int, Gathering],
    seats: dict[tuple[int, str], Attendance],
    borough: Known,
) -> list[HelpNote]:
    rows = [(surgery, note) for surgery in story for note in surgery.notes]
    made = HelpNote.objects.bulk_create(
        [
            _note(places[surgery.number], note, borough, minute=20 + 9 * number % 60)
            for number, (surgery, note) in enumerate(rows)
        ]
    )
    _join(HelpNote.helpers.through, "attendance_id", made, _seats_of(rows, seats, "helpers"))
    _join(HelpNote.helped.through, "attendance_id", made, _seats_of(rows, seats, "helped"))
    groups = [[borough.groups[name].pk for name in note.groups] for _, note in rows]
    _join(HelpNote.groups.through, "group_id", made, groups)
    topics = [[borough.topics[note.topic].pk] for _, note in rows]
    _join(HelpNote.topics.through, "topic_id", made, topics)
    return made


def _note(gathering: Gathering, note: Noted, borough: Known, *, minute: int) -> HelpNote:
    return HelpNote(
        hub=borough.hub,
        gathering=gathering,
        at=gathering.starts_at + timedelta(minutes=minute),
        result=note.result,
        words=note.words,
        next_step=note.next_step,
        recorded_by=borough.people["Dev Chaudhary"],
    )


def _seats_of(
    rows: list[tuple[Surgery, Noted]], seats: dict[tuple[int, str], Attendance], role: str
) -> Iterator[list[int]]:
    for surgery, note in rows:
        yield [seats[surgery.number, name].pk for name in getattr(note, role)]


def _join(link: type, column: str, notes: list[HelpNote], ids: Iterable[list[int]]) -> None:
    """Fill one many-to-many table of the notes."""
    link.objects.bulk_create(  # type: ignore[attr-defined]  # a table Django makes
        link(helpnote_id=note.pk, **{column: pk}) for note, pks in zip(notes, ids, strict=True) for pk in pks
    )


def _may_be_named(story: list[Surgery]) -> set[str]:
    """Two people in three said yes to being named, one in ten no; the rest were not asked."""
    chance = random.Random(1908)  # noqa: S311 (a story, not a secret)
    names = dict.fromkeys(one.name for surgery in story for one in surgery.here if one.name)
    return {name for name in names if chance.random() < 0.66}


def _keep_consents(story: list[Surgery], yes: set[str], borough: Known) -> None:
    first: dict[str, Surgery] = {}
    for surgery in story:
        for one in surgery.here:
            first.setdefault(one.name, surgery)
    first.pop("", None)
    asked = {name: surgery for name, surgery in first.items() if name in yes or len(name) % 7 == 0}
    Consent.objects.bulk_create(
        Consent(
            hub=borough.hub,
            person=borough.people[name],
            purpose=Consent.Purpose.NAMED,
            given=name in yes,
            wording=content.stories()["words"]["consent"],
            how="spoken",
            recorded_by=borough.people["Dev Chaudhary"],
            given_at=surgery.starts_at + timedelta(minutes=80),
        )
        for name, surgery in asked.items()
    )


def _finished(gathering: Gathering, borough: Known) -> Deed:
    return Deed(
        hub=borough.hub,
        at=gathering.closed_at or gathering.ends_at,
        actor=borough.people["Dev Chaudhary"],
        verb="finished",
        words=f"finished and wrote up {gathering.title}",
        about=f"gatherings.Gathering:{gathering.pk}",
    )
