"""Whom to introduce, at the desk: look for pairs, ask both, they know each other, not these two."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from bandstand.groups.actions.connections import Meeting, Said, add_connection, add_evidence
from bandstand.groups.models import Connection, ConnectionEvidence
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..introducing.facts import known_of, may_be_introduced
from ..introducing.pairs import MOST_OPEN, gone_quiet, is_open, open_of, still_open
from ..introducing.suggested import Suggested, suggest
from ..introducing.ties import Pair, who_knows_whom
from ..models import SuggestedPair

State = SuggestedPair.State


class FullError(Exception):
    """A group has as many open suggestions as it may; the words say which."""


def look_for_pairs(hub: Hub, *, by: Person | None) -> int:
    """Fill up with the best pairs there are; what was said before stands. Return how many are new.

    Thinking of them takes seconds where there are thousands of groups, and holds no lock.
    """
    known, ties = known_of(may_be_introduced()), who_knows_whom()
    _put_to_rest(ties, {one.group.pk for one in known})
    pairs = list(SuggestedPair.objects.all())
    found = suggest(
        known, connected=ties, closed=[(one.one_id, one.other_id) for one in pairs], open_now=open_of(pairs)
    )
    return keep_pairs(hub, found, by=by)


@transaction.atomic
def keep_pairs(hub: Hub, found: Iterable[Suggested], *, by: Person | None) -> int:
    """Write down what was thought of, as far as it still holds; return how many are new."""
    # Two presses at once take turns; bookings, which only point to the hub's row, go on meanwhile.
    Hub.objects.select_for_update(no_key=True).get(pk=hub.pk)
    made = SuggestedPair.objects.bulk_create(_row(hub, one, by=by) for one in _with_room(found))
    words = f"looked for groups to introduce: {len(made)} new"
    record(hub, "looked for pairs", words, by=by)
    return len(made)


def _with_room(found: Iterable[Suggested]) -> Iterator[Suggested]:
    """Yield those that are none of the pairs there are by now, nor one too many for either group."""
    pairs = list(SuggestedPair.objects.all())
    there, room = {(one.one_id, one.other_id) for one in pairs}, open_of(pairs)
    for one in found:
        if one.pair not in there and max(room[pk] for pk in one.pair) < MOST_OPEN:
            room.update(one.pair)
            yield one


def _row(hub: Hub, found: Suggested, *, by: Person | None) -> SuggestedPair:
    return SuggestedPair(
        hub=hub, one=found.one, other=found.other, worth=found.worth, reasons=found.reasons, made_by=by
    )


@transaction.atomic
def _put_to_rest(ties: set[Pair], willing: set[int]) -> None:
    """Take out suggestions nobody has said anything of that are none any more; close what nobody answered."""
    for pair in SuggestedPair.objects.filter(state=State.OPEN):
        if not {pair.one_id, pair.other_id} <= willing or (pair.one_id, pair.other_id) in ties:
            pair.delete()
    gone_quiet().update(state=State.REFUSED, closed_at=timezone.now())


@transaction.atomic
def dismiss(pair: SuggestedPair, *, by: Person) -> None:
    """Not these two: they are not suggested again, however often one looks."""
    done = SuggestedPair.objects.filter(pk=pair.pk, state=State.OPEN)
    if done.update(state=State.DISMISSED, closed_at=timezone.now()):
        record(pair.hub, "dismissed a pair", f"said not to introduce {pair}", by=by, about=pair)


@transaction.atomic
def bring_back(pair: SuggestedPair, *, by: Person) -> None:
    """Undo “not these two”. Raises FullError where one of them has two other suggestions open by now."""
    rows = SuggestedPair.objects.select_for_update().filter(still_open(pair.one, pair.other))
    counts = open_of(rows)
    for group in (pair.one, pair.other):
        if counts[group.pk] >= MOST_OPEN:
            raise FullError(f"{group} has two other suggestions by now. Settle one of them first.")
    back = SuggestedPair.objects.filter(pk=pair.pk, state=State.DISMISSED)
    if back.update(state=State.OPEN, closed_at=None):
        record(pair.hub, "brought a pair back", f"suggested {pair} again", by=by, about=pair)


@transaction.atomic
def they_know(pair: SuggestedPair, *, by: Person) -> Connection | None:
    """Write down that the two know each other already, as the officer says; None where it is settled."""
    row = SuggestedPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if not is_open(row):
        return None
    today = timezone.localdate()
    made = add_connection(
        pair.hub, (pair.one, pair.other), Meeting(today, words="They knew each other already."), by=by
    )
    add_evidence(made, Said(ConnectionEvidence.Says.YES, today), by=by)
    close(row, State.MET, made)
    return made


def close(pair: SuggestedPair, state: str, connection: Connection) -> None:
    """Settle a pair; the page its letters lead to says from then on how it stands."""
    SuggestedPair.objects.filter(pk=pair.pk).update(
        state=state, connection=connection, closed_at=timezone.now()
    )
