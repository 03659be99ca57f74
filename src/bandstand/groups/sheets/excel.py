"""Excel workbooks (.xlsx, .xlsm), a stretch at a time: cells as they are shown. Macros are not read."""

import re
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from .figures import BUILT_IN, PLAIN, Shown, show, shown_as
from .manner import ENDLESS, LONGEST_CELL, NotASheetError, SheetRow, leads_elsewhere
from .packed import DAMAGED, pieces_of
from .xml import hear, tags_of

_LONGEST_NUMBER = 12  # digits
_MOST_ROWS = 1_048_576
_MOST_LINKS = 100_000
_HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink [^>]*>")
_PLACE = re.compile(rb'\bref="([A-Z]{1,3}\d{1,7})"')
_LINK = re.compile(rb'\w+:id="([^"]*)"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Tab:
    """One tab of a workbook and the part that holds it."""

    name: str
    part: str
    hidden: bool


@dataclass
class Workbook:
    """What is needed to read any of its tabs."""

    packed: ZipFile
    tabs: list[Tab]
    words: "SharedWords"
    styles: list[Shown]
    since_1904: bool

    def rows(self, tab: Tab) -> Iterator[SheetRow]:
        """Yield the rows that have something in them."""
        hearer = _Rows(self, behind=self._behind(tab))
        for _ in hear(pieces_of(self.packed, tab.part), hearer):
            yield from hearer.ready
            hearer.ready.clear()

    def _behind(self, tab: Tab) -> dict[str, str]:
        """Return the addresses behind cells, by the cell's place. A tab tells of them after its rows, so it
        is gone over for them alone, and only if there are any.
        """
        folder, _, name = tab.part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.packed.namelist():
            return {}
        outside = {
            marks.get("Id", ""): marks.get("Target", "")
            for _, marks in tags_of(pieces_of(self.packed, relations))
            if marks.get("Type", "").endswith("/hyperlink")
        }
        return _cells_leading(pieces_of(self.packed, tab.part), outside) if outside else {}

    def rows_of(self, tab: Tab) -> int:
        """Return how many rows a tab says it has; 0 when it does not say."""
        hearer = _Rows(self, behind={})
        for _ in zip(range(2), hear(pieces_of(self.packed, tab.part), hearer), strict=False):
            if hearer.said_rows:
                break
        return hearer.said_rows


def _cells_leading(pieces: Iterator[bytes], outside: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    kept = b""
    for piece in pieces:
        kept += piece
        for tag in _HYPERLINK.findall(kept):
            place, link = _PLACE.search(tag), _LINK.search(tag)
            if place and link and len(found) < _MOST_LINKS:
                found[place[1].decode()] = outside.get(link[1].decode(errors="replace"), "")
        kept = kept[kept.rfind(b"<") :][-2000:] if b"<" in kept else b""
    return found


def open_workbook(packed: ZipFile) -> Workbook:
    """Return the workbook in a packed file. Raises NotASheetError."""
    main = _main_part(packed)
    if main.endswith(".bin"):
        raise NotASheetError(
            "That is a binary Excel workbook (.xlsb). Open it in Excel, choose “Save as”, pick “Excel "
            "workbook (.xlsx)”, and bring in the file that makes."
        )
    if "word/" in main or "ppt/" in main:
        raise NotASheetError("That is not a spreadsheet. Bring in Excel, OpenDocument or CSV.")
    parts = _relations(packed, main)
    tags = tags_of(pieces_of(packed, main))
    since_1904 = any(name == "workbookPr" and marks.get("date1904") in {"1", "true"} for name, marks in tags)
    tabs = [_tab(marks, parts) for name, marks in tags if name == "sheet"]
    words = next((part for part, sort in parts.values() if sort == "sharedStrings"), "")
    styles = next((part for part, sort in parts.values() if sort == "styles"), "")
    return Workbook(
        packed,
        [tab for tab in tabs if tab],
        SharedWords(packed, words if words in packed.namelist() else ""),
        _styles(packed, styles) if styles in packed.namelist() else [],
        since_1904,
    )


def _main_part(packed: ZipFile) -> str:
    tags = tags_of(pieces_of(packed, "_rels/.rels"))
    main = next((marks for _, marks in tags if marks.get("Type", "").endswith("/officeDocument")), {})
    if not main:
        raise NotASheetError(DAMAGED)
    return main.get("Target", "").lstrip("/")


def _relations(packed: ZipFile, main: str) -> dict[str, tuple[str, str]]:
    """Return id → (part, sort of part). What lies outside the file is never followed."""
    folder, _, file = main.rpartition("/")
    tags = tags_of(pieces_of(packed, f"{folder}/_rels/{file}.rels".lstrip("/")))
    return {
        marks.get("Id", ""): (
            normpath(join(dirname(main), marks.get("Target", ""))).lstrip("/"),
            marks.get("Type", "").rpartition("/")[2],
        )
        for _, marks in tags
        if marks.get("TargetMode") != "External"
    }


def _tab(marks: dict[str, str], parts: dict[str, tuple[str, str]]) -> Tab | None:
    key = next((value for name, value in marks.items() if name.rpartition(":")[2] == "id"), "")
    part, sort = parts.get(key, ("", ""))
    if sort != "worksheet":  # a tab may be a chart
        return None
    return Tab(marks.get("name", ""), part, marks.get("state", "visible") != "visible")


def _styles(packed: ZipFile, part: str) -> list[Shown]:
    """Return how a cell of each style shows its figure."""
    codes = dict(BUILT_IN)
    shown: list[Shown] = []
    inside = False
    for name, marks in tags_of(pieces_of(packed, part)):
        if name == "numFmt":
            codes[_whole(marks.get("numFmtId", ""))] = marks.get("formatCode", "")
        elif name in {"cellXfs", "cellStyles", "dxfs", "cellStyleXfs"}:
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            shown.append(shown_as(codes.get(_whole(marks.get("numFmtId", "")), "")))
    return shown


class SharedWords:
    """The words of a workbook, which cells refer to by number: read as far as asked for, kept on disk."""

    def __init__(self, packed: ZipFile, part: str) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as this)
        self._ends = array("Q", [0])
        self._found: list[str] = []
        self._cache: dict[int, str] = {}
        self._more = hear(pieces_of(packed, part), self) if part else iter(())
        self._words: list[str] = []
        self._aside = self._letters = 0

    def __getitem__(self, number: int) -> str:
        if number in self._cache:
            return self._cache[number]
        while len(self._ends) - 1 <= number:
            if next(self._more, self) is self:
                raise NotASheetError(DAMAGED)
            self._keep()
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return self._remember(number, self._file.read(end - begin).decode(errors="replace"))

    def _remember(self, number: int, words: str) -> str:
        if len(self._cache) > 20_000:
            self._cache.clear()
        if len(words) < 200:
            self._cache[number] = words
        return words

    def _keep(self) -> None:
        self._file.seek(0, 2)
        for words in self._found:
            self._remember(len(self._ends) - 1, words)
            self._ends.append(self._ends[-1] + self._file.write(words.encode(errors="replace")))
        self._found.clear()

    def start(self, name: str, marks: dict[str, str]) -> None:
        del marks
        if name == "si":
            self._words, self._letters = [], 0
        elif name in {"rPh", "phoneticPr"}:  # how to say it aloud, in Japanese sheets
            self._aside += 1

    def end(self, name: str) -> None:
        if name == "si":
            self._found.append(_unescaped("".join(self._words)))
            self._words = []
        elif name in {"rPh", "phoneticPr"}:
            self._aside -= 1

    def text(self, words: str) -> None:
        if not self._aside and self._letters <= LONGEST_CELL:
            self._letters += len(words)
            self._words.append(words)


def _unescaped(words: str) -> str:
    if "_x" not in words:
        return words
    spelt = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), words)
    # Two halves make one letter; half of one is none, and no database takes it.
    return spelt.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole(said: str) -> int:
    """Return a whole number as a workbook spells it; 0 where it is none. Raises NotASheetError if absurd."""
    if not (said.isascii() and said.isdigit()):
        return 0
    if len(said) > _LONGEST_NUMBER:
        raise NotASheetError(DAMAGED)
    return int(said)


