"""Reads about websites, check-ups and findings used more than once."""

from .check_ups import UNFINISHED, could_nots, groups_with_websites, last_looks, latest_check_ups, websites
from .findings import (
    Common,
    Found,
    Suggestion,
    findings_of,
    look_title,
    most_common,
    open_of_look,
)
from .overview import Overview, overview
from .sweeps import (
    Progress,
    SweepProgress,
    left_alone,
    planned_looks,
    progress,
    progress_of,
    rhythm_of,
    sweep_under_way,
)

__all__ = [
    "UNFINISHED",
    "Common",
    "Found",
    "Overview",
    "Progress",
    "Suggestion",
    "SweepProgress",
    "could_nots",
    "findings_of",
    "groups_with_websites",
    "last_looks",
    "latest_check_ups",
    "left_alone",
    "look_title",
    "most_common",
    "open_of_look",
    "overview",
    "planned_looks",
    "progress",
    "progress_of",
    "rhythm_of",
    "sweep_under_way",
    "websites",
]
