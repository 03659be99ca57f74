"""Gatherings close to another in time and place: worth a word, never a bar."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from bandstand.places.grid import metres_between
from bandstand.places.models import Venue

from ..models import Gathering

NEAR_METRES = 5_000
NEAR_DAYS = 3


@dataclass(frozen=True)
class Clash:
    """Another gathering near by: `days` after ours (before, when less than 0), `away` metres if known."""

    other: Gathering
    days: int
    away: float | None

    @property
    def when(self) -> str:
        """“the same day”, “2 days later”, “the day before”."""
        near = {0: "the same day", 1: "the day after", -1: "the day before"}
        later = "later" if self.days > 0 else "earlier"
        return near.get(self.days, f"{abs(self.days)} days {later}")


def clashes_of(gathering: Gathering) -> list[Clash]:
    """Return what else is announced within three days of it, near by or in the same area, by its date."""
    if gathering.is_over or not (gathering.is_draft or gathering.state == Gathering.State.ANNOUNCED):
        return []
    on = timezone.localtime(gathering.starts_at).date()
    span = timedelta(days=NEAR_DAYS + 1)
    others = (
        Gathering.objects.filter(
            state=Gathering.State.ANNOUNCED,
            starts_at__range=(gathering.starts_at - span, gathering.starts_at + span),
        )
        .exclude(pk=gathering.pk)
        .select_related("venue")
        .order_by("starts_at", "pk")
    )
    near = [other for other in others if _is_near(gathering.venue, other.venue)]
    found = [Clash(other, _days(on, other), _away(gathering.venue, other.venue)) for other in near]
    return [clash for clash in found if abs(clash.days) <= NEAR_DAYS]


def _days(on: date, other: Gathering) -> int:
    return (timezone.localtime(other.starts_at).date() - on).days


def _is_near(one: Venue, other: Venue) -> bool:
    if one.pk == other.pk or (one.area_id is not None and one.area_id == other.area_id):
        return True
    away = _away(one, other)
    return away is not None and away <= NEAR_METRES


def _away(one: Venue, other: Venue) -> float | None:
    """Metres as the crow flies; None where either is not placed, 0 in one house."""
    if one.pk == other.pk:
        return 0.0
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return metres_between(one.lat, one.lon, other.lat, other.lon)
