"""Which group is part of which: parents and branches."""

import uuid

from ..models import Group
from ..words import plain

# A society, its district, its branch: nobody's family of groups is deeper than this.
_DEEPEST = 8


def group_meant(typed: str, uid: str = "") -> Group | None:
    """Return the group of this name: the one picked, or the only one called so."""
    called = list(Group.objects.filter(plain_name=plain(typed)[:200]).select_related("kind")[:20])
    try:
        picked = uuid.UUID(uid)
    except ValueError:
        picked = None
    chosen = [group for group in called if group.uid == picked]
    return chosen[0] if chosen else called[0] if len(called) == 1 else None


def would_go_round(group: Group, parent: Group) -> bool:
    """Tell whether a group would become part of itself."""
    above: Group | None = parent
    for _ in range(_DEEPEST):
        if above is None:
            return False
        if above.pk == group.pk:
            return True
        above = above.parent
    return True
