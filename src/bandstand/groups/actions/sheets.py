"""What can be done with a sheet of groups, from the file to its last row; each part has a file of its own.

take_in → columns_of, first_rows, read_otherwise → choose_columns → sort → `fixes` → bring_in → undo
"""

from .bringing_in import bring_in
from .files import LARGEST, Chunks
from .sorting import sort
from .taking_in import (
    MappingError,
    TooLateError,
    bring_in_soon,
    choose_columns,
    columns_of,
    first_rows,
    read_otherwise,
    rows_ahead,
    sort_soon,
    take_in,
    throw_away,
)
from .to_fix import WHAT_TO_FIX, sheet_to_fix
from .undo import Undoing, undo, undo_soon, what_undo_would_do

__all__ = [
    "LARGEST", "WHAT_TO_FIX", "Chunks", "MappingError", "TooLateError", "Undoing", "bring_in",
    "bring_in_soon", "choose_columns", "columns_of", "first_rows", "read_otherwise", "rows_ahead",
    "sheet_to_fix", "sort", "sort_soon", "take_in", "throw_away", "undo", "undo_soon", "what_undo_would_do",
]  # fmt: skip
