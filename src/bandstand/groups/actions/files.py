"""The file of a batch: kept byte for byte until its rows are in, and read from there, on any machine."""

import hashlib
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..models import ImportBatch, SheetPart
from ..sheets.reading import Manner, NotASheetError, SheetRow, rows_of

LARGEST = 60 * 1024 * 1024  # a little under what the web server lets through
_PART = 1024 * 1024
_TOO_LARGE = "That file is larger than 60 MB. Split it into smaller sheets and bring them in one by one."

Chunks = Callable[[], Iterable[bytes]]


def manner_of(batch: ImportBatch) -> Manner:
    """Return how the batch's table is read from its file."""
    return Manner(
        batch.encoding, batch.delimiter, batch.heading_row, list(batch.headings),
        form=batch.form, sheet=batch.sheet_name,
    )  # fmt: skip


def file_rows(batch: ImportBatch) -> Generator[SheetRow, None, None]:
    """Yield the rows below the headings that have something in them; none when the file is gone."""
    if not batch.parts.exists():
        return
    with file_of(batch) as path:
        yield from rows_of(path, manner_of(batch))


@contextmanager
def spooled(chunks: Iterable[bytes]) -> Iterator[Path]:
    """Put bytes into a file for as long as it is needed. Raises NotASheetError when there are too many."""
    with tempfile.NamedTemporaryFile(prefix="bandstand-sheet-") as file:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise NotASheetError(_TOO_LARGE)
            file.write(chunk)
        file.flush()
        yield Path(file.name)


@contextmanager
def file_of(batch: ImportBatch) -> Iterator[Path]:
    with spooled(_bytes_of(batch)) as path:
        yield path


def _bytes_of(batch: ImportBatch) -> Iterator[bytes]:
    """Yield the file's bytes, one part in memory at a time."""
    for number in list(batch.parts.values_list("number", flat=True)):
        yield bytes(batch.parts.get(number=number).content)


def keep_file(batch: ImportBatch, path: Path) -> None:
    """Store the file's bytes in parts of a megabyte, in the caller's transaction."""
    with path.open("rb") as file:
        number = 0
        while content := file.read(_PART):
            SheetPart.objects.create(hub_id=batch.hub_id, batch=batch, number=number, content=content)
            number += 1


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def forget_file(batch: ImportBatch) -> None:
    """Let the bytes go: every row is kept."""
    batch.parts.all().delete()
