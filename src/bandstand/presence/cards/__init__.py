"""The how-to cards that come with Bandstand, one file a card. To add one, copy a neighbour."""

from functools import cache
from pathlib import Path

from .reading import SECTIONS, WAYS, CardToRead, Trouble, Way, read

__all__ = ["SECTIONS", "WAYS", "CardToRead", "Trouble", "Way", "our_cards"]

_HERE = Path(__file__).parent


@cache
def our_cards() -> dict[str, CardToRead]:
    """Return our cards by slug: section after section, in each the quickest first."""
    cards = [read(path.stem, path.read_bytes()) for path in _HERE.glob("*.toml")]
    cards.sort(key=lambda card: (list(SECTIONS).index(card.section), card.minutes or 0, card.title))
    return {card.slug: card for card in cards}
