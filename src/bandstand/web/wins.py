"""Easy wins as screens show them: with the how-to card that goes with each."""

from collections.abc import Iterable
from dataclasses import dataclass

from bandstand.gatherings.queries.wins import Win
from bandstand.presence.cards import CardToRead
from bandstand.presence.models import Finding
from bandstand.presence.queries.cards import CardsOfLooks


def with_cards(findings: Iterable[Finding]) -> list[tuple[Finding, CardToRead | None]]:
    """Return each with its how-to card, if there is one, in one query however many there are."""
    cards = CardsOfLooks()
    return [(finding, cards.get(finding.look, finding.builder)) for finding in findings]


@dataclass(frozen=True)
class WinWithCard:
    """What would help, whether they asked for it, and the card that shows how."""

    finding: Finding
    asked: bool
    card: CardToRead | None

    @property
    def is_done(self) -> bool:
        return self.finding.closed_at is not None


def wins_with_cards(wins: Iterable[Win]) -> list[WinWithCard]:
    cards = CardsOfLooks()
    return [
        WinWithCard(win.finding, win.asked, cards.get(win.finding.look, win.finding.builder)) for win in wins
    ]
