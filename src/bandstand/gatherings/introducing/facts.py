"""What is known of the groups that may be introduced: the same few queries however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from bandstand.groups.models import Group, GroupInterest, GroupPlace
from bandstand.groups.words import plain
from bandstand.people.queries import topics

from ..models import Attendance, HelpNote
from ..queries.inviting import not_to_be_asked

# What was wanted, or could be shown, longer ago than this says little about today.
LATELY = timedelta(days=730)
_HELPED = ("set up", "fixed", "improved", "learned")
_SHORTEST = 4
_OTHER = "something else"


@dataclass
class Known:
    """One group and what it may have in common with another."""

    group: Group
    interests: set[str] = field(default_factory=set)
    places: dict[str, str] = field(default_factory=dict)  # plain name: as it is written
    wants: set[str] = field(default_factory=set)  # names of topics
    gives: dict[str, str] = field(default_factory=dict)  # name of a topic: how we know

    @property
    def shared(self) -> frozenset[str]:
        """Words the planner compares; what is in them is told again from here."""
        words = [f"about {one}" for one in self.interests] + [f"at {one}" for one in self.places]
        return frozenset([*words, f"area {self.group.area_id}"] if self.group.area_id else words)


def may_be_introduced() -> QuerySet[Group]:
    """Return groups that still meet and did not ask, in one way or another, to be left in peace."""
    there = Group.objects.filter(left_at=None, off_map_at=None).exclude(status=Group.Status.CLOSED)
    return there.exclude(pk__in=not_to_be_asked().values("group"))


def known_of(groups: QuerySet[Group]) -> list[Known]:
    """Return what is known of these groups, by id; seven queries."""
    rows = groups.select_related("kind", "area").defer("area__geometry", "search", "notes", "said_by")
    known = {group.pk: Known(group) for group in rows.order_by("pk")}
    _interests(known)
    _places(known)
    _wants(known)
    _gives(known)
    return list(known.values())


def _interests(known: dict[int, Known]) -> None:
    said = GroupInterest.objects.filter(state=GroupInterest.State.SAID)
    for pk, name in said.values_list("group_id", "interest__name"):
        if pk in known:
            known[pk].interests.add(name)


def _places(known: dict[int, Known]) -> None:
    for one in known.values():
        if one.group.place_shown == Group.PlaceShown.EXACT:
            _place(one, one.group.address.partition(",")[0])
        _, friends, of = one.group.name.partition("Friends of ")
        if friends:
            _place(one, of)
    for pk, name in GroupPlace.objects.exclude(name="").values_list("group_id", "name"):
        if pk in known:
            _place(known[pk], name)


def _place(one: Known, name: str) -> None:
    """Keep a place that has a name: “12 Mill Lane” says where somebody lives."""
    words = " ".join(name.split())
    key, area = plain(words), one.group.area
    if key and not any(letter.isdigit() for letter in key) and not (area and key == plain(area.name)):
        one.places.setdefault(key, f"the {words[4:]}" if words.startswith("The ") else words)


def _wants(known: dict[int, Known]) -> None:
    """What people of the group came or booked to sort out: a topic they ticked, or one their words name."""
    named = _topics_by_word()
    looking = Attendance.objects.filter(
        looking=True, undone_at=None, groups__isnull=False, gathering__starts_at__gt=timezone.now() - LATELY
    )
    for pk, topic, words in looking.values_list("groups", "topics__name", "wants"):
        if pk in known:
            known[pk].wants |= {topic} if topic else set()
            known[pk].wants |= {name for word, name in named if words and word in words.casefold()}
    for one in known.values():
        one.wants = {name for name in one.wants if name.casefold() != _OTHER}


def _topics_by_word() -> list[tuple[str, str]]:
    """Return the long words of each topic’s name, with the name: “facebook” speaks of “Facebook page”."""
    found = []
    for topic in topics():
        words = [word for word in plain(topic.name).split() if len(word) >= _SHORTEST]
        found += [(word.removesuffix("s"), topic.name) for word in words[:1]]
    return found


def _gives(known: dict[int, Known]) -> None:
    """What its people have shown others, and what it got sorted out itself; then it wants it no more."""
    notes = HelpNote.objects.filter(undone_at=None, result__in=_HELPED, at__gt=timezone.now() - LATELY)
    told = notes.exclude(topics=None)
    for pk, topic in told.values_list("groups", "topics__name"):
        _give(known, pk, topic, "got theirs sorted out")
    for pk, topic in told.values_list("helpers__groups", "topics__name"):
        _give(known, pk, topic, "have shown others how")
    for one in known.values():
        one.wants -= one.gives.keys()


def _give(known: dict[int, Known], pk: int | None, topic: str, how: str) -> None:
    if pk in known and topic.casefold() != _OTHER:
        known[pk].gives[topic] = how


def of_ids(ids: Iterable[int]) -> QuerySet[Group]:
    return may_be_introduced().filter(pk__in=set(ids))
