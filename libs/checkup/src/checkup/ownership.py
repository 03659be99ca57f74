"""Whose account is it? Told from where it stands, what stands around it, and how its name compares.

Rules are tried in order and the first that knows decides; each gives its reason in a few words. No rule names
a site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .addresses import SocialAddress
from .facts import Clue, Mention, Page, Place
from .known import KnownPlaces
from .names import SiteNames, is_like, is_named, is_platforms, is_rather_like, squash
from .report import Account, Evidence
from .rooms import BUILDERS_OWN

_OTHERS = frozenset((Clue.PERSON, Clue.QUOTE, Clue.COMMENT, Clue.CREDIT, Clue.PARTNER))
_FRAME = (Place.TOP, Place.MENU, Place.BOTTOM)
_PROSE = frozenset((Clue.SENTENCE, Clue.ARTICLE))
_OURS = frozenset((Clue.FOLLOW, Clue.REL_ME))
_FOLLOW_SOMEBODY = re.compile(
    r"\b[Ff]ollow (?P<who>(?:the )?(?!(?:Us|Our|Me|The|This|On|Along|More|Latest)\b)"
    r"[A-Z][\w&'’.-]*(?: [\w&'’.-]+){0,5}?) on\b"
)
# How bodies of a whole country, and public ones, call themselves: DiabetesUK, leasowcouncil.
_WIDER = re.compile(r"(?:uk|gb|national|hq|england|wales|scotland|mbc|nhs|lottery)$|^nhs|council|police")
_A_LIST = 4  # so many accounts of one network side by side are a list of links
_EVIDENCE_EACH = 3


class _Sight(NamedTuple):
    """One account with all its mentions over the pages read."""

    account: SocialAddress
    mentions: list[tuple[Page, Mention]]

    def always(self, told: Callable[[Mention], bool]) -> bool:
        return all(told(mention) for _, mention in self.mentions)


class _Whose(NamedTuple):
    """What a rule may look at besides the account itself."""

    names: SiteNames
    known: frozenset[str]
    sure_platforms: set[str]  # networks with an account that is surely the site's own
    person_rows: set[tuple[str, int]]  # (page, row) of icons around a person's account
    known_to: KnownPlaces


_Verdict = tuple[bool, str]
_Rule = Callable[[_Sight, _Whose], _Verdict | None]


def _builders_own(sight: _Sight, whose: _Whose) -> _Verdict | None:
    name = sight.account.name.lower().replace(".", "")
    if name in BUILDERS_OWN and not whose.names.builds(name):
        return False, "it belongs to the website's builder or theme"
    return None


def _told_by_the_group(sight: _Sight, whose: _Whose) -> _Verdict | None:
    return (True, "the group is known to have it") if sight.account.key in whose.known else None


def _named_alike(sight: _Sight, whose: _Whose) -> _Verdict | None:
    if is_like(sight.account.name, whose.names):
        return True, "its name is like the website's"
    return None


def _another_groups(sight: _Sight, whose: _Whose) -> _Verdict | None:
    known = whose.known_to
    if known.others is not None and known.others.with_account(sight.account.key) not in ("", known.own_key):
        return False, "it is known to be another group's"
    return None


def _of_the_platform(sight: _Sight, whose: _Whose) -> _Verdict | None:
    """A page of the group's within somebody else's website: the platform's own account stands there too."""
    if whose.names.platform and is_platforms(sight.account.name, whose.names):
        return False, "it belongs to the platform the website lives on"
    return None


def _follows_another(sight: _Sight, whose: _Whose) -> _Verdict | None:
    """“Follow Leasow Council on X”, at the bottom of a group's website."""
    said = [_FOLLOW_SOMEBODY.search(mention.text) for _, mention in sight.mentions]
    if all(match is not None and not is_named(match["who"], whose.names) for match in said):
        return False, "the page says whose it is"
    return None


def _in_the_frame(sight: _Sight, _: _Whose) -> _Verdict | None:
    """In the header, menu or footer, outside anybody else's box; a person's account needs company."""
    for _page, mention in sight.mentions:
        if mention.place not in _FRAME or not mention.clues.isdisjoint(_OTHERS):
            continue
        alone = mention.row_platforms == 1
        if not alone or not (sight.account.kind == "person" or mention.clues >= _PROSE):
            return True, f"it stands {mention.place}"
    return None


def _said_ours(sight: _Sight, _: _Whose) -> _Verdict | None:
    """A "follow us" block, a page's own box, or rel=me."""
    if sight.account.kind == "person":
        return None
    for _page, mention in sight.mentions:
        if not mention.clues.isdisjoint(_OTHERS):
            continue
        if mention.place is Place.WIDGET:
            return True, "the page shows its box"
        if not mention.clues.isdisjoint(_OURS):
            return True, "the page says to follow it"
    return None


def _in_anothers_box(sight: _Sight, _: _Whose) -> _Verdict | None:
    if sight.always(lambda mention: not mention.clues.isdisjoint(_OTHERS)):
        return False, "it stands beside somebody else's name"
    return None


