"""Groups as officers see them, hidden ones too, and what is known of each."""

from django.db.models import Q, QuerySet

from bandstand.people.models import Deed

from ..models import Group, ImportRow
from .directory import Asked, fitting
from .duplicates import about_labels


def desk_groups(asked: Asked, *, show: str = "") -> QuerySet[Group]:
    """Return all groups that fit, hidden ones too. `show` narrows: guessed, no-kind, no-place, hidden."""
    found = fitting(Group.objects.all(), asked)
    narrow = {
        "guessed": Q(kind_is_guess=True, kind__isnull=False),
        "no-kind": Q(kind=None),
        "no-place": Q(lat=None),
        "hidden": Q(listed=False),
    }
    return found.filter(narrow[show]) if show in narrow else found


def any_group(slug: str) -> Group | None:
    """Return a group for officers, listed or not."""
    return Group.objects.select_related("kind", "area").defer("area__geometry").filter(slug=slug).first()


def deeds_about(group: Group, limit: int = 50) -> QuerySet[Deed]:
    """Return what was done about a group, and about those that were made one with it; the latest first."""
    return (
        Deed.objects.filter(about__in=about_labels(group))
        .select_related("actor")
        .order_by("-at", "-pk")[:limit]
    )


def rows_of_group(group: Group, limit: int = 20) -> QuerySet[ImportRow]:
    """Return where a group came from: the rows of sheets that made or changed it, latest first."""
    return ImportRow.objects.filter(group=group).select_related("batch").order_by("-batch__made_at")[:limit]
