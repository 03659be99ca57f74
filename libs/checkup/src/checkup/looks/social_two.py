"""Does the website show two pages of one network? A page and a group, or a page a section, are normal."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts import Place
from ..looking import Look, Site
from ..report import Account, Finding
from .buttons import NO_BUTTONS, network_names, without_buttons

# Words that name a part of a club, or something else of its own: two accounts are then no accident.
_SECTIONS = (
    "junior", "youth", "ladies", "women", "girls", "mens", "boys", "senior", "vets", "veteran", "mini",
    "colts", "academy", "under", "u10", "u11", "u12", "u13", "u14", "u15", "u16", "u18", "u21", "walking",
    "shop", "cafe", "hire", "events", "festival", "choir", "band", "theatre", "museum", "library", "kids",
    "branch", "north", "south", "east", "west", "women’s", "disability", "school", "team", "league",
)  # fmt: skip
_MANY = 4  # so many are branches or members, not a page made twice
_FRAMED = frozenset(place.value for place in Place if place is not Place.BODY)


def _see(look: Look, site: Site) -> Finding:
    nothing = without_buttons(look, site)
    if nothing is not None:
        return nothing
    if len(site.own_accounts) < 2:
        return look.good("one")
    alike = [accounts for accounts in _by_kind(site.own_accounts) if len(accounts) > 1]
    twins = next((accounts for accounts in alike if not _are_sections(accounts)), None)
    if twins is None:
        return look.good("sections" if alike else "one")
    told = site.known.told.get("only-one")
    if told is not None and told.yes:
        return look.good("told")
    evidence = [evidence for account in twins for evidence in account.evidence[:1]]
    return look.needs_a_decision(
        "two", "which", evidence, minutes=look.minutes, network=network_names([twins[0].platform])[0]
    )


def _by_kind(accounts: Sequence[Account]) -> list[list[Account]]:
    """Accounts side by side that can be told apart: a name and a number may be one and the same."""
    kinds: dict[tuple[str, str], list[Account]] = {}
    for account in accounts:
        kind = _kind(account)
        if kind not in ("share", "other") and _stands_in_the_frame(account):
            kinds.setdefault((account.platform, kind), []).append(account)
    return list(kinds.values())


def _kind(account: Account) -> str:
    identity = account.key.partition(":")[2]
    if account.platform == "linkedin":
        return "page" if identity.startswith(("company/", "school/", "showcase/")) else "other"
    if account.platform in ("whatsapp", "mastodon"):
        return "other"
    return identity.partition(":")[0] if ":" in identity else "name"


def _stands_in_the_frame(account: Account) -> bool:
    """One named in a text in passing is no button of theirs, whoever it belongs to."""
    return any(evidence.where in _FRAMED for evidence in account.evidence)


def _are_sections(accounts: Sequence[Account]) -> bool:
    if len(accounts) >= _MANY:
        return True
    said = (f"{account.url} {' '.join(e.snippet for e in account.evidence)}".lower() for account in accounts)
    return any(word in one for one in said for word in _SECTIONS)


SOCIAL_TWO = Look(
    id="social-two",
    title="You have one page on each network",
    looks_for=(
        "Two pages of the same network on your website. A page and a group side by side are normal, and so "
        "is a page for each section of a club."
    ),
    why="With two pages, people follow the one nobody writes on and think your group has gone quiet.",
    minutes=30,
    how_to_fix={
        "": (
            "Decide which page you keep, then take the link to the other one off your website. On the page "
            "you do not keep, write a last post with the address of the one you do."
        )
    },
    says={
        "one": "Your website shows one page of yours on each network.",
        "told": "Only one of your pages is to be found, as we were told.",
        "sections": (
            "Your website shows several pages of one network, each for a different part of the group."
        ),
        "two": "Your website shows two {network} pages. Are both in use?",
        **NO_BUTTONS,
    },
    advice={
        "which": (
            "If both are in use, for two sections say, write beside each what it is for, and tell us. If "
            "one is old, take its link off your website. Two Facebook pages with nearly the same name can "
            "be put together by somebody with full control of both, at facebook.com/pages/merge: the "
            "followers move across, what was posted on the other page does not, and it cannot be undone."
        )
    },
    card="facebook-page",
    could_not_check_when="a page was too long to read to the end, or would not open this time.",
    see=_see,
)
