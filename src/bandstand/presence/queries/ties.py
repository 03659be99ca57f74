"""Which group's website points to which, on a day; of one group, out and in."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Group

from ..models import OnlineTie

MOST_POINTING = 50
"""Lines a group's page shows each way."""


def may_be_shown() -> QuerySet[OnlineTie]:
    """Return the ties nobody denied, between groups that are in the directory and in the picture."""
    return OnlineTie.objects.filter(
        denied_at=None,
        source__off_map_at=None,
        source__left_at=None,
        target__off_map_at=None,
        target__left_at=None,
    ).select_related("source", "target")


def standing_on(day: date) -> QuerySet[OnlineTie]:
    """Return what stood at the end of a day. A later look changes nothing of it."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    stood = may_be_shown().filter(first_seen_at__lt=end)
    return stood.filter(Q(gone_at=None) | Q(gone_at__gte=end)).order_by("first_seen_at", "pk")


def ties_of(group: Group) -> QuerySet[OnlineTie]:
    """Return what stands of a group, either way."""
    return standing().filter(Q(source=group) | Q(target=group))


def standing() -> QuerySet[OnlineTie]:
    return may_be_shown().filter(gone_at=None).order_by("first_seen_at", "pk")


def whom_it_points_to(group: Group) -> QuerySet[OnlineTie]:
    return standing().filter(source=group).order_by("target__plain_name", "first_seen_at", "pk")


def who_points_to_it(group: Group) -> QuerySet[OnlineTie]:
    return standing().filter(target=group).order_by("source__plain_name", "first_seen_at", "pk")
