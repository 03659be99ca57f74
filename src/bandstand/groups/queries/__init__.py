"""Reads of groups used more than once. Everything here is of the hub in force."""

from .desk import any_group, deeds_about, desk_groups, rows_of_group
from .directory import (
    NO_KIND,
    Asked,
    areas_with_numbers,
    branches,
    directory,
    group_by_slug,
    metres_away,
    moved_to,
    public_places,
)
from .finding import Answer, Choice, find, search, suggest
from .interests import interests_of
from .kinds import kinds, kinds_to_settle
from .sheets import batches, piles, rows

__all__ = [
    "NO_KIND",
    "Answer",
    "Asked",
    "Choice",
    "any_group",
    "areas_with_numbers",
    "batches",
    "branches",
    "deeds_about",
    "desk_groups",
    "directory",
    "find",
    "group_by_slug",
    "interests_of",
    "kinds",
    "kinds_to_settle",
    "metres_away",
    "moved_to",
    "piles",
    "public_places",
    "rows",
    "rows_of_group",
    "search",
    "suggest",
]
