"""The directory anyone may see: who fits what was asked for."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sqrt

from django.db.models import Exists, F, FloatField, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import CombinedExpression

from bandstand.places.models import Area
from bandstand.places.queries import Point, areas

from ..links import is_invitation
from ..models import Group, GroupArea, GroupInterest, Merge, OnlinePlace
from ..search import index
from ..search.words import asked_for, typed

_METRES_A_DEGREE = 111_195.0
_MOST_MERGES = 5
NO_KIND = "none"


@dataclass(frozen=True)
class Asked:
    """What somebody looks for in the directory. All of it is optional."""

    words: str = ""
    kind: str = ""
    area: str = ""
    near: Point | None = None
    interest: str = ""


def directory(asked: Asked = Asked(), /) -> QuerySet[Group]:
    """Return the listed groups that fit, with their kind and area: by name, or the nearest first.

    Nearest first leaves out groups that do not show where they are; each carries `far`, see `metres_away`.
    For a page of the best first, with slips of the finger put right and numbers, see `find`.
    """
    groups = fitting(Group.objects.filter(listed=True, left_at=None), asked)
    if asked.area:
        rough = Q(place_shown=Group.PlaceShown.AREA, area__code=asked.area)
        groups = groups.filter(rough | Q(place_shown=Group.PlaceShown.EXACT))
    return groups.filter(place_shown=Group.PlaceShown.EXACT) if asked.near else groups


def fitting(groups: QuerySet[Group], asked: Asked) -> QuerySet[Group]:
    if words := asked_for(typed(asked.words)):
        groups = groups.filter(pk__in=index.ids(words))
    if asked.kind:
        groups = groups.filter(kind=None) if asked.kind == NO_KIND else groups.filter(kind__slug=asked.kind)
    if asked.area:
        lies = GroupArea.objects.filter(group=OuterRef("pk"), area__code=asked.area)
        groups = groups.filter(Q(area__code=asked.area) | Exists(lies))
    if asked.interest:
        said = GroupInterest.objects.filter(
            group=OuterRef("pk"), interest__slug=asked.interest, state=GroupInterest.State.SAID
        )
        groups = groups.filter(Exists(said))
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


def areas_with_numbers(numbers: Mapping[str, int]) -> list[tuple[Area, int]]:
    """Return the areas of these codes, of the one kind there are most of, each with its number."""
    found = list(areas().defer("geometry").filter(code__in=numbers))
    kinds = Counter(area.kind for area in found)
    drawn = max(sorted(kinds), key=lambda kind: kinds[kind], default="")
    return [(area, numbers[area.code]) for area in found if area.kind == drawn]


def group_by_slug(slug: str) -> Group | None:
    """Return a listed group with its kind, area and parent."""
    return directory().select_related("parent").filter(slug=slug).first()


def moved_to(slug: str) -> Group | None:
    """Return the listed group that a group with this slug was merged into, however many merges on."""
    for _ in range(_MOST_MERGES):
        merge = Merge.objects.filter(absorbed_slug=slug, undone_at=None).select_related("kept").first()
        if merge is None:
            return None
        if merge.kept.listed and merge.kept.left_at is None:
            return merge.kept
        slug = merge.kept.slug
    return None


def branches(group: Group) -> QuerySet[Group]:
    return directory().filter(parent=group)


def public_places(group: Group) -> list[OnlinePlace]:
    """Return a group's online places that may be shown: invitations to private chats never are."""
    return [place for place in group.online_places.all() if not is_invitation(place.match_key)]
