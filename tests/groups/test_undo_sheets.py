"""Olive brought the wrong sheet in: it goes out again, and nothing else does."""

from typing import Any

import pytest

from bandstand.groups.actions import fixes
from bandstand.groups.actions.groups import change_group
from bandstand.groups.actions.sheets import bring_in, choose_columns, sort, undo, what_undo_would_do
from bandstand.groups.models import Group, GroupContact, GroupInterest, GroupKey, Identifier, MatchDecision
from bandstand.people.models import Hub, Person
from tests.borough import make_group
from tests.groups.sheets import CHOIR, HARRIERS, MILL_GREEN, bring, sheet, take

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADINGS = ["Name", "Postcode", "What they do", "Contact name", "Interests", "Company number", "Status"]
RUNNERS = ["Leasow Harriers", "DY1 1AE", "Run", "", "", "", ""]
MORE = ["Leasow Harriers", "DY1 1AE", "Run and walk", "Bilal Khan", "running", "01234567", "Closed"]


def everything() -> list[Any]:
    columns = [field.attname for field in Group._meta.concrete_fields if field.attname != "changed_at"]
    return [
        list(Group.objects.order_by("pk").values(*columns)),
        *(list(model.objects.order_by("pk").values()) for model in (GroupContact, GroupInterest, Identifier)),
        list(GroupKey.objects.exclude(key__startswith="row:").order_by("pk").values_list("group_id", "key")),
    ]


def test_all_that_came_with_a_row_goes_with_it(hub: Hub) -> None:
    bring(hub, sheet(RUNNERS, headings=HEADINGS))
    before = everything()
    batch, counts = bring(hub, sheet(MORE, headings=HEADINGS))
    assert counts == {"changed": 1}
    assert GroupContact.objects.count() == GroupInterest.objects.count() == Identifier.objects.count() == 1

    assert undo(batch, by=None) == []

    assert everything() == before
    assert not Person.objects.filter(name="Bilal Khan").exists()


def test_the_same_rows_may_come_in_again_after_undoing(hub: Hub) -> None:
    bring(hub, sheet(RUNNERS, headings=HEADINGS))
    batch, _ = bring(hub, sheet(MORE, headings=HEADINGS))
    undo(batch, by=None)

    assert bring(hub, sheet(MORE, headings=HEADINGS))[1] == {"changed": 1}


def test_what_undoing_would_do_is_told_first_and_does_nothing(hub: Hub, olive: Person) -> None:
    batch, _ = bring(hub, sheet(MILL_GREEN, HARRIERS, CHOIR))
    change_group(Group.objects.get(name=CHOIR[0]), by=olive, about="Sing loudly")

    told = what_undo_would_do(batch)

    assert (told.goes, told.goes_back, [group.name for group in told.stays()]) == (2, 0, [CHOIR[0]])
    assert Group.objects.count() == 3


def test_a_group_a_later_sheet_changed_stays(hub: Hub) -> None:
    first, _ = bring(hub, sheet(RUNNERS, headings=HEADINGS))
    bring(hub, sheet(MORE, headings=HEADINGS))

    assert [group.name for group in undo(first, by=None)] == ["Leasow Harriers"]
    assert Group.objects.get().about == "Run and walk"


def test_sheets_undone_in_turn_leave_nothing(hub: Hub) -> None:
    first, _ = bring(hub, sheet(RUNNERS, headings=HEADINGS))
    second, _ = bring(hub, sheet(MORE, headings=HEADINGS))

    undo(second, by=None)
    undo(first, by=None)

    assert everything() == [[], [], [], [], []]


def test_rows_put_right_and_decided_go_too(hub: Hub, olive: Person) -> None:
    make_group(hub, "Priory Community Choir")
    batch = take(hub, sheet(["", *HARRIERS[1:]], CHOIR))
    choose_columns(batch, {})
    sort(batch)
    fixes.fix_row(batch.rows.get(number=2), {"0": "Leasow Harriers"}, by=olive)
    fixes.decide(batch.rows.get(number=3), "different", by=olive)
    bring_in(batch)
    assert (Group.objects.count(), MatchDecision.objects.count()) == (3, 1)

    assert undo(batch, by=olive) == []

    assert list(Group.objects.values_list("name", flat=True)) == ["Priory Community Choir"]
    assert MatchDecision.objects.count() == 0
    assert {row.state for row in batch.rows.all()} == {"undone"}


def test_undoing_twice_does_nothing_the_second_time(hub: Hub) -> None:
    batch, _ = bring(hub, sheet(MILL_GREEN))
    undo(batch, by=None)
    bring(hub, sheet(MILL_GREEN))

    assert undo(batch, by=None) == []
    assert Group.objects.count() == 1
