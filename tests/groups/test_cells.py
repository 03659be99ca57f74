"""Making sense of a row: facts, what was put right and how to take that back, and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bandstand.groups.sheets.cells import make_sense
from bandstand.groups.sheets.facts import Facts
from bandstand.groups.sheets.fields import FIELDS, LEAVE_OUT, NOTE, joined, parted


def one(goes_to: str, cell: str, *, put_back: str = "") -> Facts:
    return make_sense([cell], ["Column"], [goes_to], put_back=[put_back])


def said(facts: Facts) -> list[tuple[str, str, str]]:
    return [(say.get("code", ""), say["before"], say["after"]) for say in facts.says]


@pytest.mark.parametrize(
    ("goes_to", "cell", "field", "value", "code"),
    [
        ("phone", "1384555010", "phone", "01384555010", "zero:0"),
        ("postcode", "dy11ae", "postcode", "DY1 1AE", "postcode:0"),
        ("name", "  Leasow   Choir ", "name", "Leasow Choir", "spaces:0"),
        ("charity_number", "Registered charity 1012345", "charity_number", "1012345", "number:0"),
        ("email", "choir@leasow.example; bob@leasow.example", "email", "choir@leasow.example", "email:0"),
        ("company_number", "738693", "identifiers", [("GB-COH", "00738693")], "zero:0"),
        ("website", "choir@leasow.example", "email", "choir@leasow.example", "moved:0"),
        ("address", "1 High Street, Leasow, DY1 1AE", "postcode", "DY1 1AE", "found:address"),
    ],
)
def test_what_was_put_right_is_listed_and_can_be_taken_back(
    goes_to: str, cell: str, field: str, value: object, code: str
) -> None:
    facts = one(goes_to, cell)
    assert facts.fields[field] == value
    assert [say["code"] for say in facts.says] == [code]

    back = one(goes_to, cell, put_back=code)
    assert back.fields.get(field) != value
    assert code not in [say.get("code") for say in back.says]
    assert cell.strip() in "\n".join(
        [*map(str, back.fields.values()), *map(str, back.notes.values()), cell.zfill(8)]
    )


def test_a_scheme_put_before_a_link_can_be_taken_off_again() -> None:
    facts = one("website", "www.choir.example")
    assert [link.url for link in facts.links] == ["http://www.choir.example/"]
    assert said(facts) == [("scheme:0", "www.choir.example", "http://www.choir.example/")]

    back = one("website", "www.choir.example", put_back="scheme:0")
    assert (back.links, back.notes) == ([], {"Column": "www.choir.example"})


@pytest.mark.parametrize("cell", ["NA", "n/a", "Not known", "none", "-", "TBC", "#N/A", "Nil."])
def test_a_cell_that_says_there_is_nothing_is_blank(cell: str) -> None:
    facts = one("about", cell)

    assert (facts.fields, facts.notes) == ({}, {})
    assert said(facts) == [("blank:0", cell, "")]
    assert one("about", cell, put_back="blank:0").fields == {"about": cell}


def test_an_empty_cell_says_nothing_at_all() -> None:
    facts = make_sense(["", "  ", "\n"], ["A", "B", "C"], ["name", "phone", NOTE])

    assert (facts.fields, facts.notes, facts.says) == ({}, {}, [])


@pytest.mark.parametrize(
    ("goes_to", "cell", "suggestion"),
    [
        ("postcode", "by the mill", ""),
        ("email", "choir at leasow.example", "choir@leasow.example"),
        ("email", "choir@leasow,example", "choir@leasow.example"),
        ("website", "our page", ""),
        ("website", "www. choir .example", "www.choir.example"),
        ("phone", "ask Bob", ""),
        ("lat", "up the hill", ""),
        ("status", "sometimes", ""),
        ("listed", "perhaps", ""),
    ],
)
def test_a_cell_that_cannot_be_understood_is_kept_and_said(goes_to: str, cell: str, suggestion: str) -> None:
    facts = one(goes_to, cell)

    assert facts.notes == {"Column": cell}
    assert [(say["severity"], say.get("suggestion", "")) for say in facts.says] == [("look", suggestion)]


@pytest.mark.parametrize(
    ("goes_to", "cell", "field", "value"),
    [
        ("status", "Active", "status", "active"),
        ("status", "no longer active", "status", "closed"),
        ("status", "Dormant", "status", "quiet"),
        ("status", "Y", "status", "active"),
        ("status", "0", "status", "quiet"),
        ("listed", "FALSE", "listed", False),
        ("listed", "1", "listed", True),
        ("place_shown", "Only roughly: the area", "place_shown", "area"),
        ("other_name", "The Harriers; LH", "other_names", ["The Harriers", "LH"]),
        ("interests", "running, walking|tea", "interests", ["running", "walking", "tea"]),
        ("identifier", "GB-COH-01234567", "identifiers", [("GB-COH", "01234567")]),
        ("identifier", "GB-CHC-1012345", "charity_number", "1012345"),
        ("charity_number", "SC012345", "charity_number", "SC012345"),
        ("point", "52.5123, -2.0812", "lat", 52.5123),
        ("point", "[-2.0812, 52.5123]", "lat", 52.5123),
    ],
)
def test_a_cell_goes_where_it_belongs(goes_to: str, cell: str, field: str, value: object) -> None:
    facts = one(goes_to, cell)

    assert facts.fields[field] == value
    assert facts.says == []


def test_metres_on_the_national_grid_become_degrees() -> None:
    facts = make_sense(["394045", "290415"], ["X", "Y"], ["east", "north"])

    assert (facts.fields["lat"], facts.fields["lon"]) == (
        pytest.approx(52.5116, abs=1e-3),
        pytest.approx(-2.0892, abs=1e-3),
    )


def test_latitude_and_longitude_the_wrong_way_round_are_turned() -> None:
    facts = make_sense(["-2.08", "52.51"], ["Lat", "Lon"], ["lat", "lon"])
    assert (facts.fields["lat"], facts.fields["lon"]) == (52.51, -2.08)
    assert [say["code"] for say in facts.says] == ["swapped:place"]

    back = make_sense(["-2.08", "52.51"], ["Lat", "Lon"], ["lat", "lon"], put_back=["swapped:place"])
    assert (back.fields["lat"], back.fields["lon"]) == (-2.08, 52.51)


def test_contacts_parents_and_numbers_are_told_apart() -> None:
    facts = make_sense(
        ["7", "3", "Leasow Choir", "Olive Marsh", "Secretary", "Leasow Arts", "Baths", "1 High Street"],
        ["Id", "Org id", "Name", "Contact", "Role", "Part of", "Venue", "Address"],
        ["ref", "group_ref", "name", "contact_name", "contact_role", "parent", "place_name", "address"],
    )

    assert (facts.ref, facts.group_ref) == ("id:7", "3")
    assert (facts.contact_name, facts.contact_role, facts.parent) == (
        "Olive Marsh",
        "Secretary",
        "Leasow Arts",
    )
    assert (facts.place_name, facts.fields["address"]) == ("Baths", "1 High Street")


def test_the_name_of_a_place_begins_a_groups_own_address() -> None:
    facts = make_sense(
        ["Choir", "Baths", "1 High Street"], ["A", "B", "C"], ["name", "place_name", "address"]
    )

    assert facts.fields["address"] == "Baths, 1 High Street"


def test_words_beside_a_link_are_kept_as_a_note() -> None:
    facts = one("website", "www.choir.example (ask Bob for the word)")

    assert [link.match_key for link in facts.links] == ["choir.example"]
    assert facts.notes == {"Column": "www.choir.example (ask Bob for the word)"}


def test_what_stands_beside_a_postcode_is_kept() -> None:
    facts = one("postcode", "Leasow Baths, DY1 1AE")

    assert (facts.fields["postcode"], facts.notes) == ("DY1 1AE", {"Column": "Leasow Baths, DY1 1AE"})


def test_a_name_too_long_is_shortened_and_kept_whole() -> None:
    name = "Friends of " + "Mill Green and " * 20

    facts = one("name", name.strip())

    assert len(facts.name) <= 200
    assert facts.notes == {"Column in full": name.strip()}
    assert [say["severity"] for say in facts.says] == ["look"]


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12),
        max_size=4,
    )
)
def test_values_put_in_one_cell_come_out_again(values: list[str]) -> None:
    tidy = [value for value in dict.fromkeys(" ".join(value.split()) for value in values) if value]
    tidy = [value for value in tidy if not value.startswith(("* ", "• "))]

    assert parted(joined(tidy), ";|,") == tidy


@settings(deadline=None)
@given(
    st.sampled_from([*FIELDS, NOTE]),
    st.text(max_size=40)
    | st.sampled_from(["NA", "1384555010", "dy1 1ae", "www.a.example, b.example", "52.5"]),
    st.sampled_from(["", "took back"]),
)
def test_no_cell_is_ever_lost(goes_to: str, cell: str, took_back: str) -> None:
    codes = [
        f"{code}:0" for code in ["blank", "spaces", "zero", "postcode", "scheme", "email", "number", "moved"]
    ]
    facts = make_sense([cell], ["Column"], [goes_to], put_back=codes if took_back else [])
    kept = [facts.fields, facts.links, facts.notes, facts.says, facts.kind_words, facts.ref, facts.group_ref]
    kept += [facts.uid, facts.parent, facts.place_name, facts.contact_name, facts.contact_role]
    only_marks = not "".join(parted(cell.replace(",", ";"))).strip("*• ")

    assert any(kept) or not cell.strip() or only_marks


def test_a_column_left_out_says_nothing() -> None:
    facts = make_sense(["Leasow Choir", "secret"], ["A", "B"], ["name", LEAVE_OUT])

    assert (facts.fields, facts.notes) == ({"name": "Leasow Choir"}, {})
