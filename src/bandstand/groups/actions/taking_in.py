"""A file becomes batches, one a table: kept byte for byte, its columns guessed and settled."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from django.db import transaction
from django.utils import timezone

from bandstand.kit.background import later
from bandstand.people.actions.deeds import record
from bandstand.people.models import Hub, Person

from ..models import ImportBatch, ImportRow, SheetMemory
from ..sheets.columns import FIELDS, LEAVE_OUT, NOTE, SEVERAL, Column, guess_columns
from ..sheets.linked import Linked, how_linked
from ..sheets.reading import PASTED_CELLS, Manner, SheetRow, Wanted, look_into
from ..words import plain
from .bringing_in import bring_in
from .files import Chunks, digest_of, file_of, file_rows, keep_file, manner_of, spooled
from .kinds import start_kinds
from .sorting import sort
from .to_fix import WHAT_TO_FIX, batch_continued_by

_ROWS_LOOKED_AT = 200
ROWS_AT_ONCE = 500  # up to so many are sorted, or brought in, while the officer waits a moment
Stage = ImportBatch.State


class MappingError(ValueError):
    """The columns as chosen cannot be brought in; the message says why."""


class TooLateError(ValueError):
    """Rows of this sheet are in already, so it cannot be read or chosen otherwise; the message says so."""


def take_in(
    hub: Hub, file_name: str, chunks: Chunks, *, by: Person | None, form: str | None = None
) -> list[ImportBatch]:
    """Keep a file as it is and guess its columns; no group is touched. Return a batch for each table in it,
    the most telling first, all with the same `upload`.

    `chunks` gives the file's bytes from the start each time it is called; pasted cells come with `form`
    “pasted”. Raises NotASheetError.
    """
    with spooled(chunks()) as path:
        manners = look_into(path, PASTED_CELLS if form == ImportBatch.Form.PASTED else file_name)
        digest, upload = digest_of(path), uuid.uuid4()
        with transaction.atomic():
            batches = []
            for manner in manners:
                batch = ImportBatch(
                    hub=hub, file_name=_short(file_name), file_digest=digest, upload=upload, made_by=by
                )
                _read_as(batch, manner)
                batch.save()
                keep_file(batch, path)
                _guess(batch)
                batches.append(batch)
            _link(batches)
    return batches


def _short(file_name: str) -> str:
    name = "".join(letter for letter in file_name.rpartition("/")[2] if letter.isprintable())
    return name.strip()[-200:] or "Sheet"


def _read_as(batch: ImportBatch, manner: Manner) -> None:
    batch.form, batch.sheet_name = manner.form, manner.sheet[:120]
    batch.encoding, batch.delimiter, batch.heading_row = manner.encoding, manner.delimiter, manner.heading_row
    batch.headings, batch.rows_in = manner.headings, manner.rows


def _guess(batch: ImportBatch) -> None:
    """Guess what the columns hold, or remember what was chosen for such headings last time."""
    batch.continues = batch_continued_by(batch)
    columns = columns_of(batch)
    batch.mapping = {str(column.number): column.guess for column in columns}
    batch.save()


def _link(batches: list[ImportBatch]) -> None:
    """Of several tables the one that looks most like groups comes first; tables of places go by it."""
    if len(batches) < 2:
        return
    tables = [
        (manner_of(batch), [row.cells for row in first_rows(batch, _ROWS_LOOKED_AT)]) for batch in batches
    ]
    stands = how_linked(tables)
    main = next(batch for number, batch in enumerate(batches) if stands[number].main == number)
    groups = main if _holds_groups(main) else next(filter(_holds_groups, batches), None)
    for batch, linked in zip(batches, stands, strict=True):
        _point(batch, linked, batches)
        if groups not in {None, batch} and "group_ref" in batch.mapping.values():
            batch.about, batch.linked_to = ImportBatch.About.PLACES, groups
        batch.save(update_fields=["mapping", "about", "linked_to"])
    batches.sort(key=lambda batch: batch is not groups)


def _point(batch: ImportBatch, linked: Linked, batches: list[ImportBatch]) -> None:
    """Note the column that tells whose place a row is; a table of remarks names no groups."""
    if SheetMemory.objects.filter(headings_mark=headings_mark(batch.headings)).exists():
        return
    if linked.is_words:
        taken = {number: NOTE if goes_to == "name" else goes_to for number, goes_to in batch.mapping.items()}
        batch.mapping = taken
    elif linked.main is not None and "group_ref" not in batch.mapping.values():
        is_number = batches[linked.main].mapping.get(str(linked.key)) == "ref"
        if is_number and linked.key is not None:
            batch.mapping = {str(number): goes_to for number, goes_to in enumerate(linked.mapping)}


def _holds_groups(batch: ImportBatch) -> bool:
    held = set(batch.mapping.values())
    return "name" in held and "group_ref" not in held


def headings_mark(headings: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(headings).encode("utf-8", "replace")).hexdigest()


def columns_of(batch: ImportBatch) -> list[Column]:
    """Return the columns with examples, and what each holds: as chosen last time for a sheet with these
    headings, else as guessed from the headings and the first rows.
    """
    first = [row.cells for row in first_rows(batch, _ROWS_LOOKED_AT)]
    words = frozenset(plain(word) for kind in start_kinds(batch.hub) for word in (kind.name, kind.plural))
    columns = guess_columns(batch.headings, first, words)
    memory = SheetMemory.objects.filter(headings_mark=headings_mark(batch.headings)).first()
    for column in columns:
        before = memory and memory.mapping.get(str(column.number))
        if before and before in {*FIELDS, NOTE, LEAVE_OUT}:
            column.guess, column.why = before, "as you chose last time"
        if batch.continues_id and column.heading == WHAT_TO_FIX:
            column.guess, column.why = LEAVE_OUT, "we wrote it"
    return columns


def first_rows(batch: ImportBatch, many: int = 10) -> list[SheetRow]:
    rows = file_rows(batch)
    try:
        return list(islice(rows, many))
    finally:
        rows.close()


def rows_ahead(batch: ImportBatch, most: int) -> int:
    """Count the rows waiting in the file, up to `most`: enough to know whether it is a long one."""
    return len(first_rows(batch, most))


def choose_columns(
    batch: ImportBatch, mapping: Mapping[str, str], *, about: str = "", linked_to: ImportBatch | None = None
) -> None:
    """Settle what each column holds, and remember it for sheets with the same headings. The rows are still to
    be sorted after this. Raises MappingError and TooLateError; columns not named keep what they were.
    """
    _refuse_when_in(batch)
    known = {number: goes_to for number, goes_to in mapping.items() if number in batch.mapping}
    chosen = {**batch.mapping, **known}
    about = about or batch.about
    _check(chosen, about)
    with transaction.atomic():
        batch.mapping, batch.about = chosen, about
        batch.linked_to = linked_to or batch.linked_to
        batch.state = Stage.SORTING
        batch.save(update_fields=["mapping", "about", "linked_to", "state"])
        _wait_to_be_sorted(batch)
        # What nobody chose, and columns without headings, are no habit to keep.
        if mapping and batch.heading_row:
            SheetMemory.objects.update_or_create(
                headings_mark=headings_mark(batch.headings),
                defaults={"hub": batch.hub, "mapping": chosen, "about": about, "used_at": timezone.now()},
            )


def _check(chosen: Mapping[str, str], about: str) -> None:
    held = list(chosen.values())
    if set(held) - FIELDS.keys() - {NOTE, LEAVE_OUT}:
        raise MappingError("Choose what each column holds from the list.")
    if about == ImportBatch.About.PLACES:
        if "group_ref" not in held:
            raise MappingError("Say which column tells whose place it is.")
    elif "name" not in held:
        raise MappingError(
            "Say which column holds the group’s name: without it the rows cannot be told apart."
        )
    for goes_to in set(held) - SEVERAL:
        if held.count(goes_to) > 1:
            raise MappingError(
                f"“{FIELDS[goes_to]}” is chosen for two columns. Choose it for one, keep the other as a note."
            )


def _wait_to_be_sorted(batch: ImportBatch) -> None:
    """Let rows sorted before, by other columns, be sorted again; what was left out stays out."""
    rows = batch.rows.exclude(state=ImportRow.State.LEFT_OUT)
    rows.update(state=ImportRow.State.NOT_YET, plan=[], maybe=[], group=None)


def read_otherwise(
    batch: ImportBatch,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    heading_row: int | None = None,
) -> None:
    """Read the file again in another way, because it looks wrong: in another encoding, parted by another
    letter, with its headings in another row (0: none). Rows sorted so far and choices of columns go. Raises
    NotASheetError and TooLateError.
    """
    _refuse_when_in(batch)
    wanted = Wanted(
        encoding=batch.encoding or None if encoding is None else encoding,
        delimiter=batch.delimiter or None if delimiter is None else delimiter,
        heading_row=heading_row,
        sheet=batch.sheet_name,
    )
    name = PASTED_CELLS if batch.form == ImportBatch.Form.PASTED else batch.file_name
    with file_of(batch) as path:
        found = look_into(path, name, wanted=wanted)
    manner = next((one for one in found if one.sheet == batch.sheet_name), found[0])
    with transaction.atomic():
        batch.rows.all().delete()
        _read_as(batch, replace(manner, sheet=batch.sheet_name))
        batch.state = Stage.READ
        _guess(batch)


def _refuse_when_in(batch: ImportBatch) -> None:
    if batch.state == Stage.DONE or batch.rows.exclude(done_at=None).exists():
        raise TooLateError(
            "Rows of this sheet are in already. Take them out first, or bring the file in anew."
        )


@transaction.atomic
def throw_away(batch: ImportBatch, *, by: Person | None) -> None:
    """Forget a sheet none of whose rows are in. Raises TooLateError."""
    _refuse_when_in(ImportBatch.objects.select_for_update().get(pk=batch.pk))
    record(batch.hub, "threw a sheet away", f"threw {batch.file_name} away", by=by)
    batch.delete()


def sort_soon(batch: ImportBatch) -> bool:
    """Have a sheet sorted: at once when it is short, else behind the scenes (False)."""
    if rows_ahead(batch, ROWS_AT_ONCE + 1) > ROWS_AT_ONCE or batch.rows.count() > ROWS_AT_ONCE:
        later("bandstand.groups.tasks.sort", batch.pk)
        return False
    sort(batch)
    return True


def bring_in_soon(batch: ImportBatch, *, by: Person | None) -> bool:
    """Have the good rows of a sorted sheet brought in: at once when they are few, else behind the scenes
    (False).
    """
    if batch.rows.filter(done_at=None).count() > ROWS_AT_ONCE:
        ImportBatch.objects.filter(pk=batch.pk).update(state=Stage.WAITING)
        batch.state = Stage.WAITING
        later("bandstand.groups.tasks.bring_in", batch.pk, by.pk if by else None)
        return False
    bring_in(batch, by=by)
    return True
