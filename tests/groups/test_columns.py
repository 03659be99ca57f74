"""What columns hold is guessed from heading and content, and nothing is dropped."""

from bandstand.groups.sheets.columns import guess_columns
from tests.groups.sheets import HARRIERS, HEADINGS, MILL_GREEN


def guesses(headings: list[str], *rows: list[str], kinds: frozenset[str] = frozenset()) -> list[str]:
    return [column.guess for column in guess_columns(headings, rows, kinds)]


def test_plain_headings_are_understood() -> None:
    assert guesses(HEADINGS, MILL_GREEN, HARRIERS) == [
        "name",
        "about",
        "postcode",
        "website",
        "x",
        "phone",
        "note",
    ]


def test_official_headings_are_understood() -> None:
    headings = ["registered_charity_number", "charity_name", "charity_activities", "charity_contact_postcode", "charity_contact_web", "date_of_registration"]  # fmt: skip
    row = ["123456", "Leasow Band", "Plays", "DY1 1AE", "www.leasowband.example.org", "1990-01-01"]

    assert guesses(headings, row) == ["charity_number", "name", "about", "postcode", "website", "note"]


def test_a_column_is_known_by_what_is_in_it() -> None:
    row = [
        "Leasow Band",
        "DY1 1AE",
        "band@leasow.example",
        "arts groups",
        "https://www.facebook.com/leasowband",
    ]

    found = guesses(["A", "B", "C", "D", "E"], row, row, kinds=frozenset({"arts groups"}))

    assert found == ["name", "postcode", "email", "kind", "facebook"]


def test_a_heading_the_content_denies_is_not_believed() -> None:
    assert guesses(["Name", "Latitude"], ["Leasow Band", "up the hill"]) == ["name", "note"]


def test_one_field_has_one_column_and_the_name_has_the_name() -> None:
    headings = [
        "Identifier",
        "Title",
        "Recipient Org:Identifier",
        "Recipient Org:Name",
        "Telephone",
        "Mobile",
    ]
    row = ["G1", "Grant to the band", "ORG-1", "Leasow Band", "01384 555 010", "07700 900 001"]

    assert guesses(headings, row) == ["note", "note", "ref", "name", "phone", "note"]


def test_an_address_may_be_in_several_columns() -> None:
    row = ["Leasow Band", "1 High Street", "Leasow", "DY1 1AE"]

    assert guesses(["Group", "Street", "Town", "Postal code"], row) == [
        "name",
        "address",
        "address",
        "postcode",
    ]
