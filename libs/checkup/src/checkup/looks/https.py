"""Does the padlock show?"""

from __future__ import annotations

from ..facts import Arrival
from ..looking import Look, Site
from ..report import Evidence, Finding, Outcome

_NO_WEBSITE = (Outcome.NO_WEBSITE, Outcome.SOCIAL_ONLY)
_SOON = 14  # days: by then a padlock that renews itself has done so
# What we could see for certain. A padlock we do not trust may still be one that browsers do.
_PROBLEMS = {"expired": "ran out", "another name": "another name", "": "none"}


def _see(look: Look, site: Site) -> Finding:
    if site.outcome in _NO_WEBSITE:
        return look.does_not_apply("no website")
    if site.arrival.padlock:
        return _with_padlock(look, site)
    if site.arrival.padlock is False or site.outcome is Outcome.BAD_PADLOCK:
        return _without(look, site)
    return look.could_not_check("saved" if site.pages and not site.arrival.address else "not tried")


def _with_padlock(look: Look, site: Site) -> Finding:
    arrival = site.arrival
    days = arrival.padlock_days
    if days is not None and days < _SOON:
        where = _where(arrival, f"{days} days left")
        return look.needs_a_decision("soon", "renews itself", where, days=_in_words(days))
    if arrival.plain_moves_on is False:
        return look.easy_win("not moved on", site, _where(arrival, "http:// does not lead on to https://"))
    return look.good("shows", _where(arrival, "https:// answers, with a padlock that is right"))


def _in_words(days: int) -> str:
    if days < 1:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def _without(look: Look, site: Site) -> Finding:
    arrival = site.arrival
    problem = arrival.padlock_problem
    if problem in _PROBLEMS and arrival.padlock is False:
        return look.easy_win(_PROBLEMS[problem], site, _where(arrival, problem or "https:// does not answer"))
    return look.needs_a_decision("odd", "try it", _where(arrival, problem or "we did not trust the padlock"))


def _where(arrival: Arrival, snippet: str) -> list[Evidence]:
    address = arrival.ended_at or arrival.address
    return (
        [Evidence(address, snippet, "beside the web address, at the top of the browser")] if address else []
    )


HTTPS = Look(
    id="https",
    title="The padlock shows",
    looks_for=(
        "Whether your website answers with https:// and a padlock that is in date and in your name, and "
        "whether people who leave the https:// out get there too. Some browsers now show two small sliders "
        "in place of the padlock."
    ),
    why=(
        "Without the padlock, browsers put “Not secure” beside your name. Some people turn back there, and "
        "nobody likes to fill in a form."
    ),
    minutes=20,
    how_to_fix={
        "WordPress": (
            "First switch on the free padlock where the website lives: in the hosting company's control "
            "panel look for SSL, TLS or Let's Encrypt. Then in WordPress open Tools, then Site Health: if "
            "it offers “Update your site to use HTTPS”, press that. Otherwise open Settings, then General, "
            "and make both addresses begin with https://."
        ),
        "WordPress.com": (
            "WordPress.com gives every website the padlock by itself. If it does not show, open Upgrades, "
            "then Domains, and check that your domain is connected as it asks. Then allow a day."
        ),
        "Wix": (
            "Wix gives every website the padlock by itself. If it does not show, open Settings, then "
            "Domains, and check that your domain is connected as Wix asks. After putting that right, allow "
            "two days."
        ),
        "Squarespace": (
            "In Squarespace, open Settings, then Developer Tools, then SSL, choose Secure and save. Then "
            "open Domains: a domain with a red mark is not connected properly, and the padlock waits for "
            "that."
        ),
        "Google Sites": (
            "Google Sites gives every website the padlock by itself. With an address of your own, press the "
            "cog, then Custom domains, check that it is connected with “www”, and allow two days."
        ),
        "Weebly": (
            "In Weebly, open Settings, then General, and under SSL security switch the padlock on. If the "
            "switch cannot be moved, your domain does not point to Weebly yet: open Domains and follow what "
            "it says there."
        ),
        "GoDaddy": (
            "A website made with GoDaddy's builder has the padlock by itself. Sign in, open My Products, "
            "then SSL Certificates, and see what is waiting there. If there is nothing, ask their help desk "
            "to switch it on for your address."
        ),
        "": (
            "Sign in where the website lives and look for SSL, TLS or Let's Encrypt: nearly every company "
            "has a free padlock to switch on. Then switch on “Force HTTPS” or “Always use HTTPS” beside it. "
            "Or ask their help desk: “Please switch on the free certificate for our address, with and "
            "without www, and send all visitors to https.”"
        ),
    },
    says={
        "shows": "The padlock shows on your website.",
        "none": "Your website does not have the padlock yet, so browsers call it “Not secure”.",
        "ran out": "The padlock of your website has run out, so browsers warn people away.",
        "another name": "The padlock is made out to another name than yours, so browsers warn people away.",
        "not moved on": "The padlock works, but people who type your address do not get it by themselves.",
        "soon": "The padlock of your website runs out {days}, unless it renews itself.",
        "odd": "The padlock of your website did not look right to us.",
        "no website": "You have no website, so there is no padlock to look for.",
        "saved": "We looked at a saved copy of your page, and a copy has no padlock to see.",
        "not tried": "We could not see this time whether the padlock shows.",
    },
    advice={
        "renews itself": (
            "Most padlocks renew themselves, and yours may do so any day. To be safe, ask the company your "
            "website lives with: “Does our certificate renew by itself?”"
        ),
        "try it": (
            "Please open your website on a phone. If the padlock shows, all is well: tell us. If there is a "
            "warning, ask the company your website lives with to look at the certificate for your address."
        ),
    },
    could_not_check_when=(
        "we looked at a saved copy, could not get in, or could not tell whether browsers trust the padlock."
    ),
    see=_see,
    without_pages=True,
    card="padlock",
    by_itself=("soon",),
)
