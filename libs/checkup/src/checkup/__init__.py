"""Look at a small group's website and say, kindly, what would help."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .addresses import SocialAddress
from .facts import Arrival, Page
from .known import KnownPlaces, Told
from .looking import Look, filled
from .looks import LOOKS
from .others import Other, Others
from .page import read_page
from .platforms import PLATFORMS, read_account
from .questions import QUESTIONS, Question, questions_for
from .report import REASONS, Account, Evidence, Finding, Outcome, PageRead, PostsRead, Report, State
from .settings import Settings
from .site import look_at_pages
from .ties import Tie

if TYPE_CHECKING:
    from .many import Asked, Came, look_at_many
    from .memory import Memory, Notebook, Remembered, reading_version
    from .pace import Pace, Turns
    from .parsing import ParsePool, parse_in_worker
    from .visit import look, look_at
    from .worker import WorkerDiedError

# What goes out to the web is loaded when it is asked for: the processes that only read pages start in half
# the time without it.
_LATER = {
    "Asked": "many",
    "Came": "many",
    "look_at_many": "many",
    "Memory": "memory",
    "Notebook": "memory",
    "Remembered": "memory",
    "reading_version": "memory",
    "Pace": "pace",
    "Turns": "pace",
    "ParsePool": "parsing",
    "parse_in_worker": "parsing",
    "look": "visit",
    "look_at": "visit",
    "WorkerDiedError": "worker",
}

__all__ = [
    "LOOKS",
    "PLATFORMS",
    "QUESTIONS",
    "REASONS",
    "Account",
    "Arrival",
    "Asked",
    "Came",
    "Evidence",
    "Finding",
    "KnownPlaces",
    "Look",
    "Memory",
    "Notebook",
    "Other",
    "Others",
    "Outcome",
    "Pace",
    "Page",
    "PageRead",
    "ParsePool",
    "PostsRead",
    "Question",
    "Remembered",
    "Report",
    "Settings",
    "SocialAddress",
    "State",
    "Tie",
    "Told",
    "Turns",
    "WorkerDiedError",
    "filled",
    "look",
    "look_at",
    "look_at_many",
    "look_at_pages",
    "parse_in_worker",
    "questions_for",
    "read_account",
    "read_page",
    "reading_version",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    found = getattr(import_module(f".{_LATER[name]}", __name__), name)
    globals()[name] = found
    return found
