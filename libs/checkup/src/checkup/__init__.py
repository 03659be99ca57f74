"""Look at a small group's website and say, kindly, what would help."""

from .addresses import SocialAddress
from .facts import Arrival, Page
from .known import KnownPlaces, Told
from .looking import Look, filled
from .looks import LOOKS
from .many import Asked, Came, look_at_many
from .memory import Memory, Notebook, Remembered, reading_version
from .pace import Pace, Turns
from .page import read_page
from .parsing import ParsePool, parse_in_worker
from .platforms import PLATFORMS, read_account
from .questions import QUESTIONS, Question, questions_for
from .report import REASONS, Account, Evidence, Finding, Outcome, PageRead, Report, State
from .settings import Settings
from .site import look_at_pages
from .visit import look, look_at
from .worker import WorkerDiedError

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
    "Outcome",
    "Pace",
    "Page",
    "PageRead",
    "ParsePool",
    "Question",
    "Remembered",
    "Report",
    "Settings",
    "SocialAddress",
    "State",
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
