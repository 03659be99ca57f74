"""The social media buttons of a website, as several looks ask after them."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts import Mention, OddDoor, Page
from ..looking import Look, Site
from ..platforms import PLATFORMS
from ..report import Evidence, Finding
from .seeing import seen

CLOSED = "closed network"

NO_BUTTONS = {
    "none": "Your website has no social media buttons, which is fine if you do not use any.",
    "in part": "We could not read enough of your website to see its social media buttons.",
}


def without_buttons(look: Look, site: Site) -> Finding | None:
    """What to say where there are no buttons to speak of; None where there are some."""
    if site.has_buttons:
        return None
    return look.could_not_check("in part") if site.seen_in_part else look.does_not_apply("none")


def network_names(platforms: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(PLATFORMS.get(platform, "social media") for platform in platforms))


def door_evidence(page: Page, door: OddDoor) -> Evidence:
    return seen(page, door.address or door.text or "a button without an address", str(door.place))


def mention_evidence(page: Page, mention: Mention) -> Evidence:
    return seen(page, mention.text or mention.account.url, str(mention.place))
