"""Sheets of groups: taken in, columns settled, rows brought in, and taken out again if it was a mistake."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person
from bandstand.places.queries import whole_atlas

from ..models import Group, GroupKey, ImportBatch, ImportRow, OnlinePlace, SheetPart
from ..queries import piles
from ..sheets.cells import note_names
from ..sheets.columns import FIELDS, LEAVE_OUT, NOTE, SEVERAL, Column, guess_columns
from ..sheets.kinds import KindGuesser
from ..sheets.reading import NotASheetError, SheetRow, find_manner, lines_of, split_rows
from ..words import plain
from .kinds import start_kinds
from .rows import Sheet, bring_in_rows, forget_old_rows

LARGEST = 60 * 1024 * 1024  # a little under what the web server lets through
_PART = 1024 * 1024
_ROWS_AT_ONCE = 200
_ROWS_LOOKED_AT = 200

Chunks = Callable[[], Iterable[bytes]]
State = ImportRow.State


class MappingError(ValueError):
    """The columns as chosen cannot be brought in; the message says why."""


def take_in(hub: Hub, file_name: str, chunks: Chunks, *, by: Person | None) -> ImportBatch:
    """Keep a file as it is and guess its columns; nothing is brought in yet.

    `chunks` gives the file's bytes from the start each time it is called. Raises NotASheetError.
    """
    manner = find_manner(_no_larger(chunks()))
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            hub=hub, file_name=_short(file_name), file_digest="", made_by=by,
            encoding=manner.encoding, delimiter=manner.delimiter, heading_row=manner.heading_row,
            headings=manner.headings,
        )  # fmt: skip
        batch.file_digest = _keep(batch, chunks())
        batch.mapping = {str(column.number): column.guess for column in columns_of(batch)}
        batch.save()
    return batch


def _short(file_name: str) -> str:
    name = "".join(letter for letter in file_name.rpartition("/")[2] if letter.isprintable())
    return name.strip()[-200:] or "Sheet"


def _no_larger(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise NotASheetError(
                "That file is larger than 60 MB. Split it into smaller sheets and bring them in one by one."
            )
        yield chunk


def _keep(batch: ImportBatch, chunks: Iterable[bytes]) -> str:
    """Store the bytes in parts of a megabyte; return their digest."""
    digest = hashlib.sha256()
    kept, number = b"", 0
    for chunk in chunks:
        digest.update(chunk)
        kept += chunk
        while len(kept) >= _PART:
            SheetPart.objects.create(hub_id=batch.hub_id, batch=batch, number=number, content=kept[:_PART])
            kept, number = kept[_PART:], number + 1
    SheetPart.objects.create(hub_id=batch.hub_id, batch=batch, number=number, content=kept)
    return digest.hexdigest()


def _bytes_of(batch: ImportBatch) -> Iterator[bytes]:
    """Yield the file's bytes, one part in memory at a time."""
    for number in list(batch.parts.values_list("number", flat=True)):
        yield bytes(batch.parts.get(number=number).content)


def _rows_of(batch: ImportBatch) -> Iterator[SheetRow]:
    """Yield the rows below the headings that have something in them."""
    for row in split_rows(lines_of(_bytes_of(batch), batch.encoding), batch.delimiter):
        if row.number > batch.heading_row and any(cell.strip() for cell in row.cells):
            yield row


def columns_of(batch: ImportBatch) -> list[Column]:
    """Return the columns as guessed, with examples, from the first rows."""
    first = [row.cells for row in islice(_rows_of(batch), _ROWS_LOOKED_AT)]
    words = frozenset(plain(word) for kind in start_kinds(batch.hub) for word in (kind.name, kind.plural))
    return guess_columns(batch.headings, first, words)


def first_rows(batch: ImportBatch, many: int = 10) -> list[SheetRow]:
    return list(islice(_rows_of(batch), many))


def rows_ahead(batch: ImportBatch, most: int) -> int:
    """Count the rows waiting in the file, up to `most`: enough to know whether it is a long one."""
    return sum(1 for _ in islice(_rows_of(batch), most))


def choose_columns(batch: ImportBatch, mapping: dict[str, str]) -> None:
    """Settle what each column holds. Raises MappingError; columns not named keep what they were."""
    chosen = {
        **batch.mapping,
        **{number: goes_to for number, goes_to in mapping.items() if number in batch.mapping},
    }
    held = list(chosen.values())
    unknown = set(held) - FIELDS.keys() - {NOTE, LEAVE_OUT}
    if unknown:
        raise MappingError("Choose what each column holds from the list.")
    if "name" not in held:
        raise MappingError(
            "Say which column holds the group’s name: without it the rows cannot be told apart."
        )
    for goes_to in set(held) - SEVERAL:
        if held.count(goes_to) > 1:
            raise MappingError(
                f"“{FIELDS[goes_to]}” is chosen for two columns. Choose it for one, keep the other as a note."
            )
    batch.mapping = chosen
    batch.state = ImportBatch.State.WAITING
    batch.save(update_fields=["mapping", "state"])


def bring_in(
    batch: ImportBatch, told: Callable[[int, int], None] = lambda _done, _rows: None
) -> dict[str, int]:
    """Bring every row in and return how many are in each state. Safe to stop anywhere and to run again.

    `told` hears how many rows are done, of how many.
    """
    if batch.state != ImportBatch.State.DONE:
        _keep_rows(batch)
        sheet = _sheet(batch)
        done = batch.rows_in - piles(batch)[State.NOT_YET]
        while some := _bring_in_some(sheet):
            done += some
            told(done, batch.rows_in)
        _finish(sheet)
    return piles(batch)


