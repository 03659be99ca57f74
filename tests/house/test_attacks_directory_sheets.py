"""Workbooks nobody's program wrote: read, or refused in a sentence; never a broken page, never half of one."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from bandstand.people.traces import EMAIL, without_contacts
from tests.borough import make_group, make_kinds
from tests.groups.sheets import bring, sheet
from tests.groups.workbooks import excel_parts, number, packed, row, tab, words

pytestmark = pytest.mark.database

HEADINGS = row(1, words("A1", "Name"), words("B1", "What they do"))
CHESS = row(2, words("A2", "Leasow Chess"), words("B2", "Play"))


def upload(officer: Client, parts: dict[str, str]) -> int:
    file = SimpleUploadedFile("groups.xlsx", packed(parts))
    return officer.post("/desk/groups/sheets/", {"sheet": file}).status_code


def book(*rows: str) -> dict[str, str]:
    return excel_parts({"Groups": tab(HEADINGS, CHESS, *rows)})


ODD_ROWS = {
    "a row called ²": '<row r="²"><c r="A3"><v>1</v></c></row>',
    "a row called by 5,000 digits": f'<row r="{"9" * 5000}"><c r="A3"><v>1</v></c></row>',
    "a row below zero": '<row r="-3"><c r="A-3"><v>1</v></c></row>',
    "a column beyond the last": '<row r="3"><c r="ZZZZ3"><v>1</v></c></row>',
    "a word called ²": '<row r="3"><c r="A3" t="s"><v>²</v></c></row>',
    "a word nobody wrote": '<row r="3"><c r="A3" t="s"><v>99999999999999999999</v></c></row>',
    "a style called ²": '<row r="3"><c r="A3" s="²"><v>1</v></c></row>',
    "the day after the last": '<row r="3"><c r="A3" s="1"><v>2958465.9999999999</v></c></row>',
    "a figure without end": f'<row r="3"><c r="A3" s="2"><v>{"9" * 100_000}</v></c></row>',
    "half a letter": row(3, words("A3", "Chess _xD800_")),
    "a letter of two halves": row(3, words("A3", "Chess _xD83D__xDE00_")),
}


@pytest.mark.parametrize("odd", ODD_ROWS.values(), ids=ODD_ROWS.keys())
def test_an_odd_row_breaks_no_page(hub: Hub, officer: Client, odd: str) -> None:
    assert upload(officer, book()) == 302  # control: without it the workbook is read
    ImportBatch.objects.all().delete()

    status = upload(officer, book(odd))

    assert status in {302, 422}
    assert ImportBatch.objects.count() == (1 if status == 302 else 0)
    for batch in ImportBatch.objects.all():
        assert officer.get(f"/desk/groups/sheets/{batch.pk}/reading/").status_code == 200


def test_two_halves_of_a_letter_are_one_again(hub: Hub, officer: Client) -> None:
    upload(officer, book(row(3, words("A3", "Smile _xD83D__xDE00_"), words("B3", "Half _xD800_"))))
    page = officer.get(f"/desk/groups/sheets/{ImportBatch.objects.get().pk}/reading/").text
    assert "Smile 😀" in page
    assert "Half �" in page


def test_odd_styles_break_no_page(hub: Hub, officer: Client) -> None:
    parts = book(row(3, number("A3", "1", 1)))
    styles = next(name for name in parts if name.endswith("styles.xml"))
    for odd in ("abc", "²", "9" * 5000, "-1"):
        altered = parts | {styles: parts[styles].replace('numFmtId="164"', f'numFmtId="{odd}"')}
        assert altered != parts
        assert upload(officer, altered) in {302, 422}


def test_an_endless_word_is_looked_through_at_once() -> None:
    """Addresses are taken out of old cells at night: a large one without any must not take until morning."""
    began = time.perf_counter()
    for endless in ("a" * 400_000, "a." * 200_000, "a@" * 200_000, "'+" * 200_000):
        without_contacts(endless)
    assert time.perf_counter() - began < 20
    found = "jo@choir.example, mary.o'neil+x@mail.example and (ann@b.example)"
    assert EMAIL.findall(found) == ["jo@choir.example", "mary.o'neil+x@mail.example", "ann@b.example"]


def test_a_sheet_that_names_another_hubs_groups_by_their_long_ids_changes_nothing_there(hub: Hub) -> None:
    other = open_hub("Harrow Vale", slug="harrow-vale", host="harrow.example")
    with hub_scope(other):
        make_kinds(other)
        theirs = make_group(other, "Harrow Choir", about="Sings")
    own = make_group(hub, "Leasow Choir", about="Sings")

    bring(hub, sheet(
        [str(theirs.uid), "Taken over", "Gone"], [str(own.uid), "Leasow Choir", "Sings on Mondays"],
        headings=["Bandstand id", "Name", "What they do"],
    ))  # fmt: skip

    assert Group.objects.get(name="Taken over").uid != theirs.uid
    assert ImportRow.objects.get(number=3).group == own  # control: an id of one's own is known
    assert ImportRow.objects.filter(group__hub=hub).count() == 2
    with hub_scope(other):
        theirs.refresh_from_db()
        assert (theirs.name, theirs.about) == ("Harrow Choir", "Sings")
        assert ImportRow.objects.count() == 0
