"""Every look, in the order a report lists them. To add one, copy a neighbour and name it here."""

from __future__ import annotations

from ..looking import Look
from .fb_link import FB_LINK
from .phone_size import PHONE_SIZE
from .social_links import SOCIAL_LINKS

LOOKS: tuple[Look, ...] = (FB_LINK, SOCIAL_LINKS, PHONE_SIZE)

__all__ = ["LOOKS"]