@dataclass
class _Rows:
    """Hears a tab and makes its rows."""

    book: Workbook
    behind: dict[str, str]
    ready: list[SheetRow] = field(default_factory=list)
    said_rows: int = 0
    _number: int = 0
    _cells: dict[int, str] = field(default_factory=dict)
    _leads: dict[int, str] = field(default_factory=dict)
    _trouble: str = ""
    _at: int = -1
    _marks: dict[str, str] = field(default_factory=dict)
    _catching: str = ""
    _caught: dict[str, list[str]] = field(default_factory=dict)
    _letters: int = 0
    _aside: int = 0
    _columns: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, marks: dict[str, str]) -> None:
        if name == "c":
            self._marks, self._caught, self._letters = marks, {}, 0
            self._at = self._column(marks["r"]) if "r" in marks else self._at + 1
        elif name in {"v", "t", "f"}:
            self._catching = "" if self._aside else name
        elif name == "row":
            self._begin(marks)
        elif name == "rPh":
            self._aside += 1
        elif name == "dimension":
            last = re.search(r"\d{1,7}$", marks.get("ref", ""))
            self.said_rows = int(last[0]) if last else 0

    def end(self, name: str) -> None:
        if name == "c":
            self._put()
        elif name in {"v", "t", "f"}:
            self._catching = ""
        elif name == "row":
            self._finish()
        elif name == "rPh":
            self._aside -= 1

    def text(self, words: str) -> None:
        if self._catching and self._letters <= LONGEST_CELL:
            self._letters += len(words)
            self._caught.setdefault(self._catching, []).append(words)

    def _begin(self, marks: dict[str, str]) -> None:
        said = marks.get("r", "")
        self._number = _whole(said) or self._number + 1
        self._cells, self._leads, self._trouble, self._at = {}, {}, "", -1
        if self._number > _MOST_ROWS:
            raise NotASheetError(DAMAGED)

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789").upper()
        if letters not in self._columns:
            if not re.fullmatch("[A-Z]{1,3}", letters):
                raise NotASheetError(DAMAGED)
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            self._columns[letters] = number - 1
        return self._columns[letters]

    def _put(self) -> None:
        words = self._words()
        if words:
            self._cells[self._at] = words
            address = leads_elsewhere(words, self.behind.get(self._marks.get("r", ""), ""))
            if address:
                self._leads[self._at] = address
        if self._letters > LONGEST_CELL:
            self._trouble = ENDLESS

    def _words(self) -> str:
        sort = self._marks.get("t", "n")
        if sort == "inlineStr":
            return _unescaped("".join(self._caught.get("t", [])))
        value = "".join(self._caught.get("v", []))
        if not value and "f" in self._caught:  # a sum nobody has worked out yet
            return "=" + "".join(self._caught["f"])
        if sort == "s":
            return self.book.words[_whole(value)] if value.isdigit() else ""
        if sort == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if sort != "n" or not value:
            return _unescaped(value)
        return show(value, self._style(), since_1904=self.book.since_1904)

    def _style(self) -> Shown:
        number = self._marks.get("s", "")
        styles = self.book.styles
        return styles[_whole(number)] if number.isdigit() and _whole(number) < len(styles) else PLAIN

    def _finish(self) -> None:
        if self._cells:
            cells = [self._cells.get(at, "") for at in range(max(self._cells) + 1)]
            self.ready.append(SheetRow(self._number, cells, self._trouble, leads=self._leads))
            self._cells = {}
