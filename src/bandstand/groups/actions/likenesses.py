"""Looking for groups that look alike, and writing down what was found."""

from django.db import transaction

from bandstand.kit.background import later
from bandstand.people.models import Hub

from ..models import Group, Likeness
from ..queries.duplicates import find_likenesses

# So many are compared within a second; more are left to the background.
_AT_ONCE = 1_500


def look(hub: Hub) -> int | None:
    """Look now and return how many pairs there are; None when it was left to the background."""
    if Group.objects.count() > _AT_ONCE:
        later("bandstand.groups.tasks.find_look_alikes", hub.pk)
        return None
    return look_through(hub)


def look_through(hub: Hub) -> int:
    """Compare every group with every other it may be, and write the pairs down instead of those found
    before.
    """
    found = find_likenesses(hub)
    with transaction.atomic():
        Hub.objects.select_for_update().get(pk=hub.pk)  # two at once take turns
        there = set(Group.objects.values_list("pk", flat=True))
        Likeness.objects.all().delete()
        # A group may have gone while we looked.
        found = [one for one in found if {one.first_id, one.second_id} <= there]
        Likeness.objects.bulk_create(found, batch_size=500)
    return len(found)
