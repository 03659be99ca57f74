"""How a sheet was read, in words, and the other ways it might be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bandstand.groups.models import ImportBatch
from bandstand.groups.sheets.texts import DELIMITERS, ENCODINGS

Form = ImportBatch.Form
# The rows that may be said to hold the headings; 0: there are none.
HEADING_ROWS = [*map(str, range(1, 11)), "0"]
_PARTED = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Ask:
    """One thing that may look wrong, and the ways to read it instead. `name` is what the button sends."""

    name: str
    question: str
    choices: list[Choice] = field(default_factory=list)


def how_it_reads(batch: ImportBatch) -> str:
    """Return one or two sentences: the sort of file, its letters, and where its headings are."""
    return f"{_sort(batch)} {_headings(batch)}"


def _sort(batch: ImportBatch) -> str:
    if batch.form in {Form.XLSX, Form.ODS}:
        return f"This is the sheet “{batch.sheet_name}” of a workbook ({batch.get_form_display()})."
    if batch.form == Form.JSON:
        return "This is a JSON list: one entry a row."
    parted = _PARTED.get(batch.delimiter, "one column")
    told = f"The cells are parted by {parted}" if batch.delimiter in _PARTED else "There is one column"
    return f"{told}, the letters read as {ENCODINGS.get(_encoding(batch), batch.encoding)}."


def _encoding(batch: ImportBatch) -> str:
    """Return the encoding by the name officers choose from: a mark at the start of a file is no other one."""
    return batch.encoding.removesuffix("-sig")


def _headings(batch: ImportBatch) -> str:
    if batch.form == Form.JSON:
        return ""
    if batch.heading_row == 0:
        return "There are no headings, so every row counts."
    if batch.heading_row == 1:
        return "The headings are in the first row."
    return f"The headings are in row {batch.heading_row}; what is above them stays out."


def other_ways(batch: ImportBatch) -> list[Ask]:
    """Return what may be read otherwise in this sort of file."""
    asks = []
    if batch.form in {Form.CSV, Form.PASTED}:
        asks.append(Ask("delimiter", "Everything is in one column, or cut in odd places", _delimiters(batch)))
    if batch.form == Form.CSV:
        asks.append(Ask("encoding", "Some letters look odd (Ã©, Â£, �)", _each(ENCODINGS, _encoding(batch))))
    if batch.form != Form.JSON:
        asks.append(Ask("heading_row", "The headings are in another row", _rows(batch)))
    return asks


def _delimiters(batch: ImportBatch) -> list[Choice]:
    words = {mark: f"By {_PARTED.get(mark, name)}" for mark, name in DELIMITERS.items()}
    return _each(words, batch.delimiter)


def _each(words: Mapping[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, said, value == chosen) for value, said in words.items()]


def _rows(batch: ImportBatch) -> list[Choice]:
    words = {row: "There are none" if row == "0" else f"Row {row}" for row in HEADING_ROWS}
    return _each(words, str(batch.heading_row))
