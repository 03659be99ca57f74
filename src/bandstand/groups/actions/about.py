"""What one group is about: saying its interests, at the desk or on its own page."""

from collections.abc import Collection

from django.db import transaction

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Group, GroupInterest, Interest

State = GroupInterest.State


class NoSuchInterestError(ValueError):
    """Nothing on the hub's list is called so; the message says what is near."""


@transaction.atomic
def say_interests(group: Group, chosen: Collection[int], *, by: Person | None) -> bool:
    """Let a group be about these interests (by id) and no others; False when that is as it was.

    A suggestion that was not chosen is left as a suggestion.
    """
    held = {row.interest_id: row for row in group.interests.select_related("interest")}
    said = {pk for pk, row in held.items() if row.state == State.SAID}
    wanted = set(Interest.objects.filter(pk__in=chosen).values_list("pk", flat=True))
    if wanted == said:
        return False
    GroupInterest.objects.filter(group=group, interest__in=said - wanted).delete()
    known = [row.pk for pk, row in held.items() if pk in wanted - said]
    GroupInterest.objects.filter(pk__in=known).update(state=State.SAID)
    GroupInterest.objects.bulk_create(
        GroupInterest(hub_id=group.hub_id, group=group, interest_id=pk) for pk in wanted - held.keys()
    )
    _tell(group, wanted, by)
    return True


def said_of(group: Group) -> set[int]:
    """Return the ids of the interests a group is said to have."""
    return set(group.interests.filter(state=State.SAID).values_list("interest_id", flat=True))


def interest_called(words: str) -> Interest:
    """Return the interest of the hub's list these words name. Raises NoSuchInterestError."""
    offered = Interest.objects.filter(retired=False)
    found = offered.filter(name__iexact=words).first()
    if found is not None:
        return found
    near = list(offered.filter(name__icontains=words).order_by("name")[:5])
    if len(near) == 1:
        return near[0]
    hint = f" Did you mean {', '.join(one.name for one in near)}?" if near else " Try another word."
    raise NoSuchInterestError(f"“{words}” is not on our list.{hint}")


def _tell(group: Group, wanted: set[int], by: Person | None) -> None:
    names = ", ".join(Interest.objects.filter(pk__in=wanted).values_list("name", flat=True))
    words = f"said what {group.name} is about: {names}" if names else f"took all interests off {group.name}"
    record(group.hub, "said an interest", words, by=by, about=group)
