"""Does the website show the Facebook page the group is known to have?"""

from __future__ import annotations

from ..looking import Look, Site
from ..report import Finding
from ..showing import Showing, evidence_of, showing, shown_evidence, where_we_looked
from .buttons import door_evidence
from .how_to_link import HOW_TO_LINK, LINK_MINUTES


def _see(look: Look, site: Site) -> Finding:
    known = [account for account in site.known_accounts if account.platform == "facebook"]
    seen = evidence_of(site, "facebook")
    if not known:
        return look.good("shown", seen) if seen else look.does_not_apply("none known")
    answers = {showing(site, account): account for account in known}
    if Showing.SHOWN in answers:
        shown = shown_evidence(site.accounts, answers[Showing.SHOWN].key)
        return look.good("shown", shown or seen)
    if Showing.ANOTHER in answers:
        return look.needs_a_decision("another", "which", seen, minutes=look.minutes)
    if Showing.UNSURE in answers:
        return look.could_not_check("unsure")
    return _not_there_yet(look, site)


def _not_there_yet(look: Look, site: Site) -> Finding:
    """A button that goes astray is nearer to the goal than none."""
    for page, door in site.odd_doors:
        if door.platform == "facebook":
            return look.easy_win("astray", site, [door_evidence(page, door)])
    return look.easy_win("missing", site, [where_we_looked(site)])


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
    says={
        "shown": "Your website shows your Facebook page.",
        "missing": "Your website does not show your Facebook page yet.",
        "astray": "Your website has a Facebook button, but it does not lead to your page yet.",
        "another": "Your website shows a different Facebook page from the one we know of.",
        "unsure": "We could not see for certain whether your website shows your Facebook page.",
        "none known": "We do not know of a Facebook page for your group, so there is none to show.",
    },
    advice={
        "which": (
            "Please press the link to see which of the two is the right one. If it is the one on your "
            "website, tell us; if not, change the link. A page and a group side by side are fine: then "
            "show both."
        )
    },
    card="link-your-accounts",
    could_not_check_when=(
        "a page was too long to read to the end or would not open, the link is put there by a script, or it "
        "goes round through your own website or a page of all your links."
    ),
    see=_see,
)
