"""What groups do when boundaries or postcodes come in: they are placed again."""

from itertools import islice
from typing import Any

from django.dispatch import receiver

from bandstand.kit.tables import in_portions
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub
from bandstand.places.models import Area, Precision
from bandstand.places.postcodes import tidy
from bandstand.places.queries import Atlas, Point, points_of, whole_atlas
from bandstand.places.signals import boundaries_loaded, postcodes_loaded

from .actions.areas import settle_areas
from .models import Group

_AT_ONCE = 500


@receiver(postcodes_loaded)
def place_every_hubs_groups(**_: Any) -> None:
    for hub in Hub.objects.all():
        with hub_scope(hub):
            place_groups()


@receiver(boundaries_loaded)
def place_groups(**_: Any) -> None:
    """Place every group of the hub in force again, a stretch at a time."""
    atlas = whole_atlas()
    groups = in_portions(Group.objects.select_related("kind"), _AT_ONCE)
    while some := list(islice(groups, _AT_ONCE)):
        _place(some, atlas)


def _place(groups: list[Group], atlas: Atlas) -> None:
    points = points_of(tidy(group.postcode) for group in groups)
    lie_in: dict[int, tuple[Area, ...]] = {}
    for group in groups:
        point = _point(group) or points.get(tidy(group.postcode))
        found = atlas.locate(point)
        group.area, lie_in[group.pk] = found.area, found.areas
        if point:
            group.lat, group.lon, group.precision = found.lat, found.lon, found.precision
        group.describe()
    Group.objects.bulk_update(groups, ["lat", "lon", "precision", "area", "search", "plain_name"])
    settle_areas(lie_in, hub_id=groups[0].hub_id)


def _point(group: Group) -> Point | None:
    """Return a position that was given outright: it is better than its postcode's."""
    if group.precision != Precision.EXACT or group.lat is None or group.lon is None:
        return None
    return Point(group.lat, group.lon, Precision.EXACT)
