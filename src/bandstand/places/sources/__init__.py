"""Files of postcodes, one reader each. To add one, copy a neighbour and name it in `READERS`."""

from collections.abc import Callable, Iterator
from pathlib import Path

from . import code_point, columns, onspd
from .row import CannotReadError, Row

__all__ = ["READERS", "CannotReadError", "Row", "read"]

# Each takes a path and gives stretches of rows with the share of the file read so far, or None when the file
# is
# not of its kind.
READERS: list[Callable[[Path], Iterator[tuple[float, list[Row]]] | None]] = [
    code_point.reader,
    columns.reader,
    onspd.reader,
]


def read(path: Path) -> Iterator[tuple[float, list[Row]]]:
    """Yield (share of the file read, rows) until the end. Raises CannotReadError with a plain sentence."""
    if not path.exists():
        raise CannotReadError(f"There is nothing at {path}.")
    for reader in READERS:
        found = reader(path)
        if found is not None:
            return found
    raise CannotReadError(
        "That is not a file of postcodes we know. Take Code-Point Open (the zip, or its folder) "
        "or the ONS Postcode Directory (CSV)."
    )
