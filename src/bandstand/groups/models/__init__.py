"""Facts about groups: the groups themselves, the sheets they came in, and which may be the same."""

from .asks import PageAsk
from .connections import Connection, ConnectionEvidence
from .groups import (
    Group,
    GroupArea,
    GroupContact,
    GroupInterest,
    GroupPlace,
    Identifier,
    Interest,
    Kind,
    OnlinePlace,
)
from .matches import Likeness, MatchDecision, Merge
from .sheets import GroupKey, ImportBatch, ImportRow, SheetMemory, SheetPart

__all__ = [
    "Connection",
    "ConnectionEvidence",
    "Group",
    "GroupArea",
    "GroupContact",
    "GroupInterest",
    "GroupKey",
    "GroupPlace",
    "Identifier",
    "ImportBatch",
    "ImportRow",
    "Interest",
    "Kind",
    "Likeness",
    "MatchDecision",
    "Merge",
    "OnlinePlace",
    "PageAsk",
    "SheetMemory",
    "SheetPart",
]
