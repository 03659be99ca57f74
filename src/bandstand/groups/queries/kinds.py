"""Kinds of group, and the groups whose kind is not settled."""

from django.db.models import Q, QuerySet

from ..models import Group, Kind


def kinds() -> QuerySet[Kind]:
    return Kind.objects.order_by("position", "name")


def kinds_to_settle() -> QuerySet[Group]:
    """Return the groups whose kind is a guess, then those without one."""
    waiting = Q(kind_is_guess=True) | Q(kind=None)
    found = Group.objects.filter(waiting).select_related("kind").defer("search", "notes")
    return found.order_by("-kind_is_guess", "plain_name", "pk")
