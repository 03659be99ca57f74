"""Olive sorts a sheet anew: rows that went out and came back, columns chosen again, read otherwise."""

import pytest

from bandstand.groups.actions import fixes
from bandstand.groups.actions.groups import add_group
from bandstand.groups.actions.sheets import (
    bring_in,
    choose_columns,
    columns_of,
    read_otherwise,
    sheet_to_fix,
    sort,
    take_in,
    throw_away,
)
from bandstand.groups.models import (
    Group,
    GroupContact,
    GroupInterest,
    Identifier,
    ImportBatch,
    ImportRow,
)
from bandstand.groups.queries import sheets as queries
from bandstand.people.models import Hub, Person
from bandstand.places.models import Outcode, Postcode
from tests.groups.pile_steps import piles, row, sorted_sheet, words_of
from tests.groups.sheets import CHOIR, HARRIERS, HEADINGS, MILL_GREEN, bring, sheet, take

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def mill_green_is_placed(db: None) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5116, lon=-2.0892)
    Outcode.objects.create(code="DY1", lat=52.51, lon=-2.09, postcodes=1)


def test_rows_to_fix_go_out_as_a_sheet_and_come_back_to_the_same_batch(hub: Hub, olive: Person) -> None:
    batch = sorted_sheet(hub, ["", *HARRIERS[1:]], MILL_GREEN)
    bring_in(batch)
    headings, to_fix = sheet_to_fix(batch)
    assert (headings, to_fix[-1][:7]) == ([*HEADINGS, "What to fix"], "Row 2: ")

    second = take(hub, sheet(["Leasow Harriers", *to_fix[1:]], headings=headings), "put-right.csv")
    assert second.continues == batch
    assert columns_of(second)[-1].guess == "leave out"
    choose_columns(second, {})
    bring_in(second)

    assert (piles(second), piles(batch)) == ({"new": 1}, {"new": 1, "left out": 1})
    assert words_of(row(batch, 2)) == "It came again, put right, as row 2 of put-right.csv."
    assert queries.waiting(batch) == 0
    assert bring(hub, sheet(["Leasow Harriers", *HARRIERS[1:]]))[1] == {"same": 1}


def test_columns_chosen_once_are_offered_again(hub: Hub) -> None:
    batch = take(hub, sheet(MILL_GREEN))
    choose_columns(batch, {"6": "leave out", "1": "note"})

    again = take(hub, sheet(CHOIR))

    assert (again.mapping["6"], again.mapping["1"]) == ("leave out", "note")
    assert columns_of(again)[6].why == "as you chose last time"


def test_columns_chosen_anew_sort_the_rows_anew(hub: Hub, olive: Person) -> None:
    batch = sorted_sheet(hub, MILL_GREEN, ["", *CHOIR[1:]])
    fixes.fix_row(row(batch, 3), {"0": "Choir"}, by=olive)

    choose_columns(batch, {"1": "note"})
    sort(batch)
    bring_in(batch)

    assert piles(batch) == {"new": 2}
    assert Group.objects.get(name="Choir").notes == {"What they do": "Sing"}


def test_a_sheet_read_wrongly_is_read_otherwise(hub: Hub) -> None:
    content = sheet(["Café of the Canal", "Coffee; cake", "", "", "", "", ""], encoding="cp1252")
    batch = take(hub, content)

    read_otherwise(batch, encoding="cp437")
    assert batch.rows.count() == 0
    read_otherwise(batch, encoding="cp1252", heading_row=1)
    choose_columns(batch, {})
    bring_in(batch)

    assert Group.objects.get().name == "Café of the Canal"


def test_a_sheet_thrown_away_leaves_nothing(hub: Hub, olive: Person) -> None:
    batch = sorted_sheet(hub, MILL_GREEN)

    throw_away(batch, by=olive)

    assert (ImportBatch.objects.count(), ImportRow.objects.count(), Group.objects.count()) == (0, 0, 0)


def test_a_contact_comes_in_for_the_desk_alone(hub: Hub) -> None:
    headings = ["Name", "Contact name", "Contact role", "Status", "Interests", "Company number"]
    bring(
        hub,
        sheet(
            ["Leasow Harriers", "Bilal Khan", "Coach", "Closed", "running; walking", "1234567"],
            headings=headings,
        ),
    )

    contact = GroupContact.objects.select_related("person", "group").get()
    assert (contact.person.name, contact.role, contact.shows) == ("Bilal Khan", "Coach", [])
    assert (contact.is_main, contact.group.status) == (True, "closed")
    said = GroupInterest.objects.order_by("interest__name").values_list("interest__name", "state")
    assert list(said) == [("running", "said"), ("walking", "said")]
    assert Identifier.objects.values_list("scheme", "value").get() == ("GB-COH", "01234567")


def test_a_branch_finds_its_parent_wherever_it_stands_in_the_sheet(hub: Hub) -> None:
    headings = ["Name", "Postcode", "Part of"]
    rows = [
        ["1st Leasow Scouts", "DY1 1AE", "Leasow District Scouts"],
        ["Leasow District Scouts", "DY1 1AF", ""],
        ["Lost Scouts", "DY1 1AG", "Nobody"],
    ]
    bring(hub, sheet(*rows, headings=headings))

    parents = dict(Group.objects.values_list("name", "parent__name"))
    assert parents == {
        "1st Leasow Scouts": "Leasow District Scouts",
        "Leasow District Scouts": None,
        "Lost Scouts": None,
    }
    assert Group.objects.get(name="Lost Scouts").notes == {"Part of": "Nobody"}


def test_another_hubs_group_cannot_be_chosen(hub: Hub) -> None:
    from bandstand.people.access import hub_scope
    from bandstand.people.actions.roles import open_hub

    other = open_hub("Elsewhere", slug="elsewhere")
    with hub_scope(other):
        foreign = add_group(other, by=None, name="Priory Community Choir", charity_number="1100001")
    headings = ["Bandstand id", "Name"]
    batch = sorted_sheet(hub, [str(foreign.uid), "Priory Community Choir"], headings=headings)

    assert piles(batch) == {"new": 1}
    with pytest.raises(fixes.SettledError, match="not in this directory"):
        fixes.decide(row(batch, 2), "same", foreign, by=None)


def test_nul_and_half_letters_are_survived(hub: Hub) -> None:
    batch = take_in(hub, "g.json", lambda: [b'[{"name": "Choir\\u0000 \\ud800", "about": "Sing"}]'], by=None)[
        0
    ]
    choose_columns(batch, {})
    bring_in(batch)

    assert Group.objects.get().about == "Sing"
