"""Reads about pairs: what is open, what became of the rest, and what a letter's page is about."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.models import PrivateLink

from ..models import PairLetter, SuggestedPair
from ..queries.inviting import Reach, reach_of
from .facts import may_be_introduced

State = SuggestedPair.State
MOST_OPEN = 2
ANSWER_WITHIN = timedelta(days=60)  # as long as the letters’ links work
_OPEN = Q(state__in=[State.OPEN, State.ASKED])


@dataclass(frozen=True)
class Told:
    """One pair as the desk sees it: how each can be reached, and what each said."""

    pair: SuggestedPair
    sides: list[tuple[Group, Reach, PairLetter | None]]

    @property
    def can_be_asked(self) -> bool:
        return self.pair.state == State.OPEN and all(reach.email for _, reach, _ in self.sides)

    @property
    def without_address(self) -> list[Group]:
        return [group for group, reach, _ in self.sides if not reach.email]

    @property
    def may_be_settled(self) -> bool:
        return is_open(self.pair)


def is_open(pair: SuggestedPair) -> bool:
    return pair.state in {State.OPEN, State.ASKED}


def pairs_of_willing() -> QuerySet[SuggestedPair]:
    """Return the pairs neither side of which asked to be left in peace since, best first."""
    willing = may_be_introduced().values("pk")
    rows = SuggestedPair.objects.filter(one__in=willing, other__in=willing)
    return rows.select_related("hub", "one__kind", "other__kind", "connection", "made_by").prefetch_related(
        "letters"
    )


def told(pairs: Iterable[SuggestedPair]) -> list[Told]:
    """Return these pairs with how each side is reached: the same queries however many there are."""
    listed = list(pairs)
    reach = reach_of({group.pk: group for pair in listed for group in (pair.one, pair.other)}.values())
    return [_told(pair, reach) for pair in listed]


def _told(pair: SuggestedPair, reach: dict[int, Reach]) -> Told:
    letters = {letter.group_id: letter for letter in pair.letters.all()}
    sides = [(group, reach[group.pk], letters.get(group.pk)) for group in (pair.one, pair.other)]
    return Told(pair, sides)


def open_of(pairs: Iterable[SuggestedPair]) -> Counter[int]:
    """Count the open suggestions of each group, by its id."""
    return Counter(pk for pair in pairs if is_open(pair) for pk in (pair.one_id, pair.other_id))


def still_open(*groups: Group) -> Q:
    return _OPEN & (Q(one__in=groups) | Q(other__in=groups))


def gone_quiet(now: datetime | None = None) -> QuerySet[SuggestedPair]:
    """Return the pairs that were asked so long ago that their letters lead nowhere any more."""
    return SuggestedPair.objects.filter(
        state=State.ASKED, asked_at__lt=(now or timezone.now()) - ANSWER_WITHIN
    )


def letter_of_link(link: PrivateLink) -> PairLetter | None:
    """Return what the letter with this link asks, if both groups may still be introduced."""
    letters = PairLetter.objects.filter(uid=link.subject, pair__in=pairs_of_willing())
    return letters.select_related(
        "hub", "person", "group", "pair__one__kind", "pair__other__kind", "pair__connection"
    ).first()
