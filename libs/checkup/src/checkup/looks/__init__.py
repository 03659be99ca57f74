"""Every look, in the order a report lists them. To add one, copy a neighbour and name it here."""

from __future__ import annotations

from ..looking import Look
from .alt import ALT
from .events import EVENTS
from .fb_link import FB_LINK
from .feed import FEED
from .fresh_event import FRESH_EVENT
from .fresh_news import FRESH_NEWS
from .fresh_year import FRESH_YEAR
from .links_work import LINKS_WORK
from .phone_size import PHONE_SIZE
from .read import READ
from .social_alive import SOCIAL_ALIVE
from .social_back import SOCIAL_BACK
from .social_dead import SOCIAL_DEAD
from .social_default import SOCIAL_DEFAULT
from .social_links import SOCIAL_LINKS
from .social_name import SOCIAL_NAME
from .social_personal import SOCIAL_PERSONAL
from .social_two import SOCIAL_TWO
from .weight import WEIGHT

LOOKS: tuple[Look, ...] = (
    FB_LINK,
    SOCIAL_LINKS,
    SOCIAL_ALIVE,
    SOCIAL_DEAD,
    SOCIAL_DEFAULT,
    SOCIAL_PERSONAL,
    SOCIAL_TWO,
    SOCIAL_BACK,
    SOCIAL_NAME,
    FRESH_NEWS,
    FRESH_YEAR,
    FRESH_EVENT,
    EVENTS,
    FEED,
    PHONE_SIZE,
    ALT,
    READ,
    WEIGHT,
    LINKS_WORK,
)

__all__ = ["LOOKS"]
