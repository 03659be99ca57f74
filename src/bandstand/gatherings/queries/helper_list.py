"""Helpers at the desk: the list, who could help with what and where, how many cover which topic and area."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from bandstand.people.models import Person, Topic
from bandstand.places.models import Area

from ..models import Attendance, HelperProfile, HelpNote
from .helpers import helped_before, waiting_for_hello

SHOWS = {
    "": "All",
    "now": "Can be asked",
    "paused": "Having a break",
    "stopped": "Stopped",
    "hello": "To ring",
}


def helpers(show: str = "") -> QuerySet[Person]:
    """Return everybody who signed up or has helped, by name, with when they `came` last and how often.

    Whoever has only filled in the form, and has not said by the letter that it was them, is not among them;
    those who left a number only are under `hello`.
    """
    helped = Exists(helped_before().filter(person=OuterRef("pk")))
    people = Person.objects.filter(anonymised_at=None).select_related("helper")
    if show == "hello":
        people = people.filter(helper__in=waiting_for_hello())
    else:
        people = people.filter(Q(helper__confirmed_at__isnull=False) | helped).filter(_showing(show))
    seats = helped_before().filter(person=OuterRef("pk")).order_by().values("person")
    counted = people.annotate(
        came=Subquery(seats.annotate(last=Max("gathering__starts_at")).values("last")),
        times=Subquery(seats.annotate(n=Count("gathering", distinct=True)).values("n")),
    )
    return counted.prefetch_related("helper__topics", "helper__areas").order_by("name", "pk")


def _showing(show: str) -> Q:
    paused = Q(helper__paused_until__gt=timezone.localdate())
    stopped = Q(helper__stopped_at__isnull=False)
    whole = Q(pk__isnull=False)
    return {
        "now": whole & ~paused & ~stopped,
        "paused": paused & ~stopped,
        "stopped": stopped,
    }.get(show, whole)


@dataclass(frozen=True)
class Could:
    """Somebody who could help, and why we think so, the strongest reason first."""

    person: Person
    reasons: list[str]
    near: bool


def who_could(topic: Topic | None, area: Area | None) -> list[Could]:
    """Return who can be asked and could help with a topic near an area, the likeliest first.

    Those who said other topics or other areas, and never did this or came there, are left out.
    """
    has, been = _has_helped_with(topic), _has_helped_in(area)
    found = [_could(person, topic, area, has, been) for person in helpers("now")]
    fitting = [one for one in found if one is not None]
    return sorted(fitting, key=lambda one: (not one.near, -len(one.reasons), one.person.name))


def _could(
    person: Person, topic: Topic | None, area: Area | None, has: Counter[int], been: Counter[int]
) -> Could | None:
    profile: HelperProfile | None = getattr(person, "helper", None)
    topics = {one.pk for one in profile.topics.all()} if profile else set()
    areas = {one.pk for one in profile.areas.all()} if profile else set()
    reasons = []
    if topic is not None:
        reasons += ["says they can show it"] if topic.pk in topics else []
        reasons += [f"has helped with it {_times(has[person.pk])}"] if has[person.pk] else []
        if not reasons:
            return None
    if area is None:
        return Could(person, reasons, near=True)
    near = ["says they come there"] if area.pk in areas else []
    near += [f"has helped there {_times(been[person.pk])}"] if been[person.pk] else []
    if not near and areas:
        return None
    return Could(person, [*reasons, *(near or ["has not said where"])], near=bool(near))


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"


def _has_helped_with(topic: Topic | None) -> Counter[int]:
    notes = HelpNote.objects.filter(undone_at=None, topics=topic) if topic else HelpNote.objects.none()
    links = HelpNote.helpers.through.objects.filter(helpnote__in=notes, attendance__person__isnull=False)
    return Counter(links.values_list("attendance__person", flat=True))


def _has_helped_in(area: Area | None) -> Counter[int]:
    if area is None:
        return Counter()
    there = helped_before().filter(gathering__venue__area=area, person__isnull=False)
    return Counter(there.values_list("person", flat=True))


@dataclass(frozen=True)
class Cover:
    """How many who can be asked said a topic, by area: a row of a table."""

    topic: Topic
    counts: list[int]
    anywhere: int  # of those, who did not say where


def cover(topics: list[Topic], areas: list[Area]) -> list[Cover]:
    """Return how many helpers cover each topic in each area; who said no area is counted as anywhere."""
    seen: Counter[tuple[int, int]] = Counter()
    for person in helpers("now"):
        profile: HelperProfile | None = getattr(person, "helper", None)
        if profile is None:
            continue
        where = [area.pk for area in profile.areas.all()] or [0]
        seen.update((topic.pk, pk) for topic in profile.topics.all() for pk in where)
    return [Cover(topic, [seen[topic.pk, area.pk] for area in areas], seen[topic.pk, 0]) for topic in topics]


def helper_called(uid: uuid.UUID) -> Person | None:
    """Return one helper, or somebody who left a number to be rung; None when it is neither."""
    someone = Person.objects.filter(uid=uid, anonymised_at=None).select_related("helper", "hub").first()
    if someone is None:
        return None
    helps = Attendance.objects.filter(person=someone, helping=True, undone_at=None).exists()
    profile: HelperProfile | None = getattr(someone, "helper", None)
    known = profile is not None and (profile.confirmed_at is not None or not someone.email)
    return someone if helps or known else None
