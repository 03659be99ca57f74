"""Look at a small group's website and say, kindly, what would help."""

from .known import KnownPlaces
from .report import Account, Evidence, Finding, Outcome, PageRead, Report, State
from .settings import Settings

__all__ = [
    "Account",
    "Evidence",
    "Finding",
    "KnownPlaces",
    "Outcome",
    "PageRead",
    "Report",
    "Settings",
    "State",
]
