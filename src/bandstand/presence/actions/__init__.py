"""Asking for a look at a group's website, looking, and keeping what was seen."""

from .accounts import add_account
from .alone import leave_alone, look_at_again
from .asking import LOOK, LOST_AFTER, ask_for_check, open_check_ups
from .looking import begin, give_up_lost, keep, look, look_beside
from .planned import plan_looks, queue_planned, take_back_planned
from .rhythm import set_rhythm, start_if_due
from .sweeps import end_rounds, start_sweep, stop_sweep

__all__ = [
    "LOOK",
    "LOST_AFTER",
    "add_account",
    "ask_for_check",
    "begin",
    "end_rounds",
    "give_up_lost",
    "keep",
    "leave_alone",
    "look",
    "look_at_again",
    "look_beside",
    "open_check_ups",
    "plan_looks",
    "queue_planned",
    "set_rhythm",
    "start_if_due",
    "start_sweep",
    "stop_sweep",
    "take_back_planned",
]
