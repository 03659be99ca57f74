"""Parting rows and cells of a CSV file: in one go and in linear time, whatever is done to quotation marks.

A cell may go over several lines. A quotation mark that is opened and never properly closed costs only its
own line: the lines after it are read as if it were not there.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .manner import ENDLESS, LONGEST_CELL, SheetRow

# A quotation mark opened and never closed would swallow the rest of the sheet: give up looking after so much.
_MOST_LINES_A_ROW, _MOST_LETTERS_A_ROW = 200, 60_000
_NEVER_CLOSED = "A quotation mark is opened in this row and never closed."


def split_rows(lines: Iterable[str], delimiter: str) -> Iterator[SheetRow]:
    """Yield the rows. A row of trouble is kept as it came, its line parted at every delimiter."""
    ahead = _Ahead(lines, delimiter)
    number = 0
    while (first := ahead.take()) is not None:
        number += 1
        yield _row(number, first, ahead, delimiter)


def _row(number: int, first: str, ahead: "_Ahead", delimiter: str) -> SheetRow:
    if '"' not in first:
        cells = first.rstrip("\r\n").split(delimiter) if first.strip("\r\n") else []
        return SheetRow(number, cells, ENDLESS if len(first) > LONGEST_CELL and _endless(cells) else "")
    rest = [] if ahead.shapes.closes(first) else ahead.take_till_closed(len(first))
    if rest is None:
        return SheetRow(number, first.rstrip("\r\n").split(delimiter), _NEVER_CLOSED)
    try:
        return SheetRow(number, next(csv.reader([first, *rest], delimiter=delimiter), []))
    except csv.Error:
        return SheetRow(number, "".join([first, *rest]).rstrip("\r\n").split(delimiter), ENDLESS)


def _endless(cells: list[str]) -> bool:
    return max(map(len, cells)) > LONGEST_CELL


class _Shapes:
    """What a line does to quotation marks: begun outside a cell in quotes, or begun inside one."""

    def __init__(self, delimiter: str) -> None:
        mark = re.escape(delimiter)
        cell = rf'(?:"(?:[^"]++|"")*+"[^{mark}\r\n]*+|(?!")[^{mark}\r\n]*+)'
        self._closed = re.compile(rf"{cell}(?:{mark}{cell})*+[\r\n]*")
        self._inside = re.compile(r'(?:[^"]++|"")*+')
        self._mark = delimiter

    def closes(self, line: str) -> bool:
        """Tell whether a line begun outside ends outside."""
        return self._closed.fullmatch(line) is not None

    def ends(self, line: str) -> str:
        """Return how a line begun inside ends: “inside”, “outside”, or “badly” (words after the mark)."""
        match = self._inside.match(line)
        after = line[match.end() + 1 :].lstrip(" ") if match else ""
        if match is None or match.end() == len(line):
            return "inside"
        if after.startswith(self._mark):
            return "outside" if self.closes(after[len(self._mark) :]) else "inside"
        return "badly" if after.strip("\r\n") else "outside"


@dataclass(frozen=True)
class _Line:
    text: str
    ends: str
    upto: int  # letters of the file up to and with this line


class _Ahead:
    """The lines still to come. Each is looked at once from inside a cell, however many rows ask."""

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._lines = iter(lines)
        self.shapes = _Shapes(delimiter)
        self._known: deque[_Line] = deque()
        self._taken = self._upto = self._letters = 0
        # How many lines have been taken when the line that closes is next; those before it do not close.
        self._closing = 0

    def take(self) -> str | None:
        if not self._known:
            return next(self._lines, None)
        self._taken += 1
        line = self._known.popleft()
        self._letters = line.upto
        return line.text

    def take_till_closed(self, so_far: int) -> list[str] | None:
        """Take the lines up to the one that closes the cell; None when it is not closed in time."""
        at = max(self._closing - self._taken, 0)
        most = self._letters + _MOST_LETTERS_A_ROW - so_far
        while at < _MOST_LINES_A_ROW and self._is_known(at) and self._known[at].upto <= most:
            if self._known[at].ends != "inside":
                break
            at += 1
        self._closing = self._taken + at
        closed = at < min(_MOST_LINES_A_ROW, len(self._known)) and self._known[at].upto <= most
        if not closed or self._known[at].ends == "badly":
            return None
        return [text for _ in range(at + 1) if (text := self.take()) is not None]

    def _is_known(self, at: int) -> bool:
        while len(self._known) <= at:
            text = next(self._lines, None)
            if text is None:
                return False
            if not self._known:
                self._upto = self._letters
            self._upto += len(text)
            self._known.append(_Line(text, self.shapes.ends(text), self._upto))
        return True
