"""Olive brings a sheet in: the file, what its columns hold, and its piles."""

import json

import pytest
from django.test import Client

from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.people.models import Hub
from bandstand.web.desk import sheet_words
from bandstand.web.desk.piles import about
from tests.groups.sheets import CHOIR, HARRIERS, HEADINGS, MILL_GREEN, sheet
from tests.web.sheet_steps import NAMELESS, SHEETS, columns, upload


def test_a_sheet_goes_from_file_to_piles_into_the_directory_and_back(officer: Client, hub: Hub) -> None:
    answer = upload(officer, sheet(MILL_GREEN, HARRIERS, NAMELESS))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"{SHEETS}{batch.pk}/reading/"
    read = officer.get(answer["Location"]).text
    assert (
        "The cells are parted by commas, the letters read as UTF-8. The headings are in the first row."
        in read
    )
    assert "From its heading." in officer.get(f"{SHEETS}{batch.pk}/columns/").text

    sorted_ = officer.post(f"{SHEETS}{batch.pk}/columns/", columns(), follow=True)
    assert sorted_.redirect_chain == [(f"{SHEETS}{batch.pk}/over/", 302)]
    assert sorted_.context["counts"].sentence == "3 rows: 2 new, 1 to put right."
    assert not Group.objects.exists()

    about_to = officer.get(f"{SHEETS}{batch.pk}/bring-in/").context
    assert about_to["happens"] == ["2 new groups are added to the directory."]
    assert about_to["stays"] == ["1 row waits to be put right."]
    assert not Group.objects.exists()
    result = officer.post(f"{SHEETS}{batch.pk}/bring-in/", follow=True)
    assert "Every row is accounted for." in result.text
    assert "1 row still to put right" in result.text
    assert sorted(group.name for group in Group.objects.all()) == [MILL_GREEN[0], HARRIERS[0]]

    before = officer.get(f"{SHEETS}{batch.pk}/undo/")
    assert before.context["does"][0] == "2 groups this sheet added are taken out."
    assert Group.objects.count() == 2
    undone = officer.post(f"{SHEETS}{batch.pk}/undo/", follow=True)
    assert "is taken out again" in undone.text
    assert not Group.objects.exists()


def test_pasted_cells_come_in_as_a_sheet_does(officer: Client, hub: Hub) -> None:
    cells = "\n".join("\t".join(line) for line in (HEADINGS, MILL_GREEN, HARRIERS))

    answer = officer.post(SHEETS, {"pasted": cells})

    batch = ImportBatch.objects.get()
    assert answer["Location"] == f"{SHEETS}{batch.pk}/reading/"
    assert (batch.form, batch.file_name, batch.delimiter) == ("pasted", "Pasted cells", "\t")


def test_neither_a_file_nor_cells_is_told_plainly(officer: Client, hub: Hub) -> None:
    answer = officer.post(SHEETS, {"pasted": "  "})

    assert answer.status_code == 422
    assert "Choose the file to bring in, or paste its cells." in answer.text


def test_more_cells_than_can_be_pasted_are_told_plainly(officer: Client, hub: Hub) -> None:
    answer = officer.post(SHEETS, {"pasted": "a,b\n" * 400_000})

    assert answer.status_code == 422
    assert "Save it as a file and choose that." in answer.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "That file is empty."),
        (b"\x89PNG", "That is a picture."),
        (bytes(range(256)) * 20, "That does not look like a spreadsheet"),
    ],
)
def test_a_file_that_is_no_sheet_is_told_plainly(
    officer: Client, hub: Hub, content: bytes, words: str
) -> None:
    answer = upload(officer, content)

    assert answer.status_code == 422
    assert words in answer.text
    assert not ImportBatch.objects.exists()


def test_a_sheet_may_have_any_file_name(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(MILL_GREEN), name="ä b " * 100 + ".csv")

    name = ImportBatch.objects.get().file_name
    assert (name[-4:], len(name) <= 200) == (".csv", True)


def test_headings_in_another_row_are_found_by_one_press(officer: Client, hub: Hub) -> None:
    upload(officer, b"Groups of 2024\n\nName,Postcode\nLeasow Harriers,DY1 1AE\n")
    batch = ImportBatch.objects.get()
    path = f"{SHEETS}{batch.pk}/reading/"

    officer.post(path, {"heading_row": "0"})
    without = officer.get(path)
    officer.post(path, {"heading_row": "3"})

    assert "There are no headings, so every row counts." in without.text
    batch.refresh_from_db()
    assert (batch.heading_row, batch.headings) == (3, ["Name", "Postcode"])


def test_odd_letters_are_read_in_another_way_by_one_press(officer: Client, hub: Hub) -> None:
    upload(officer, "Name\nCafé Mémoire\n".encode("mac-roman"))
    batch = ImportBatch.objects.get()

    officer.post(f"{SHEETS}{batch.pk}/reading/", {"encoding": "mac-roman"})

    assert "Café Mémoire" in officer.get(f"{SHEETS}{batch.pk}/reading/").text


