"""JSON: lists of entries, wherever they lie in the document, one entry in memory at a time.

An entry’s headings are its keys; those of a thing inside a thing are joined by a dot. Simple lists become
“a; b”; whatever is more than that stays as JSON in its cell, so that nothing of the entry is lost.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .manner import JSON, MOST_COLUMNS, Manner, NotASheetError, SheetRow, refuse_too_wide, tab_name
from .texts import text_of

_LONGEST_ENTRY = 8_000_000
_DEEPEST = 4
_STEP = 256 * 1024
_NO_LIST = (
    "There is no list of groups in that JSON file. What is needed is a list of entries, such as "
    "[{“name”: “Friends of the Park”}]."
)


class Entry(NamedTuple):
    """One entry of the list called `sheet`, its cells by heading, and as it was written."""

    sheet: str
    cells: dict[str, str]
    whole: str


class _BrokenError(NotASheetError):
    def __init__(self, letters: int) -> None:
        super().__init__(
            f"That JSON file is broken near its letter {letters:,}: it breaks off, or a comma, quotation "
            "mark or bracket is missing there. Save it again from where it came from."
        )


class _Text:
    """The document as text, with a window that moves on as values are read."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._window = ""
        self._at = self._before = 0
        self._read = json.JSONDecoder().raw_decode

    def _more(self, letters: int = _STEP) -> bool:
        wanted = letters
        got = []
        while wanted > 0 and (piece := next(self._pieces, "")):
            got.append(piece)
            wanted -= len(piece)
        self._before += self._at
        self._window, self._at = self._window[self._at :] + "".join(got), 0
        return bool(got)

    def peek(self) -> str:
        """Return the next letter that is no space; nothing at the end."""
        while True:
            while self._at < len(self._window):
                if self._window[self._at] not in " \t\r\n\ufeff\x1e":
                    return self._window[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, letter: str) -> bool:
        """Go past a letter if it is the next one."""
        if self.peek() != letter:
            return False
        self._at += 1
        return True

    def value(self) -> tuple[Any, str]:
        """Read one whole value; return it and its text. Raises NotASheetError."""
        self.peek()
        while True:
            try:
                found, end = self._read(self._window, self._at)
            except RecursionError as trouble:
                raise self.broken() from trouble
            except ValueError:
                end = -1
            if end >= 0:
                whole = self._window[self._at : end]
                # A figure may go on in the next piece.
                if end < len(self._window) or not self._more():
                    self._at += len(whole)
                    return found, whole
            elif self._left() > _LONGEST_ENTRY or not self._more(max(self._left(), _STEP)):
                raise self.broken()

    def _left(self) -> int:
        return len(self._window) - self._at

    def broken(self) -> _BrokenError:
        return _BrokenError(self._before + self._at)


def find_lists(chunks: Callable[[], Iterable[bytes]], encoding: str, *, prefix: str = "") -> list[Manner]:
    """Return every list of entries in a document. Goes over all of it: any entry may have a key of its own.

    `chunks` gives the bytes from the start each time. Raises NotASheetError.
    """
    headings: dict[str, dict[str, None]] = {}
    rows: dict[str, int] = {}
    for entry in entries_of(chunks, encoding):
        known = headings.setdefault(entry.sheet, {})
        known.update(dict.fromkeys(entry.cells))
        rows[entry.sheet] = rows.get(entry.sheet, 0) + 1
        if len(known) > MOST_COLUMNS:
            refuse_too_wide(len(known))
    if not any(headings.values()):
        raise NotASheetError(_NO_LIST)
    return [
        Manner(encoding, "", 0, list(known), form=JSON, sheet=tab_name(prefix + sheet), rows=rows[sheet])
        for sheet, known in headings.items()
        if known
    ]


