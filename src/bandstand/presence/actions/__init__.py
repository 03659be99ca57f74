"""Asking for a look at a group's website, looking, and keeping what was seen."""

from .accounts import add_account
from .asking import LOOK, LOST_AFTER, ask_for_check, open_check_ups
from .looking import begin, keep, look

__all__ = [
    "LOOK",
    "LOST_AFTER",
    "add_account",
    "ask_for_check",
    "begin",
    "keep",
    "look",
    "open_check_ups",
]
