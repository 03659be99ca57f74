"""A workbook with groups on one sheet and their places on another, as district lists often are."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from bandstand.groups.actions.sheets import bring_in, choose_columns, sort, take_in, undo
from bandstand.groups.models import Group, GroupPlace, ImportBatch
from bandstand.groups.queries import sheets as queries
from bandstand.people.models import Hub
from bandstand.places.models import Outcode, Postcode

pytestmark = [pytest.mark.django_db, pytest.mark.database]

GROUPS = [
    ["id", "Organisation name", "Description", "Website"],
    ["g1", "Leasow Harriers", "Run", "www.harriers.example.org"],
    ["g2", "Priory Community Choir", "Sing", ""],
]
PLACES = [
    ["id", "organisation id", "Location name", "Address", "Postcode"],
    ["p1", "g1", "The Track", "1 High Street", "DY1 1AE"],
    ["p2", "g1", "The Clubhouse", "2 Low Street", "DY1 1AF"],
    ["p3", "g2", "Priory Hall", "Priory Lane", "DY1 1AG"],
    ["p4", "g9", "Nobody’s Hall", "Nowhere", "DY1 1AH"],
]


@pytest.fixture(autouse=True)
def leasow_is_placed(db: None) -> None:
    Postcode.objects.create(code="DY11AF", lat=52.512, lon=-2.088)
    Outcode.objects.create(code="DY1", lat=52.51, lon=-2.09, postcodes=1)


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        tab = book.create_sheet(name)
        for row in rows:
            tab.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def take_both(hub: Hub, places: list[list[Any]] = PLACES) -> tuple[ImportBatch, ImportBatch]:
    content = workbook(Organisations=GROUPS, Locations=places)
    groups, of_them = take_in(hub, "district.xlsx", lambda: [content], by=None)
    for batch in (groups, of_them):
        choose_columns(batch, {})
    return groups, of_them


def piles(batch: ImportBatch) -> dict[str, int]:
    return {pile: many for pile, many in queries.piles(batch).items() if many}


def test_places_find_their_groups_by_the_other_sheets_numbers(hub: Hub) -> None:
    groups, places = take_both(hub)
    assert (groups.about, places.about, places.linked_to) == ("groups", "places", groups)
    assert groups.upload == places.upload

    bring_in(groups)
    bring_in(places)

    harriers = Group.objects.get(name="Leasow Harriers")
    assert (harriers.address, harriers.postcode) == ("The Track, 1 High Street", "DY1 1AE")
    other = GroupPlace.objects.get()
    assert (other.group, other.name, other.postcode, other.lat) == (
        harriers,
        "The Clubhouse",
        "DY1 1AF",
        52.512,
    )
    assert Group.objects.get(name="Priory Community Choir").address == "Priory Hall, Priory Lane"


def test_a_place_whose_group_is_not_there_waits_with_plain_words(hub: Hub) -> None:
    groups, places = take_both(hub)
    sort(groups)
    sort(places)
    assert piles(places) == {"new": 3, "fix": 1}

    bring_in(groups)
    bring_in(places)

    lost = places.rows.get(state="fix")
    assert (lost.number, lost.done_at) == (5, None)
    assert lost.says[0]["words"][:64] == "There is no group with the number “g9” in Organisations. Put the"


def test_the_same_workbook_again_changes_nothing(hub: Hub) -> None:
    for batch in take_both(hub):
        bring_in(batch)
    before = list(Group.objects.order_by("pk").values()), list(GroupPlace.objects.order_by("pk").values())

    groups, places = take_both(hub)
    bring_in(groups)
    bring_in(places)

    assert (piles(groups), piles(places)) == ({"same": 2}, {"same": 3, "fix": 1})
    assert before == (
        list(Group.objects.order_by("pk").values()),
        list(GroupPlace.objects.order_by("pk").values()),
    )


def test_undoing_takes_places_out_and_leaves_the_groups(hub: Hub) -> None:
    groups, places = take_both(hub)
    bring_in(groups)
    before = list(Group.objects.order_by("pk").values("name", "address", "postcode", "lat", "said_by"))
    bring_in(places)

    assert undo(places, by=None) == []

    assert GroupPlace.objects.count() == 0
    after = list(Group.objects.order_by("pk").values("name", "address", "postcode", "lat", "said_by"))
    assert after == before


def test_places_brought_in_before_their_groups_wait_for_them(hub: Hub) -> None:
    groups, places = take_both(hub)

    bring_in(places)
    assert GroupPlace.objects.count() == 0
    bring_in(groups)
    bring_in(places)

    assert Group.objects.get(name="Leasow Harriers").postcode == "DY1 1AE"
    assert GroupPlace.objects.count() == 1


def test_a_read_me_before_the_groups_is_nobodys_group(hub: Hub) -> None:
    """The district directory begins with a sheet of remarks; the places still find their groups."""
    remarks = [["District directory, 3 May"], ["Please do not edit"]]
    book = workbook(README=remarks, organizations=GROUPS, locations=PLACES)
    taken = {batch.sheet_name: batch for batch in take_in(hub, "district.xlsx", lambda: [book], by=None)}

    assert "name" not in taken["README"].mapping.values()
    assert taken["locations"].linked_to == taken["organizations"]
