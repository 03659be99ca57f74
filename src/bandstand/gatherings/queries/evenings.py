"""Reads about lists for two evenings: which are open, who is on them, what was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from bandstand.people.models import PrivateLink

from ..models import Attendance, Gathering, SignUp, TwoEvenings

ANNOUNCED = Gathering.State.ANNOUNCED


def lists() -> QuerySet[TwoEvenings]:
    """Return every list with its evenings, latest first."""
    return TwoEvenings.objects.select_related(
        "hub", "first__venue", "first__hub", "second__venue", "second__hub"
    )


def open_lists(*, of: Gathering | None = None) -> QuerySet[TwoEvenings]:
    """Return the lists people can sign up to, of one gathering or of all: both evenings are to come."""
    now = timezone.now()
    found = TwoEvenings.objects.filter(
        drawn_at=None,
        first__state=ANNOUNCED,
        second__state=ANNOUNCED,
        first__starts_at__gt=now,
        second__starts_at__gt=now,
    )
    return found if of is None else found.filter(Q(first=of) | Q(second=of))


def with_open_list(gatherings: QuerySet[Gathering]) -> QuerySet[Gathering]:
    """Add to each gathering, as `open_list`, the slug of the list its places go by until the draw, if any."""
    of_it = open_lists().filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    return gatherings.annotate(open_list=Subquery(of_it.order_by().values("slug")[:1]))


def open_list_of(gathering: Gathering) -> str:
    """Return the slug of the list a gathering's places go by until the draw, or ""."""
    on_one = TwoEvenings.objects.filter(Q(first=gathering) | Q(second=gathering), drawn_at=None)
    if not on_one.exists():  # as for most, and this much is quickly asked
        return ""
    return open_lists(of=gathering).values_list("slug", flat=True).first() or ""


def list_of(gathering: Gathering) -> TwoEvenings | None:
    """Return the list a gathering is one evening of, open or drawn."""
    return lists().filter(Q(first=gathering) | Q(second=gathering)).first()


def to_draw() -> list[tuple[TwoEvenings, Gathering, int]]:
    """Return the lists that want drawing, soonest first, each with its next evening and how many are on it.

    That is two weeks before: people should hear in good time which evening is theirs.
    """
    now = timezone.now()
    near = (now, now + timedelta(weeks=2))
    soon = Q(first__starts_at__range=near, first__state=ANNOUNCED)
    soon |= Q(second__starts_at__range=near, second__state=ANNOUNCED)
    waiting = Count("sign_ups", filter=Q(sign_ups__left_at=None))
    lists = TwoEvenings.objects.filter(soon, drawn_at=None).annotate(waiting=waiting).filter(waiting__gt=0)
    found = []
    for one in lists.select_related("first", "second"):
        ahead = [evening for evening in one.both if evening.can_book and not evening.has_begun]
        if ahead:  # it may have begun since the rows were asked for
            found.append((one, min(ahead, key=lambda evening: evening.starts_at), one.waiting))
    return sorted(found, key=lambda row: row[1].starts_at)


def to_pair() -> QuerySet[Gathering]:
    """Return the gatherings that could be one of two evenings: announced, to come, and on no list."""
    on_one = TwoEvenings.objects.filter(Q(first=OuterRef("pk")) | Q(second=OuterRef("pk")))
    coming = Gathering.objects.filter(~Exists(on_one), state=ANNOUNCED, starts_at__gt=timezone.now())
    return coming.select_related("venue").order_by("starts_at", "pk")


def on_the_list(evenings: TwoEvenings) -> QuerySet[SignUp]:
    """Return who is on a list and has not taken their name off, in the order they came."""
    rows = SignUp.objects.filter(evenings=evenings, left_at=None).order_by("at", "pk")
    return rows.select_related("group__kind", "person", "attendance__gathering", "evenings", "hub")


def on_list_of(gathering: Gathering, *, drawn: bool) -> list[SignUp]:
    """Return who is on the list a gathering is of, where it has one that is drawn or not as asked."""
    evenings = list_of(gathering)
    if evenings is None or (evenings.drawn_at is not None) != drawn:
        return []
    people = list(on_the_list(evenings))
    for one in people:
        one.evenings = evenings
    return people


