"""Excel and OpenDocument workbooks, and packed folders: read as a person sees them, or refused in plain words."""

import resource
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bandstand.groups.sheets.columns import guess_columns
from bandstand.groups.sheets.reading import Manner, NotASheetError, Wanted, look_into, rows_of
from tests.groups.sheets import HARRIERS, HEADINGS, MILL_GREEN
from tests.groups.workbooks import (
    DATE,
    PHONE,
    XML,
    excel,
    excel_parts,
    kept,
    number,
    opendocument,
    opendocument_parts,
    packed,
    plain_tab,
    row,
    tab,
    text_cell,
    words,
)


def read(path: Path) -> dict[str, list[list[str]]]:
    """Return the rows of every table by its name."""
    return {
        manner.sheet: [one.cells for one in rows_of(path, manner)] for manner in look_into(path, path.name)
    }


def test_an_excel_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    sheet = tab(
        row(1, words("A1", "Name"), words("B1", "Phone"), words("C1", "Founded"), words("D1", "Open"), words("E1", "Lat")),
        row(2, '<c r="A2" t="s"><v>0</v></c>', number("B2", "1384555010", PHONE), number("C2", "43935", DATE),
            '<c r="D2" t="b"><v>1</v></c>', number("E2", "52.512340000000002")),
        row(5, '<c r="A5" t="str"><f>"Leasow "&amp;"Choir"</f><v>Leasow Choir</v></c>', number("B5", "7.0"),
            '<c r="C5" t="e"><v>#N/A</v></c>', '<c r="D5"><f>1+1</f></c>'),
        row(1048576, '<c r="A1048576" s="1"/>'),
    )  # fmt: skip
    shared = "<si><r><t>Friends of </t></r><r><t>Mill_x000A_Green</t></r><rPh><t>furenzu</t></rPh></si>"
    path = kept(tmp_path, "groups.xlsx", excel({"Groups": sheet}, shared=shared))

    manner = look_into(path, path.name)[0]

    assert (manner.form, manner.sheet, manner.heading_row, manner.rows) == ("xlsx", "Groups", 1, 2)
    assert manner.headings == ["Name", "Phone", "Founded", "Open", "Lat"]
    assert [(one.number, one.cells) for one in rows_of(path, manner)] == [
        (2, ["Friends of Mill\nGreen", "01384 555010", "2020-04-14", "TRUE", "52.51234"]),
        (5, ["Leasow Choir", "7", "#N/A", "=1+1"]),
    ]


def test_headings_merged_over_two_rows_are_put_together(tmp_path: Path) -> None:
    sheet = tab(
        row(1, words("A1", "Groups of Leasow Vale")),
        row(2, words("A2", "Name"), words("B2", "Contact")),
        row(3, words("B3", "Email"), words("C3", "Phone")),
        row(
            4, words("A4", "Leasow Choir"), words("B4", "choir@leasow.example"), words("C4", "01384 555 012")
        ),
    )
    path = kept(tmp_path, "groups.xlsx", excel({"Sheet1": sheet}))

    manner = look_into(path, path.name)[0]

    assert (manner.heading_row, manner.headings) == (3, ["Name", "Email", "Phone"])


def test_every_tab_is_a_table_and_one_out_of_sight_comes_last(tmp_path: Path) -> None:
    tabs = {"Old": plain_tab(HEADINGS, HARRIERS), "Groups": plain_tab(HEADINGS, MILL_GREEN), "Empty": tab()}
    path = kept(tmp_path, "groups.xlsx", excel(tabs, hidden="Old"))

    manners = look_into(path, path.name)

    assert [(manner.sheet, manner.hidden) for manner in manners] == [("Groups", False), ("Old", True)]
    assert [one.cells[0] for one in rows_of(path, manners[0])] == [MILL_GREEN[0]]
    assert Manner.from_json(manners[1].as_json()) == manners[1]


def test_an_opendocument_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    tables = (
        '<table:table table:name="Groups"><table:table-row>'
        + "".join(map(text_cell, ["Name", "Phone", "Founded", "Lat"]))
        + '</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>ask Bob</text:p>'
        "</office:annotation><text:p>Friends of<text:s/>Mill</text:p><text:p>Green</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="1384555010"><text:p>01384555010</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" office:date-value="2020-04-14">'
        '<text:p>14/04/20</text:p></table:table-cell><table:table-cell office:value-type="float" '
        'office:value="52.51234"><text:p>52.5</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table>'
        f'<table:table table:name="Old" table:style-name="h"><table:table-row>{text_cell("Leasow Choir")}'
        "</table:table-row></table:table>"
    )
    path = kept(tmp_path, "groups.ods", opendocument(tables, hidden))

    groups, old = look_into(path, path.name)

    assert (groups.form, groups.headings, groups.rows) == ("ods", ["Name", "Phone", "Founded", "Lat"], 1)
    assert [(one.number, one.cells) for one in rows_of(path, groups)] == [
        (4, ["Friends of Mill\nGreen", "01384555010", "2020-04-14", "52.51234"])
    ]
    assert (old.sheet, old.hidden) == ("Old", True)