def test_nonsense_ways_of_reading_are_passed_over(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(MILL_GREEN))
    batch = ImportBatch.objects.get()

    asked = {"heading_row": "²", "encoding": "rot13", "delimiter": "\0"}
    assert officer.post(f"{SHEETS}{batch.pk}/reading/", asked).status_code in {302, 422}
    assert officer.get(f"{SHEETS}{batch.pk}/reading/").status_code == 200


def test_columns_ask_first_about_those_nobody_understood(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(MILL_GREEN, headings=[*HEADINGS, "Gap"]))
    batch = ImportBatch.objects.get()

    shown = officer.get(f"{SHEETS}{batch.pk}/columns/").context

    assert [column.heading for column, _ in shown["asking"]] == ["Colour of the minibus"]
    assert [column.heading for column, _ in shown["empty"]] == ["Gap"]
    assert [column.heading for column, _ in shown["certain"]] == HEADINGS[:6]


def test_two_columns_of_one_field_are_asked_about_and_nothing_is_sorted(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(MILL_GREEN))
    batch = ImportBatch.objects.get()

    twice = officer.post(f"{SHEETS}{batch.pk}/columns/", columns(c1="postcode"))

    assert twice.status_code == 422
    assert "is chosen for two columns" in twice.text
    assert not ImportRow.objects.exists()


def test_a_sheet_without_names_says_which_column_is_needed(officer: Client, hub: Hub) -> None:
    upload(officer, b"Postcode,Phone\nDY1 1AE,01384 555 010\n")
    batch = ImportBatch.objects.get()

    answer = officer.post(f"{SHEETS}{batch.pk}/columns/", {"column-0": "postcode", "column-1": "phone"})

    assert answer.status_code == 422
    assert "Say which column holds the group’s name" in answer.text


def test_choices_for_the_same_headings_are_remembered_and_said(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(MILL_GREEN))
    officer.post(f"{SHEETS}{ImportBatch.objects.get().pk}/columns/", columns(c6="leave out"))

    upload(officer, sheet(HARRIERS))
    page = officer.get(f"{SHEETS}{ImportBatch.objects.latest('pk').pk}/columns/")

    assert "the choices are those of last time" in page.text
    assert page.context["form"]["column-6"].value() == "leave out"


def test_each_table_of_a_file_is_asked_about(officer: Client, hub: Hub) -> None:
    organisations = [{"id": "7", "name": "Leasow Harriers"}, {"id": "8", "name": "Priory Choir"}]
    places = [
        {"organisation_id": "7", "address": "Priory Hall"},
        {"organisation_id": "8", "address": "Leasow Park"},
    ]
    answer = upload(
        officer, json.dumps({"organisations": organisations, "locations": places}).encode(), "all.json"
    )
    tables = {batch.sheet_name: batch for batch in ImportBatch.objects.all()}
    groups, where = tables["organisations"], tables["locations"]
    assert answer["Location"] == f"{SHEETS}{groups.pk}/tabs/"
    assert "Priory Choir" in officer.get(answer["Location"]).text

    nobody = officer.post(answer["Location"], {f"table-{groups.pk}": "out", f"table-{where.pk}": "out"})
    assert nobody.status_code == 422
    chosen = {f"table-{groups.pk}": "groups", f"table-{where.pk}": str(groups.pk)}
    assert officer.post(answer["Location"], chosen)["Location"] == f"{SHEETS}{groups.pk}/reading/"

    where.refresh_from_db()
    assert (where.about, where.linked_to_id) == ("places", groups.pk)


def test_a_sheet_saved_by_excel_reads_in_words(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(CHOIR, encoding="utf-8-sig"))

    page = officer.get(f"{SHEETS}{ImportBatch.objects.latest('pk').pk}/reading/")

    assert "the letters read as UTF-8." in page.text


def test_a_sheet_of_places_speaks_of_places() -> None:
    of_places = ImportBatch(about=ImportBatch.About.PLACES)
    numbers: dict[str, int] = dict.fromkeys(ImportRow.State.values, 0) | {"new": 2}

    assert about(of_places, "new").heading == "New places"
    assert about(ImportBatch(), "new").heading == "New groups"
    assert sheet_words.what_happens(numbers, of_places=True) == ["2 new places are added to the directory."]


def test_a_table_left_out_is_thrown_away(officer: Client, hub: Hub) -> None:
    both = {"clubs": [{"name": "Leasow Harriers"}], "prices": [{"tea": "1.20"}]}
    upload(officer, json.dumps(both).encode(), "all.json")
    tables = {batch.sheet_name: batch.pk for batch in ImportBatch.objects.all()}

    officer.post(
        f"{SHEETS}{tables['clubs']}/tabs/",
        {f"table-{tables['clubs']}": "groups", f"table-{tables['prices']}": "out"},
    )

    assert [batch.sheet_name for batch in ImportBatch.objects.all()] == ["clubs"]


# Looking over
