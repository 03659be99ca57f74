"""Reads about gatherings as dates: what is coming up, what has been, who will be in the room."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Kind

from ..models import Attendance, Gathering
from .evenings import with_open_list

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

_COMING = [Attendance.Booking.BOOKED, Attendance.Booking.WAITING]


def upcoming() -> QuerySet[Gathering]:
    """Return what is on now or later, soonest first; called-off ones too, so that nobody sets out."""
    return since(timezone.now()).exclude(state=Gathering.State.CLOSED)


def bookable() -> QuerySet[Gathering]:
    """Return what somebody can still come to, soonest first: announced, and not over."""
    return upcoming().filter(state=Gathering.State.ANNOUNCED)


def with_help() -> QuerySet[Gathering]:
    """Return the ones where somebody sits beside you and helps: not an evening for meeting people."""
    return bookable().exclude(kind__in=(Gathering.Kind.NETWORKING, Gathering.Kind.AWARDS))


def been() -> QuerySet[Gathering]:
    """Return what has been, latest first, without those called off."""
    over = Gathering.objects.filter(_is_over()).exclude(state=Gathering.State.CANCELLED)
    return over.select_related("venue").order_by("-starts_at", "-pk")


def put_away() -> QuerySet[Gathering]:
    """Return what is over and needs nothing more, latest first: finished, or called off."""
    over = Gathering.objects.filter(_is_over()).exclude(state=Gathering.State.ANNOUNCED)
    return over.select_related("venue").order_by("-starts_at", "-pk")


def _is_over() -> Q:
    """One finished before its time is over, whatever the clock says."""
    return Q(ends_at__lte=timezone.now()) | Q(state=Gathering.State.CLOSED)


def drafts() -> QuerySet[Gathering]:
    """Return what only the desk knows of so far, soonest first."""
    waiting = Gathering.with_drafts.filter(state=Gathering.State.DRAFT)
    return waiting.select_related("venue").order_by("starts_at", "pk")


def gathering_by_slug(slug: str) -> Gathering | None:
    """Return the gathering of a public address; a draft has none."""
    try:
        return Gathering.objects.select_related("venue", "hub").get(slug=slug)
    except Gathering.DoesNotExist:
        return None


def gathering_or_draft(slug: str) -> Gathering | None:
    """Return what the desk calls by this name, announced or not."""
    return Gathering.with_drafts.filter(slug=slug).select_related("venue", "hub").first()


def latest() -> Gathering | None:
    """Return the gathering planned last: its times are the ones to offer next."""
    return Gathering.objects.select_related("venue").order_by("-created_at", "-pk").first()


class Bookings(TypedDict):
    """What `with_bookings_counted` adds to a gathering."""

    looking_count: int
    helping_count: int
    waiting_count: int


def with_bookings_counted(
    gatherings: QuerySet[Gathering],
) -> "QuerySet[WithAnnotations[Gathering, Bookings]]":
    """Count who booked looking for help, who booked to help, and who is waiting."""
    booked = Q(attendances__booking=Attendance.Booking.BOOKED, attendances__undone_at=None)
    waiting = Q(attendances__booking=Attendance.Booking.WAITING, attendances__undone_at=None)
    return gatherings.annotate(
        looking_count=Count("attendances", filter=booked & Q(attendances__looking=True)),
        helping_count=Count("attendances", filter=booked & Q(attendances__helping=True)),
        waiting_count=Count("attendances", filter=waiting),
    )


def mixes(gatherings: Iterable[Gathering]) -> dict[int, list[tuple[Kind, int]]]:
    """Return, for each gathering's id, the kinds of group coming and how many groups of each."""
    coming = Kind.objects.filter(
        groups__attendances__gathering__in=[gathering.pk for gathering in gatherings],
        groups__attendances__booking__in=_COMING,
        groups__attendances__undone_at=None,
    )
    at_each = coming.annotate(
        gathering_id=F("groups__attendances__gathering_id"), how_many=Count("groups", distinct=True)
    )
    found: dict[int, list[tuple[Kind, int]]] = {}
    for kind in at_each.order_by("position", "name"):
        found.setdefault(kind.gathering_id, []).append((kind, kind.how_many))
    return found


def since(moment: datetime) -> QuerySet[Gathering]:
    """Return what ended after this moment or is still to come, soonest first."""
    shown = with_open_list(Gathering.objects.filter(ends_at__gt=moment))
    # Said aloud, for counting the bookings would drop the model's own order.
    return shown.select_related("venue").order_by("starts_at", "pk")
