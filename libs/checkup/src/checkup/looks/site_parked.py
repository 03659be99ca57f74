"""Does the address still lead to the group, or to adverts?"""

from __future__ import annotations

from urllib.parse import urlsplit

from ..looking import Look, Site
from ..report import Evidence, Finding, Outcome
from .naming import names_the_group
from .seeing import seen

_NO_WEBSITE = (Outcome.NO_WEBSITE, Outcome.SOCIAL_ONLY)


def _see(look: Look, site: Site) -> Finding:
    if site.pages:
        return _inside(look, site)
    if site.outcome in _NO_WEBSITE:
        return look.does_not_apply("no website")
    if site.outcome is not Outcome.PARKED:
        return look.could_not_check("not in")
    address = site.arrival.ended_at or site.arrival.address
    where = [Evidence(address, address, "when we opened the address")] if address else []
    return look.needs_a_decision("adverts", "renew", where)


def _inside(look: Look, site: Site) -> Finding:
    front = site.front
    there = _another_host(site)
    if there and not names_the_group(site, f"{front.title} {front.site_name} {front.reading.opening}"):
        where = seen(front, front.title or front.url, "where your address led us")
        return look.needs_a_decision("leads elsewhere", "yours", [where], host=there)
    return look.good("yours", [seen(front, front.title or front.url, "in the title of the page")])


def _another_host(site: Site) -> str:
    """Where the address sends people, if that is another name on the web and we know whom to expect there."""
    if not site.known.group_name:
        return ""
    given, ended = _host(site.arrival.address), _host(site.arrival.ended_at)
    same = not given or not ended or given.endswith(f".{ended}") or ended.endswith(f".{given}")
    return "" if same or given == ended else ended


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


SITE_PARKED = Look(
    id="site-parked",
    title="Your address leads to your group",
    looks_for=(
        "Signs that somebody else has your web address now: adverts, a page offering it for sale, or a "
        "website that does not speak of you."
    ),
    why=(
        "A web address has to be renewed every year or two. If the e-mail about it goes to somebody who has "
        "moved on, the address is lost, and people who follow it meet adverts."
    ),
    minutes=15,
    how_to_fix={
        "": (
            "Find out who bought the address: look for the last renewal e-mail or the card it was paid "
            "with. Sign in there, press Renew, and put a second person's e-mail address on the account."
        ),
    },
    says={
        "yours": "Your web address leads to your own website.",
        "adverts": "Your web address shows adverts or a holding page instead of your group.",
        "leads elsewhere": "Your web address leads to {host}, and we did not see your group's name there.",
        "no website": "You have no website, so there is no address to lose.",
        "not in": "We could not see where your web address leads this time.",
    },
    advice={
        "renew": (
            "If this is the holding page of a new website, all is well. If not, the address may have "
            "lapsed: ask whoever bought it to sign in and renew it soon, for after a few weeks anybody may "
            "buy it. If it is lost or no longer wanted, tell us, and take it off your posters and social "
            "media pages."
        ),
        "yours": (
            "If that is your new home on the web, all is well: tell us the new address. If it is not, ask "
            "whoever bought your address to sign in there and see where it leads."
        ),
    },
    could_not_check_when="we could not get in to see what your address shows.",
    see=_see,
    without_pages=True,
    card="keep-your-address",
)