def _under_anothers_heading(sight: _Sight, _: _Whose) -> _Verdict | None:
    if sight.always(lambda mention: Clue.OTHERS_HEADING in mention.clues):
        return False, "it stands under a heading about others"
    return None


def _called_by_its_name(sight: _Sight, _: _Whose) -> _Verdict | None:
    """By now that name is known not to be the website's."""
    if sight.always(lambda mention: Clue.BY_NAME in mention.clues):
        return False, "it is called by a name that is not the website's"
    return None


def _a_wider_body(sight: _Sight, whose: _Whose) -> _Verdict | None:
    """The movement a branch belongs to, or the council; its own would be more like the website's name."""
    wider = _WIDER.search(squash(sight.account.name))
    if wider is not None and not any(wider.group() in name for name in whose.names.firm):
        return False, "it seems to be that of a wider body"
    return None


def _named_rather_alike(sight: _Sight, whose: _Whose) -> _Verdict | None:
    if is_rather_like(sight.account.name, whose.names):
        return True, "its name is rather like the website's"
    return None


def _a_person(sight: _Sight, _: _Whose) -> _Verdict | None:
    return (False, "it is one person's own") if sight.account.kind == "person" else None


def _beside_a_person(sight: _Sight, whose: _Whose) -> _Verdict | None:
    if all((page.url, mention.row) in whose.person_rows for page, mention in sight.mentions):
        return False, "it stands beside one person's own account"
    return None


def _one_of_a_list(sight: _Sight, _: _Whose) -> _Verdict | None:
    """Once is enough: who is in one list of links may well be in another."""
    for _page, mention in sight.mentions:
        if mention.row_platforms == 1 and mention.row_accounts >= _A_LIST:
            return False, "it is one of a list of links"
    return None


def _beside_a_better_one(sight: _Sight, whose: _Whose) -> _Verdict | None:
    if sight.account.platform not in whose.sure_platforms:
        return None
    if sight.always(lambda mention: mention.row_platforms == 1 or not mention.clues.isdisjoint(_PROSE)):
        return False, "it is named in the text, and the website has another of its own"
    return None


def _otherwise(_sight: _Sight, _whose: _Whose) -> _Verdict:
    return True, "the page shows it and nothing says it is anybody else's"


_SURE: tuple[_Rule, ...] = (
    _builders_own, _told_by_the_group, _of_the_platform, _named_alike, _another_groups, _follows_another,
    _in_the_frame, _said_ours,
)  # fmt: skip
_THEN: tuple[_Rule, ...] = (
    _in_anothers_box, _under_anothers_heading, _called_by_its_name, _a_wider_body,
    _named_rather_alike, _a_person, _beside_a_person, _one_of_a_list, _beside_a_better_one,
    _otherwise,
)  # fmt: skip


def _first(rules: Sequence[_Rule], sight: _Sight, whose: _Whose) -> _Verdict | None:
    for rule in rules:
        verdict = rule(sight, whose)
        if verdict is not None:
            return verdict
    return None


def accounts_of(pages: Sequence[Page], known: KnownPlaces) -> tuple[Account, ...]:
    """Every account met on these pages of one website, in the order met, each with whose it seems to be."""
    sights = _sights(pages)
    if not sights:
        return ()
    whose = _whose(pages, known)
    verdicts = [_first(_SURE, sight, whose) for sight in sights]
    for sight, verdict in zip(sights, verdicts, strict=True):
        if verdict is not None and verdict[0]:
            whose.sure_platforms.add(sight.account.platform)
        if verdict is None and sight.account.kind == "person":
            whose.person_rows.update((page.url, mention.row) for page, mention in sight.mentions)
    return tuple(
        _account(sight, verdict or _first(_THEN, sight, whose) or _otherwise(sight, whose))
        for sight, verdict in zip(sights, verdicts, strict=True)
    )


def _whose(pages: Sequence[Page], known: KnownPlaces) -> _Whose:
    stated = [page.site_name for page in pages]
    heading = next((one.text for one in pages[0].reading.headings if one.level == 1), "")
    names = SiteNames(pages[0].url, stated, [heading, *(page.title for page in pages)], known.group_name)
    return _Whose(names, frozenset(account.key for account in known.readable()), set(), set(), known)


def _sights(pages: Sequence[Page]) -> list[_Sight]:
    found: dict[str, list[tuple[Page, Mention]]] = {}
    for page in pages:
        for mention in page.mentions:
            found.setdefault(mention.account.key, []).append((page, mention))
    return [_Sight(pairs[0][1].account, pairs) for pairs in found.values()]


def _account(sight: _Sight, verdict: _Verdict) -> Account:
    own, because = verdict
    account = sight.account
    evidence = [
        Evidence(page.url, mention.text or account.url, str(mention.place))
        for page, mention in sight.mentions[:_EVIDENCE_EACH]
    ]
    return Account(account.platform, account.url, account.key, own, because, tuple(evidence))
