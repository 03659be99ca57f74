"""What is known of groups' websites: looks, findings, what people told us, and how each hub words it."""

from .cards import Card
from .findings import TO_HELP_WITH, CheckUp, Finding
from .sweeps import AskedToStop, HostTurn, LeftAlone, PageMemory, PlannedLook, Rhythm, Sweep
from .telling import Answer, Keys
from .ties import OnlineTie
from .wording import Wording

__all__ = [
    "TO_HELP_WITH",
    "Answer",
    "AskedToStop",
    "Card",
    "CheckUp",
    "Finding",
    "HostTurn",
    "Keys",
    "LeftAlone",
    "OnlineTie",
    "PageMemory",
    "PlannedLook",
    "Rhythm",
    "Sweep",
    "Wording",
]
