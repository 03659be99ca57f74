"""Bringing sorted rows in: each does to its group what was shown, or makes one.

A stretch of rows is one transaction and a few dozen queries. What is no longer as it was shown is not done:
the row is sorted again and waits for somebody to look.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Group, GroupKey, ImportBatch, ImportRow
from ..queries.sheets import piles
from ..words import plain
from .files import forget_file
from .places_rows import put_on_the_map, said_of_group
from .planning import NO_PARENT, Applied, Change, apply, place
from .plans import changes, with_choices
from .rows import (
    Said,
    Sheet,
    Subject,
    find_by_keys,
    in_stretches,
    left_alone,
    remember,
    say_all,
    what_is_known,
)
from .said_by import SHEET, note_who, said
from .sorting import hold, resort, sort
from .to_fix import take_over
from .writing import Stretch, write

State = ImportRow.State
Told = Callable[[int, int], None]

_ROWS_AT_ONCE = 500
_STALE = "This group was changed since you looked, so the row was sorted again and waits for you."


def bring_in(
    batch: ImportBatch, told: Told = lambda _done, _rows: None, *, by: Person | None = None
) -> dict[str, int]:
    """Bring the good rows in, after sorting them if need be; return how many rows are in each pile. Rows to
    fix stay, those that may be duplicates come in flagged. Safe to stop anywhere and to run again, also for
    rows put right later. `told` hears how many rows are done, of how many.
    """
    if batch.state in {ImportBatch.State.READ, ImportBatch.State.SORTING}:
        sort(batch)
        batch.refresh_from_db(fields=["state", "rows_in"])
    if batch.state == ImportBatch.State.SORTING:
        return piles(batch)  # somebody else is at it
    sheet, number = Sheet(batch), 0
    if sheet.is_places:
        _look_for_groups_again(batch)
    done = batch.rows.exclude(done_at=None).count()
    while (stretch := _bring_in_some(sheet, number, by)) is not None:
        done, number = done + stretch.done, stretch.last
        told(done, batch.rows_in)
    _finish(sheet, by)
    return piles(batch)


@transaction.atomic
def _look_for_groups_again(batch: ImportBatch) -> None:
    """Sort places once more whose groups were not there: they may be by now."""
    resort(hold(batch), list(batch.rows.filter(done_at=None, state=State.FIX)))


@transaction.atomic
def _bring_in_some(sheet: Sheet, after: int, by: Person | None) -> Stretch | None:
    """Bring the next rows in; None when there are no more. Two workers at once take turns."""
    hold(sheet.batch)
    good = sheet.batch.rows.filter(
        done_at=None, state__in=[State.NEW, State.CHANGED, State.SAME, State.MAYBE]
    )
    rows = list(good.filter(number__gt=after).order_by("number")[:_ROWS_AT_ONCE])
    if not rows:
        return None
    stretch = Stretch(sheet, by, last=rows[-1].number)
    _Work(stretch, rows).do()
    write(stretch, rows)
    take_over(sheet.batch, [row for row in rows if row.number in stretch.of_row])
    _sort_held_back(stretch)
    return stretch


class _Work:
    """Says of every row of a stretch what becomes of it, in memory."""

    def __init__(self, stretch: Stretch, rows: Sequence[ImportRow]) -> None:
        self.stretch, self.sheet = stretch, stretch.sheet
        self.said = say_all(self.sheet, rows)
        others = {one["row"] for row in rows for one in row.maybe if one["row"]} - {
            row.number for row in rows
        }
        told = self._groups_of(others)
        more = {pk for row in rows for pk in (row.group_id, row.decided_id) if pk}
        more |= {one["group"] for row in rows for one in row.maybe if one["group"]} | set(told.values())
        self.known = what_is_known(self.said, more, lock=True)
        for number, pk in told.items():
            if pk in self.known.by_target:
                stretch.of_row[number] = self.known.by_target[pk]
        for pk in self._told_of():
            self.known.by_target[pk].told = True

    def _groups_of(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return the groups earlier rows of this batch made or changed, by the rows' numbers."""
        found: dict[int, int] = {}
        for some in in_stretches(numbers):
            rows = self.sheet.batch.rows.filter(number__in=some, group__isnull=False).exclude(done_at=None)
            found.update(rows.values_list("number", "group_id"))
        return found

    def _told_of(self) -> set[int]:
        found: set[int] = set()
        for some in in_stretches(pk for pk in self.known.by_target if pk > 0):
            rows = self.sheet.batch.rows.filter(group__in=some).exclude(done_at=None)
            found.update(pk for pk in rows.order_by().values_list("group_id", flat=True) if pk)
        return found

    def do(self) -> None:
        for one in self.said:
            if not self._do(one):
                self.stretch.held_back.append(one.row)

    def _do(self, one: Said) -> bool:
        """Do what a row plans. False when it is not as it was shown any more."""
        row = one.row
        if self.sheet.is_places:
            whose = said_of_group(self.known.by_key, one)
            return whose is not None and self._change(one, whose)
        subject = self._expected(row)
        if subject is None and (row.group_id or row.decided_id):
            return False  # the group is gone
        if subject is None:
            found = None if row.decision == row.Decision.DIFFERENT else self._known_now(one)
            if found is not None and not found.told:
                return False  # somebody added this very group meanwhile
            if found is None:
                return self._make(one)
            subject = found
        return self._change(one, subject)

    def _expected(self, row: ImportRow) -> Subject | None:
        pk = row.decided_id or row.group_id
        if pk:
            return self.known.by_target.get(pk)
        sure = (
            one["row"] for one in row.maybe if one["row"] and (one["tier"] == "certain" or one.get("chosen"))
        )
        return self.stretch.of_row.get(next(sure, 0)) if row.decision != row.Decision.DIFFERENT else None

    def _known_now(self, one: Said) -> Subject | None:
        exactly = next((self.known.by_key[key] for key in one.digests if key in self.known.by_key), None)
        found = find_by_keys(self.known, one)
        return exactly or (found[0] if found else None)

    def _make(self, one: Said) -> bool:
        if one.row.state == State.MAYBE and self._may_be_gone(one.row):
            return True  # it waits: a group that asked to leave is not listed again by an oversight
        group = Group(hub_id=self.sheet.batch.hub_id, notes={}, other_names=[], said_by={})
        subject = Subject(group, made_by=one.row.number)
        done = apply(subject, changes(self.sheet, subject, one.facts))
        place(self.sheet, self.known, subject, done)
        one.row.before = {"made": True}
        self._note(one, subject, done)
        self.stretch.new.append((one, subject))
        self._settle(one, subject, done)
        return True

    def _may_be_gone(self, row: ImportRow) -> bool:
        maybe = (self.known.by_target.get(one["group"]) for one in row.maybe if one["group"])
        return any(subject is not None and left_alone(subject.group) for subject in maybe)

    def _change(self, one: Said, subject: Subject) -> bool:
        row = one.row
        if left_alone(subject.group) or any(self.known.by_key.get(key) is subject for key in one.digests):
            row.before = {}
            self._settle(one, subject, Applied())
            return True
        found = with_choices(changes(self.sheet, subject, one.facts), row.plan)
        if self.sheet.is_places:
            put_on_the_map(found, self.known.points)
        elif not subject.told and not _as_shown(found, row.plan):
            return False
        done = apply(subject, found)
        place(self.sheet, self.known, subject, done)
        row.before = dict(done.before)
        if done.fields:
            self._note(one, subject, done)
            if subject.group.pk:
                self.stretch.changed[subject.group.pk] = subject.group
        self._settle(one, subject, done)
        return True

    def _note(self, one: Said, subject: Subject, done: Applied) -> None:
        fields = [name for name in done.fields if ":" not in name]
        if "kind" in fields and subject.group.kind_is_guess:
            fields.remove("kind")
        entry = said(SHEET, by=self.stretch.by, row=one.row.pk, at=self.stretch.now)
        before = note_who(subject.group, fields, entry)
        if "made" not in one.row.before:
            one.row.before |= {"who": before, "at": subject.group.changed_at.isoformat()}
        subject.group.changed_at = self.stretch.now

    def _settle(self, one: Said, subject: Subject, done: Applied) -> None:
        self.stretch.of_row[one.row.number] = subject
        self.stretch.keys.update(remember(self.known, subject, one))
        self.stretch.hanging.append((one.row, subject.group, done))
        self.stretch.done += 1


