"""People who come for the first time, and people who came for help and came back to help.

Somebody came where they were marked as here; a booking alone says nothing. Ticks without a name are nobody
we could know again, so they are in neither.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from bandstand.people.models import Person

from ..models import Attendance, Gathering


def _came() -> QuerySet[Attendance]:
    there = Attendance.objects.filter(
        arrival=Attendance.Arrival.HERE, undone_at=None, person__isnull=False
    ).exclude(gathering__state=Gathering.State.CANCELLED)
    return there.order_by("gathering__starts_at", "pk")


def first_timers(gathering: Gathering) -> QuerySet[Attendance]:
    """Return who came to this gathering and to none that began before it, in either role."""
    before = _came().filter(person=OuterRef("person"), gathering__starts_at__lt=gathering.starts_at)
    return _came().filter(~Exists(before), gathering=gathering).select_related("person")


def came_back_to_help(at: QuerySet[Gathering] | None = None) -> QuerySet[Person]:
    """Return people who first looked for help and then helped, `at` one of these gatherings (or anywhere).

    Each says when they first looked for help (`looked_at`), whether they helped at a later gathering
    (`later`), and whether they helped at that very first one (`same_day`): both count, shown apart.
    """
    first = _came().filter(person=OuterRef("pk"), looking=True).values("gathering__starts_at")[:1]
    helped = _came().filter(person=OuterRef("pk"), helping=True)
    if at is not None:
        helped = helped.filter(gathering__in=at.order_by().values("pk"))
    people = Person.objects.annotate(looked_at=Subquery(first)).filter(looked_at__isnull=False)
    later = helped.filter(gathering__starts_at__gt=OuterRef("looked_at"))
    same = helped.filter(gathering__starts_at=OuterRef("looked_at"), looking=True)
    found = people.annotate(later=Exists(later), same_day=Exists(same))
    return found.filter(Q(later=True) | Q(same_day=True)).order_by("name", "pk")