def test_the_address_behind_a_cell_gets_a_column_of_its_own(tmp_path: Path) -> None:
    sheet = plain_tab(
        ["Group name", "Facebook"],
        ["Leasow Choir", "click here"],
        ["Priory Band", "www.facebook.com/prioryband"],
    ).replace(
        "</worksheet>",
        '<hyperlinks><hyperlink ref="A2" r:id="a"/><hyperlink ref="B2" r:id="b"/><hyperlink ref="B3" r:id="c"/>'
        '<hyperlink location="Sheet2!A1" ref="A3"/></hyperlinks></worksheet>',
    )
    targets = {
        "a": "https://choir.example/",
        "b": "https://www.facebook.com/choir?x=1&amp;y=2",
        "c": "https://www.facebook.com/prioryband/",
    }
    relations = "".join(
        f'<Relationship Id="{key}" Type="x/hyperlink" TargetMode="External" Target="{target}"/>'
        for key, target in targets.items()
    )
    parts = excel_parts({"Groups": sheet})
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = f"{XML}<Relationships>{relations}</Relationships>"
    path = kept(tmp_path, "groups.xlsx", packed(parts))

    [manner] = look_into(path, path.name)
    rows = [one.cells for one in rows_of(path, manner)]

    assert manner.headings == [
        "Group name",
        "Facebook",
        "Group name (where it leads)",
        "Facebook (where it leads)",
    ]
    assert rows == [
        ["Leasow Choir", "click here", "https://choir.example/", "https://www.facebook.com/choir?x=1&y=2"],
        ["Priory Band", "www.facebook.com/prioryband", "", ""],
    ]
    assert [column.guess for column in guess_columns(manner.headings, rows)] == [
        "name",
        "facebook",
        "website",
        "facebook",
    ]


