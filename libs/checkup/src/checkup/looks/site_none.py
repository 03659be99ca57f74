"""Is there a website beside the social media page?"""

from __future__ import annotations

from ..looking import Look, Site
from ..platforms import PLATFORMS
from ..report import Evidence, Finding, Outcome
from ..words import in_a_row
from .seeing import seen


def _see(look: Look, site: Site) -> Finding:
    if site.pages:
        front = site.front
        return look.good("has one", [seen(front, front.title or front.url, "your website")])
    if site.outcome is Outcome.SOCIAL_ONLY:
        return look.needs_a_decision("social page", "if you like", _social_page(site))
    if site.outcome is not Outcome.NO_WEBSITE:
        return look.could_not_check("not in")
    networks = list(dict.fromkeys(PLATFORMS[account.platform] for account in site.known_accounts))
    if not networks:
        return look.does_not_apply("none known")
    pages = [Evidence(one.url, one.url, "in your details") for one in site.known_accounts]
    return look.needs_a_decision("accounts", "if you like", pages, networks=in_a_row(networks))


def _social_page(site: Site) -> list[Evidence]:
    address = site.arrival.address
    return [Evidence(address, address, "the address we have for you")] if address else []


SITE_NONE = Look(
    id="site-none",
    title="People can find you without social media",
    looks_for="Whether you have a website as well as a page on Facebook or another network.",
    why=(
        "People who are not on Facebook see little or nothing of a page there. One plain page on the web "
        "reaches them too. Plenty of groups are happy without, and that is fine."
    ),
    minutes=60,
    how_to_fix={
        "": (
            "Start with one page. In Google Sites (sites.google.com, free) press Blank site, type your "
            "group's name, then two sentences on what you do, where and when you meet, and an e-mail "
            "address. Press Publish, choose a short address, and put that address on your social media "
            "page."
        ),
    },
    says={
        "has one": "You have a website of your own.",
        "social page": "You have a social media page and no website of your own, which is fine.",
        "accounts": "You are on {networks} and have no website of your own, which is fine.",
        "none known": "We do not know of a website for your group, which is fine.",
        "not in": "We have a web address for you, and could not see into it this time.",
    },
    advice={
        "if you like": (
            "Only if you would like one: a free page with your name, what you do, where and when you meet "
            "and how to reach you takes about an hour, and we can make it together at a surgery. A good "
            "entry in the directory of local groups may be enough. If you are happy as you are, tell us and "
            "we will not bring it up again."
        ),
    },
    could_not_check_when="we have a web address for you but could not see into it.",
    see=_see,
    without_pages=True,
    card="one-page-website",
)
