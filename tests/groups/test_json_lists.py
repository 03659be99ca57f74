"""JSON: lists of things wherever they lie, with nothing of an entry lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.groups.sheets.reading import Manner, NotASheetError, SheetRow, look_into, rows_of
from tests.groups.workbooks import kept


def read(folder: Path, document: Any) -> list[tuple[Manner, list[SheetRow]]]:
    text = document if isinstance(document, str) else json.dumps(document)
    path = kept(folder, "groups.json", text.encode())
    return [(manner, list(rows_of(path, manner))) for manner in look_into(path, path.name)]


def test_a_list_of_entries_is_a_table_with_the_keys_of_all_as_headings(tmp_path: Path) -> None:
    entries = [
        {
            "name": "Leasow Harriers",
            "place": {"postcode": "DY1 1AE", "hall": {"name": "Baths"}},
            "open": True,
        },
        {"name": "Priory Choir", "links": ["www.choir.example", "fb.com/choir"], "members": 30, "gone": None},
    ]

    [(manner, rows)] = read(tmp_path, entries)

    assert (manner.form, manner.heading_row, manner.rows) == ("json", 0, 2)
    assert manner.headings == [
        "name",
        "place.postcode",
        "place.hall.name",
        "open",
        "links",
        "members",
        "gone",
    ]
    assert [(row.number, row.cells) for row in rows] == [
        (1, ["Leasow Harriers", "DY1 1AE", "Baths", "TRUE", "", "", ""]),
        (2, ["Priory Choir", "", "", "", "www.choir.example; fb.com/choir", "30", ""]),
    ]


def test_what_is_no_simple_list_stays_json_in_its_cell(tmp_path: Path) -> None:
    social = [{"label": "Facebook", "url": "https://www.facebook.com/choir"}]

    [(manner, rows)] = read(tmp_path, [{"name": "Choir", "social": social, "tags": ["a; b", "c"]}])

    assert manner.headings == ["name", "social", "tags"]
    assert [json.loads(cell) for cell in rows[0].cells[1:]] == [social, ["a; b", "c"]]


def test_several_lists_in_a_document_are_several_tables(tmp_path: Path) -> None:
    document = {
        "made": "2026-04-14",
        "directory": {"organisations": [{"id": 1, "name": "Choir"}], "locations": [{"organisation_id": 1}]},
        "tags": ["a", "b"],
    }

    found = read(tmp_path, document)

    assert [(manner.sheet, [row.cells for row in rows]) for manner, rows in found] == [
        ("directory.organisations", [["1", "Choir"]]),
        ("directory.locations", [["1"]]),
    ]


def test_one_entry_a_line_and_one_entry_alone_are_tables(tmp_path: Path) -> None:
    assert [row.cells for row in read(tmp_path, '{"name": "A"}\n{"name": "B"}\n')[0][1]] == [["A"], ["B"]]
    assert [row.cells for row in read(tmp_path, '{"name": "A", "tags": ["x"]}')[0][1]] == [["A", "x"]]


def test_places_of_a_geojson_file_have_latitude_and_longitude(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "properties": {"name": "Mill Green"},
        "geometry": {"type": "Point", "coordinates": [-2.08, 52.51]},
    }

    [(manner, rows)] = read(tmp_path, {"type": "FeatureCollection", "features": [feature]})

    cells = dict(zip(manner.headings, rows[0].cells, strict=True))
    assert (cells["geometry.latitude"], cells["geometry.longitude"]) == ("52.51", "-2.08")
    assert cells["properties.name"] == "Mill Green"


@pytest.mark.parametrize(
    ("document", "begins"),
    [
        ('[{"name": "Choir"}, {"name": "Harr', "That JSON file is broken near its letter"),
        ('{"groups": [{"name": "Choir"} {"name": "Band"}]}', "That JSON file is broken near its letter"),
        ("[" * 200_000, "That JSON file is broken near its letter"),
        ('[{"a":' * 50_000, "That JSON file is broken near its letter"),
        ("[1, 2, 3]", "There is no list of groups in that JSON file."),
        ("{}", "There is no list of groups in that JSON file."),
        (json.dumps([{f"k{number}": 1 for number in range(600)}]), "That sheet has 600 columns"),
        ('[{"n": ' + "9" * 5000 + "}]", "That JSON file is broken near its letter"),
    ],
)
def test_json_that_holds_no_list_is_refused_in_plain_words(
    tmp_path: Path, document: str, begins: str
) -> None:
    with pytest.raises(NotASheetError) as told:
        read(tmp_path, document)

    assert str(told.value)[: len(begins)] == begins
    assert str(told.value)[-1] == "."


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.dictionaries(st.text(min_size=1, max_size=5), values, min_size=1, max_size=4),
        min_size=1,
        max_size=5,
    )
)
def test_the_entry_as_it_was_written_comes_with_its_row(
    tmp_path: Path, entries: list[dict[str, Any]]
) -> None:
    named = [{**entry, "name": "Leasow Choir"} for entry in entries]

    [(_, rows)] = read(tmp_path, named)

    assert [json.loads(row.whole) for row in rows] == named
