"""From pages already read to accounts and findings. Touches no network."""

from __future__ import annotations

from collections.abc import Sequence

from .facts import Arrival, Page
from .known import KnownPlaces
from .looking import Site
from .looks import LOOKS
from .ownership import accounts_of
from .recognise import outcome_of
from .report import REASONS, Account, Finding, Outcome, State

_NOTHING_KNOWN = KnownPlaces()
_NO_JOURNEY = Arrival()
# With these there is no website to say anything about, which is a normal state and not a gap.
_NOTHING_TO_LOOK_AT = (Outcome.NO_WEBSITE, Outcome.SOCIAL_ONLY)


def look_at_pages(
    pages: Sequence[Page], *, known: KnownPlaces | None = None, arrival: Arrival | None = None
) -> tuple[tuple[Account, ...], tuple[Finding, ...]]:
    """Accounts and findings of one website's pages, the front page first; one finding for every look."""
    known = known or _NOTHING_KNOWN
    read = tuple(page for page in pages if outcome_of(page) is Outcome.LOOKED)
    if not read:
        outcome = outcome_of(pages[0]) if pages else Outcome.COULD_NOT_READ
        return (), findings_without_looking(outcome, known=known, arrival=arrival)
    site = Site(read, accounts_of(read, known), known, known.readable(), arrival or _NO_JOURNEY)
    findings = [look.see(look, site) for look in LOOKS]
    return site.accounts, tuple(findings)


def findings_without_looking(
    outcome: Outcome, *, known: KnownPlaces | None = None, arrival: Arrival | None = None
) -> tuple[Finding, ...]:
    """What can be said of a website we did not get into: most looks could not check; a few are about that."""
    known = known or _NOTHING_KNOWN
    site = Site((), (), known, known.readable(), arrival or _NO_JOURNEY, outcome)
    state = State.DOES_NOT_APPLY if outcome in _NOTHING_TO_LOOK_AT else State.COULD_NOT_CHECK
    return tuple(
        look.at(site) if look.without_pages else Finding(look.id, state, REASONS[outcome]) for look in LOOKS
    )
