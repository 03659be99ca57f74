"""Finishing: left-over names, heads beyond the names, the write-up, thanks, the next date, looking again."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person
from bandstand.presence.actions import ask_for_check, plan_looks, take_back_planned

from .. import words
from ..models import Attendance, DayEntry, Gathering, HelpNote
from ..queries.day import expected, helpers_with_address
from .after import drop_follow_ups, plan_follow_ups
from .booking import hold
from .entries import change, once
from .letters import write
from .meeting import Meeting, met
from .planning import copy_for
from .series import announce_one_more
from .times import Times, all_stayed, keep_times

Verb = DayEntry.Verb
Arrival = Attendance.Arrival

THANKS = words.Letter(
    "Thank you for helping at {title}, {day}",
    "You get this letter because you helped at {title}. Thank you: people went home "
    "with something that works, and it was your evening that did it.",
    "Your own page leads to what is on next, and you can remove your details there:",
)


@dataclass(frozen=True)
class Finish:
    """What the session manager says at the end. All of it may be left empty.

    `left_over` gives for an attendance's id what became of it; those not named there are not known.
    `unnamed_looking` and `unnamed_helping` are heads beyond the names, None where nobody counted. `times`
    gives for a helper's id when they came and went; `stayed`: all stayed to the end, as the manager says.
    """

    left_over: Mapping[int, str] = field(default_factory=dict)
    unnamed_looking: int | None = None
    unnamed_helping: int | None = None
    write_up: str = ""
    public: bool = False
    next_day: date | None = None
    thank: bool = False
    times: Times = field(default_factory=dict)
    stayed: bool = False
    met: tuple[Meeting, ...] = ()
    next_of_series: bool = False


@dataclass(frozen=True)
class Finished:
    """What came of it; `new` is False for a form that came a second time."""

    entry: DayEntry
    new: bool
    letters: int = 0
    checks: int = 0
    follow_ups: int = 0
    met: int = 0
    next_one: Gathering | None = None


@transaction.atomic
def finish(gathering: Gathering, said: Finish, *, by: Person | None, form_key: uuid.UUID) -> Finished:
    """Close a gathering that was announced. Of whom nothing is said, it is not known whether they came."""
    entry, new = once(gathering, Verb.FINISHED, form_key, by=by)
    row = hold(gathering)
    if not new or row.state != Gathering.State.ANNOUNCED:
        return Finished(entry, new=False)
    entry.after["left_over"] = _settle(row, said.left_over)
    change(
        entry,
        row,
        state=Gathering.State.CLOSED,
        closed_at=timezone.now(),
        closed_by_id=by.pk if by else None,
        write_up_public=said.public,
    )
    # Words and counts stay when it is opened again: they were typed, and are right until typed anew.
    row.write_up = said.write_up
    row.unnamed_looking, row.unnamed_helping = said.unnamed_looking, said.unnamed_helping
    row.save(update_fields=["write_up", "unnamed_looking", "unnamed_helping"])
    entry.after["times"] = keep_times(row, said.times)
    entry.after["stayed"] = all_stayed(row) if said.stayed else []
    meetings = [meeting for meeting in said.met if met(row, meeting, by=by)]
    thanked = _thank(row) if said.thank else []
    helped = groups_helped(row)
    checks = ask_for_check(row.hub, helped, by=None)
    entry.after["thanked"] = thanked
    entry.after["planned"] = plan_looks(row.hub, helped, after=row.starts_at, because=_the_help(row))
    entry.save()
    record(row.hub, "finished", f"finished and wrote up {row}", by=by, about=row)
    return Finished(
        entry,
        new=True,
        letters=len(thanked),
        checks=len(checks),
        follow_ups=plan_follow_ups(row),
        met=len(meetings),
        next_one=_next(row, said, by=by),
    )


@transaction.atomic
def reopen(gathering: Gathering, *, by: Person | None) -> bool:
    """Open a finished gathering again; False when it is open. Letters, looks and the next date stand."""
    row = hold(gathering)
    if row.state != Gathering.State.CLOSED:
        return False
    entry = DayEntry.objects.filter(gathering=row, verb=Verb.FINISHED, undone_at=None).first()
    if entry is not None:
        DayEntry.objects.filter(pk=entry.pk).update(undone_at=timezone.now())
        take_back(entry)
    else:
        _open(row)
    record(row.hub, "opened again", f"opened {row} again", by=by, about=row)
    return True


def take_back(entry: DayEntry) -> None:
    """Undo finishing, inside the caller's transaction: left-over names are expected again."""
    row = hold(entry.gathering)
    if row.state != Gathering.State.CLOSED:
        return
    _open(row)
    drop_follow_ups(row)
    take_back_planned(entry.after.get("planned", []))
    for arrival, ids in entry.after.get("left_over", {}).items():
        # Whoever was changed since keeps what was said last.
        still = Attendance.objects.filter(pk__in=ids, arrival=arrival)
        still.update(arrival=Arrival.EXPECTED, arrived_at=None)


def _next(row: Gathering, said: Finish, *, by: Person | None) -> Gathering | None:
    """Announce the next date: the next of its series, or the day that was picked."""
    if said.next_of_series and row.series is not None:
        return announce_one_more(row.series, by=by)
    return copy_for(row, said.next_day, by=by) if said.next_day else None


def _the_help(row: Gathering) -> str:
    """Say where they were helped, as it follows “6 weeks after”."""
    return f"the {row.get_kind_display().lower()} at {row.venue.name}"


def groups_helped(gathering: Gathering) -> list[Group]:
    """Return the groups of the help notes, one each."""
    notes = HelpNote.objects.filter(gathering=gathering, undone_at=None)
    return list(Group.objects.filter(help_notes__in=notes).distinct().order_by("pk"))


def _settle(row: Gathering, left_over: Mapping[int, str]) -> dict[str, list[int]]:
    """Say of everyone still expected whether they came; return the ids by answer."""
    answers: dict[str, list[int]] = {}
    for attendance in expected(row):
        answers.setdefault(left_over.get(attendance.pk) or Arrival.UNKNOWN, []).append(attendance.pk)
    for arrival, ids in answers.items():
        # Whoever arrives in this very moment has arrived.
        Attendance.objects.filter(pk__in=ids, arrival=Arrival.EXPECTED).update(arrival=arrival)
    return answers


def _thank(row: Gathering) -> list[int]:
    """Put a letter to each helper in the outbox, once however often this is finished; return whom."""
    before = DayEntry.objects.filter(gathering=row, verb=Verb.FINISHED).values_list("after", flat=True)
    thanked = {pk for after in before for pk in after.get("thanked", [])}
    helpers = helpers_with_address(row).exclude(pk__in=thanked)
    helpers = helpers.select_related("gathering__venue", "hub", "person")
    return [helper.pk for helper in helpers if write(helper, THANKS)]


def _open(row: Gathering) -> None:
    row.state = Gathering.State.ANNOUNCED
    row.closed_at = row.closed_by = None
    row.write_up_public = False
    row.save(update_fields=["state", "closed_at", "closed_by", "write_up_public"])
