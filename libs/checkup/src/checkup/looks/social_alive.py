"""Do the social media buttons lead somewhere?"""

from __future__ import annotations

from ..facts import OddDoor, Page, Place
from ..looking import Look, Site
from ..report import Finding
from ..words import in_a_row
from .buttons import CLOSED, NO_BUTTONS, door_evidence, network_names, without_buttons
from .how_to_link import HOW_TO_MEND, LINK_MINUTES

_MOST_SHOWN = 5


def _see(look: Look, site: Site) -> Finding:
    nothing = without_buttons(look, site)
    if nothing is not None:
        return nothing
    doors = [(page, door) for page, door in site.odd_doors if door.problem != CLOSED]
    linked = {mention.account.platform for page in site.pages for mention in page.mentions} if doors else ()
    doors = [(page, door) for page, door in doors if not _beside_a_right_one(door, linked)]
    sure = [(page, door) for page, door in doors if not _may_be_scripted(page, door)]
    if sure:
        return _leading_nowhere(look, site, sure)
    return look.could_not_check("by a script") if doors else look.good("alive")


def _beside_a_right_one(door: OddDoor, linked: set[str] | tuple[()]) -> bool:
    """A share button without an address, or the network's name in a text, beside the group's own button."""
    in_passing = door.problem == "nothing" or (door.problem == "front page" and door.place is Place.BODY)
    return in_passing and door.platform in linked


def _may_be_scripted(page: Page, door: OddDoor) -> bool:
    """A button with no address of its own may be given one by a script when it is pressed."""
    if door.problem != "nothing":
        return False
    by_script = door.address.lower().startswith("javascript") or door.place is Place.BODY
    return by_script or any(key.startswith(f"{door.platform}:") for key in page.hidden_accounts)


def _leading_nowhere(look: Look, site: Site, doors: list[tuple[Page, OddDoor]]) -> Finding:
    names = network_names(door.platform for _, door in doors)
    evidence = [door_evidence(page, door) for page, door in doors[:_MOST_SHOWN]]
    if len(names) == 1:
        return look.easy_win(doors[0][1].problem, site, evidence, network=names[0])
    return look.easy_win("several", site, evidence, networks=in_a_row(names))


SOCIAL_ALIVE = Look(
    id="social-alive",
    title="Your social media buttons lead somewhere",
    looks_for=(
        "Buttons for Facebook, Instagram and the like that lead to the network’s own front page, to a "
        "stand-in address the design came with, or to nothing at all."
    ),
    why=(
        "People press a button to find you. When it leads nowhere they may think your group has stopped. "
        "Often it is an icon that came with the design and was never filled in."
    ),
    minutes=LINK_MINUTES,
    how_to_fix=HOW_TO_MEND,
    says={
        "alive": "Your social media buttons lead somewhere.",
        "front page": "Your {network} button leads to the front page of {network}, not to you.",
        "nothing": "Your {network} button does not lead anywhere yet.",
        "placeholder": "Your {network} button still has the stand-in address it came with.",
        "no beginning": "Your {network} button has lost the beginning of its address, so it goes astray.",
        "mistyped": "The address behind your {network} button looks mistyped.",
        "unfinished": "The address behind your {network} button stops halfway.",
        "several": "Some of your social media buttons do not lead to you yet: {networks}.",
        "by a script": "We could not tell where your social media buttons lead. Please press them to see.",
        **NO_BUTTONS,
    },
    card="buttons-that-work",
    could_not_check_when=(
        "a script decides where the button leads when it is pressed, or a page was too long to read."
    ),
    see=_see,
)
