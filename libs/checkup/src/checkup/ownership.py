"""Whose account is it? Told from where it stands, what stands around it, and how its name compares.

Rules are tried in order and the first that knows decides; each gives its reason in a few words. No rule names
a site.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .addresses import SocialAddress
from .facts import Clue, Mention, Page, Place
from .known import KnownPlaces
from .names import SiteNames, is_like, is_rather_like, site_names
from .report import Account, Evidence
from .rooms import BUILDERS_OWN

_OTHERS = frozenset((Clue.PERSON, Clue.QUOTE, Clue.COMMENT, Clue.CREDIT, Clue.PARTNER))
_FRAME = (Place.TOP, Place.MENU, Place.BOTTOM)
_PROSE = frozenset((Clue.SENTENCE, Clue.ARTICLE))
_A_LIST = 4  # so many accounts of one network side by side are a list of links
_EVIDENCE_EACH = 3


@dataclass(frozen=True, slots=True)
class _Sight:
    """One account with all its mentions over the pages read."""

    account: SocialAddress
    mentions: tuple[tuple[Page, Mention], ...]

    def always(self, told: Callable[[Mention], bool]) -> bool:
        return all(told(mention) for _, mention in self.mentions)


@dataclass(frozen=True, slots=True)
class _Whose:
    """What a rule may look at besides the account itself."""

    names: SiteNames
    known: frozenset[str]
    sure_platforms: frozenset[str] = frozenset()  # networks with an account that is surely the site's own
    person_rows: frozenset[tuple[str, int]] = frozenset()  # (page, row) of icons around a person's account


_Verdict = tuple[bool, str]
_Rule = Callable[[_Sight, _Whose], _Verdict | None]


def _builders_own(sight: _Sight, whose: _Whose) -> _Verdict | None:
    name = sight.account.name.lower().replace(".", "")
    if name in BUILDERS_OWN and name not in whose.names.firm | whose.names.host:
        return False, "it belongs to the website's builder or theme"
    return None


def _told_by_the_group(sight: _Sight, whose: _Whose) -> _Verdict | None:
    return (True, "the group is known to have it") if sight.account.key in whose.known else None


def _named_alike(sight: _Sight, whose: _Whose) -> _Verdict | None:
    if is_like(sight.account.name, whose.names):
        return True, "its name is like the website's"
    return None


def _in_the_frame(sight: _Sight, _: _Whose) -> _Verdict | None:
    """In the header, menu or footer, outside anybody else's box; a person's account needs company."""
    for _page, mention in sight.mentions:
        alone = mention.row_platforms == 1
        doubtful = alone and (sight.account.kind == "person" or mention.clues >= _PROSE)
        if mention.place in _FRAME and not mention.clues & _OTHERS and not doubtful:
            return True, f"it stands {mention.place.value}"
    return None


def _said_ours(sight: _Sight, _: _Whose) -> _Verdict | None:
    """A "follow us" block, a page's own box, or rel=me."""
    for _page, mention in sight.mentions:
        if mention.clues & _OTHERS or sight.account.kind == "person":
            continue
        if mention.place is Place.WIDGET:
            return True, "the page shows its box"
        if mention.clues & {Clue.FOLLOW, Clue.REL_ME}:
            return True, "the page says to follow it"
    return None


def _in_anothers_box(sight: _Sight, _: _Whose) -> _Verdict | None:
    if sight.always(lambda mention: bool(mention.clues & _OTHERS)):
        return False, "it stands beside somebody else's name"
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
    if sight.always(lambda mention: bool(mention.clues & _PROSE) or mention.row_platforms == 1):
        return False, "it is named in the text, and the website has another of its own"
    return None


def _otherwise(_sight: _Sight, _whose: _Whose) -> _Verdict:
    return True, "the page shows it and nothing says it is anybody else's"


_SURE: tuple[_Rule, ...] = (_builders_own, _told_by_the_group, _named_alike, _in_the_frame, _said_ours)
_THEN: tuple[_Rule, ...] = (
    _in_anothers_box, _named_rather_alike, _a_person, _beside_a_person, _one_of_a_list, _beside_a_better_one,
    _otherwise,
)  # fmt: skip


def _first(rules: Sequence[_Rule], sight: _Sight, whose: _Whose) -> _Verdict | None:
    return next((verdict for rule in rules if (verdict := rule(sight, whose)) is not None), None)


def accounts_of(pages: Sequence[Page], known: KnownPlaces) -> tuple[Account, ...]:
    """Every account met on these pages of one website, in the order met, each with whose it seems to be."""
    sights = _sights(pages)
    whose = _whose(pages, known)
    verdicts = {sight.account.key: _first(_SURE, sight, whose) for sight in sights}
    sure = {sight.account.platform for sight in sights if (verdicts[sight.account.key] or (False,))[0]}
    rows = {
        (page.url, mention.row)
        for sight in sights
        if sight.account.kind == "person" and verdicts[sight.account.key] is None
        for page, mention in sight.mentions
    }
    whose = replace(whose, sure_platforms=frozenset(sure), person_rows=frozenset(rows))
    return tuple(
        _account(
            sight, verdicts[sight.account.key] or _first(_THEN, sight, whose) or _otherwise(sight, whose)
        )
        for sight in sights
    )


def _whose(pages: Sequence[Page], known: KnownPlaces) -> _Whose:
    stated = [known.group_name, *(page.site_name for page in pages)]
    names = site_names(pages[0].url if pages else "", stated, [page.title for page in pages])
    return _Whose(names, frozenset(account.key for account in known.readable()))


def _sights(pages: Sequence[Page]) -> list[_Sight]:
    found: dict[str, list[tuple[Page, Mention]]] = {}
    for page in pages:
        for mention in page.mentions:
            found.setdefault(mention.account.key, []).append((page, mention))
    return [_Sight(pairs[0][1].account, tuple(pairs)) for pairs in found.values()]


def _account(sight: _Sight, verdict: _Verdict) -> Account:
    own, because = verdict
    evidence = tuple(
        Evidence(page.url, mention.text or sight.account.url, mention.place.value)
        for page, mention in sight.mentions[:_EVIDENCE_EACH]
    )
    return Account(sight.account.platform, sight.account.url, sight.account.key, own, because, evidence)
