"""Which social media accounts of its own does the website show?"""

from __future__ import annotations

from ..looking import Look, Site
from ..platforms import PLATFORMS
from ..report import Finding
from ..words import in_a_row
from .how_to_link import HOW_TO_LINK, LINK_MINUTES


def _see(look: Look, site: Site) -> Finding:
    own = site.own_accounts
    if own:
        names = [PLATFORMS[platform] for platform in dict.fromkeys(account.platform for account in own)]
        evidence = [account.evidence[0] for account in own if account.evidence]
        return look.good(f"Your website shows people where else to find you: {in_a_row(names)}.", evidence)
    if site.known_accounts:
        return look.does_not_apply(
            "What your website shows of the accounts we know you have is said separately."
        )
    if site.seen_in_part or any(page.hidden_accounts for page in site.pages):
        return look.could_not_check("We could not see whether your website shows any social media accounts.")
    return look.needs_a_decision(
        "We did not see any social media accounts on your website.",
        "If your group has none, that is fine. If it has one, a link helps people find it: "
        + look.how_on(site.front.builder),
        look.minutes,
    )


OWN_ACCOUNTS = Look(
    id="own-accounts",
    title="Your website shows where else to find you",
    looks_for=(
        "Links to your own pages on Facebook, X, Instagram and the like, told apart from buttons for "
        "sharing, posts shown on your pages, and other people's accounts."
    ),
    why=(
        "Someone who likes your website can follow you and hear about the next event without having to "
        "come back."
    ),
    minutes=LINK_MINUTES,
    how_to_fix=HOW_TO_LINK,
    could_not_check_when="the page was too long to read to the end, or the links are put there by a script.",
    see=_see,
)
