"""Which areas groups lie in: worked out from where they are, and again whenever boundaries change."""

from collections.abc import Iterable, Mapping

from bandstand.places.models import Area

from ..models import Group, GroupArea


def settle_areas(placed: Mapping[int, Iterable[Area]], *, hub_id: int) -> None:
    """Make the areas of these groups (by id) the ones given, in three queries however many there are."""
    wanted = {(group_id, area.pk) for group_id, areas in placed.items() for area in areas}
    rows = GroupArea.objects.filter(group_id__in=list(placed))
    held = {
        (group_id, area_id): pk for pk, group_id, area_id in rows.values_list("pk", "group_id", "area_id")
    }
    gone = [pk for pair, pk in held.items() if pair not in wanted]
    if gone:
        GroupArea.objects.filter(pk__in=gone).delete()
    GroupArea.objects.bulk_create(
        [
            GroupArea(hub_id=hub_id, group_id=group_id, area_id=area_id)
            for group_id, area_id in sorted(wanted - held.keys())
        ],
        ignore_conflicts=True,
    )


def settle_areas_of(group: Group, areas: Iterable[Area]) -> None:
    """The same for one group that has been saved."""
    settle_areas({group.pk: areas}, hub_id=group.hub_id)
