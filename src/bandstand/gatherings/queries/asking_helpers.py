"""Helpers worth asking to a gathering: what they can show, where they like to go, and how often they came."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from bandstand.kit.words import counted

from ..models import Attendance, Gathering, HelperProfile, Invitation
from ..reasons import Reason
from .helpers import helped_before


@dataclass(frozen=True)
class WorthHelping:
    """A helper, and why this gathering might suit them: the strongest reason first."""

    profile: HelperProfile
    reasons: list[Reason]


def helpers_to_ask(gathering: Gathering, *, most: int = 60) -> list[WorthHelping]:
    """Return the helpers who want to hear of dates, are not resting, and were not asked; six queries."""
    wanted = set(
        Attendance.topics.through.objects.filter(
            attendance__gathering=gathering, attendance__looking=True, attendance__undone_at=None
        ).values_list("topic_id", flat=True)
    )
    profiles = list(_could_be_asked(gathering).prefetch_related("topics", "areas")[:500])
    times = _times([profile.person_id for profile in profiles])
    found = [
        WorthHelping(one, _reasons(gathering, one, wanted, times.get(one.person_id, 0))) for one in profiles
    ]
    found.sort(key=lambda one: (-sum(reason.weight for reason in one.reasons), one.profile.pk))
    return found[:most]


def _could_be_asked(gathering: Gathering) -> QuerySet[HelperProfile]:
    on = timezone.localtime(gathering.starts_at).date()
    asked = Invitation.objects.filter(gathering=gathering, person__isnull=False)
    booked = [Attendance.Booking.BOOKED, Attendance.Booking.WAITING]
    coming = Attendance.objects.filter(gathering=gathering, booking__in=booked, undone_at=None)
    return (
        HelperProfile.objects.filter(stopped_at=None, wants_dates=True, person__anonymised_at=None)
        .filter(Q(paused_until=None) | Q(paused_until__lte=on))
        .exclude(person__in=asked.exclude(state=Invitation.State.WITHDRAWN).values("person"))
        .exclude(person__in=coming.exclude(person=None).values("person"))
        .select_related("person")
    )


def _times(people: list[int]) -> dict[int, int]:
    """Return how often each of them was there to help."""
    there = helped_before().filter(person__in=people)
    rows = there.order_by().values("person_id").annotate(times=Count("pk"))
    return {row["person_id"]: row["times"] for row in rows}


_BEEN = "It was good to have you there before."
_FIRST = "It would be your first: somebody sits beside you."
_AREA = "It is in a part of the borough you said suits you."


def _reasons(gathering: Gathering, one: HelperProfile, wanted: set[int], times: int) -> list[Reason]:
    found = []
    shows = [topic.name for topic in one.topics.all() if topic.pk in wanted]
    if shows:
        named = " and ".join(shows[:2])
        says = f"Somebody is coming about {named}, which you can show."
        found.append(Reason("topic", f"Can show {named}", says, 3))
    area = gathering.venue.area_id
    if area is not None and any(place.pk == area for place in one.areas.all()):
        found.append(Reason("area", "Likes to help there", _AREA, 2))
    often = f"Has helped {counted(times, 'time', 'times')}"
    new = Reason("never", "Has not helped so far", _FIRST, 0.5)
    found.append(Reason("been", often, _BEEN, 1) if times else new)
    return sorted(found, key=lambda reason: -reason.weight)
