"""Whom to introduce: pairs to look at, some asked, one introduced, one that does not fit, some put aside."""

from datetime import datetime, timedelta

from bandstand.gatherings.actions.introducing import dismiss, look_for_pairs
from bandstand.gatherings.actions.pair_letters import answer, ask_both
from bandstand.gatherings.introducing.pairs import pairs_of_willing, told
from bandstand.gatherings.models import PairLetter, SuggestedPair
from bandstand.people.models import Hub, Person

# What the two sides of each pair asked said: yes, no, or nothing so far.
_SAID = ((True, True), (True, None), (None, None), (True, False))


def introduce_some(hub: Hub, now: datetime, *, by: Person) -> None:
    """Look for pairs as an officer would, ask four, put two aside and leave the rest to look at."""
    look_for_pairs(hub, by=by)
    pairs = told(pairs_of_willing())
    reached = [one.pair for one in pairs if one.can_be_asked]
    for weeks, (pair, said) in enumerate(zip(reached[1:], _SAID, strict=False), start=1):
        ask_both(pair, by=by)
        _asked_on(pair, now - timedelta(weeks=weeks, hours=2))
        for letter, yes in zip(pair.letters.order_by("pk"), said, strict=True):
            if yes is not None:
                answer(letter, yes=yes)
    for one in [one for one in pairs if not one.can_be_asked][-2:]:
        dismiss(one.pair, by=by)


def _asked_on(pair: SuggestedPair, at: datetime) -> None:
    SuggestedPair.objects.filter(pk=pair.pk).update(asked_at=at)
    PairLetter.objects.filter(pair=pair).update(asked_at=at)
