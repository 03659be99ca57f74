"""Reads for helpers: what is coming and what they would be asked, notes they owe, whom they have helped."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.models import Person, PrivateLink

from ..models import Attendance, DayEntry, Gathering, HelperProfile, HelpNote, Sitting
from .calendar import bookable

OWED_FOR = timedelta(weeks=6)
MOST_OWED = 3
CAN_UNDO_FOR = timedelta(hours=24)
_DOWN = [Attendance.Booking.BOOKED, Attendance.Booking.WAITING]


def helped_before() -> QuerySet[Attendance]:
    """Return the attendances of people who were there and helped."""
    return Attendance.objects.filter(helping=True, arrival=Attendance.Arrival.HERE, undone_at=None)


def helps(person: Person) -> bool:
    """Tell whether somebody signed up, or has helped."""
    signed_up = HelperProfile.objects.filter(person=person)
    return signed_up.exists() or helped_before().filter(person=person).exists()


def helper_of_link(link: PrivateLink) -> Person | None:
    """Return whose page it is; None for nobody who helps, and once their details are gone."""
    person = Person.objects.filter(uid=link.subject, anonymised_at=None).select_related("hub").first()
    return person if person is not None and helps(person) else None


def profile_of(person: Person) -> HelperProfile | None:
    return HelperProfile.objects.filter(person=person).prefetch_related("topics", "areas").first()


@dataclass(frozen=True)
class Need:
    """“2 people about a Facebook page”: never who."""

    about: str
    people: int
    yours: bool  # one of the things this helper can show


@dataclass(frozen=True)
class Coming:
    """One gathering to come, what helpers would be asked there, and what this helper said."""

    gathering: Gathering
    seat: Attendance | None
    needs: list[Need]
    own_words: int  # people coming who said what about in their own words, which are theirs
    unsaid: int  # people coming who have not said what about

    @property
    def is_down(self) -> bool:
        return self.seat is not None and self.seat.helping and self.seat.booking in _DOWN

    @property
    def is_here(self) -> bool:
        return self.seat is not None and self.seat.arrival == Attendance.Arrival.HERE

    @property
    def waits(self) -> bool:
        return self.is_down and self.seat is not None and self.seat.booking == Attendance.Booking.WAITING

    @property
    def said_no(self) -> bool:
        return self.seat is not None and self.seat.booking == Attendance.Booking.CANCELLED


def coming_for(person: Person, can: Iterable[int], *, most: int = 6) -> list[Coming]:
    """Return the next gatherings, soonest first, in five queries however many there are."""
    coming = list(bookable()[:most])
    seats = Attendance.objects.filter(person=person, gathering__in=coming, undone_at=None)
    by_gathering = {seat.gathering_id: seat for seat in seats}
    needs = _needs(coming, set(can))
    words, silent = _without_topic(coming, silent=False), _without_topic(coming, silent=True)
    return [
        Coming(
            one, by_gathering.get(one.pk), needs.get(one.pk, []), words.get(one.pk, 0), silent.get(one.pk, 0)
        )
        for one in coming
    ]


def _looking(coming: Sequence[Gathering]) -> QuerySet[Attendance]:
    return Attendance.objects.filter(gathering__in=coming, looking=True, booking__in=_DOWN, undone_at=None)


def _needs(coming: Sequence[Gathering], can: set[int]) -> dict[int, list[Need]]:
    """Return by gathering how many people come about what; what this helper can show comes first."""
    rows = _looking(coming).filter(topics__isnull=False).values("gathering", "topics", "topics__name")
    counted = rows.annotate(people=Count("pk")).order_by("-people", "topics__name")
    found: dict[int, list[Need]] = {}
    for row in counted:
        need = Need(row["topics__name"], row["people"], row["topics"] in can)
        found.setdefault(row["gathering"], []).append(need)
    return {pk: sorted(needs, key=lambda need: not need.yours) for pk, needs in found.items()}


def _without_topic(coming: Sequence[Gathering], *, silent: bool) -> dict[int, int]:
    rows = _looking(coming).filter(topics=None)
    rows = rows.filter(wants="") if silent else rows.exclude(wants="")
    return {row["gathering"]: row["n"] for row in rows.order_by().values("gathering").annotate(n=Count("pk"))}


@dataclass(frozen=True)
class Owed:
    """A help note nobody has written yet: about those they sat with, or about a whole evening."""

    seat: Attendance
    sitting: Sitting | None
    with_whom: list[Attendance]

    @property
    def key(self) -> str:
        return f"{self.seat.uid}.{self.sitting.uid if self.sitting else ''}"


def notes_owed(person: Person) -> list[Owed]:
    """Return at most three notes this helper could still write, latest first; after six weeks they lapse."""
    now = timezone.now()
    over = {"gathering__starts_at__gt": now - OWED_FOR, "gathering__ends_at__lte": now}
    seats = helped_before().filter(person=person, running=False, **over)
    rows = list(seats.select_related("gathering__venue", "gathering__hub").order_by("-gathering__starts_at"))
    found = [owed for seat in rows for owed in _owed(seat)]
    return found[:MOST_OWED]


def _owed(seat: Attendance) -> list[Owed]:
    given = HelpNote.objects.filter(helpers=seat, undone_at=None)
    told = set(given.values_list("helped", flat=True))
    sat = list(seat.sittings.filter(undone_at=None).order_by("-began_at", "-pk"))
    owed = []
    for sitting in sat:
        others = sitting.members.exclude(pk=seat.pk).filter(looking=True, undone_at=None)
        whom = list(others.select_related("person").prefetch_related("groups").order_by("pk"))
        if whom and not told & {one.pk for one in whom}:
            owed.append(Owed(seat, sitting, whom))
    return owed if sat or given.exists() else [Owed(seat, None, [])]


def note_just_written(person: Person, uid: uuid.UUID) -> DayEntry | None:
    """Return the entry of a note this helper wrote themselves, as long as they may take it back."""
    fresh = timezone.now() - CAN_UNDO_FOR
    entries = DayEntry.objects.filter(by=person, verb=DayEntry.Verb.NOTED, at__gte=fresh)
    return entries.filter(uid=uid).first()


@dataclass(frozen=True)
class Helped:
    """One group this helper has helped, when last and with what."""

    group: Group
    times: int
    latest: Gathering
    topics: list[str]
    still_works: bool  # they said so some weeks after


def groups_helped(person: Person) -> list[Helped]:
    """Return the groups of this helper's notes, the latest first, in three queries."""
    notes = HelpNote.objects.filter(helpers__person=person, undone_at=None).select_related("gathering__venue")
    notes = (
        notes.exclude(result=HelpNote.Result.NOT_TODAY).order_by("-gathering__starts_at", "-pk").distinct()
    )
    stuck = Exists(HelpNote.objects.filter(pk=OuterRef("pk"), follow_ups__says="yes"))
    by_group: dict[Group, list[HelpNote]] = {}
    for note in notes.annotate(stuck=stuck).prefetch_related("groups__kind", "topics"):
        for group in note.groups.all():
            by_group.setdefault(group, []).append(note)
    return [_helped(group, given) for group, given in by_group.items()]


def _helped(group: Group, notes: list[HelpNote]) -> Helped:
    topics = dict.fromkeys(topic.name for note in notes for topic in note.topics.all())
    works = any(note.stuck for note in notes)  # type: ignore[attr-defined]  # annotated
    return Helped(group, len({note.gathering_id for note in notes}), notes[0].gathering, list(topics), works)


def helped_with(person: Person) -> list[str]:
    """Return what this helper's notes are about, the most frequent first."""
    notes = HelpNote.objects.filter(helpers__person=person, undone_at=None, topics__isnull=False)
    counted = (
        notes.values("topics__name").annotate(n=Count("pk", distinct=True)).order_by("-n", "topics__name")
    )
    return [row["topics__name"] for row in counted]


def is_paused(profile: HelperProfile) -> bool:
    return profile.paused_until is not None and profile.paused_until > timezone.localdate()


def waiting_for_hello() -> QuerySet[HelperProfile]:
    """Return who offered to help by telephone number alone, and whom nobody has rung."""
    offered = HelperProfile.objects.filter(confirmed_at=None, person__email="", person__anonymised_at=None)
    return offered.filter(~Q(offer={})).select_related("person").order_by("offered_at", "pk")
