"""Reads about programmes: what funders pay for."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet

from ..models import Programme


def programmes() -> QuerySet[Programme]:
    """Return all programmes, the newest first, with how many gatherings count towards each."""
    counted = Programme.objects.annotate(gathering_count=Count("gatherings", distinct=True))
    return counted.order_by("-since", "name", "pk")


def programmes_to_choose(today: date, *, chosen: Iterable[Programme] = ()) -> QuerySet[Programme]:
    """Return those still under way, and those chosen already."""
    open_ended = Q(until=None) | Q(until__gte=today)
    return Programme.objects.filter(open_ended | Q(pk__in=[one.pk for one in chosen])).order_by("name")
