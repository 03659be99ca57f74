"""Hubs, persons and what they may do; what was done, said and sent."""

from .complaints import Complaint, ComplaintNote
from .deeds import Deed
from .hubs import Hub, HubOwned
from .letters import Allowance, Message, PrivateLink, SignInRequest
from .persons import Consent, Person, Role, Topic
from .removals import KeepingTime, Removal

__all__ = [
    "Allowance",
    "Complaint",
    "ComplaintNote",
    "Consent",
    "Deed",
    "Hub",
    "HubOwned",
    "KeepingTime",
    "Message",
    "Person",
    "PrivateLink",
    "Removal",
    "Role",
    "SignInRequest",
    "Topic",
]
