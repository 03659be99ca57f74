"""What a look is, and the website it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache

from .addresses import SocialAddress
from .facts import Arrival, OddDoor, Page
from .known import KnownPlaces
from .report import Account, Evidence, Finding, Outcome, State
from .words import in_short


@dataclass(frozen=True)
class Site:
    """Pages of one website, the front page first, with the accounts met there and what is known.

    `pages` is empty where we did not get in; only looks with `without_pages` are asked then. What several
    looks ask is found out once.
    """

    pages: tuple[Page, ...]
    accounts: tuple[Account, ...]
    known: KnownPlaces
    known_accounts: tuple[SocialAddress, ...]
    arrival: Arrival = field(default_factory=Arrival)
    outcome: Outcome = Outcome.LOOKED

    @cached_property
    def front(self) -> Page:
        return self.pages[0]

    @cached_property
    def today(self) -> date:
        return self.known.today or datetime.now(UTC).date()

    @cached_property
    def own_accounts(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.own)

    @cached_property
    def seen_in_part(self) -> bool:
        """Whether something we did not see may still be there."""
        unread = self.front_seen_in_part or self.arrival.left_unread
        return unread or any(page.cut_short or page.needs_script for page in self.pages)

    @cached_property
    def front_seen_in_part(self) -> bool:
        """The same, of the first page alone."""
        framed = self.front.layout.frames and len(self.pages) == 1
        return framed or self.front.cut_short or self.front.needs_script

    @cached_property
    def what_we_read(self) -> Evidence:
        """Where something was looked for and not seen."""
        count = len(self.pages)
        where = f"we read {count} pages" if count > 1 else "we looked at one page"
        return Evidence(self.front.url, in_short(self.front.title or self.front.url), where)

    @cached_property
    def odd_doors(self) -> tuple[tuple[Page, OddDoor], ...]:
        """Every button that leads nowhere useful, each once however many pages show it."""
        doors: dict[tuple[str, str, str], tuple[Page, OddDoor]] = {}
        for page in self.pages:
            for door in page.odd_doors:
                doors.setdefault((door.platform, door.problem, door.address), (page, door))
        return tuple(doors.values())

    @cached_property
    def has_buttons(self) -> bool:
        """Whether it has any social media buttons, right or wrong."""
        return any(page.mentions or page.odd_doors for page in self.pages)

    def hides(self, key: str) -> bool:
        return any(key in page.hidden_accounts for page in self.pages)


_WORKS_LIKE = {"WordPress.com": "WordPress"}  # the same menus, where a look knows no way of its own


@dataclass(frozen=True, slots=True)
class Look:
    """One thing worth looking at. All words are for people from small groups; none of them blames.

    `how_to_fix` is by website builder, with "" for every other one. `says` holds every sentence a finding may
    open with, by a short name, with blanks such as {network}; `advice` holds advice other than the way to
    fix it. `see` answers with exactly one finding.
    """

    id: str
    title: str
    looks_for: str
    why: str
    minutes: int
    how_to_fix: Mapping[str, str]
    says: Mapping[str, str]
    could_not_check_when: str
    see: Callable[[Look, Site], Finding]
    advice: Mapping[str, str] = field(default_factory=dict)
    without_pages: bool = False  # also asked when we did not get in
    card: str = ""  # the how-to card that shows how, by its name
    by_itself: tuple[str, ...] = ()  # of `says`: what comes right although nobody does anything

    def at(self, site: Site) -> Finding:
        return self.see(self, site)

    def how_on(self, builder: str) -> str:
        return self.how_to_fix[self._way(builder)]

    def _way(self, builder: str) -> str:
        """Whose way to fix it holds for this builder; "" is everybody's."""
        if builder in self.how_to_fix:
            return builder
        likeness = _WORKS_LIKE.get(builder, "")
        return likeness if likeness in self.how_to_fix else ""

    def good(self, says: str, evidence: Iterable[Evidence] = (), **values: str) -> Finding:
        if not values and not evidence:
            return _in_one_sentence(self.id, State.GOOD, self.says[says], says)
        return self._finding(State.GOOD, says, values, evidence)

    def easy_win(self, says: str, site: Site, evidence: Iterable[Evidence] = (), **values: str) -> Finding:
        """Something to mend in `minutes`, with the way to do it on the builder the website uses."""
        known = self._way(site.front.builder if site.pages else "")
        return self._finding(
            State.EASY_WIN,
            says,
            values,
            evidence,
            advice=self.how_to_fix[known],
            advises=f"fix:{known}",
            minutes=self.minutes,
        )

    def needs_a_decision(
        self,
        says: str,
        advises: str,
        evidence: Iterable[Evidence] = (),
        *,
        minutes: int | None = None,
        **values: str,
    ) -> Finding:
        """Something people have to settle among themselves; `advises` names one of `advice`."""
        advice = filled(self.advice[advises], values) if values else self.advice[advises]
        return self._finding(
            State.NEEDS_A_DECISION, says, values, evidence, advice=advice, advises=advises, minutes=minutes
        )

    def could_not_check(self, says: str, evidence: Iterable[Evidence] = (), **values: str) -> Finding:
        if not values and not evidence:
            return _in_one_sentence(self.id, State.COULD_NOT_CHECK, self.says[says], says)
        return self._finding(State.COULD_NOT_CHECK, says, values, evidence)

    def does_not_apply(self, says: str) -> Finding:
        return _in_one_sentence(self.id, State.DOES_NOT_APPLY, self.says[says], says)

    def _finding(
        self,
        state: State,
        says: str,
        values: Mapping[str, str],
        evidence: Iterable[Evidence],
        *,
        advice: str = "",
        advises: str = "",
        minutes: int | None = None,
    ) -> Finding:
        return Finding(
            self.id,
            state,
            filled(self.says[says], values) if values else self.says[says],
            tuple(evidence),
            advice,
            minutes,
            says,
            tuple(values.items()),
            advises,
        )


@lru_cache(maxsize=1_000)
def _in_one_sentence(look: str, state: State, headline: str, says: str) -> Finding:
    """With nothing of the website's own in it, so that one finding does for all."""
    return Finding(look, state, headline, says=says)


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its blanks filled. A value never brings blanks of its own; an unknown blank stays."""
    parts = sentence.split("{")
    return parts[0] + "".join(_fill(part, values) for part in parts[1:])


def _fill(part: str, values: Mapping[str, str]) -> str:
    name, closed, rest = part.partition("}")
    return values[name] + rest if closed and name in values else "{" + part
