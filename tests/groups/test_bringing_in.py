"""Olive brings her spreadsheet in: every row is accounted for, nothing is lost, and it can be undone."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.models import Attendance
from bandstand.groups.actions.groups import change_group, remove_online_place
from bandstand.groups.actions.sheets import MappingError, bring_in, choose_columns, undo
from bandstand.groups.models import Group, GroupKey, ImportRow, OnlinePlace, SheetPart
from bandstand.people.models import Deed, Hub, Person
from bandstand.places.models import Outcode, Postcode
from tests.borough import make_arrival, make_gathering, make_group
from tests.groups.sheets import CHOIR, HARRIERS, HEADINGS, MILL_GREEN, bring, sheet, take

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def mill_green_is_placed(db: None) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5116, lon=-2.0892)
    Outcode.objects.create(code="DY1", lat=52.51, lon=-2.09, postcodes=1)


def words_of(row: ImportRow) -> str:
    return " ".join(say["words"] for say in row.says)


def group(name: str) -> Group:
    return Group.objects.get(name=name)


def test_a_sheet_comes_in_and_every_cell_is_kept(hub: Hub) -> None:
    batch, counts = bring(hub, sheet(MILL_GREEN, HARRIERS, CHOIR))

    assert counts == {"new": 3}
    assert [row.cells for row in batch.rows.all()] == [MILL_GREEN, HARRIERS, CHOIR]
    friends = group("Friends of Mill Green Park")
    assert (friends.about, friends.postcode, friends.precision) == (
        "Look after the park",
        "DY1 1AE",
        "postcode",
    )
    assert friends.notes == {"Colour of the minibus": "green"}
    assert group("Leasow Harriers").phone == "01384555011"
    assert not SheetPart.objects.exists()
    assert Deed.objects.get(verb="brought in a sheet").words[:26] == "brought in groups.csv: 3 r"


def test_links_become_online_places_and_placeholders_do_not(hub: Hub) -> None:
    bring(hub, sheet(MILL_GREEN, HARRIERS, CHOIR))

    found = {(place.group.name, place.kind, place.raw, place.url) for place in OnlinePlace.objects.all()}
    assert found == {
        (MILL_GREEN[0], "website", "www.millgreen.example.org", "http://www.millgreen.example.org/"),
        (MILL_GREEN[0], "x", "@millgreen", "https://x.com/millgreen"),
        (HARRIERS[0], "facebook", HARRIERS[3], HARRIERS[3]),
    }


def test_the_same_sheet_again_changes_nothing(hub: Hub) -> None:
    content = sheet(MILL_GREEN, HARRIERS, CHOIR)
    bring(hub, content)
    _, counts = bring(hub, content)

    assert counts == {"same": 3}
    assert Group.objects.count() == 3


def test_the_same_sheet_again_leaves_what_olive_put_right(hub: Hub, olive: Person) -> None:
    content = sheet(MILL_GREEN)
    bring(hub, content)
    friends = group(MILL_GREEN[0])
    change_group(friends, by=olive, name="Friends of Mill Green", phone="01384 555 099")
    remove_online_place(friends.online_places.get(kind="x"), by=olive)

    _, counts = bring(hub, content)

    friends.refresh_from_db()
    assert counts == {"same": 1}
    assert (friends.name, friends.phone) == ("Friends of Mill Green", "01384 555 099")
    assert [place.kind for place in friends.online_places.all()] == ["website"]


def test_a_changed_row_changes_its_group_and_a_blank_erases_nothing(hub: Hub) -> None:
    bring(hub, sheet(MILL_GREEN))
    batch, counts = bring(hub, sheet([MILL_GREEN[0], "", "dy11ae", "", "", "01384 555 077", ""]))

    friends = group(MILL_GREEN[0])
    assert counts == {"changed": 1}
    assert (friends.about, friends.phone) == ("Look after the park", "01384 555 077")
    told = [(line["field"], line["before"], line["after"]) for line in batch.rows.get().plan]
    assert told == [("phone", "01384 555 010", "01384 555 077")]


def test_a_row_changed_there_and_back_changes_twice(hub: Hub) -> None:
    first, second = sheet(MILL_GREEN), sheet([*MILL_GREEN[:5], "01384 555 077", "green"])

    states = [bring(hub, content)[1] for content in (first, second, first)]

    assert states == [{"new": 1}, {"changed": 1}, {"changed": 1}]
    assert group(MILL_GREEN[0]).phone == "01384 555 010"


def test_repeated_names_with_different_places_stay_apart(hub: Hub) -> None:
    rows = [["Leasow Scouts", "", postcode, "", "", "", ""] for postcode in ("DY1 1AE", "DY1 1AF", "DY1 1AG")]
    batch, counts = bring(hub, sheet(*rows))

    assert counts == {"new": 3}
    assert len(set(Group.objects.values_list("slug", flat=True))) == 3
    assert [row.maybe for row in batch.rows.all()] == [[], [], []]
    assert bring(hub, sheet(*rows))[1] == {"same": 3}


def test_a_name_alone_never_merges(hub: Hub) -> None:
    make_group(hub, "Priory Community Choir")

    _, counts = bring(hub, sheet(CHOIR, [CHOIR[0], "Sing loudly", *CHOIR[2:]]))

    assert counts == {"maybe": 2}
    assert Group.objects.filter(name=CHOIR[0]).count() == 3


def test_a_group_added_by_hand_is_known_by_name_and_postcode(hub: Hub, olive: Person) -> None:
    from bandstand.groups.actions.groups import add_group

    add_group(hub, by=olive, name="The Friends of Mill Green Park", postcode="dy1 1ae")

    assert bring(hub, sheet(MILL_GREEN))[1] == {"changed": 1}


def test_two_charities_under_one_roof_and_name_stay_two(hub: Hub) -> None:
    headings = ["Name", "Charity number", "Postcode"]
    rows = [["St Anne’s Trust", "111111", "DY1 1AE"], ["St Anne’s Trust", "222222", "DY1 1AE"]]

    assert bring(hub, sheet(*rows, headings=headings))[1] == {"new": 2}
    assert bring(hub, sheet(*rows, headings=headings))[1] == {"same": 2}


def test_numbers_of_two_sheets_are_not_mixed_up(hub: Hub) -> None:
    headings = ["ID", "Name", "Postcode"]
    bring(hub, sheet(["1", "Leasow Harriers", "DY1 1AE"], headings=headings))

    assert bring(hub, sheet(["1", "Priory Choir", "DY1 1AF"], headings=headings))[1] == {"new": 1}
    assert bring(hub, sheet(["1", "Leasow Harriers AC", "DY1 1AE"], headings=headings))[1] == {"changed": 1}


def test_several_rows_of_one_group_add_up_and_contradict_nothing(hub: Hub) -> None:
    headings = ["Site ID", "Site name", "Description", "Facility"]
    rows = [["7", "Leasow Fields", "Pitches", "Grass pitch"], ["7", "Leasow Fields", "A gym", "Gym"]]
    _, counts = bring(hub, sheet(*rows, headings=headings))

    fields = group("Leasow Fields")
    assert counts == {"new": 1, "changed": 1}
    assert (fields.about, fields.notes["Facility"]) == ("Pitches", "Grass pitch\nGym")
    assert bring(hub, sheet(*rows, headings=headings))[1] == {"same": 2}


def test_a_row_without_a_name_is_kept_to_put_right(hub: Hub) -> None:
    batch, counts = bring(hub, sheet(["", *MILL_GREEN[1:]], HARRIERS))

    assert counts == {"fix": 1, "new": 1}
    row = batch.rows.get(state="fix")
    assert (row.number, row.cells[1], row.group) == (2, "Look after the park", None)
    assert words_of(row)[:33] == "There is no name in this row. Typ"


def test_long_names_formulas_and_nonsense_are_kept(hub: Hub) -> None:
    long = "The Most Honourable Company of " + "Bell Ringers and " * 20
    rows = [[long, "=1+1", "up the hill", "ask Bob", "", '=HYPERLINK("http://x")', ""]]
    batch, counts = bring(hub, sheet(*rows))

    kept = Group.objects.get()
    assert counts == {"new": 1}
    assert (len(kept.name) <= 200, kept.about) == (True, "=1+1")
    assert kept.notes["Name in full"] == long.strip()
    assert (kept.notes["Postcode"], kept.notes["Website"]) == ("up the hill", "ask Bob")
    assert batch.rows.get().cells == rows[0]


def test_repeated_headings_and_cells_beyond_them_are_notes(hub: Hub) -> None:
    content = b"Name,Notes,Notes\nLeasow Harriers,one,two,three\n"
    bring(hub, content)

    assert Group.objects.get().notes == {"Notes": "one", "Notes (2)": "two", "Column 4": "three"}


def test_kinds_are_named_or_guessed_and_said_so(hub: Hub) -> None:
    headings = ["Name", "Kind"]
    rows = [
        ["Friends of the Canal", ""],
        ["Leasow FC", ""],
        ["The Thursday Lot", "arts group"],
        ["Zyx", "guild"],
    ]
    batch, _ = bring(hub, sheet(*rows, headings=headings))

    found = {one.name: (str(one.kind or ""), one.kind_is_guess) for one in Group.objects.all()}
    assert found == {
        "Friends of the Canal": ("Friends group", True),
        "Leasow FC": ("sports club", True),
        "The Thursday Lot": ("arts group", False),
        "Zyx": ("", False),
    }
    assert words_of(batch.rows.get(number=2)) == "We guess Friends group. Please look at it."


def test_columns_are_checked_before_anything_comes_in(hub: Hub) -> None:
    batch = take(hub, sheet(MILL_GREEN))

    with pytest.raises(MappingError, match="Say which column holds the group’s name"):
        choose_columns(batch, {"0": "note"})
    with pytest.raises(MappingError, match="chosen for two columns"):
        choose_columns(batch, {"1": "postcode"})
    choose_columns(batch, {"6": "leave out"})
    bring_in(batch)
    assert Group.objects.get().notes == {}


def test_bringing_in_stopped_half_way_goes_on_where_it_was(hub: Hub) -> None:
    rows = [[f"Leasow Scouts {number}", "", "DY1 1AE", "", "", "", ""] for number in range(1100)]
    batch = take(hub, sheet(*rows))
    choose_columns(batch, {})

    def stop(done: int, _: int) -> None:
        if done >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(batch, told=stop)
    assert Group.objects.count() == 500
    counts = bring_in(batch)
    assert (counts["new"], Group.objects.count(), batch.rows_in) == (1100, 1100, 1100)
    assert bring_in(batch) == counts


def test_undoing_takes_out_what_came_in_and_puts_back_what_was(hub: Hub, olive: Person) -> None:
    bring(hub, sheet(MILL_GREEN))
    before = _facts(group(MILL_GREEN[0]))
    batch, _ = bring(
        hub, sheet([*MILL_GREEN[:2], "DY1 1AE", "www.other.example.org", "", "0777", "red"], HARRIERS)
    )

    assert undo(batch, by=olive) == []

    assert [one.name for one in Group.objects.all()] == [MILL_GREEN[0]]
    assert _facts(group(MILL_GREEN[0])) == before
    assert {row.state for row in batch.rows.all()} == {"undone"}
    assert bring(hub, sheet(HARRIERS))[1] == {"new": 1}


def _facts(one: Group) -> dict[str, Any]:
    told = {field.attname: getattr(one, field.attname) for field in Group._meta.concrete_fields}
    told["places"] = list(one.online_places.values_list("match_key", flat=True))
    return {key: value for key, value in told.items() if key != "changed_at"}


def test_undoing_leaves_groups_changed_or_used_since(hub: Hub, olive: Person) -> None:
    batch, _ = bring(hub, sheet(MILL_GREEN, HARRIERS, CHOIR))
    change_group(group(HARRIERS[0]), by=olive, about="Run and walk")
    arrival: Attendance = make_arrival(make_gathering(hub), "Meena")
    arrival.groups.add(group(CHOIR[0]))

    kept = undo(batch, by=olive)

    assert sorted(one.name for one in kept) == [HARRIERS[0], CHOIR[0]]
    assert sorted(Group.objects.values_list("name", flat=True)) == [HARRIERS[0], CHOIR[0]]


def test_undoing_a_second_sheet_lets_the_first_still_know_its_rows(hub: Hub, olive: Person) -> None:
    content = sheet(CHOIR)
    bring(hub, content)
    second, _ = bring(hub, content)
    undo(second, by=olive)

    assert bring(hub, content)[1] == {"same": 1}


def test_a_stretch_of_rows_costs_the_same_queries_however_many(hub: Hub) -> None:
    few, many = (_queries_of(hub, rows) for rows in (2, 150))

    assert many - few < 20  # what is written goes in pieces
    assert GroupKey.objects.count() == 304


def _queries_of(hub: Hub, many: int) -> int:
    rows = [
        [
            f"Leasow Scouts {number} of {many}",
            "Camp",
            "DY1 1AE",
            f"scouts{number}.example{many}.org",
            "",
            "",
            "",
        ]
        for number in range(many)
    ]
    batch = take(hub, sheet(*rows), f"{many}.csv")
    choose_columns(batch, {})
    with CaptureQueriesContext(connection) as asked:
        bring_in(batch)
    return len(asked)


cell = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) | st.sampled_from(
    ["a\nb", "\t", "a\0b"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[cell] * len(HEADINGS)), min_size=1, max_size=5))
def test_whatever_is_in_the_cells_every_row_is_accounted_for(hub: Hub, rows: list[tuple[str, ...]]) -> None:
    content = sheet(*rows)
    # Of a column full of noughts nobody guesses that it holds names: the officer says so.
    names = {"0": "name"}
    batch, counts = bring(hub, content, columns=names)

    assert sum(counts.values()) == batch.rows_in == batch.rows.count()
    assert json.loads(json.dumps([row.cells for row in batch.rows.all()])) == [
        row.cells for row in batch.rows.all()
    ]
    _, again = bring(hub, content, columns=names)
    assert again.keys() <= {"same", "fix"}
