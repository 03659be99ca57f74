"""Tables of one file that point at each other under headings of their own."""

import pytest

from bandstand.groups.actions.sheets import bring_in, choose_columns, take_in
from bandstand.groups.models import Group, GroupPlace
from bandstand.people.models import Hub
from tests.groups.workbooks import excel, packed, plain_tab

pytestmark = pytest.mark.django_db


def test_a_district_list_with_its_places_on_another_tab_comes_in_whole(hub: Hub) -> None:
    tabs = {
        "Locations": plain_tab(
            ["LocationID", "OrgID", "Venue", "Postcode"],
            ["1", "2", "Priory Hall", "DY1 1AE"], ["2", "1", "The Track", "DY1 1AF"],
            ["3", "1", "The Clubhouse", "DY1 1AG"],
        ),
        "Organisations": plain_tab(
            ["OrgID", "Organisation", "Facebook"],
            ["1", "Leasow Harriers", "fb.com/leasowharriers"], ["2", "Priory Choir", ""],
        ),
    }  # fmt: skip
    groups, places = take_in(hub, "district.xlsx", lambda: [excel(tabs)], by=None)
    assert (groups.sheet_name, places.sheet_name, places.linked_to) == ("Organisations", "Locations", groups)

    for batch in (groups, places):
        choose_columns(batch, {})
        bring_in(batch)

    harriers, choir = Group.objects.order_by("name")
    assert (harriers.address, harriers.postcode) == ("The Track", "DY1 1AF")
    assert (choir.address, choir.postcode) == ("Priory Hall", "DY1 1AE")
    assert [(place.group, place.name) for place in GroupPlace.objects.all()] == [(harriers, "The Clubhouse")]


def test_a_packed_folder_of_tables_is_taken_in_as_one_upload(hub: Hub) -> None:
    content = packed(
        {
            "organizations.csv": "id,name,description\no1,Leasow Harriers,Run\n",
            "locations.csv": "id,organization_id,name,postal_code\nl1,o1,The Track,DY1 1AE\n",
        }
    )

    groups, places = take_in(hub, "hsds.zip", lambda: [content], by=None)

    assert (groups.sheet_name, places.sheet_name, places.linked_to) == (
        "organizations.csv",
        "locations.csv",
        groups,
    )
    assert (groups.upload, places.about) == (places.upload, "places")
