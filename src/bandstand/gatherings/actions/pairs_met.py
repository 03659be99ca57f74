"""What was noted on the day of two groups we had thought should meet: they have, or it was taken back."""

from django.utils import timezone

from ..introducing.pairs import MOST_OPEN, open_of, still_open
from ..models import Gathering, Introduction, SuggestedPair

State = SuggestedPair.State


def mark_met(gathering: Gathering) -> None:
    """Bring the pairs to what the meetings of this gathering say, inside the caller's transaction."""
    standing = Introduction.objects.filter(
        gathering=gathering, undone_at=None, connection__isnull=False, connection__undone_at=None
    )
    _take_back(gathering)
    circles: dict[int, set[int]] = {}
    for connection, group in standing.values_list("connection", "connection__groups").order_by("pk"):
        circles.setdefault(connection, set()).add(group)
    suggested = set(standing.filter(suggested=True).values_list("connection", flat=True))
    for connection, groups in circles.items():
        _met(gathering, connection, groups, is_new=connection in suggested)


def _met(gathering: Gathering, connection: int, groups: set[int], *, is_new: bool) -> None:
    """Settle the pairs of a circle; one that was only thought of in the room is written down as met."""
    now = timezone.now()
    pairs = SuggestedPair.objects.filter(one__in=groups, other__in=groups)
    pairs.filter(state__in=[State.OPEN, State.ASKED]).update(
        state=State.MET, connection=connection, closed_at=now
    )
    if is_new and len(groups) == 2 and not pairs.exists():
        one, other = sorted(groups)
        met = {"state": State.MET, "connection_id": connection, "closed_at": now}
        SuggestedPair.objects.create(hub=gathering.hub, one_id=one, other_id=other, **met)


def _take_back(gathering: Gathering) -> None:
    """They did not meet after all: the pair is as it was; one only thought of in the room goes.

    So does one nobody was asked about where a group has two others open by now: it is found again.
    """
    undone = SuggestedPair.objects.filter(
        state=State.MET,
        connection__introductions__gathering=gathering,
        connection__undone_at__isnull=False,
    )
    for pair in undone:
        if pair.made_by_id is None and not pair.reasons:
            pair.delete()
            continue
        back = State.ASKED if pair.asked_at else State.OPEN
        if back == State.OPEN and _is_full(pair):
            pair.delete()
            continue
        SuggestedPair.objects.filter(pk=pair.pk).update(state=back, connection=None, closed_at=None)


def _is_full(pair: SuggestedPair) -> bool:
    counts = open_of(SuggestedPair.objects.filter(still_open(pair.one, pair.other)))
    return any(counts[pk] >= MOST_OPEN for pk in (pair.one_id, pair.other_id))
