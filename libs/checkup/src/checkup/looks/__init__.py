"""Every look, in the order a report lists them. To add one, copy a neighbour and name it here."""

from __future__ import annotations

from ..looking import Look
from .about import ABOUT
from .alt import ALT
from .charity_no import CHARITY_NO
from .contact import CONTACT
from .contact_near import CONTACT_NEAR
from .contact_works import CONTACT_WORKS
from .describe import DESCRIBE
from .events import EVENTS
from .fb_link import FB_LINK
from .feed import FEED
from .findable import FINDABLE
from .fresh_event import FRESH_EVENT
from .fresh_news import FRESH_NEWS
from .fresh_year import FRESH_YEAR
from .https import HTTPS
from .join import JOIN
from .links_work import LINKS_WORK
from .mixed import MIXED
from .name_place import NAME_PLACE
from .newsletter import NEWSLETTER
from .phone_size import PHONE_SIZE
from .preview import PREVIEW
from .read import READ
from .site_hacked import SITE_HACKED
from .site_none import SITE_NONE
from .site_opens import SITE_OPENS
from .site_parked import SITE_PARKED
from .social_alive import SOCIAL_ALIVE
from .social_back import SOCIAL_BACK
from .social_dead import SOCIAL_DEAD
from .social_default import SOCIAL_DEFAULT
from .social_links import SOCIAL_LINKS
from .social_name import SOCIAL_NAME
from .social_personal import SOCIAL_PERSONAL
from .social_two import SOCIAL_TWO
from .weight import WEIGHT
from .where import WHERE

LOOKS: tuple[Look, ...] = (
    SITE_OPENS,
    SITE_NONE,
    SITE_PARKED,
    SITE_HACKED,
    HTTPS,
    MIXED,
    NAME_PLACE,
    DESCRIBE,
    FINDABLE,
    PREVIEW,
    CONTACT,
    CONTACT_NEAR,
    CONTACT_WORKS,
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
    WHERE,
    JOIN,
    ABOUT,
    NEWSLETTER,
    FEED,
    CHARITY_NO,
    PHONE_SIZE,
    ALT,
    READ,
    WEIGHT,
    LINKS_WORK,
)

__all__ = ["LOOKS"]
