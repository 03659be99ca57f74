"""Lasting ids of things that have no id of their own, the same every time they are told.

A group's service and its place at a location are told apart from the group by turning some bits of the
group's own uid, a fixed pattern a role: the same pattern turns them back, so nothing needs to be kept.
"""

import uuid

from bandstand.people.models import Hub

_SPACE = uuid.UUID("6ba2fb0e-6a1c-4d3a-9a0a-3f6c7c5ad0d1")
_KIND_OF_UUID = (0xF << 76) | (0x3 << 62)  # the bits that say of which version and variant it is


def turned(uid: uuid.UUID, role: str) -> uuid.UUID:
    """Return the id of what has this role for the row with this uid; given that, the uid again."""
    pattern = uuid.uuid5(_SPACE, role).int & ~_KIND_OF_UUID
    return uuid.UUID(int=uid.int ^ pattern)


def part_id(uid: uuid.UUID, part: str) -> uuid.UUID:
    """Return the id of something that is only ever told as a part of the row with this uid."""
    return uuid.uuid5(uid, part)


def hub_id(hub: Hub, thing: str) -> uuid.UUID:
    """Return the id of something a hub has. Two installations never give the same."""
    return uuid.uuid5(_SPACE, f"{hub.created_at.isoformat()} {thing}")
