"""Does the website show the other accounts the group is known to have?"""

from __future__ import annotations

from ..addresses import SocialAddress
from ..looking import Look, Site
from ..platforms import PLATFORMS
from ..report import Finding
from ..showing import Showing, evidence_of, showing, shown_evidence, where_we_looked
from ..words import in_a_row
from .how_to_link import HOW_TO_LINK, LINK_MINUTES


def _see(look: Look, site: Site) -> Finding:
    known = [one for one in site.known_accounts if one.platform != "facebook" and _is_for_everybody(one)]
    if not known:
        return _none_known(look, site)
    answers = [(account, showing(site, account)) for account in known]
    missing = _names(answers, Showing.MISSING)
    if missing:
        return look.easy_win("missing", site, [where_we_looked(site)], networks=in_a_row(missing, "or"))
    different = _names(answers, Showing.ANOTHER)
    if different:
        other = [account.platform for account, answer in answers if answer is Showing.ANOTHER]
        evidence = [one for platform in other for one in evidence_of(site, platform)]
        return look.needs_a_decision(
            "another", "which", evidence, minutes=look.minutes, networks=in_a_row(different)
        )
    unsure = _names(answers, Showing.UNSURE)
    if unsure:
        return look.could_not_check("unsure", networks=in_a_row(unsure))
    shown = [e for account in known for e in shown_evidence(site.accounts, account.key)]
    return look.good("shown", shown, networks=in_a_row(_names(answers, Showing.SHOWN)))


def _is_for_everybody(account: SocialAddress) -> bool:
    """A chat's invitation and somebody's number are theirs to give out, and never missing from a website."""
    return account.platform != "whatsapp" or account.kind == "channel"


def _none_known(look: Look, site: Site) -> Finding:
    """What the website shows of its own accord, where the directory knows of nothing but Facebook."""
    own = [account for account in site.own_accounts if account.platform != "facebook"]
    if not own:
        return look.does_not_apply("none known")
    names = list(dict.fromkeys(PLATFORMS[account.platform] for account in own))
    return look.good("shown", [e for one in own for e in one.evidence[:1]], networks=in_a_row(names))


def _names(answers: list[tuple[SocialAddress, Showing]], wanted: Showing) -> list[str]:
    return list(dict.fromkeys(PLATFORMS[account.platform] for account, answer in answers if answer is wanted))


SOCIAL_LINKS = Look(
    id="social-links",
    title="Your website shows your other accounts",
    looks_for="Links on your website to the accounts we know your group has besides Facebook.",
    why=(
        "People use different networks. If they can see which ones you are on, more of them will hear "
        "from you."
    ),
    minutes=LINK_MINUTES,
    how_to_fix=HOW_TO_LINK,
    says={
        "shown": "Your website shows your {networks}.",
        "missing": "Your website does not show your {networks} yet.",
        "another": "Your website shows a different {networks} account from the one we know of.",
        "unsure": "We could not see for certain whether your website shows your {networks}.",
        "none known": "We do not know of any other accounts of your group.",
    },
    advice={
        "which": (
            "Please press the link to see which is the right one. If it is the one on your website, tell "
            "us; if not, change the link."
        )
    },
    card="link-your-accounts",
    could_not_check_when=(
        "a page was too long to read to the end or would not open, or the links are put there by a script."
    ),
    see=_see,
)