def _sort_held_back(stretch: Stretch) -> None:
    if stretch.held_back:
        resort(stretch.sheet.batch, stretch.held_back)
        for row in stretch.held_back:
            stale = {"column": "", "code": "stale", "words": _STALE, "before": "", "after": ""}
            row.says = [stale, *row.says]
        ImportRow.objects.bulk_update(stretch.held_back, ["says"], batch_size=100)


def _as_shown(found: Sequence[Change], plan: Sequence[dict[str, Any]]) -> bool:
    """Tell whether nothing is to be changed but what was shown."""
    return all(any(change.same_as(line) for line in plan) for change in found)


@transaction.atomic
def _finish(sheet: Sheet, by: Person | None) -> None:
    batch = hold(sheet.batch)
    counts = piles(batch)
    if batch.state != ImportBatch.State.DONE:
        words = (
            f"brought in {batch.file_name}: {batch.rows_in} rows, {counts[State.NEW]} new, "
            f"{counts[State.CHANGED]} changed, {counts[State.SAME]} the same, "
            f"{counts[State.MAYBE]} maybe here already, {counts[State.FIX]} to put right"
        )
        record(
            batch.hub, "brought in a sheet", words, by=by or batch.made_by, about=batch, detail=dict(counts)
        )
    _settle_parents(sheet)
    _forget_old_rows(sheet)
    batch.state, batch.done_at = ImportBatch.State.DONE, timezone.now()
    batch.save(update_fields=["state", "done_at"])
    forget_file(batch)
    sheet.batch.state, sheet.batch.done_at = batch.state, batch.done_at