def to_ring(people: Iterable[SignUp]) -> list[SignUp]:
    """Return those who left a number only, so that no letter reaches them."""
    return [one for one in people if one.phone and not one.email]


def left_out(evenings: TwoEvenings, people: Iterable[SignUp]) -> list[SignUp]:
    """Return those the draw gives no evening, or gave none: the only one they could come to is gone.

    `people` are those on the list. Who booked the other evening themselves meanwhile is not among them.
    """
    if evenings.drawn_at is not None:
        return [one for one in people if one.evening is not None and one.attendance_id is None]
    to_come = [one for one in evenings.both if one.can_book]
    booked = {row.person_id for one in to_come for row in booked_already(one)} - {None}
    stuck = [one for one in people if one.only is not None and evenings.both[one.only] not in to_come]
    return [one for one in stuck if one.person_id not in booked]


def booked_already(gathering: Gathering) -> QuerySet[Attendance]:
    """Return who had booked one evening before its list was drawn, looking for help."""
    standing = [Attendance.Booking.BOOKED, Attendance.Booking.WAITING]
    rows = Attendance.objects.filter(gathering=gathering, looking=True, booking__in=standing, undone_at=None)
    return rows.prefetch_related("groups").order_by("pk")


def booked_later(evenings: TwoEvenings) -> int:
    """Return how many booked one of the evenings themselves once the lot was drawn: they were not drawn."""
    rows = Attendance.objects.filter(
        gathering__in=evenings.both,
        looking=True,
        booking__in=[Attendance.Booking.BOOKED, Attendance.Booking.WAITING],
        undone_at=None,
        created_at__gt=evenings.drawn_at or timezone.now(),
    )
    by_the_list = SignUp.objects.filter(attendance=OuterRef("pk"))
    return rows.filter(~Exists(by_the_list)).count()


def sign_up_of_link(link: PrivateLink) -> SignUp | None:
    rows = SignUp.objects.filter(uid=link.subject).select_related(
        "hub", "person", "group", "attendance__gathering__venue",
        "evenings__first__venue", "evenings__second__venue", "evenings__hub",
    )  # fmt: skip
    return rows.first()


def sign_up_of(attendance: Attendance) -> SignUp | None:
    """Return the place on a list that this booking came from."""
    rows = SignUp.objects.filter(attendance=attendance, left_at=None)
    return rows.select_related(
        "evenings__first__venue", "evenings__second__venue", "hub", "person", "group"
    ).first()


def drawn_and_past(*, at_least: timedelta) -> list[TwoEvenings]:
    """Return the lists that were drawn and whose two evenings were both held, that long ago or longer."""
    by_then = timezone.now() - at_least
    called_off = Gathering.State.CANCELLED
    drawn = lists().exclude(drawn_at=None).exclude(first__state=called_off).exclude(second__state=called_off)
    return list(drawn.filter(first__ends_at__lte=by_then, second__ends_at__lte=by_then).order_by("pk"))


@dataclass(frozen=True)
class Evening:
    """One of the two: who the lot (or their own word) put there, and how many have no place so far."""

    gathering: Gathering
    lots: list[dict[str, Any]]
    people: list[SignUp]

    @property
    def heads(self) -> int:
        return sum(lot["heads"] for lot in self.lots)

    @property
    def waiting(self) -> int:
        seats = [one.attendance for one in self.people if one.attendance]
        return sum(seat.booking == Attendance.Booking.WAITING for seat in seats)


def as_drawn(evenings: TwoEvenings, people: Iterable[SignUp]) -> list[Evening]:
    """Return the two evenings as the lot left them; `people` are those still on the list."""
    rows = list(people)
    return [
        Evening(
            gathering,
            [lot for lot in evenings.lots if lot["evening"] == number],
            [one for one in rows if one.evening == number],
        )
        for number, gathering in enumerate(evenings.both, start=1)
    ]


def with_numbers(found: QuerySet[TwoEvenings]) -> QuerySet[TwoEvenings]:
    """Count who is on each list; the latest evenings come first."""
    counted = found.annotate(how_many=Count("sign_ups", filter=Q(sign_ups__left_at=None)))
    return counted.order_by("-first__starts_at", "-pk")
