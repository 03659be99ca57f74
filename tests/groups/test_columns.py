"""What columns hold is guessed from heading and content, and nothing is dropped."""

import pytest

from bandstand.groups.models import OnlinePlace
from bandstand.groups.sheets.columns import FIELDS, SEVERAL, guess_columns, own_headings
from bandstand.groups.sheets.linked import how_linked
from bandstand.groups.sheets.manner import Manner
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


def test_the_headings_of_our_own_export_are_all_known_again() -> None:
    headings = [heading for heading, _ in own_headings()]
    fields = [goes_to for _, goes_to in own_headings()]

    assert guesses(headings) == fields
    assert set(fields) <= set(FIELDS)
    assert len(set(headings)) == len(headings)
    assert {kind.value for kind in OnlinePlace.Kind} <= set(fields)


@pytest.mark.parametrize(
    ("heading", "cell", "guess"),
    [
        ("Organisation Name", "Leasow Band", "name"),
        ("Group", "Leasow Band", "name"),
        ("Also known as", "The Band", "other_name"),
        ("ContactEmail", "band@leasow.example", "email"),
        ("Main contact", "Olive Marsh", "contact_name"),
        ("Contact number", "01384 555 010", "phone"),
        ("Role", "Secretary", "contact_role"),
        ("Companies House No.", "01234567", "company_number"),
        ("Charity no", "1012345", "charity_number"),
        ("Facebook page", "fb.com/leasowband", "facebook"),
        ("FB", "leasowband", "facebook"),
        ("X / Twitter", "@leasowband", "x"),
        ("Insta", "leasowband", "instagram"),
        ("YouTube channel", "youtube.com/@leasow", "youtube"),
        ("Socials", "fb.com/leasowband, @leasow", "online"),
        ("WhatsApp group", "https://chat.whatsapp.com/AbC", "chat"),
        ("Donate link", "https://www.justgiving.com/leasow", "donate"),
        ("Venue", "Leasow Baths", "place_name"),
        ("Address Line 2", "High Street", "address"),
        ("Post Code", "DY1 1AE", "postcode"),
        ("Coordinates", "52.512, -2.081", "point"),
        ("Status", "Active", "status"),
        ("Tags", "brass; wind", "interests"),
        ("Activities", "brass; wind; percussion", "interests"),
        ("Activities", "We play brass on Sundays in the bandstand", "about"),
        ("Type of group", "arts", "kind"),
        ("Part of", "Leasow Arts", "parent"),
        ("Publish", "yes", "listed"),
        ("Website/Social", "https://www.facebook.com/leasow", "online"),
        ("fields.Email", "band@leasow.example", "email"),
        ("Recipient Org:City", "Leasow", "address"),
        ("Who is the main contact?", "Olive Marsh", "contact_name"),
        ("What does your group do?", "We play", "about"),
        ("Where do you meet? (address, postcode)", "Baths, DY1 1AE", "address"),
        ("Postcode", "Leasow Baths, High Street, DY1 1AE", "address"),
        # What only speaks about the thing is no such thing.
        ("Facebook followers", "1234", "note"),
        ("Facebook", "12", "note"),
        ("Email sent", "yes", "note"),
        ("Website checked", "2026-04-14", "note"),
        ("Phone consent", "Y", "note"),
        ("Ward", "Mill Green", "note"),
        ("Fax", "none so far", "note"),
        ("Funding Org:Identifier", "GB-LAE-DUD", "note"),
        ("Happy for this to be published?", "Yes", "note"),
        ("type", "Feature", "note"),
        ("Latitude", "52.5", "note"),
    ],
)  # fmt: skip
def test_headings_as_people_write_them(heading: str, cell: str, guess: str) -> None:
    found = guesses(["Full name", heading], ["Leasow Band", cell], ["Priory Choir", cell])

    assert found[1] == guess or (guess == "name" and "name" in found)


def test_metres_and_degrees_are_told_apart() -> None:
    assert guesses(["Name", "X", "Y"], ["Band", "394045", "290415"]) == ["name", "east", "north"]
    assert guesses(["Name", "X", "Y"], ["Band", "-2.08", "52.51"]) == ["name", "lon", "lat"]
    assert guesses(["Name", "X"], ["Band", "@leasowband"]) == ["name", "x"]


def test_two_numbers_are_the_rows_own_and_its_groups() -> None:
    assert guesses(["id", "organization_id", "name"], ["l1", "o1", "Baths"]) == ["ref", "group_ref", "name"]


def test_one_body_with_many_sites_is_their_parent() -> None:
    rows = [["Leasow pantry", "Trussell", "DY1 1AE"], ["Priory pantry", "Trussell", "DY1 1AF"]]

    assert guesses(["Food bank name", "Organisation", "Postcode"], *rows) == ["name", "parent", "postcode"]


def test_no_field_that_may_be_held_once_is_guessed_twice() -> None:
    headings = [heading for heading, _ in own_headings()][1:] * 2

    found = guesses(headings)

    assert [field for field in set(found) - SEVERAL if found.count(field) > 1] == []


def linked(*tables: tuple[str, list[str], list[str]]) -> list[tuple[int | None, int | None, list[str]]]:
    found = how_linked([(Manner("", "", 1, headings, sheet=name), [row]) for name, headings, row in tables])
    return [(one.main, one.column, one.mapping) for one in found]


def test_tables_of_one_file_find_the_groups_they_tell_of() -> None:
    found = linked(
        ("locations.csv", ["id", "name", "organization_id", "latitude", "longitude"], ["l1", "Baths", "o1", "52.5", "-2.1"]),
        ("organizations.csv", ["id", "name", "description", "website"], ["o1", "Leasow Band", "Plays", "www.band.example"]),
        ("lookup.csv", ["code"], ["a"]),
    )  # fmt: skip

    assert found[0] == (1, 2, ["ref", "place_name", "group_ref", "lat", "lon"])
    assert found[1] == (1, None, ["ref", "name", "about", "website"])
    assert found[2][:2] == (None, None)


def test_tables_may_point_at_a_group_by_its_name() -> None:
    found = linked(
        ("Clubs", ["Club name", "Email"], ["Leasow Harriers", "run@leasow.example"]),
        ("Venues", ["Club", "Address", "Postcode"], ["Leasow Harriers", "1 High Street", "DY1 1AE"]),
    )

    assert found[1] == (0, 0, ["group_ref", "address", "postcode"])


def test_two_lists_of_groups_do_not_point_at_each_other() -> None:
    found = linked(
        ("North", ["Id", "Name", "Postcode"], ["1", "Leasow Harriers", "DY1 1AE"]),
        ("South", ["Id", "Name", "Postcode"], ["1", "Priory Choir", "DY1 1AE"]),
    )

    assert [one[:2] for one in found] == [(0, None), (None, None)]
