"""The day itself: who is expected, who is here, who was helped, and what is still to finish."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

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
    return rows.select_related("person").prefetch_related("groups__kind").order_by("person__name", "pk")


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
    entries = DayEntry.objects.filter(attendance=attendance, undone_at=None, note=None)
    return entries.select_related("by").order_by("-at", "-pk").first()


@dataclass(frozen=True)
class Line:
    """One line of the sheet at the door."""

    attendance: Attendance
    helped: bool
    first_time: bool

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
    """Return the sheet, three queries however long it is."""
    notes = HelpNote.objects.filter(helped=OuterRef("pk"), undone_at=None)
    before = Attendance.objects.filter(
        person=OuterRef("person"),
        arrival=Attendance.Arrival.HERE,
        undone_at=None,
        gathering__starts_at__lt=gathering.starts_at,
    )
    rows = everyone(gathering).annotate(was_helped=Exists(notes), been_before=Exists(before))
    return [
        Line(row, helped=row.was_helped, first_time=row.person_id is not None and not row.been_before)
        for row in rows
    ]


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
