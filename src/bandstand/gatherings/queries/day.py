"""The day itself: who is expected, who is here, who was helped, and what is still to finish."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.models import Person

from ..models import Attendance, DayEntry, Gathering, HelpNote

# The door opens a little before the time on the poster.
DOORS = timedelta(hours=1)


def under_way(now: datetime) -> QuerySet[Gathering]:
    """Return gatherings happening now, from an hour before they start until they end."""
    going = Gathering.objects.filter(
        state=Gathering.State.ANNOUNCED, starts_at__lte=now + DOORS, ends_at__gt=now
    )
    return going.select_related("venue").order_by("starts_at", "pk")


def to_finish() -> QuerySet[Gathering]:
    """Return gatherings that are over and not yet written up, oldest first."""
    over = Gathering.objects.filter(state=Gathering.State.ANNOUNCED, ends_at__lte=timezone.now())
    return over.select_related("venue").order_by("starts_at", "pk")


def everyone(gathering: Gathering) -> QuerySet[Attendance]:
    """Return the whole sheet: booked, waiting, helping, walked in and ticked; without those who cancelled."""
    cancelled = Q(booking=Attendance.Booking.CANCELLED, arrival=Attendance.Arrival.EXPECTED)
    rows = Attendance.objects.filter(gathering=gathering, undone_at=None).exclude(cancelled)
    groups = Prefetch("groups", Group.objects.select_related("kind"))
    return rows.select_related("person").prefetch_related(groups).order_by("person__name", "pk")


def here(gathering: Gathering) -> QuerySet[Attendance]:
    """Return everybody who arrived, ticks without a name among them."""
    return everyone(gathering).filter(arrival=Attendance.Arrival.HERE)


def expected(gathering: Gathering) -> QuerySet[Attendance]:
    """Return those who said they would come and have not arrived so far, the waiting list among them."""
    return everyone(gathering).filter(arrival=Attendance.Arrival.EXPECTED)


def notes_of(gathering: Gathering) -> QuerySet[HelpNote]:
    """Return the help notes that stand, newest first, with everything a page says about them."""
    notes = HelpNote.objects.filter(gathering=gathering, undone_at=None).select_related("recorded_by")
    return notes.prefetch_related("helpers__person", "helped__person", "groups", "topics", "findings")


def latest_entry(attendance: Attendance) -> DayEntry | None:
    """Return the last thing done to this person on the day that is not undone."""
    entries = DayEntry.objects.filter(attendance=attendance, undone_at=None)
    return entries.select_related("by").order_by("-at", "-pk").first()


@dataclass(frozen=True)
class Line:
    """One line of the sheet at the door."""

    attendance: Attendance
    helped: bool
    first_time: bool
    ticked_by: DayEntry | None  # what marked them as arrived, if that can be undone

    @property
    def words(self) -> str:
        """What the search box looks through."""
        groups = " ".join(group.name for group in self.attendance.groups.all())
        return f"{self.attendance.called} {groups} {self.attendance.group_words}".casefold()

    @property
    def to_come(self) -> bool:
        return self.attendance.arrival == Attendance.Arrival.EXPECTED

    @property
    def here(self) -> bool:
        return self.attendance.arrival == Attendance.Arrival.HERE

    @property
    def waiting(self) -> bool:
        return self.here and self.attendance.looking and not self.helped


@dataclass(frozen=True)
class Room:
    """How many are in the room. Somebody in both roles counts once as here and once in each role."""

    here: int
    waiting: int
    helped: int
    helpers: int
    unnamed: int


def lines(gathering: Gathering) -> list[Line]:
    """Return the sheet by name, ticks last: three queries however long it is."""
    notes = HelpNote.objects.filter(helped=OuterRef("pk"), undone_at=None)
    rows = everyone(gathering).annotate(was_helped=Exists(notes), been_before=came_before(gathering))
    ticks = _ticks(gathering)
    sheet = [
        Line(
            row,
            helped=row.was_helped,
            first_time=row.person_id is not None and not row.been_before,
            ticked_by=ticks.get(row.pk),
        )
        for row in rows
    ]
    return sorted(sheet, key=lambda line: (not line.attendance.called, line.attendance.called.casefold()))


def came_before(gathering: Gathering) -> Exists:
    """Tell of each line of the sheet whether its person was at an earlier gathering."""
    before = Attendance.objects.filter(
        person=OuterRef("person"),
        arrival=Attendance.Arrival.HERE,
        undone_at=None,
        gathering__starts_at__lt=gathering.starts_at,
    )
    return Exists(before)


def _ticks(gathering: Gathering) -> dict[int | None, DayEntry]:
    entries = DayEntry.objects.filter(gathering=gathering, verb=DayEntry.Verb.ARRIVED, undone_at=None)
    return {entry.attendance_id: entry for entry in entries.order_by("-at", "-pk")}


def room(sheet: list[Line]) -> Room:
    """Count the room from its sheet."""
    inside = [line for line in sheet if line.here]
    return Room(
        here=len(inside),
        waiting=sum(line.waiting for line in inside),
        helped=sum(line.helped for line in inside),
        helpers=sum(line.attendance.helping for line in inside),
        unnamed=sum(line.attendance.person_id is None for line in inside),
    )


@dataclass(frozen=True)
class Known:
    """Somebody who was down for a gathering before, and what tells them from others of their name."""

    person: Person
    words: str


def known_people(name: str, *, whole: bool, most: int = 8) -> list[Known]:
    """Return people of this name, or with these letters in their name, who were on a sheet before."""
    name = name[:120]  # nobody's is longer, and the database refuses to look for something endless
    match = Q(name__iexact=name) if whole else Q(name__icontains=name)
    found = Person.objects.filter(
        match, attendances__undone_at=None, attendances__isnull=False, anonymised_at=None
    )
    people = list(found.distinct().order_by("name", "pk")[:most])
    latest: dict[int | None, Attendance] = {}
    rows = Attendance.objects.filter(person__in=people, undone_at=None).select_related("gathering")
    for row in rows.prefetch_related("groups").order_by("gathering__starts_at", "pk"):
        latest[row.person_id] = row
    return [Known(person, _last_seen(latest[person.pk])) for person in people]


def _last_seen(row: Attendance) -> str:
    return f"{row.comes_from or 'no group'}; {row.gathering.title}"


def groups_here(gathering: Gathering, *, and_of: HelpNote) -> QuerySet[Group]:
    """Return the groups of everybody on the sheet, and those a note names already."""
    sheet = Attendance.objects.filter(gathering=gathering, undone_at=None)
    return Group.objects.filter(Q(attendances__in=sheet) | Q(help_notes=and_of)).distinct()


def latest_note_entry(note: HelpNote) -> DayEntry | None:
    """Return the last thing done to this note that is not undone."""
    return DayEntry.objects.filter(note=note, undone_at=None).order_by("-at", "-pk").first()


def helpers_here(gathering: Gathering) -> QuerySet[Attendance]:
    return here(gathering).filter(helping=True)


def helpers_with_address(gathering: Gathering) -> QuerySet[Attendance]:
    """Return the helpers who came and left an e-mail address."""
    return helpers_here(gathering).exclude(person=None).exclude(person__email="")


def entry_of_form(gathering: Gathering, form_key: str) -> DayEntry | None:
    """Return what the form with this key did, if it came before."""
    try:
        key = uuid.UUID(form_key)
    except ValueError:
        return None
    entries = DayEntry.objects.filter(gathering=gathering, form_key=key)
    return entries.select_related("attendance__person", "gathering").first()
