"""Does the website still link to a network that has closed?"""

from __future__ import annotations

from urllib.parse import urlsplit

from ..closed_networks import closed_network
from ..facts import OddDoor
from ..looking import Look, Site
from ..report import Finding
from ..words import in_a_row
from .buttons import CLOSED, NO_BUTTONS, door_evidence, without_buttons


def _see(look: Look, site: Site) -> Finding:
    nothing = without_buttons(look, site)
    if nothing is not None:
        return nothing
    closed = [(page, door) for page, door in site.odd_doors if door.problem == CLOSED]
    if not closed:
        return look.good("open")
    names = list(dict.fromkeys(_name(door) for _, door in closed))
    evidence = [door_evidence(page, door) for page, door in closed[:3]]
    return look.easy_win(
        "closed" if len(names) == 1 else "several", site, evidence, networks=in_a_row(names[:4])
    )


def _name(door: OddDoor) -> str:
    try:
        host = urlsplit(door.address if "//" in door.address else f"//{door.address}").hostname or ""
    except ValueError:
        host = ""
    return closed_network(host) or door.platform or "an old network"


SOCIAL_DEAD = Look(
    id="social-dead",
    title="Your links lead to networks that are still there",
    looks_for="Links to networks that have closed for good, such as Google+.",
    why="A button for a network that has gone makes the whole website look older than it is.",
    minutes=5,
    how_to_fix={
        "WordPress": (
            "In WordPress, open Appearance, then Editor, press the icon in the header or footer and delete "
            "it with the three dots. If the theme keeps the icons itself, look in Appearance, then "
            "Customise, for a part called Social and empty the box. If it is an old widget, remove it in "
            "Appearance, then Widgets."
        ),
        "Wix": (
            "In the Wix editor, press the Social Bar, then Set Social Links, choose the icon and press the "
            "bin. Then press Publish."
        ),
        "Squarespace": (
            "In Squarespace, open Settings, then Social Links, press the network and remove it. Then look "
            "in the footer for a link of its own, and save."
        ),
        "Google Sites": (
            "In Google Sites, press the icons, then the pencil, and remove the one that has closed. Then "
            "press Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, press Edit Website, press the part of the page with the icons, choose Social Media "
            "and empty that box. Then press Publish."
        ),
        "Weebly": (
            "In the Weebly editor, press the Social Icons, choose the network and press the small cross. "
            "Then press Publish."
        ),
        "": (
            "Ask whoever looks after the website to take this button or link away, at the top and bottom of "
            "every page. Nothing needs to take its place."
        ),
    },
    says={
        "open": "None of your links leads to a network that has closed.",
        "closed": "Your website still links to {networks}, which has closed.",
        "several": "Your website still links to networks that have closed: {networks}.",
        **NO_BUTTONS,
    },
    card="buttons-that-work",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
