"""How a pair stands, in a sentence or two for the desk: who was asked, who said what, what became of it."""

from datetime import date, datetime

from django.utils import timezone

from bandstand.kit import dates

from ..models import PairLetter, SuggestedPair
from .reasons import listed

State, Says = SuggestedPair.State, PairLetter.Says
_SAID = {Says.YES: "said yes", Says.NO: "would rather not just now"}


def standing(pair: SuggestedPair) -> str:
    """Return the sentences; `letters` are best read beforehand."""
    if pair.state == State.OPEN:
        return ""
    if pair.state == State.DISMISSED:
        return f"Not these two, said on {_day(pair.closed_at)}."
    if pair.state == State.MET:
        return _met(pair)
    asked = f"Both asked on {_day(pair.asked_at)}"
    if pair.state == State.AGREED:
        return f"{asked}; both said yes, and were introduced on {_day(pair.closed_at)}."
    said = [f"{letter.group} {_SAID[Says(letter.says)]}" for letter in pair.letters.all() if letter.says]
    waits = "no answer in sixty days" if pair.state == State.REFUSED else "no answer so far"
    return f"{asked}; {listed(said) if said else waits}."


def _met(pair: SuggestedPair) -> str:
    if pair.connection is None or not pair.connection.where:
        return f"They know each other: written down on {_day(pair.closed_at)}."
    return f"They met: {pair.connection.where}, {_day(pair.connection.on)}."


def _day(moment: date | datetime | None) -> str:
    return dates.day(moment, today=timezone.localdate()) if moment else "a day we do not know"
