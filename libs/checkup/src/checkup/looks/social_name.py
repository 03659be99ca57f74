"""Do the social media buttons have names for people who listen to the page?"""

from __future__ import annotations

from collections.abc import Iterator

from ..facts import Mention, Page, Place
from ..looking import Look, Site
from ..report import Finding
from ..words import in_a_row
from .buttons import NO_BUTTONS, mention_evidence, network_names


def _see(look: Look, site: Site) -> Finding:
    buttons = list(_buttons(site))
    if not buttons:
        return look.could_not_check("in part") if site.seen_in_part else look.does_not_apply("none")
    silent = [(page, mention) for page, mention in buttons if not mention.has_name]
    if not silent:
        return look.good("named")
    names = network_names(mention.account.platform for _, mention in silent)
    evidence = [mention_evidence(page, mention) for page, mention in silent[:3]]
    return look.easy_win("silent" if len(names) == 1 else "several", site, evidence, networks=in_a_row(names))


def _buttons(site: Site) -> Iterator[tuple[Page, Mention]]:
    """Links to the group's own accounts; a network's own box speaks for itself."""
    own = {account.key for account in site.own_accounts}
    for page in site.pages:
        for mention in page.mentions:
            if mention.account.key in own and mention.place is not Place.WIDGET:
                yield page, mention


SOCIAL_NAME = Look(
    id="social-name",
    title="Your social media buttons have names",
    looks_for=(
        "Buttons that are only a picture, with nothing for a screen reader to say. A name that is there but "
        "not shown is fine."
    ),
    why=(
        "People who cannot see well have the page read out to them. A picture without a name is read out as "
        "“link” and nothing more, so they cannot find your Facebook page."
    ),
    minutes=10,
    how_to_fix={
        "WordPress": (
            "In WordPress, the Social Icons block names its icons by itself, so the quickest way is to put "
            "one in the footer (Appearance, then Editor) in place of the icons you have. If your icons are "
            "ordinary pictures, press each one and write the network’s name in the Alternative Text box, "
            "such as “Facebook”. Then save."
        ),
        "Wix": (
            "In the Wix editor, press the Social Bar, then Set Social Links. Choose each icon and write the "
            "network’s name in the box that asks what is in the picture, such as “Facebook”. Then press "
            "Publish."
        ),
        "Squarespace": (
            "In Squarespace, use the Social Links block, which names its icons by itself: press Edit, then "
            "Edit Footer, add the block and take the picture icons away. Then save."
        ),
        "Google Sites": (
            "In Google Sites, press the icon, then the three dots, then Alt text, and write the network’s "
            "name. Then press Publish."
        ),
        "GoDaddy": (
            "In GoDaddy, use the Social Media part of the footer, which names its icons by itself. If yours "
            "are pictures, press each one and write the network’s name as its description. Then press "
            "Publish."
        ),
        "Weebly": (
            "In the Weebly editor, use the Social Icons from the Build menu. If yours are pictures, press "
            "each one, then Advanced, and write the network’s name as Alt Text. Then press Publish."
        ),
        "": (
            'Ask whoever looks after the website to give each button a name: alt="Facebook" on the '
            'picture, or aria-label="Facebook" on the link. Nothing changes to look at.'
        ),
    },
    says={
        "named": "Your social media buttons have names that can be read out.",
        "silent": "Your {networks} button has no name to be read out to people who cannot see it.",
        "several": "Your buttons for {networks} have no names to be read out to people who cannot see them.",
        **NO_BUTTONS,
    },
    card="buttons-that-work",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
