"""Whose account is it? Told from where it stands, what stands around it, and how its name compares.

Rules are tried in order and the first that knows decides; each gives its reason in a few words. No rule names a site.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .facts import Clue, Mention, Page, Place
from .known import KnownPlaces
from .names import is_like, site_names
from .platforms import SocialAddress, read_account, read_fediverse_account
from .report import Account, Evidence
from .rooms import BUILDERS_OWN

_OTHERS = frozenset((Clue.PERSON, Clue.QUOTE, Clue.COMMENT, Clue.CREDIT, Clue.PARTNER))
_FRAME = (Place.TOP, Place.MENU, Place.BOTTOM)
_EVIDENCE_EACH = 3


@dataclass(frozen=True, slots=True)
class Sight:
    """One account with all its mentions over the pages read."""

    account: SocialAddress
    mentions: tuple[tuple[Page, Mention], ...]

    def clues_of(self) -> list[frozenset[Clue]]:
        return [mention.clues for _, mention in self.mentions]


@dataclass(frozen=True, slots=True)
class _Whose:
    """What a rule may look at besides the account itself."""

    names: frozenset[str]
    known: frozenset[str]
    sure_platforms: frozenset[str]  # platforms with an account already known to be the site's own


Verdict = tuple[bool, str] | None
_Rule = Callable[[Sight, _Whose], Verdict]


def known_keys(known: KnownPlaces) -> frozenset[str]:
    """The comparable keys of the directory's accounts; addresses that cannot be read are left out."""
    found = (known_account(platform, address) for platform, address in known.accounts)
    return frozenset(account.key for account in found if account is not None)


def known_account(platform: str, address: str) -> SocialAddress | None:
    if platform == "mastodon":
        return read_fediverse_account(address, said_so=True)
    return read_account(address)


def _told_by_the_group(sight: Sight, whose: _Whose) -> Verdict:
    return (True, "the group is known to have it") if sight.account.key in whose.known else None


def _builders_own(sight: Sight, whose: _Whose) -> Verdict:
    name = sight.account.name.lower().replace(".", "")
    if name in BUILDERS_OWN and name not in whose.names:
        return False, "it belongs to the website's builder or theme"
    return None


def _named_alike(sight: Sight, whose: _Whose) -> Verdict:
    if is_like(sight.account.name, whose.names):
        return True, "its name is like the website's"
    return None


def _in_the_frame(sight: Sight, _: _Whose) -> Verdict:
    """In the header, menu or footer, outside anybody else's box; people need company to count."""
    for _page, mention in sight.mentions:
        framed = mention.place in _FRAME and not mention.clues & _OTHERS
        if framed and (sight.account.kind != "person" or mention.row_platforms > 1):
            return True, f"it stands {mention.place.value}"
    return None


def _said_ours(sight: Sight, _: _Whose) -> Verdict:
    """A "follow us" block, a page's own box, or rel=me."""
    for _page, mention in sight.mentions:
        if mention.clues & _OTHERS or sight.account.kind == "person":
            continue
        if mention.place is Place.WIDGET:
            return True, "the page shows its box"
        if mention.clues & {Clue.FOLLOW, Clue.REL_ME}:
            return True, "the page says to follow it"
    return None


def _in_anothers_box(sight: Sight, _: _Whose) -> Verdict:
    if all(clues & _OTHERS for clues in sight.clues_of()):
        return False, "it stands beside somebody else's name"
    return None


def _a_person(sight: Sight, _: _Whose) -> Verdict:
    return (False, "it is one person's own") if sight.account.kind == "person" else None


def _beside_a_better_one(sight: Sight, whose: _Whose) -> Verdict:
    running = all(clues & {Clue.SENTENCE, Clue.ARTICLE} for clues in sight.clues_of())
    if running and sight.account.platform in whose.sure_platforms:
        return False, "it is named in the text, and the website has another of its own"
    return None


def _otherwise(_sight: Sight, _whose: _Whose) -> Verdict:
    return True, "the page shows it and nothing says it is anybody else's"


_SURE: tuple[_Rule, ...] = (_builders_own, _told_by_the_group, _named_alike, _in_the_frame, _said_ours)
_THEN: tuple[_Rule, ...] = (_in_anothers_box, _a_person, _beside_a_better_one, _otherwise)


def _first(rules: Sequence[_Rule], sight: Sight, whose: _Whose) -> Verdict:
    return next((verdict for rule in rules if (verdict := rule(sight, whose)) is not None), None)


def accounts_of(pages: Sequence[Page], known: KnownPlaces) -> tuple[Account, ...]:
    """Every account met on these pages of one website, in the order met, each with whose it seems to be."""
    sights = _sights(pages)
    names = site_names(
        pages[0].url, [known.group_name, *(p.site_name for p in pages), *(p.title for p in pages)]
    )
    whose = _Whose(names, known_keys(known), frozenset())
    sure = {
        key: verdict for key, sight in sights.items() if (verdict := _first(_SURE, sight, whose)) is not None
    }
    platforms = frozenset(sights[key].account.platform for key, (own, _) in sure.items() if own)
    whose = _Whose(names, whose.known, platforms)
    return tuple(
        _account(sight, sure.get(key) or _first(_THEN, sight, whose) or (True, ""))
        for key, sight in sights.items()
    )


def _sights(pages: Sequence[Page]) -> dict[str, Sight]:
    found: dict[str, list[tuple[Page, Mention]]] = {}
    for page in pages:
        for mention in page.mentions:
            found.setdefault(mention.account.key, []).append((page, mention))
    return {key: Sight(pairs[0][1].account, tuple(pairs)) for key, pairs in found.items()}


def _account(sight: Sight, verdict: tuple[bool, str]) -> Account:
    own, because = verdict
    evidence = tuple(
        Evidence(page.url, mention.text or sight.account.url, mention.place.value)
        for page, mention in sight.mentions[:_EVIDENCE_EACH]
    )
    return Account(sight.account.platform, sight.account.url, sight.account.key, own, because, evidence)
