"""What a look is, and the website it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from .addresses import SocialAddress
from .facts import Arrival, Page
from .known import KnownPlaces
from .report import Account, Evidence, Finding, Outcome, State


@dataclass(frozen=True, slots=True)
class Site:
    """Pages of one website, the front page first, with the accounts met there and what is known.

    `pages` is empty where we did not get in; only looks with `without_pages` are asked then.
    """

    pages: tuple[Page, ...]
    accounts: tuple[Account, ...]
    known: KnownPlaces
    known_accounts: tuple[SocialAddress, ...]
    arrival: Arrival = field(default_factory=Arrival)
    outcome: Outcome = Outcome.LOOKED

    @property
    def front(self) -> Page:
        return self.pages[0]

    @property
    def today(self) -> date:
        return self.known.today or datetime.now(UTC).date()

    @property
    def own_accounts(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.own)

    @property
    def seen_in_part(self) -> bool:
        """Whether something we did not see may still be there."""
        framed = self.front.layout.frames and len(self.pages) == 1
        return framed or any(page.cut_short or page.needs_script for page in self.pages)

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

    def at(self, site: Site) -> Finding:
        return self.see(self, site)

    def how_on(self, builder: str) -> str:
        return self.how_to_fix[self._way(builder)]

    def _way(self, builder: str) -> str:
        """Whose way to fix it holds for this builder; "" is everybody's."""
        likeness = (builder, _WORKS_LIKE.get(builder, ""))
        return next((name for name in likeness if name in self.how_to_fix), "")

    def good(self, says: str, evidence: Iterable[Evidence] = (), **values: str) -> Finding:
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
        advice = filled(self.advice[advises], values)
        return self._finding(
            State.NEEDS_A_DECISION, says, values, evidence, advice=advice, advises=advises, minutes=minutes
        )

    def could_not_check(self, says: str, evidence: Iterable[Evidence] = (), **values: str) -> Finding:
        return self._finding(State.COULD_NOT_CHECK, says, values, evidence)

    def does_not_apply(self, says: str, **values: str) -> Finding:
        return self._finding(State.DOES_NOT_APPLY, says, values, ())

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
            look=self.id,
            state=state,
            headline=filled(self.says[says], values),
            evidence=tuple(evidence),
            advice=advice,
            effort_minutes=minutes,
            says=says,
            values=tuple(values.items()),
            advises=advises,
        )


def filled(sentence: str, values: Mapping[str, str]) -> str:
    """The sentence with its blanks filled. A value never brings blanks of its own; an unknown blank stays."""
    parts = sentence.split("{")
    return parts[0] + "".join(_fill(part, values) for part in parts[1:])


def _fill(part: str, values: Mapping[str, str]) -> str:
    name, closed, rest = part.partition("}")
    return values[name] + rest if closed and name in values else "{" + part
