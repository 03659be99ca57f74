"""Gatherings, who booked and who came, who helped whom with what, and what came of it."""

from .after import FollowUp
from .attendances import Attendance, HelpNote
from .day import DayEntry, Introduction, Phone, Sitting, Slip
from .evenings import SignUp, TwoEvenings
from .gatherings import Gathering, KitItem, KitLoan, Programme, Series, Turn
from .helpers import HelperProfile
from .inviting import Invitation
from .pairs import PairLetter, SuggestedPair
from .seasons import PlannedSession, SeasonPlan
from .tables import TableRound

__all__ = [
    "Attendance",
    "DayEntry",
    "FollowUp",
    "Gathering",
    "HelpNote",
    "HelperProfile",
    "Introduction",
    "Invitation",
    "KitItem",
    "KitLoan",
    "PairLetter",
    "Phone",
    "PlannedSession",
    "Programme",
    "SeasonPlan",
    "Series",
    "SignUp",
    "Sitting",
    "Slip",
    "SuggestedPair",
    "TableRound",
    "Turn",
    "TwoEvenings",
]
