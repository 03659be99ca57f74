"""What a check-up answers: plain, frozen facts that survive pickling and turn into JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .ties import Tie


class State(StrEnum):
    """How a look came out. Never a number: a check-up is not an exam."""

    GOOD = "good"
    EASY_WIN = "easy win"
    NEEDS_A_DECISION = "needs a decision"
    COULD_NOT_CHECK = "could not check"
    DOES_NOT_APPLY = "does not apply"


class Outcome(StrEnum):
    """Whether the website could be looked at and, if not, the plain reason (see `REASONS`)."""

    LOOKED = "looked"
    NO_WEBSITE = "no website"
    SOCIAL_ONLY = "social media page only"
    BAD_ADDRESS = "not a web address"
    NOT_PUBLIC = "not a public web address"
    NO_SUCH_NAME = "name not found"
    REFUSED = "refused"
    TOO_SLOW = "too slow"
    BROKE_OFF = "broke off"
    BAD_PADLOCK = "padlock problem"
    TURNED_AWAY = "turned away"
    ASKED_NOT_TO = "asked not to look"
    NOT_FOUND = "page not found"
    SITE_ERROR = "site error"
    GOES_ROUND = "goes round in circles"
    NOT_A_PAGE = "not a web page"
    TOO_BIG = "too big"
    NONSENSE = "nonsense"
    EMPTY = "empty page"
    SCRIPT_ONLY = "made by a script"
    SIGN_IN_ONLY = "sign-in only"
    ASKS_CONSENT = "asks for consent first"
    BEING_BUILT = "being built"
    PARKED = "parked"
    COULD_NOT_READ = "could not read"


REASONS: dict[Outcome, str] = {
    Outcome.LOOKED: "We looked at the website.",
    Outcome.NO_WEBSITE: "We have no website address for this group, which is fine: many groups do without.",
    Outcome.SOCIAL_ONLY: (
        "This group meets people on a social media page and has no website of its own, which is "
        "fine. We do not read social media pages, so there was nothing here for us to check."
    ),
    Outcome.BAD_ADDRESS: "This does not look like a web address. Please check how it is typed.",
    Outcome.NOT_PUBLIC: (
        "This is not a public web address, so we did not look at it. Please check how it is typed."
    ),
    Outcome.NO_SUCH_NAME: "We could not find this web address. It may be mistyped, or it may need renewing.",
    Outcome.REFUSED: "The website did not let us connect. Please try it yourself, then ask us to look again.",
    Outcome.TOO_SLOW: (
        "The website took too long to answer. It may just be busy: please ask us to look again later."
    ),
    Outcome.BROKE_OFF: "The website broke off in the middle of answering. Please ask us to look again later.",
    Outcome.BAD_PADLOCK: (
        "The website's padlock (its security certificate) has a problem, so we did not go in. "
        "Whoever hosts the website can put this right."
    ),
    Outcome.TURNED_AWAY: (
        "The website turned our visit away. People can probably still see it; we just could not look."
    ),
    Outcome.ASKED_NOT_TO: "The website asks automatic visitors like us to stay out, so we did not look.",
    Outcome.NOT_FOUND: "There is no page at this web address. Please check how it is typed.",
    Outcome.SITE_ERROR: (
        "The website answered that something is wrong on its side. Please ask us to look again later."
    ),
    Outcome.GOES_ROUND: (
        "This web address keeps sending visitors on to another one, so we never arrived at a page."
    ),
    Outcome.NOT_A_PAGE: (
        "This address leads to a file rather than a web page, so there was nothing for us to check."
    ),
    Outcome.TOO_BIG: "The page is too big for us to read.",
    Outcome.NONSENSE: "What came back was not readable text, so we could not check it.",
    Outcome.EMPTY: "The page came back empty, so there was nothing for us to check.",
    Outcome.SCRIPT_ONLY: (
        "This page is put together in the visitor's browser, which we cannot see, so we could not check it."
    ),
    Outcome.SIGN_IN_ONLY: "This page asks visitors to sign in first, so we could not look.",
    Outcome.ASKS_CONSENT: (
        "This page asks visitors to agree to something before it shows itself, so we could not look."
    ),
    Outcome.BEING_BUILT: (
        "The website says it is being built or mended. Please ask us to look again when it is ready."
    ),
    Outcome.PARKED: (
        "This web address shows a holding page or adverts instead of the group. It may need renewing."
    ),
    Outcome.COULD_NOT_READ: "Something on this page stopped us reading it, so we could not check it.",
}


class Evidence(NamedTuple):
    """What was seen, and where. `snippet` is text to be escaped, never markup to be shown as it is."""

    url: str  # the page it was seen on
    snippet: str
    where: str  # in a person's words: "at the bottom of the page"


class Finding(NamedTuple):
    """One look's answer about one website, in plain words.

    `says` names the sentence in the look's `says`, and `values` fill its blanks: whoever words it
    differently fills their own sentence with the same values. `headline` is it with ours.
    """

    look: str
    state: State
    headline: str
    evidence: tuple[Evidence, ...] = ()
    advice: str = ""
    effort_minutes: int | None = None  # None where there is nothing to do
    says: str = ""
    values: tuple[tuple[str, str], ...] = ()
    advises: str = ""  # names the advice likewise: "fix:WordPress", or one of the look's `advice`

    def as_dict(self) -> dict[str, Any]:
        return {
            "look": self.look,
            "state": self.state.value,
            "headline": self.headline,
            "evidence": [{"url": e.url, "snippet": e.snippet, "where": e.where} for e in self.evidence],
            "advice": self.advice,
            "effort": self.effort_minutes,
            "says": self.says,
            "values": dict(self.values),
            "advises": self.advises,
        }


class Account(NamedTuple):
    """A social media account met on the website.

    `url` is tidied, `key` is the same for every spelling of one account ("facebook:leasowpark"),
    `own` says whether it looks like the group's own, and `because` says why in a few words.
    """

    platform: str
    url: str
    key: str
    own: bool
    because: str
    evidence: tuple[Evidence, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {"platform": self.platform, "url": self.url, "own": self.own, "because": self.because}


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page that was asked for, and how that went."""

    url: str
    outcome: Outcome
    title: str = ""
    cut_short: bool = False  # only the first part was read


class PostsRead(NamedTuple):
    """Which posts a news feed still had: what is older than its oldest has only scrolled off."""

    addresses: frozenset[str]
    oldest: date | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one check-up has to say. `findings` holds one finding per look, in the order of `LOOKS`."""

    site: str  # as it was given
    outcome: Outcome
    words: str  # the outcome as one plain sentence or two
    pages: tuple[PageRead, ...]
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    started: datetime  # aware, UTC
    finished: datetime
    # What it points to; None where that was not asked. Not in JSON, as whoever asks keeps it elsewhere.
    ties: tuple[Tie, ...] | None = None
    posts: PostsRead | None = None  # None: no news feed was read

    @property
    def could_look(self) -> bool:
        return self.outcome is Outcome.LOOKED

    @property
    def own_accounts(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.own)

    def as_dict(self) -> dict[str, Any]:
        return {
            "site": self.site,
            "outcome": self.outcome.value,
            "words": self.words,
            "pages": [
                {"url": p.url, "outcome": p.outcome.value, "title": p.title, "cut_short": p.cut_short}
                for p in self.pages
            ],
            "accounts": [account.as_dict() for account in self.accounts],
            "findings": [finding.as_dict() for finding in self.findings],
            "started": self.started.isoformat(),
            "finished": self.finished.isoformat(),
            "asked_for_ties": self.ties is not None,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=indent)
