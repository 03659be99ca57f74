"""Taking out again what a sheet brought in. What somebody changed or used since stays, and is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.kit.background import later
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person
from bandstand.places.models import Area, Precision
from bandstand.places.queries import Point, atlas_at

from ..models import (
    Group,
    GroupArea,
    GroupContact,
    GroupInterest,
    GroupKey,
    GroupPlace,
    Identifier,
    ImportBatch,
    ImportRow,
    MatchDecision,
    OnlinePlace,
)
from .areas import settle_areas_of
from .contacts import only_a_contact
from .rows import in_stretches
from .said_by import put_back_who
from .taking_in import ROWS_AT_ONCE

State = ImportRow.State
# What comes with a group from a sheet, and goes with it.
_OWN_PARTS = {GroupArea, GroupContact, GroupInterest, GroupPlace, Identifier}


@dataclass(frozen=True)
class Undoing:
    """What undoing a sheet does, or would do."""

    rows: list[ImportRow]
    made: set[int]
    kept: set[int]

    @property
    def goes(self) -> int:
        """How many groups are taken out."""
        return len(self.made - self.kept)

    @property
    def goes_back(self) -> int:
        """How many groups get back what they said before."""
        return len({row.group_id for row in self.rows} - self.made - self.kept)

    def stays(self) -> list[Group]:
        """Return the groups changed or used since, which stay as they are."""
        found = (group for some in in_stretches(self.kept) for group in Group.objects.filter(pk__in=some))
        return sorted(found, key=lambda group: group.plain_name)


def what_undo_would_do(batch: ImportBatch) -> Undoing:
    done = batch.rows.exclude(done_at=None).exclude(group=None).exclude(state=State.UNDONE)
    rows = [row for row in done.select_related("group").order_by("number") if row.before]
    made = {row.group_id for row in rows if "made" in row.before and row.group_id}
    return Undoing(rows, made, _changed_since(rows) | _used(made))


def undo_soon(batch: ImportBatch, *, by: Person | None) -> list[Group] | None:
    """Undo a sheet at once when it is short; else have it done behind the scenes (None)."""
    if batch.rows.exclude(done_at=None).count() > ROWS_AT_ONCE:
        later("bandstand.groups.tasks.undo_sheet", batch.pk, by.pk if by else None)
        return None
    return undo(batch, by=by)


@transaction.atomic
def undo(batch: ImportBatch, *, by: Person | None) -> list[Group]:
    """Take out what a sheet brought in. Groups changed or used since stay as they are, and are returned."""
    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    doing = what_undo_would_do(batch)
    for row in reversed(doing.rows):
        if row.group_id not in doing.kept | doing.made:
            _put_back(row)
    for some in in_stretches(doing.made - doing.kept):
        Group.objects.filter(pk__in=some).delete()
    _let_go(
        {pk for row in doing.rows if row.group_id not in doing.kept for pk in row.before.get("people", [])}
    )
    undone = [row.pk for row in doing.rows if row.group_id not in doing.kept]
    for some in in_stretches(undone):
        batch.rows.filter(pk__in=some).update(state=State.UNDONE)
    words = (
        f"took out again what {batch.file_name} brought in: {len(undone)} rows, {len(doing.kept)} groups kept"
    )
    record(batch.hub, "undid a sheet", words, by=by, about=batch)
    return doing.stays()


def _changed_since(rows: Iterable[ImportRow]) -> set[int]:
    """Return the groups somebody, or a later sheet, changed after their last row of this batch."""
    last = {row.group_id: row.done_at for row in rows}
    return {
        row.group_id
        for row in rows
        if row.group_id and row.group and (done := last[row.group_id]) and row.group.changed_at > done
    }


def _used(group_ids: set[int]) -> set[int]:
    """Return which of these groups other parts of the house hold on to: bookings, help notes, looks at their
    website, merges.
    """
    own = {ImportRow, GroupKey, OnlinePlace, MatchDecision} | _OWN_PARTS
    used: set[int] = set()
    for relation in Group._meta.related_objects:  # noqa: SLF001
        if relation.related_model in own:
            continue
        for some in in_stretches(group_ids):
            found = Group.objects.filter(pk__in=some, **{f"{relation.name}__isnull": False})
            used.update(found.values_list("pk", flat=True))
    return used


def _let_go(people: set[int]) -> None:
    """Take out people the sheet named as contacts, unless they are more than that by now."""
    for some in in_stretches(people):
        GroupContact.objects.filter(person__in=some).delete()
        for person in Person.objects.filter(pk__in=some):
            if only_a_contact(person):
                person.delete()


def _put_back(row: ImportRow) -> None:
    """Put a changed group back to what it was before this row."""
    group = Group.objects.get(pk=row.group_id or 0)
    before: dict[str, Any] = dict(row.before)
    _take_off(group, before)
    for key, value in before.items():
        if key == "point":
            group.lat, group.lon, group.precision, group.area_id = value
        elif key == "kind":
            group.kind_id, group.kind_is_guess = value
        elif key == "notes":
            kept = {name: cell for name, cell in group.notes.items() if name not in value}
            group.notes = {**kept, **{name: cell for name, cell in value.items() if cell is not None}}
        elif key == "who":
            put_back_who(group, value)
        elif key not in {"people", "at"}:
            setattr(group, key, value)
    group.changed_at = timezone.now()
    group.save()
    if "point" in before:
        settle_areas_of(group, _areas_at(group))
    if at := before.get("at"):
        # The sheet that changed it last before this one is the last again, and can be undone in its turn.
        earlier = ImportRow.objects.filter(group=group, done_at=datetime.fromisoformat(at))
        earlier.exclude(pk=row.pk).update(done_at=group.changed_at)
    GroupKey.objects.filter(group=group, batch_id=row.batch_id, key__startswith="row:").delete()


def _areas_at(group: Group) -> tuple[Area, ...]:
    if group.lat is None or group.lon is None:
        return ()
    point = Point(group.lat, group.lon, Precision(group.precision))
    return atlas_at(point).locate(point).areas


def _take_off(group: Group, before: dict[str, Any]) -> None:
    """Take off what the row added beside the group."""
    OnlinePlace.objects.filter(group=group, pk__in=before.pop("places", [])).delete()
    Identifier.objects.filter(group=group, pk__in=before.pop("numbers", [])).delete()
    GroupInterest.objects.filter(group=group, interest__in=before.pop("interests", [])).delete()
    GroupPlace.objects.filter(group=group, key__in=before.pop("other_places", [])).delete()
