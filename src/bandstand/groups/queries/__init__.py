"""Reads of groups used more than once. Everything here is of the hub in force."""

from .desk import any_group, deeds_about, desk_groups, rows_of_group
from .directory import (
    NO_KIND,
    Asked,
    directory,
    group_by_slug,
    metres_away,
    numbers_by_area,
    public_places,
    suggest,
)
from .kinds import kinds, kinds_to_settle
from .sheets import batches, piles, rows

__all__ = [
    "NO_KIND",
    "Asked",
    "any_group",
    "batches",
    "deeds_about",
    "desk_groups",
    "directory",
    "group_by_slug",
    "kinds",
    "kinds_to_settle",
    "metres_away",
    "numbers_by_area",
    "piles",
    "public_places",
    "rows",
    "rows_of_group",
    "suggest",
]
