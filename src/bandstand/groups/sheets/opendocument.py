"""OpenDocument spreadsheets (.ods), a stretch of rows at a time: cells as they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from .figures import plain_figure
from .manner import ENDLESS, LONGEST_CELL, MOST_COLUMNS, NotASheetError, SheetRow, leads_elsewhere
from .packed import pieces_of
from .xml import hear

CONTENT = "content.xml"
# Filled rows and cells may be written once with “and so on” beside them; a sheet of groups has few of those.
_MOST_ALIKE = 10_000
_MOST_WIDE = 20_000
_ALIKE = (
    "That sheet has one filled row repeated thousands of times. Take the copies out, or save it as CSV, "
    "and bring in that."
)
_LOCKED = "That file is locked with a password. Save it without one and bring in that."


@dataclass(frozen=True)
class TabRow:
    """A row and the tab it is of."""

    tab: str
    hidden: bool
    row: SheetRow


def rows_by_tab(packed: ZipFile) -> Iterator[TabRow]:
    """Yield the filled rows of every tab, one tab after the other. Raises NotASheetError."""
    _refuse_locked(packed)
    hearer = _Tabs()
    for _ in hear(pieces_of(packed, CONTENT), hearer):
        yield from hearer.ready
        hearer.ready.clear()


def _refuse_locked(packed: ZipFile) -> None:
    if "META-INF/manifest.xml" in packed.namelist():
        kept = b""
        for piece in pieces_of(packed, "META-INF/manifest.xml"):
            kept = kept[-20:] + piece
            if b"encryption-data" in kept:
                raise NotASheetError(_LOCKED)


def _many(marks: dict[str, str], name: str) -> int:
    said = marks.get(name, "1")
    return max(int(said), 1) if said.isdigit() and len(said) < 9 else 1


@dataclass
class _Tabs:
    """Hears a document and makes the rows of its tabs."""

    ready: list[TabRow] = field(default_factory=list)
    _tab: str = ""
    _hidden: bool = False
    _hiding_styles: set[str] = field(default_factory=set)
    _style: str = ""
    _tables: int = 0  # a table may stand inside a cell; that is nobody's sheet
    _number: int = 0
    _alike: int = 1
    _cells: dict[int, str] = field(default_factory=dict)
    _at: int = 0
    _marks: dict[str, str] = field(default_factory=dict)
    _in_cell: bool = False
    _aside: int = 0
    _words: list[str] = field(default_factory=list)
    _letters: int = 0
    _trouble: str = ""
    _address: str = ""
    _leads: dict[int, str] = field(default_factory=dict)

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "table":
            self._begin_table(marks)
        elif name in {"annotation", "shapes", "tracked-changes", "frame"}:
            self._aside += 1
        elif self._tables == 1 and not self._aside:
            self._start_inside(name, marks)
        elif name == "style":
            self._style = marks.get("style:name", "")
        elif name == "table-properties" and marks.get("table:display") == "false":
            self._hiding_styles.add(self._style)

    def _begin_table(self, marks: dict[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            self._tab, self._number = marks.get("table:name", ""), 0
            self._hidden = marks.get("table:style-name") in self._hiding_styles

    def _start_inside(self, name: str, marks: dict[str, str]) -> None:
        if name == "table-row":
            self._alike = _many(marks, "table:number-rows-repeated")
            self._cells, self._leads, self._at, self._trouble = {}, {}, 0, ""
        elif name in {"table-cell", "covered-table-cell"}:
            self._marks, self._words, self._letters, self._in_cell = marks, [], 0, True
            self._address = ""
        elif self._in_cell:
            self._start_words(name, marks)

    def _start_words(self, name: str, marks: dict[str, str]) -> None:
        if name in {"p", "h"} and self._words:
            self._words.append("\n")
        elif name == "a":
            self._address = marks.get("xlink:href", "")
        elif name == "s":
            self._words.append(" " * min(_many(marks, "text:c"), 1000))
        elif name in {"tab", "line-break"}:
            self._words.append("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        if name == "table":
            self._tables -= 1
        elif name in {"annotation", "shapes", "tracked-changes", "frame"}:
            self._aside -= 1
        elif self._tables != 1 or self._aside:
            return
        elif name in {"table-cell", "covered-table-cell"}:
            self._put()
        elif name == "table-row":
            self._finish()

    def text(self, words: str) -> None:
        if self._in_cell and not self._aside and self._letters <= LONGEST_CELL:
            self._letters += len(words)
            self._words.append(words)

    def _put(self) -> None:
        many = _many(self._marks, "table:number-columns-repeated")
        words = _shown("".join(self._words), self._marks)
        self._in_cell = False
        if words.strip():
            if many > MOST_COLUMNS or self._at > _MOST_WIDE:
                raise NotASheetError(
                    f"That sheet has more columns than the {MOST_COLUMNS} we can take. "
                    "Take out those that are not needed and try again."
                )
            if address := leads_elsewhere(words, self._address):
                self._leads[self._at] = address
            self._cells.update(dict.fromkeys(range(self._at, self._at + many), words))
        if self._letters > LONGEST_CELL:
            self._trouble = ENDLESS
        self._at += many

    def _finish(self) -> None:
        if self._cells and self._alike > _MOST_ALIKE:
            raise NotASheetError(_ALIKE)
        if self._cells:
            cells = [self._cells.get(at, "") for at in range(max(self._cells) + 1)]
            for number in range(self._number + 1, self._number + 1 + self._alike):
                row = SheetRow(number, cells, self._trouble, leads=self._leads)
                self.ready.append(TabRow(self._tab, self._hidden, row))
        self._number += self._alike


def _shown(words: str, marks: dict[str, str]) -> str:
    """Return what the cell shows, except where showing loses something: a date's year, a figure's digits."""
    sort = marks.get("office:value-type", "")
    if sort == "date" and (date := marks.get("office:date-value", "")):
        return date.replace("T", " ").removesuffix(" 00:00:00").removesuffix(":00")
    if sort == "boolean":
        return marks.get("office:boolean-value", words).upper()
    if sort == "float" and (value := marks.get("office:value", "")):
        return words if _says_as_much(words, value) else _figure(value)
    return words


def _says_as_much(words: str, value: str) -> bool:
    """Tell whether the words are the whole figure: “01384 555 010” is, “53.4” for 53.4012 is not."""
    digits = "".join(letter for letter in words if letter.isdigit())
    whole = value.removesuffix(".0")
    return (
        whole.isdigit() and digits.lstrip("0") == whole.lstrip("0") and "," not in words and "." not in words
    )


def _figure(value: str) -> str:
    try:
        return plain_figure(value, float(value))
    except ValueError:
        return value
