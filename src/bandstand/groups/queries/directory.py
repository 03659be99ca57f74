"""The directory anyone may see: who fits what was asked for."""

from dataclasses import dataclass
from math import cos, radians, sqrt

from django.db.models import Case, Count, F, FloatField, IntegerField, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression

from bandstand.places.models import Area
from bandstand.places.queries import Point

from ..links import is_invitation
from ..models import Group, OnlinePlace
from ..words import words_of

_METRES_A_DEGREE = 111_195.0
NO_KIND = "none"


@dataclass(frozen=True)
class Asked:
    """What somebody looks for in the directory. All of it is optional."""

    words: str = ""
    kind: str = ""
    area: str = ""
    near: Point | None = None


def directory(asked: Asked = Asked(), /) -> QuerySet[Group]:
    """Return the listed groups that fit, with their kind and area: by name, or the nearest first.

    Nearest first leaves out groups without a place; each carries `far`, see `metres_away`.
    """
    return fitting(Group.objects.filter(listed=True), asked)


def fitting(groups: QuerySet[Group], asked: Asked) -> QuerySet[Group]:
    for word in words_of(asked.words):
        groups = groups.filter(search__contains=word)
    if asked.kind:
        groups = groups.filter(kind=None) if asked.kind == NO_KIND else groups.filter(kind__slug=asked.kind)
    if asked.area:
        groups = groups.filter(area__code=asked.area)
    groups = groups.select_related("kind", "area").defer("area__geometry", "search", "notes")
    if asked.near:
        return (
            groups.filter(lat__isnull=False)
            .annotate(far=_far(asked.near))
            .order_by("far", "plain_name", "pk")
        )
    return groups.order_by("plain_name", "pk")


def _far(point: Point) -> CombinedExpression:
    """Return the squared distance in degrees of latitude: enough to sort by, and a database can do it."""
    north = F("lat") - Value(point.lat)
    east = (F("lon") - Value(point.lon)) * Value(cos(radians(point.lat)))
    return CombinedExpression(north * north, "+", east * east, output_field=FloatField())


def metres_away(group: Group) -> float:
    """Return how far a group of a nearest-first list is."""
    return sqrt(group.far) * _METRES_A_DEGREE  # type: ignore[attr-defined]  # annotated by `directory`


def numbers_by_area(groups: QuerySet[Group]) -> list[tuple[Area, int]]:
    """Return how many of these groups lie in each area, in two queries."""
    rows = groups.order_by().filter(area__isnull=False).values_list("area_id").annotate(many=Count("pk"))
    counts = dict(rows)
    found = Area.objects.defer("geometry").in_bulk(list(counts))
    return [(area, counts[pk]) for pk, area in found.items()]


def group_by_slug(slug: str) -> Group | None:
    """Return a listed group with its kind and area."""
    return directory().filter(slug=slug).first()


def suggest(words: str, limit: int = 8) -> list[Group]:
    """Return the listed groups whose name or place has all the words: those beginning with them first."""
    asked = words_of(words)
    if not asked:
        return []
    first = Case(When(plain_name__startswith=" ".join(asked), then=0), default=1, output_field=IntegerField())
    return list(
        directory(Asked(words=words)).annotate(first=first).order_by("first", "plain_name", "pk")[:limit]
    )


def public_places(group: Group) -> list[OnlinePlace]:
    """Return a group's online places that may be shown: invitations to private chats never are."""
    return [place for place in group.online_places.all() if not is_invitation(place.match_key)]
