"""Does a button lead to one person's profile? The address alone never says so for certain: we ask."""

from __future__ import annotations

from ..looking import Look, Site
from ..names import squash
from ..report import Account, Finding
from .buttons import NO_BUTTONS, without_buttons
from .forenames import FORENAMES


def _see(look: Look, site: Site) -> Finding:
    nothing = without_buttons(look, site)
    if nothing is not None:
        return nothing
    asked = [(account, says) for account in site.own_accounts if (says := _asks(account, site))]
    told = site.known.told.get("is-a-page")
    if asked and told is not None and told.yes:
        asked = [(account, says) for account, says in asked if account.platform != "facebook"]
        if not asked:
            return look.good("told")
    if not asked:
        return look.good("the group's")
    account, says = asked[0]
    return look.needs_a_decision(says, says, account.evidence[:2], minutes=_MINUTES[says])


def _asks(account: Account, site: Site) -> str:
    """Which of the sentences this account calls for, or ""."""
    identity = account.key.partition(":")[2]
    if account.platform == "linkedin":
        return "linkedin" if identity.startswith(("in/", "pub/")) else ""
    if account.platform != "facebook":
        return ""
    if identity.startswith("id:"):
        return "number" if _written_as_a_profile(identity.removeprefix("id:"), site) else ""
    name = account.url.rpartition("/")[2]
    return "name" if "/groups/" not in account.url and _is_a_persons_name(name, site) else ""


def _written_as_a_profile(number: str, site: Site) -> bool:
    """Older pages have numbers too, but are written /pages/Name/number."""
    for page in site.pages:
        for link in page.links:
            if number in link.address and "facebook." in link.address:
                return "profile.php" in link.address or "/people/" in link.address
    return False


def _is_a_persons_name(name: str, site: Site) -> bool:
    """jean.hadley and jean.hadley.7, but not the name of the group itself."""
    parts = [part for part in name.lower().split(".") if not part.isdigit()]
    if len(parts) != 2 or parts[0] not in FORENAMES or not parts[1].isalpha():
        return False
    known_as = squash(f"{site.known.group_name} {site.front.title} {site.front.url}")
    return parts[0] not in known_as or parts[1] not in known_as


_MAKE_A_PAGE = (
    "If it is a profile, think about a page instead: in Facebook, open Menu, then Pages, then Create. Give "
    "it the group’s name, then give a second person full control (Settings, then Page setup, then Page "
    "access), and change the button on your website. If it is already a page, there is nothing to do: tell "
    "us, and we will not ask again."
)
_MINUTES = {"number": 30, "name": 30, "linkedin": 15}
SOCIAL_PERSONAL = Look(
    id="social-personal",
    title="Your buttons lead to the group, not to one person",
    looks_for=(
        "A Facebook or LinkedIn address of the kind people’s own profiles have. New Facebook pages can have "
        "the same kind of address, so we only ask."
    ),
    why=(
        "A profile belongs to one person. It shows a volunteer’s private life, people have to ask to be "
        "friends, and when somebody else takes over, the group’s news and followers stay behind."
    ),
    minutes=30,
    how_to_fix={"": _MAKE_A_PAGE},
    says={
        "the group's": "Your buttons lead to the group and not to one person.",
        "told": "Your Facebook button leads to a page of the group’s own, as we were told.",
        "number": "Your Facebook button may lead to a person’s profile. Is it a page?",
        "name": "Your Facebook button seems to lead to a person’s own profile. Is that what you want?",
        "linkedin": "Your LinkedIn button leads to a person’s profile. Is that what you want?",
        **NO_BUTTONS,
    },
    advice={
        "number": (
            "Press the button. If you are offered Follow or Like, it is a page. If you are offered Add "
            f"friend, it is a person’s profile. {_MAKE_A_PAGE}"
        ),
        "name": f"Press the button and see whose it is. {_MAKE_A_PAGE}",
        "linkedin": (
            "That may be just right for a small group. If you would rather have a page, open LinkedIn, "
            "press For Business, then Create a Company Page, choose the smallest kind, and change the "
            "button on your website."
        ),
    },
    card="facebook-page",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
