"""Does the website show an account the group is known to have? Shared by the looks that ask so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from urllib.parse import urlsplit

from .addresses import SocialAddress
from .facts import Page
from .looking import Site
from .report import Account, Evidence


class Showing(Enum):
    SHOWN = "shown"
    ANOTHER = "another account of that network is shown"
    UNSURE = "it may be shown"
    MISSING = "not shown"


def showing(site: Site, account: SocialAddress) -> Showing:
    """How the website shows one known account. What we could not see is never said to be missing."""
    if any(found.key == account.key for found in site.accounts):
        return Showing.SHOWN
    others = [found for found in site.own_accounts if found.platform == account.platform]
    if others:
        return (
            Showing.ANOTHER if all(_comparable(account.key, found.key) for found in others) else Showing.SHOWN
        )
    if site.seen_in_part or site.hides(account.key) or account.platform in social_doors(site.pages):
        return Showing.UNSURE
    return Showing.UNSURE if _leads_to_a_list(site.pages) else Showing.MISSING


# Where people keep one page of links to all they have; networks as a rule are among them.
_LISTS_OF_LINKS = re.compile(
    r"//(?:www\.)?(?:linktr\.ee|beacons\.ai|bio\.link|lnk\.bio|linkin\.bio|campsite\.bio|taplink\.cc|tap\.bio|solo\.to"
    r"|allmylinks\.com|about\.me)/\w",
    re.IGNORECASE,
)


def _leads_to_a_list(pages: Sequence[Page]) -> bool:
    return any(_LISTS_OF_LINKS.search(link.address[:200]) for page in pages for link in page.links)


def _comparable(one: str, other: str) -> bool:
    """A number and a name may be one account: only two of a kind can be told apart."""
    return _kind(one) == _kind(other)


def _kind(key: str) -> str:
    identity = key.split(":", 1)[1]
    return identity.split(":", 1)[0] if ":" in identity else ""


_DOORS = {
    "facebook": "facebook",
    "fb": "facebook",
    "twitter": "twitter",
    "instagram": "instagram",
    "insta": "instagram",
    "youtube": "youtube",
    "linkedin": "linkedin",
    "tiktok": "tiktok",
}


def social_doors(pages: Sequence[Page]) -> dict[str, tuple[str, str]]:
    """Links such as leasowpark.example/facebook, which may lead on: (address, text) by network."""
    doors: dict[str, tuple[str, str]] = {}
    for page in pages:
        for link in page.links:
            platform = _DOORS.get(link.address.strip("/").rsplit("/", maxsplit=1)[-1].lower(), "")
            url = page.absolute(link) if platform and platform not in doors else ""
            if url and _same_site(url, page):
                doors[platform] = url, link.text
    return doors


def _same_site(url: str, page: Page) -> bool:
    here, there = urlsplit(page.url).hostname or "", urlsplit(url).hostname or ""
    return here.removeprefix("www.") == there.removeprefix("www.")


def evidence_of(site: Site, platform: str) -> tuple[Evidence, ...]:
    return tuple(e for found in site.own_accounts if found.platform == platform for e in found.evidence[:1])


def shown_evidence(accounts: tuple[Account, ...], key: str) -> tuple[Evidence, ...]:
    return tuple(e for found in accounts if found.key == key for e in found.evidence[:1])


def where_we_looked(site: Site) -> Evidence:
    count = len(site.pages)
    pages = "one page" if count == 1 else f"{count} pages"
    return Evidence(site.front.url, site.front.title or site.front.url, f"we looked at {pages}")
