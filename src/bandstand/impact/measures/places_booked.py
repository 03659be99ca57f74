"""Places booked: everybody who had a booking before a gathering began."""

from collections.abc import Sequence

from django.db.models import Count, F, Q, Sum

from bandstand.gatherings.models import Attendance

from .base import added_up, by_channel, held, was_held
from .chapters import DONE
from .shapes import Figure, Measure, Part, Period, Row, Years

Booking = Attendance.Booking


def _booked(path: str = "", gathering: str = "gathering__starts_at") -> Q:
    """Return the filter "had a booking before it began", from rows that reach the attendance by this path."""
    before = Q(**{f"{path}booked_at": None, f"{path}booking": Booking.BOOKED}) | Q(
        **{f"{path}booked_at__lt": F(gathering)}
    )
    ever = {f"{path}undone_at": None, f"{path}booking__in": [Booking.BOOKED, Booking.CANCELLED]}
    return before & Q(**ever)


def figure(period: Period) -> Figure:
    rows = Attendance.objects.filter(was_held(period, "gathering"), undone_at=None)
    counted = rows.aggregate(
        booked=Count("pk", filter=_booked()),
        cancelled=Count("pk", filter=_booked() & Q(booking=Booking.CANCELLED)),
        waiting=Count("pk", filter=Q(booking=Booking.WAITING)),
        extra=Sum("extra", filter=_booked() & Q(booking=Booking.BOOKED)),
    )
    return Figure(
        counted["booked"],
        parts=(
            Part("cancelled", counted["cancelled"], "of them cancelled beforehand", people=True),
            Part("extra", counted["extra"] or 0, "more they meant to bring along", people=True),
            Part("waiting", counted["waiting"], "more on a waiting list", people=True),
        ),
    )


def rows(period: Period) -> Sequence[Row]:
    counted = held(period).annotate(
        booked=Count("attendances", filter=_booked("attendances__", "starts_at"), distinct=True)
    )
    return [Row(gathering=one, at=one.starts_at, count=one.booked) for one in counted]


def years(period: Period) -> Years:
    return added_up(rows(period))


PLACES_BOOKED = Measure(
    code="places-booked",
    version=1,
    title="places booked",
    rule=(
        "Every booking made before a gathering of the period began, by people looking for help and by "
        "helpers, also where it was cancelled later. Only gatherings that were held count. A place on the "
        "waiting list is no booking, and people somebody meant to bring along have none: both stand "
        "beside the figure."
    ),
    caution="Booking is not coming: many drop in without a booking, and some who book do not come.",
    figure=figure,
    rows=rows,
    years=years,
    column="Booked",
    chapter=DONE,
    people=True,
    adds_up=True,
    captured=by_channel,
)