def test_the_address_behind_a_cell_of_an_opendocument_too(tmp_path: Path) -> None:
    tables = (
        f'<table:table table:name="G"><table:table-row>{text_cell("Name")}{text_cell("Link")}</table:table-row>'
        f'<table:table-row>{text_cell("Leasow Choir")}<table:table-cell office:value-type="string"><text:p>'
        '<text:a xlink:href="https://choir.example/" xmlns:xlink="x">our page</text:a></text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    path = kept(tmp_path, "groups.ods", opendocument(tables))

    [manner] = look_into(path, path.name)

    assert manner.headings == ["Name", "Link", "Link (where it leads)"]
    assert [one.cells for one in rows_of(path, manner)] == [
        ["Leasow Choir", "our page", "https://choir.example/"]
    ]


def test_a_packed_folder_of_sheets_is_several_tables(tmp_path: Path) -> None:
    parts = {
        "hsds/organizations.csv": "id,name\no1,Leasow Harriers\n",
        "hsds/locations.csv": "id,organization_id,postal_code\nl1,o1,DY1 1AE\n",
        "hsds/empty.csv": "\n", "hsds/datapackage.json": "{}", "__MACOSX/hsds/._locations.csv": "junk",
    }  # fmt: skip
    path = kept(tmp_path, "hsds.zip", packed(parts))

    assert read(path) == {
        "hsds/organizations.csv": [["o1", "Leasow Harriers"]],
        "hsds/locations.csv": [["l1", "o1", "DY1 1AE"]],
    }


def test_somebody_may_say_where_the_headings_are(tmp_path: Path) -> None:
    path = kept(
        tmp_path, "groups.xlsx", excel({"Groups": plain_tab(["Leasow", "Vale"], HEADINGS[:2], HARRIERS[:2])})
    )

    manner = look_into(path, path.name, wanted=Wanted(heading_row=1, sheet="Groups"))[0]

    assert (manner.heading_row, manner.headings) == (1, ["Leasow", "Vale"])


def doctored(parts: dict[str, str], change: Callable[[zipfile.ZipFile], None], folder: Path) -> bytes:
    path = kept(folder, "doctored", packed(parts))
    with zipfile.ZipFile(path, "a") as file:
        change(file)
    return path.read_bytes()


GOOD = excel_parts({"Groups": plain_tab(HEADINGS, MILL_GREEN)})
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def bomb(folder: Path) -> bytes:
    return packed({**GOOD, "xl/worksheets/sheet1.xml": tab(row(1, words("A1", "x" * 60_000_000)))})


def lying(folder: Path) -> bytes:
    """Forty million letters that say they are a thousand."""
    content = bytearray(bomb(folder))
    at = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    content[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(content)


def crowd(folder: Path) -> bytes:
    return packed({f"{number}.csv": "" for number in range(100_000)})


def symlink(folder: Path) -> bytes:
    link = zipfile.ZipInfo("groups.csv")
    link.external_attr = 0o120777 << 16
    return doctored({}, lambda file: file.writestr(link, "/etc/passwd"), folder)


def twice(folder: Path) -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return doctored({"a.csv": "x,y\n"}, lambda file: file.writestr("a.csv", "z,z\n"), folder)


def locked(folder: Path) -> bytes:
    content = bytearray(packed({"groups.csv": "Name\nLeasow Choir\n"}))
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


HAZARDS: dict[str, tuple[Callable[[Path], bytes], str]] = {
    "bomb": (bomb, "That file would unpack to far more"),
    "lying bomb": (lying, "That file is damaged"),
    "a hundred thousand parts": (crowd, "That file holds more than 5,000 parts"),
    "a link": (symlink, "That file holds parts with names"),
    "two of one name": (twice, "That file holds parts with names"),
    "a name that climbs": (lambda _: packed({"../../groups.csv": "Name\n"}), "That file holds parts with names"),
    "packed again": (lambda _: packed({"groups.zip": "PK"}), "That packed file holds another packed file"),
    "no sheets": (lambda _: packed({"readme.txt": "Hello"}), "There is no CSV or JSON file"),
    "password": (locked, "That file is locked with a password."),
    "laughs": (lambda _: packed({**GOOD, "xl/worksheets/sheet1.xml": tab(before=LAUGHS)}), "That file carries instructions"),
    "outside": (lambda _: packed({**GOOD, "xl/workbook.xml": f"{XML}{OUTSIDE}<workbook/>"}), "That file carries instructions"),
    "laughs in an OpenDocument": (
        lambda _: packed({**opendocument_parts(""), "content.xml": f"{XML}{LAUGHS}<x>&b;</x>"}),
        "That file carries instructions",
    ),
    "locked OpenDocument": (
        lambda _: packed({**opendocument_parts(""), "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
        "That file is locked with a password.",
    ),
    "one endless tag": (
        lambda _: packed({**GOOD, "xl/worksheets/sheet1.xml": f"{XML}<worksheet a='{'ab' * 4_000_000}'/>"}),
        "That file ",
    ),
    "no XML": (lambda _: packed({**GOOD, "xl/workbook.xml": "<workbook><sheets>"}), "That file is damaged"),
    "a tab that is not there": (
        lambda _: packed({name: part for name, part in GOOD.items() if "sheet1" not in name}),
        "That file is damaged",
    ),
    "binary": (
        lambda _: packed({**GOOD, "_rels/.rels": GOOD["_rels/.rels"].replace("workbook.xml", "workbook.bin")}),
        "That is a binary Excel workbook",
    ),
    "letter": (
        lambda _: packed({**GOOD, "_rels/.rels": GOOD["_rels/.rels"].replace("xl/workbook", "word/document")}),
        "That is not a spreadsheet.",
    ),
    "cut off": (lambda _: packed(GOOD)[:-200], "That file is damaged"),
    "too wide": (
        lambda _: excel({"Groups": tab(row(1, *(words(f"{chr(65 + a)}{chr(65 + b)}1", "x") for a in range(26) for b in range(26))))}),
        "That sheet has 702 columns and we can take 500.",
    ),
    "copies without end": (
        lambda _: opendocument(
            '<table:table table:name="G"><table:table-row table:number-rows-repeated="1000000">'
            f"{text_cell('x')}</table:table-row></table:table>"
        ),
        "That sheet has one filled row repeated",
    ),
    "wide copies": (
        lambda _: opendocument(
            '<table:table table:name="G"><table:table-row><table:table-cell table:number-columns-repeated="16000" '
            'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "That sheet has more columns",
    ),
    "empty": (lambda _: excel({"Groups": tab()}), "That workbook is empty."),
    "old or locked": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "That is an older Excel file"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "begins"), HAZARDS.values(), ids=HAZARDS.keys())
def test_what_could_do_harm_is_refused_in_plain_words(
    make: Callable[[Path], bytes], begins: str, tmp_path: Path
) -> None:
    path = kept(tmp_path, "groups.xlsx", make(tmp_path))
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(NotASheetError) as told:
        read(path)

    assert str(told.value)[: len(begins)] == begins
    assert str(told.value)[-1] == "."
    assert time.process_time() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def test_what_lies_outside_a_workbook_is_not_followed(tmp_path: Path) -> None:
    relations = GOOD["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="e" TargetMode="External" Type="x/externalLink" Target="http://127.0.0.1:9/"/>'
        "</Relationships>",
    )
    path = kept(
        tmp_path,
        "groups.xlsx",
        packed({**GOOD, "xl/_rels/workbook.xml.rels": relations, "xl/vbaProject.bin": "x"}),
    )

    assert read(path) == {"Groups": [MILL_GREEN]}
