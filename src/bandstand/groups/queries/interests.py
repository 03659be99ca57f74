"""Reads of interests: the hub's lists, who has which, and what is suggested and waits for an answer."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from ..models import Group, GroupInterest, Interest

State = GroupInterest.State


def interests(words: str = "") -> QuerySet[Interest]:
    """Return the hub's interests with how many groups have each (`many`) and may have it (`waiting`)."""
    found = Interest.objects.filter(name__icontains=words) if words else Interest.objects.all()
    return found.annotate(
        many=Count("groups", filter=Q(groups__state=State.SAID)),
        waiting=Count("groups", filter=Q(groups__state=State.SUGGESTED)),
    ).order_by("retired", "-many", "name", "pk")


def interests_of(group: Group) -> list[Interest]:
    """Return what a group is said to be about; suggestions are not said."""
    said = Interest.objects.filter(groups__group=group, groups__state=State.SAID)
    return list(said.order_by("name"))


def groups_with_suggestions() -> QuerySet[Group]:
    """Return the groups somebody should say yes or no for, each with its suggestions (`suggested`)."""
    waiting = GroupInterest.objects.filter(state=State.SUGGESTED)
    return (
        Group.objects.filter(Exists(waiting.filter(group=OuterRef("pk"))))
        .defer("search", "notes", "said_by")
        .prefetch_related(
            Prefetch(
                "interests",
                queryset=waiting.select_related("interest").order_by("interest__name"),
                to_attr="suggested",
            )
        )
        .order_by("plain_name", "pk")
    )
