"""What a look is, and the website it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .addresses import SocialAddress
from .facts import Page
from .known import KnownPlaces
from .report import Account, Evidence, Finding, State


@dataclass(frozen=True, slots=True)
class Site:
    """Pages of one website, the front page first, with the accounts met there and what is known."""

    pages: tuple[Page, ...]
    accounts: tuple[Account, ...]
    known: KnownPlaces
    known_accounts: tuple[SocialAddress, ...]

    @property
    def front(self) -> Page:
        return self.pages[0]

    @property
    def own_accounts(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.own)

    @property
    def seen_in_part(self) -> bool:
        """Whether something we did not see may still be there."""
        framed = self.front.layout.frames and len(self.pages) == 1
        return framed or any(page.cut_short for page in self.pages)

    def hides(self, key: str) -> bool:
        return any(key in page.hidden_accounts for page in self.pages)


@dataclass(frozen=True, slots=True)
class Look:
    """One thing worth looking at. All words are for people from small groups; none of them blames.

    `how_to_fix` is by website builder, with "" for every other one. `see` answers with exactly one finding.
    """

    id: str
    title: str
    looks_for: str
    why: str
    minutes: int
    how_to_fix: Mapping[str, str]
    could_not_check_when: str
    see: Callable[[Look, Site], Finding]

    def at(self, site: Site) -> Finding:
        return self.see(self, site)

    def how_on(self, builder: str) -> str:
        return self.how_to_fix.get(builder, self.how_to_fix[""])

    def good(self, headline: str, evidence: Iterable[Evidence] = (), advice: str = "") -> Finding:
        return Finding(self.id, State.GOOD, headline, tuple(evidence), advice)

    def easy_win(self, headline: str, site: Site, evidence: Iterable[Evidence] = ()) -> Finding:
        advice = self.how_on(site.front.builder)
        return Finding(self.id, State.EASY_WIN, headline, tuple(evidence), advice, self.minutes)

    def needs_a_decision(
        self, headline: str, advice: str, minutes: int | None, evidence: Iterable[Evidence] = ()
    ) -> Finding:
        return Finding(self.id, State.NEEDS_A_DECISION, headline, tuple(evidence), advice, minutes)

    def could_not_check(self, headline: str, evidence: Iterable[Evidence] = ()) -> Finding:
        return Finding(self.id, State.COULD_NOT_CHECK, headline, tuple(evidence))

    def does_not_apply(self, headline: str) -> Finding:
        return Finding(self.id, State.DOES_NOT_APPLY, headline)
