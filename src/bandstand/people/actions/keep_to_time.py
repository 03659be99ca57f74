"""Letting go of what was kept long enough: what is due, and doing it. Figures stay as they were."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from bandstand.kit.words import counted

from ..keeping import CHORES, Chore, began_before, ends
from ..models import Hub, KeepingTime, Person
from .deeds import record
from .forget import wipe_traces


@dataclass(frozen=True)
class Due:
    """What of one model is due to go, and when the next of it will be."""

    chore: Chore
    months: int | None  # the hub's own choice; None where it keeps to ours
    now: int
    kept: int
    next_at: datetime | None


class OutOfBoundsError(ValueError):
    """A time was chosen that is too short or too long; the message says what may be chosen."""


def due(now: datetime | None = None) -> list[Due]:
    """Return what is due in the hub in force, of every model, without changing anything."""
    now, chosen = now or timezone.now(), chosen_times()
    return [_due(chore, chosen.get(chore.of), now) for chore in CHORES]


def keep_to_time(hub: Hub, now: datetime | None = None) -> dict[str, int]:
    """Let go of everything that is due; return how many rows of each model. Nothing else is changed.

    Each model is a transaction of its own, and each person: a night cut short is carried on with the next
    night, and nobody waits long to write meanwhile.
    """
    now, chosen = now or timezone.now(), chosen_times()
    gone: dict[str, int] = {}
    # People last: what else goes of somebody is counted before their own row takes it along.
    for chore in reversed(CHORES):
        with nullcontext() if chore.one_by_one else transaction.atomic():
            if count := _let_go(chore, chosen.get(chore.of), now):
                gone[chore.of] = count
    if gone:
        words = f"let go of what was kept long enough: {counted(sum(gone.values()), 'row', 'rows')}"
        record(hub, "kept to time", words, by=None, detail=dict(gone))
        wipe_traces()
    return gone


@transaction.atomic
def choose_time(hub: Hub, chore: Chore, months: int, *, by: Person) -> None:
    """Keep rows of a model for another time than ours. Raises OutOfBoundsError."""
    keep = chore.keep
    if not keep.can_change or not keep.least <= months <= keep.most:
        raise OutOfBoundsError(f"Choose between {keep.least} and {keep.most} months.")
    if months == chosen_times().get(chore.of, keep.months):
        return
    if months == keep.months:
        KeepingTime.objects.filter(of=chore.of).delete()
    else:
        KeepingTime.objects.update_or_create(of=chore.of, hub=hub, defaults={"months": months})
    words = f"set how long we keep “{keep.what}” to {counted(months, 'month', 'months')}"
    record(hub, "chose a time", words, by=by)


def chosen_times() -> dict[str, int]:
    return dict(KeepingTime.objects.values_list("of", "months"))


def _due(chore: Chore, months: int | None, now: datetime) -> Due:
    rows, before = chore.rows(), began_before(chore.keep, months, now)
    # Aggregates over annotations cost one query each; `next` is of those whose time is not over yet.
    coming = rows.filter(began__gte=before).aggregate(first=Min("began"))["first"]
    return Due(
        chore=chore,
        months=months,
        now=rows.filter(began__lt=before).count(),
        kept=rows.count(),
        next_at=ends(chore.keep, months, coming) if coming else None,
    )


def _let_go(chore: Chore, months: int | None, now: datetime) -> int:
    return chore.let_go(chore.rows().filter(began__lt=began_before(chore.keep, months, now)))