def rows_of_list(
    chunks: Callable[[], Iterable[bytes]], manner: Manner, *, prefix: str = ""
) -> Iterator[SheetRow]:
    """Yield the entries of one list as rows, counted from 1."""
    number = 0
    for entry in entries_of(chunks, manner.encoding):
        if tab_name(prefix + entry.sheet) == manner.sheet:
            number += 1
            yield SheetRow(number, [entry.cells.get(name, "") for name in manner.headings], whole=entry.whole)


def entries_of(chunks: Callable[[], Iterable[bytes]], encoding: str) -> Iterator[Entry]:
    """Yield the entries of every list of the document, in order."""
    if (several := _one_after_another(chunks, encoding)) is not None:
        yield from several
        return
    text = _Text(text_of(chunks(), encoding))
    found = False
    for path, value, whole in _lists_in(text, ()):
        found = True
        yield Entry(".".join(path), flat(value), whole)
    if text.peek():
        raise text.broken()
    if not found:
        yield from _lone_entry(chunks, encoding)


def _one_after_another(chunks: Callable[[], Iterable[bytes]], encoding: str) -> Iterator[Entry] | None:
    """Return the entries of a document that has one after the other (JSON Lines); None for any other."""
    text = _Text(text_of(chunks(), encoding))
    if text.peek() != "{":
        return None
    try:
        text.value()
    except NotASheetError:  # too long to be an entry: a document with the list inside
        return None
    return _lines_of_entries(_Text(text_of(chunks(), encoding))) if text.peek() == "{" else None


def _lines_of_entries(text: _Text) -> Iterator[Entry]:
    while text.peek():
        value, whole = text.value()
        if isinstance(value, dict):
            yield Entry("", flat(value), whole)


def _lone_entry(chunks: Callable[[], Iterable[bytes]], encoding: str) -> Iterator[Entry]:
    value, whole = _Text(text_of(chunks(), encoding)).value()
    if isinstance(value, dict) and value and not any(_holds_lists(inner) for inner in value.values()):
        yield Entry("", flat(value), whole)


def _holds_lists(value: Any) -> bool:
    """Tell whether it is a list of lists: a table without headings of its own."""
    return isinstance(value, list) and any(isinstance(one, list) for one in value)


def _lists_in(text: _Text, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any], str]]:
    """Yield the things in every list of things, wherever it lies."""
    if text.take("["):
        yield from _things_in_list(text, path)
    elif len(path) < _DEEPEST and text.take("{"):
        while not text.take("}"):
            key, _ = text.value()
            if not isinstance(key, str) or not text.take(":"):
                raise text.broken()
            yield from _lists_in(text, (*path, key))
            if not text.take(",") and text.peek() != "}":
                raise text.broken()
    else:
        text.value()


def _things_in_list(
    text: _Text, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any], str]]:
    while not text.take("]"):
        value, whole = text.value()
        if isinstance(value, dict):
            yield path, value, whole
        if not text.take(",") and text.peek() != "]":
            raise text.broken()


def flat(entry: dict[str, Any]) -> dict[str, str]:
    """Return an entry as cells by heading."""
    cells: dict[str, str] = {}
    for path, value in _leaves(entry, ()):
        name = ".".join(path)
        while name in cells:
            name += " again"
        cells[name] = cell_of(value)
    return cells


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value and len(path) < _DEEPEST:
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
        yield from _point(value, path)
    else:
        yield path, value


def _point(value: dict[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """A place on a map as GeoJSON writes it down, longitude first, gets columns of its own as well."""
    at = value.get("coordinates")
    if value.get("type") == "Point" and isinstance(at, list) and len(at) >= 2:
        yield (*path, "longitude"), at[0]
        yield (*path, "latitude"), at[1]


def cell_of(value: Any) -> str:
    """Return a value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list) and value and all(_is_simple(one) for one in value):
        return "; ".join(map(cell_of, value))
    return json.dumps(value, ensure_ascii=False) if value or value == 0 else ""


def _is_simple(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() != "" and not {";", "\n"} & set(value)
