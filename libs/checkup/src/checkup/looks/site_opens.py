"""Does the website open?"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from ..looking import Look, Site
from ..report import Evidence, Finding, Outcome
from .seeing import seen

_A_DAY = timedelta(days=1)
# How each way of not getting in is told. Those not named here are "could not look".
_DOES_NOT_APPLY = {Outcome.NO_WEBSITE: "no website", Outcome.SOCIAL_ONLY: "social page"}
_ASK_ABOUT_ADDRESS = (Outcome.BAD_ADDRESS, Outcome.NOT_PUBLIC)
# Twice the same, a day apart, and it is worth asking somebody. A busy or guarded website never is.
_TWICE = {
    Outcome.NO_SUCH_NAME: ("not found again", "renew"),
    Outcome.REFUSED: ("shut again", "renew"),
    Outcome.NOT_FOUND: ("no page again", "look"),
    Outcome.BEING_BUILT: ("being built", "open up"),
}
_COULD_NOT = {
    Outcome.NO_SUCH_NAME: "not found",
    Outcome.REFUSED: "shut",
    Outcome.NOT_FOUND: "no page",
    Outcome.TURNED_AWAY: "turned away",
    Outcome.ASKED_NOT_TO: "asked not to",
    Outcome.BEING_BUILT: "being worked on",
    Outcome.SIGN_IN_ONLY: "sign in",
    Outcome.TOO_SLOW: "busy",
    Outcome.SITE_ERROR: "busy",
    Outcome.BROKE_OFF: "busy",
}


def _see(look: Look, site: Site) -> Finding:
    return _inside(look, site) if site.pages else _outside(look, site)


def _inside(look: Look, site: Site) -> Finding:
    front = site.front
    title = seen(front, front.title or front.url, "in the title of the page")
    if front.being_built:
        return look.needs_a_decision("being built", "open up", [title])
    if site.arrival.www_differs:
        return _one_spelling(look, site)
    return look.good("opens", [title])


def _one_spelling(look: Look, site: Site) -> Finding:
    without = site.arrival.www_differs == "bare"
    where = seen(site.front, site.arrival.ended_at or site.front.url, "the spelling that works")
    return look.easy_win("only with www" if without else "only without www", site, [where])


def _outside(look: Look, site: Site) -> Finding:
    outcome, where = site.outcome, _address(site)
    if outcome in _DOES_NOT_APPLY:
        return look.does_not_apply(_DOES_NOT_APPLY[outcome])
    if outcome in _ASK_ABOUT_ADDRESS:
        return look.needs_a_decision("odd address", "address", where)
    if outcome in _TWICE and _so_a_day_ago(site):
        return look.needs_a_decision(*_TWICE[outcome], where)
    return look.could_not_check(_COULD_NOT.get(outcome, "could not look"), where)


def _address(site: Site) -> list[Evidence]:
    address = site.arrival.address
    return [Evidence(address, address, "when we tried the address")] if address else []


def _so_a_day_ago(site: Site) -> bool:
    """Whether the last look met the same trouble, and long enough ago to be more than a bad moment."""
    if site.known.trouble_before is None:
        return False
    outcome, when = site.known.trouble_before
    return outcome == site.outcome.value and _moment(site) - when >= _A_DAY


def _moment(site: Site) -> datetime:
    now = datetime.now(UTC)
    return now if site.today == now.date() else datetime.combine(site.today, time.max, UTC)


SITE_OPENS = Look(
    id="site-opens",
    title="Your website opens",
    looks_for=(
        "Whether your web address leads to your website, with and without “www” at the beginning. If it "
        "does not, we try again on another day before we say anything."
    ),
    why="If your website does not open, nothing else on it can help anybody.",
    minutes=20,
    how_to_fix={
        "WordPress.com": (
            "In WordPress.com, open Upgrades, then Domains, and press your domain. If it needs anything, it "
            "says so there, with what to change where you bought the domain. Both spellings then work by "
            "themselves."
        ),
        "Wix": (
            "In Wix, open Settings, then Domains, find your domain and press the three dots beside it. Look "
            "at the connection: Wix shows what is missing, for “www” and without. If somebody else sells "
            "you the domain, copy the lines Wix shows you into their DNS page."
        ),
        "Squarespace": (
            "In Squarespace, open Settings, then Domains, and press your domain. Under DNS Settings, "
            "anything that is not right is shown in red, with what belongs there. Put that in where you "
            "bought the domain and wait a day."
        ),
        "Google Sites": (
            "In Google Sites, press the cog, then Custom domains, and check that your domain is there with "
            "“www”. Then, where you bought the domain, switch on forwarding from the address without “www” "
            "to the one with it."
        ),
        "Weebly": (
            "In Weebly, open Settings, then Domains, and press your domain to see what it should point to. "
            "Where you bought the domain, add the same for “www” and for the address without it."
        ),
        "GoDaddy": (
            "Sign in to GoDaddy, open My Products, then your domain, then DNS. There should be a line for "
            "“@” and a line for “www” that leads to it. Add the one that is missing."
        ),
        "": (
            "Sign in where you bought the domain or where the website lives, and look for DNS or Domains. "
            "There should be a line for the name alone and a line for “www”. Add the missing one, or ask "
            "their help desk: “Please make our address work with and without www.”"
        ),
    },
    says={
        "opens": "Your website opens.",
        "only with www": "Your website opens with “www” at the beginning, but not without it.",
        "only without www": "Your website opens without “www” at the beginning, but not with it.",
        "being built": "Your website opens, and says that it is still being built.",
        "being worked on": "Your website is being worked on just now. We will look again another day.",
        "no website": "We have no website address for your group, which is fine.",
        "social page": "You meet people on a social media page, so there is no website to open.",
        "odd address": "The web address we have for you does not look quite right.",
        "not found": "We could not find your web address today. We will try again another day.",
        "not found again": "We have tried on two days and could not find your web address.",
        "shut": "Your website did not let us in today. We will try again another day.",
        "shut again": "We have tried on two days and your website did not open.",
        "no page": "There was no page at the web address we have for you. We will try again another day.",
        "no page again": "We have tried on two days, and there is no page at your web address.",
        "turned away": "Your website turned our visit away. People can probably still see it.",
        "asked not to": "Your website asks automatic visitors to stay out, so we did.",
        "sign in": "Your website asks visitors to sign in first, so we could not look.",
        "busy": "Your website did not answer in time, or broke off. It may just be a busy day.",
        "could not look": "We could not see into your website this time.",
    },
    advice={
        "open up": (
            "If the new website is still some way off, one plain page will do until then: your name, what "
            "you do, where and when you meet, and how to reach you."
        ),
        "address": "Please tell us how your web address is spelt, or that you do not have one.",
        "renew": (
            "Please try it yourself on your phone. If it does not open there, the address or the space it "
            "lives in may need renewing: find the last bill or renewal e-mail and ask whoever gets them. If "
            "you have given the website up, tell us and we will take it off."
        ),
        "look": (
            "Please try it yourself. If the website has moved, tell us where to. If you have given it up, "
            "tell us and we will take it off."
        ),
    },
    could_not_check_when=(
        "the website turned us away, took too long, asked us to stay out, or did not open the first time we "
        "tried. We only mention it after two tries at least a day apart."
    ),
    see=_see,
    without_pages=True,
    card="keep-your-address",
)
