"""Sheets however they were saved: read to the last cell, in bounded memory, or refused in plain words."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.groups.sheets.reading import (
    PASTED_CELLS,
    NotASheetError,
    Wanted,
    find_manner,
    lines_of,
    look_into,
    rows_of,
    split_rows,
)
from tests.groups.sheets import CHOIR, HARRIERS, HEADINGS, MILL_GREEN, sheet
from tests.groups.workbooks import kept


def read(content: bytes) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows, with the bytes handed over a few at a time."""
    manner = find_manner([content])
    pieces = [content[at : at + 7] for at in range(0, len(content), 7)]
    rows = list(split_rows(lines_of(pieces, manner.encoding), manner.delimiter))
    return manner.headings, [row.cells for row in rows[manner.heading_row :]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_sheet_is_read_however_it_was_saved(delimiter: str, encoding: str) -> None:
    accented = ["Café Écoute", "Listen; talk, sing | laugh", *CHOIR[2:]]

    headings, rows = read(sheet(MILL_GREEN, HARRIERS, accented, delimiter=delimiter, encoding=encoding))

    assert headings == HEADINGS
    assert rows == [MILL_GREEN, HARRIERS, accented]


def test_headings_below_a_title_are_found() -> None:
    content = b"Groups of Leasow Vale,,\nAs of March,,\n,,\n" + sheet(MILL_GREEN)

    manner = find_manner([content])

    assert (manner.heading_row, manner.headings) == (4, HEADINGS)


def test_a_sheet_without_headings_loses_no_row() -> None:
    headings, rows = read(b"Friends of Mill Green Park,DY1 1AE\nLeasow Harriers,DY1 1AE\n")

    assert (headings, len(rows)) == (["Column 1", "Column 2"], 2)


def test_a_list_of_names_alone_is_a_sheet() -> None:
    assert read(b"Leasow Harriers\nLeasow Sports Club\n") == (
        ["Column 1"],
        [["Leasow Harriers"], ["Leasow Sports Club"]],
    )
    assert read(b"Name\nLeasow Harriers\n") == (["Name"], [["Leasow Harriers"]])


def test_a_cell_over_several_lines_is_one_cell() -> None:
    _, rows = read(sheet([MILL_GREEN[0], "Mondays: rake\nTuesdays: rest\r\nand tea", *MILL_GREEN[2:]]))

    assert rows[0][1] == "Mondays: rake\nTuesdays: rest\r\nand tea"


@pytest.mark.parametrize("after", [1, 500])
def test_a_quotation_mark_never_closed_costs_only_its_own_row(after: int) -> None:
    content = (
        sheet(MILL_GREEN) + b'"The Old Boys,never closed\r\n' + sheet(*[HARRIERS] * after, headings=CHOIR)
    )
    manner = find_manner([content])

    rows = list(split_rows(lines_of([content], manner.encoding), manner.delimiter))

    assert len(rows) == 2 + 1 + 1 + after
    assert [row.number for row in rows if row.trouble] == [3]
    assert rows[2].cells[0] == '"The Old Boys'
    assert rows[-1].cells == HARRIERS


@pytest.mark.parametrize("line", ['x","y\n', '"The Old Boys,a\n', 'a,"b""\n'])
def test_a_sheet_whose_every_line_opens_a_quotation_mark_is_read_to_its_end(line: str) -> None:
    rows = list(split_rows([line] * 50_000, ","))

    assert len(rows) == 50_000
    assert {row.trouble for row in rows} == {"A quotation mark is opened in this row and never closed."}
    assert rows[-1].number == 50_000


def test_lines_end_as_they_like() -> None:
    _, rows = read(b"Name,Town\rHarriers,Leasow\nChoir,Priory\r\nBand,Mill\n\r\nFriends,Green")

    assert rows == [["Harriers", "Leasow"], ["Choir", "Priory"], ["Band", "Mill"], [], ["Friends", "Green"]]


def test_pasted_cells_are_a_sheet(tmp_path: Path) -> None:
    path = kept(tmp_path, "pasted", b"Name\tAddress, if any\nHarriers\tHigh Street, Leasow\n")

    [manner] = look_into(path, PASTED_CELLS)

    assert (manner.form, manner.delimiter, manner.headings) == ("pasted", "\t", ["Name", "Address, if any"])
    assert [row.cells for row in rows_of(path, manner)] == [["Harriers", "High Street, Leasow"]]


def test_somebody_may_say_how_a_sheet_was_saved(tmp_path: Path) -> None:
    path = kept(tmp_path, "groups.csv", "Name;Town, county\nCaf\u00e9;Leasow, Vale\n".encode("cp850"))

    [guessed] = look_into(path, "groups.csv")
    [wanted] = look_into(path, "groups.csv", wanted=Wanted(encoding="cp850", delimiter=";", heading_row=0))

    assert guessed.encoding == "cp1252"
    assert (wanted.encoding, wanted.delimiter, wanted.heading_row) == ("cp850", ";", 0)
    assert [row.cells for row in rows_of(path, wanted)][1] == ["Caf\u00e9", "Leasow, Vale"]


def test_a_row_far_too_wide_is_kept_and_said(tmp_path: Path) -> None:
    path = kept(tmp_path, "groups.csv", b"Name,Town\n" + b"Choir,Leasow\n" * 300 + b"x," * 700 + b"x\n")

    [manner] = look_into(path, "groups.csv")
    *_, last = rows_of(path, manner)

    assert (last.number, len(last.cells)) == (302, 701)
    assert (
        last.trouble
        == "This row goes over 701 columns, and we can take 500. Take out those that are not needed."
    )


def test_empty_characters_are_taken_out() -> None:
    _, rows = read(sheet(MILL_GREEN).replace(b"Mill", b"Mi\0ll"))

    assert rows == [MILL_GREEN]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "That file is empty."),
        (b"\r\n \r\n", "That file is empty."),
        (b",,,\n,,,\n", "That sheet is empty."),
        (b"PK\x03\x04rest", "That is a packed file with no sheet in it"),
        (b"%PDF-1.7", "That is a PDF."),
        (b"Rar!\x1a", "That file is packed (RAR)."),
        (bytes(range(256)) * 20, "That does not look like a spreadsheet"),
        (b"a," * 10_000 + b"\n", "That sheet has 10,000 columns and we can take 500."),
    ],
)
def test_what_is_no_sheet_is_told_in_plain_words(content: bytes, words: str) -> None:
    with pytest.raises(NotASheetError) as told:
        find_manner([content])

    assert str(told.value)[: len(words)] == words
    assert str(told.value).endswith(".")


def test_a_long_sheet_is_read_a_stretch_at_a_time() -> None:
    handed_out = 0

    def pieces() -> Iterator[bytes]:
        nonlocal handed_out
        for _ in range(10_000):
            handed_out += 1
            yield b"Leasow Harriers,DY1 1AE\n" * 40

    rows = split_rows(lines_of(pieces(), "utf-8"), ",")

    assert next(rows).cells == ["Leasow Harriers", "DY1 1AE"]
    assert handed_out < 5


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ["a\nb", 'a"b', "a,b"]
)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_a_spreadsheet_program_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)

    read_back = [row.cells for row in split_rows(lines_of([out.getvalue().encode()], "utf-8"), ",")]

    assert read_back == rows
