"""Reads about websites, check-ups and findings used more than once."""

from .check_ups import UNFINISHED, could_nots, groups_with_websites, last_looks, latest_check_ups, websites
from .findings import (
    Common,
    Found,
    Suggestion,
    findings_of,
    look_title,
    most_common,
    open_easy_wins,
    open_of_look,
)
from .overview import Overview, overview
from .sweeps import Progress, progress

__all__ = [
    "UNFINISHED",
    "Common",
    "Found",
    "Overview",
    "Progress",
    "Suggestion",
    "could_nots",
    "findings_of",
    "groups_with_websites",
    "last_looks",
    "latest_check_ups",
    "look_title",
    "most_common",
    "open_easy_wins",
    "open_of_look",
    "overview",
    "progress",
    "websites",
]