def _keep_rows(batch: ImportBatch) -> None:
    """Write every row down as it came, before anything is made of it; then the file's bytes can go."""
    rows = _rows_of(batch) if batch.parts.exists() else iter(())
    last = batch.rows.order_by("-number").values_list("number", flat=True).first() or 0
    fresh = (row for row in rows if row.number > last)
    while some := list(islice(fresh, 500)):
        with transaction.atomic():
            ImportRow.objects.bulk_create(_kept(batch, row) for row in some)
            batch.rows_in = batch.rows.count()
            batch.save(update_fields=["rows_in"])
    batch.parts.all().delete()


def _kept(batch: ImportBatch, row: SheetRow) -> ImportRow:
    kept = ImportRow(hub_id=batch.hub_id, batch=batch, number=row.number, cells=row.cells)
    if row.trouble:
        kept.state = State.FIX
        words = f"{row.trouble} Put it right and bring the sheet in again: the rest stays as it is."
        kept.says = [{"column": "", "words": words, "before": "", "after": ""}]
    return kept


def _sheet(batch: ImportBatch) -> Sheet:
    mark = hashlib.sha256("\n".join(batch.headings).encode()).hexdigest()[:12]
    return Sheet(
        batch=batch,
        names=note_names(batch.headings),
        mapping=[batch.mapping.get(str(number), NOTE) for number in range(len(batch.headings))],
        headings_mark=mark,
        guesser=KindGuesser(start_kinds(batch.hub), batch.file_name),
        atlas=whole_atlas(),
    )


@transaction.atomic
def _bring_in_some(sheet: Sheet) -> int:
    """Bring the next rows in; return how many there were. Two workers at once take turns."""
    ImportBatch.objects.select_for_update().get(pk=sheet.batch.pk)
    rows = list(sheet.batch.rows.filter(state=State.NOT_YET).order_by("number")[:_ROWS_AT_ONCE])
    if rows:
        bring_in_rows(sheet, rows)
    return len(rows)


@transaction.atomic
def _finish(sheet: Sheet) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=sheet.batch.pk)
    if batch.state == ImportBatch.State.DONE:
        return
    forget_old_rows(sheet)
    batch.state, batch.done_at = ImportBatch.State.DONE, timezone.now()
    batch.save(update_fields=["state", "done_at"])
    sheet.batch.state, sheet.batch.done_at = batch.state, batch.done_at
    counts = piles(batch)
    words = (
        f"brought in {batch.file_name}: {batch.rows_in} rows, {counts[State.NEW]} new, "
        f"{counts[State.CHANGED]} changed, {counts[State.SAME]} the same, {counts[State.FIX]} to put right"
    )
    record(batch.hub, "brought in a sheet", words, by=batch.made_by, about=batch, detail=dict(counts))


@transaction.atomic
def undo(batch: ImportBatch, *, by: Person | None) -> list[Group]:
    """Take out what a sheet brought in. Groups changed or used since stay as they are, and are returned."""
    rows = list(
        batch.rows.filter(state__in=[State.NEW, State.CHANGED]).exclude(group=None).select_related("group")
    )
    made = {row.group_id for row in rows if row.state == State.NEW and row.group_id}
    kept = _changed_since(rows) | _used(made)
    for row in rows:
        if row.state == State.CHANGED and row.group_id not in kept | made:
            _put_back(row)
    for some in _stretches(made - kept):
        Group.objects.filter(pk__in=some).delete()
    undone = [row.pk for row in rows if row.group_id not in kept]
    for some in _stretches(undone):
        batch.rows.filter(pk__in=some).update(state=State.UNDONE)
    words = f"took out again what {batch.file_name} brought in: {len(undone)} rows, {len(kept)} groups kept"
    record(batch.hub, "undid a sheet", words, by=by, about=batch)
    return [group for some in _stretches(kept) for group in Group.objects.filter(pk__in=some)]


def _stretches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield the ids a few hundred at a time: databases take only so many in one question."""
    left = iter(ids)
    while some := list(islice(left, 500)):
        yield some


def _changed_since(rows: list[ImportRow]) -> set[int]:
    """Return the groups somebody, or a later sheet, changed after their last row of this batch."""
    last = {row.group_id: row.done_at for row in rows}
    return {
        row.group_id
        for row in rows
        if row.group_id and row.group and (done := last[row.group_id]) and row.group.changed_at > done
    }


def _used(group_ids: set[int]) -> set[int]:
    """Return which of these groups other parts of the house hold on to: bookings, help notes, looks at their
    website.
    """
    own = {ImportRow, GroupKey, OnlinePlace}
    used: set[int] = set()
    for relation in Group._meta.related_objects:  # noqa: SLF001
        if relation.related_model in own:
            continue
        for some in _stretches(group_ids):
            found = Group.objects.filter(pk__in=some, **{f"{relation.name}__isnull": False})
            used.update(found.values_list("pk", flat=True))
    return used


def _put_back(row: ImportRow) -> None:
    """Put a changed group back to what it was before this row."""
    group = row.group
    assert group is not None  # noqa: S101 (asked for above)
    before: dict[str, Any] = row.before
    OnlinePlace.objects.filter(group=group, pk__in=before.get("places", [])).delete()
    for key, value in before.items():
        if key == "point":
            group.lat, group.lon, group.precision, group.area_id = value
        elif key == "kind":
            group.kind_id, group.kind_is_guess = value
        elif key == "notes":
            kept = {name: cell for name, cell in group.notes.items() if name not in value}
            group.notes = {**kept, **{name: cell for name, cell in value.items() if cell is not None}}
        elif key not in {"made", "places"}:
            setattr(group, key, value)
    group.changed_at = timezone.now()
    group.save()
    GroupKey.objects.filter(group=group, batch_id=row.batch_id, key__startswith="row:").delete()
