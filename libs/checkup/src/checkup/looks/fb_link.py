"""Does the website show the Facebook page the group is known to have?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Finding
from ..showing import Showing, evidence_of, showing, shown_evidence, where_we_looked
from .how_to_link import HOW_TO_LINK, LINK_MINUTES


def _see(look: Look, site: Site) -> Finding:
    known = [account for account in site.known_accounts if account.platform == "facebook"]
    seen = evidence_of(site, "facebook")
    if not known:
        if seen:
            return look.good("Your website shows your Facebook page.", seen)
        return look.does_not_apply(
            "We do not know of a Facebook page for your group, so there is none to show."
        )
    answers = {showing(site, account): account for account in known}
    if Showing.SHOWN in answers:
        shown = shown_evidence(site.accounts, answers[Showing.SHOWN].key)
        return look.good("Your website shows your Facebook page.", shown or seen)
    if Showing.ANOTHER in answers:
        return look.needs_a_decision(
            "Your website shows a different Facebook page from the one we know of.",
            "Please look which of the two is the right one, and tell us or change the link.",
            look.minutes,
            seen,
        )
    if Showing.UNSURE in answers:
        return look.could_not_check(
            "We could not see for certain whether your website shows your Facebook page."
        )
    return look.easy_win("Your website does not show your Facebook page yet.", site, [where_we_looked(site)])


FB_LINK = Look(
    id="fb-link",
    title="Your website shows your Facebook page",
    looks_for=(
        "A link, picture link or page box on your website that leads to your own Facebook page or group."
    ),
    why=(
        "Many people look for news on Facebook first. A link saves them searching and finding the wrong page."
    ),
    minutes=LINK_MINUTES,
    how_to_fix=HOW_TO_LINK,
    could_not_check_when=(
        "the page was too long to read to the end, the link is put there by a script, or it goes round "
        "through your own website."
    ),
    see=_see,
)