def _forget_old_rows(sheet: Sheet) -> None:
    """Forget how rows of this sheet read in earlier batches: should they read so again, that is a change
    again.
    """
    told_of = sheet.batch.rows.exclude(group=None).exclude(done_at=None).order_by().values("group_id")
    old = GroupKey.objects.filter(group_id__in=told_of, key__startswith=f"row:{sheet.headings_mark}:")
    old.exclude(batch=sheet.batch).delete()


def _settle_parents(sheet: Sheet) -> None:
    """Put new groups under the bodies they belong to, which may have come in later in the same sheet."""
    if "parent" not in sheet.mapping:
        return
    made = sheet.batch.rows.filter(group__parent=None, group__isnull=False).exclude(done_at=None)
    for some in in_stretches(made.order_by("number").iterator(chunk_size=500), 500):
        said_of = {
            one.row.group_id: one.facts.parent
            for one in say_all(sheet, (row for row in some if "made" in row.before))
            if one.facts.parent
        }
        by_ref = _groups_by_ref(sheet, set(said_of.values()))
        groups = list(Group.objects.filter(pk__in=[pk for pk in said_of if pk]))
        for group in groups:
            word = said_of[group.pk]
            parent = by_ref.get(word) or (found.pk if (found := sheet.parents.get(word)) else None)
            if parent and parent != group.pk:
                group.parent_id = parent
            else:
                group.notes = {**group.notes, NO_PARENT: word}
        Group.objects.bulk_update(groups, ["parent", "notes"], batch_size=200)


def _groups_by_ref(sheet: Sheet, words: set[str]) -> dict[str, int]:
    """Return the groups these words name by the sheet's own numbers."""
    if "ref" not in sheet.mapping:
        return {}
    column = plain(sheet.names[sheet.mapping.index("ref")])
    keys = {f"ref:{column}:{word}"[:300]: word for word in words}
    found = GroupKey.objects.filter(key__in=keys)
    return {keys[key]: pk for key, pk in found.values_list("key", "group_id")}
