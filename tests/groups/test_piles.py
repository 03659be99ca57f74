"""Olive looks a sheet over before it comes in: five piles that add up, and nothing touched until she says so."""

import pytest

from bandstand.groups.actions import fixes
from bandstand.groups.actions.groups import add_group, change_group
from bandstand.groups.actions.listing import leave
from bandstand.groups.actions.sheets import (
    TooLateError,
    bring_in,
    throw_away,
)
from bandstand.groups.models import (
    Group,
    MatchDecision,
)
from bandstand.groups.queries import sheets as queries
from bandstand.people.models import Hub, Person
from bandstand.places.models import Outcode, Postcode
from tests.groups.pile_steps import piles, row, sorted_sheet, words_of
from tests.groups.sheets import CHOIR, HARRIERS, MILL_GREEN, bring, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def mill_green_is_placed(db: None) -> None:
    Postcode.objects.create(code="DY11AE", lat=52.5116, lon=-2.0892)
    Outcode.objects.create(code="DY1", lat=52.51, lon=-2.09, postcodes=1)


def test_sorting_touches_no_group(hub: Hub) -> None:
    bring(hub, sheet(MILL_GREEN))
    before = list(Group.objects.values())

    batch = sorted_sheet(hub, [*MILL_GREEN[:5], "01384 555 077", "green"], HARRIERS, ["", "Sing"], MILL_GREEN)

    assert piles(batch) == {"changed": 1, "new": 1, "fix": 1, "same": 1}
    assert list(Group.objects.values()) == before
    assert (batch.state, batch.rows_in) == ("sorted", 4)


def test_a_change_is_shown_as_old_and_new_and_done_as_shown(hub: Hub) -> None:
    bring(hub, sheet(MILL_GREEN))
    batch = sorted_sheet(hub, [MILL_GREEN[0], "Plant bulbs", *MILL_GREEN[2:5], "01384 555 077", "green"])

    assert row(batch, 2).plan == [
        {"field": "about", "label": "What it does", "before": "Look after the park", "after": "Plant bulbs", "keep": False},
        {"field": "phone", "label": "Telephone (not shown in public)", "before": "01384 555 010", "after": "01384 555 077", "keep": False},
    ]  # fmt: skip
    fixes.keep_old(row(batch, 2), "about", True, by=None)
    bring_in(batch)

    group = Group.objects.get()
    assert (group.about, group.phone) == ("Look after the park", "01384 555 077")


def test_what_the_group_itself_said_is_kept_until_olive_chooses_the_sheet(hub: Hub, olive: Person) -> None:
    bring(hub, sheet(MILL_GREEN))
    change_group(Group.objects.get(), by=None, how="group", about="Look after park and pond")
    changed = [MILL_GREEN[0], "Plant bulbs", *MILL_GREEN[2:]]

    batch = sorted_sheet(hub, changed)
    line = row(batch, 2).plan[0]
    assert (line["keep"], line["who"][:27]) == (True, "the group itself said so on")
    bring_in(batch)
    assert Group.objects.get().about == "Look after park and pond"

    again = sorted_sheet(hub, [MILL_GREEN[0], "Plant more bulbs", *MILL_GREEN[2:]])
    fixes.keep_old(row(again, 2), "about", False, by=olive)
    bring_in(again, by=olive)
    group = Group.objects.get()
    assert (group.about, group.said_by["about"]["how"]) == ("Plant more bulbs", "sheet")
    assert group.said_by["about"]["by"] == olive.pk


def test_a_link_olive_took_off_does_not_come_back_by_itself(hub: Hub, olive: Person) -> None:
    from bandstand.groups.actions.groups import remove_online_place

    bring(hub, sheet(MILL_GREEN))
    remove_online_place(Group.objects.get().online_places.get(kind="x"), by=olive)

    batch = sorted_sheet(hub, [*MILL_GREEN[:5], "01384 555 077", "green"])

    assert [(line["field"], line["keep"]) for line in row(batch, 2).plan] == [
        ("phone", False),
        ("link:x.com/millgreen", True),
    ]
    bring_in(batch)
    assert not Group.objects.get().online_places.filter(kind="x").exists()


def test_a_cell_put_right_moves_the_row_to_another_pile(hub: Hub, olive: Person) -> None:
    batch = sorted_sheet(hub, ["", *HARRIERS[1:]], CHOIR)
    bring_in(batch)
    assert piles(batch) == {"fix": 1, "new": 1}

    fixed = fixes.fix_row(row(batch, 2), {"0": "Leasow Harriers"}, by=olive)

    assert (fixed.state, fixed.cells[0], fixed.fixed) == ("new", "", {"0": "Leasow Harriers"})
    bring_in(batch)
    assert piles(batch) == {"new": 2}
    assert Group.objects.filter(name="Leasow Harriers").count() == 1
    assert bring(hub, sheet(["", *HARRIERS[1:]], CHOIR))[1] == {"same": 2}


def test_a_row_that_is_in_cannot_be_put_right_any_more(hub: Hub) -> None:
    batch, _ = bring(hub, sheet(CHOIR))

    with pytest.raises(fixes.SettledError, match="This row is brought in already"):
        fixes.fix_row(row(batch, 2), {"0": "Choir"}, by=None)
    with pytest.raises(TooLateError):
        throw_away(batch, by=None)


def test_a_correction_is_taken_back_in_one_row_and_in_a_whole_column(hub: Hub, olive: Person) -> None:
    others = [
        ["Leasow Runners", "", "", "", "", "1384555012", ""],
        ["Leasow Walkers", "", "", "", "", "1384555013", ""],
    ]
    batch = sorted_sheet(hub, HARRIERS, *others)
    zero = next(one for one in queries.corrections(batch) if one.words == "The 0 at the front was put back.")
    assert (zero.column, zero.rows, zero.before, zero.after) == ("Phone", 3, "1384555011", "01384555011")

    fixes.take_back(row(batch, 2), zero.code, by=olive)
    assert fixes.take_back_all(batch, zero.code, by=olive) == 2
    bring_in(batch)

    assert sorted(Group.objects.values_list("phone", flat=True)) == ["1384555011", "1384555012", "1384555013"]


def test_a_row_left_out_stays_out_and_stays_in_the_batch(hub: Hub, olive: Person) -> None:
    batch = sorted_sheet(hub, MILL_GREEN, CHOIR)

    fixes.leave_out(row(batch, 3), True, by=olive)
    assert piles(batch) == {"new": 1, "left out": 1}
    bring_in(batch)
    assert Group.objects.count() == 1

    fixes.leave_out(row(batch, 3), False, by=olive)
    bring_in(batch)
    assert (piles(batch), Group.objects.count()) == ({"new": 2}, 2)


def test_the_same_name_without_a_place_is_asked_about(hub: Hub, olive: Person) -> None:
    choir = add_group(hub, by=olive, name="Priory Community Choir")
    batch = sorted_sheet(hub, CHOIR)

    maybe = row(batch, 2).maybe
    assert (piles(batch), [one["group"] for one in maybe]) == ({"maybe": 1}, [choir.pk])
    assert maybe[0]["reasons"] != []
    assert fixes.decide(row(batch, 2), "same", choir, by=olive).state == "changed"
    bring_in(batch)
    assert Group.objects.get().about == "Sing"


def test_a_row_told_to_be_another_group_is_never_asked_about_again(hub: Hub, olive: Person) -> None:
    choir = add_group(hub, by=olive, name="Priory Community Choir")
    batch = sorted_sheet(hub, CHOIR)

    assert fixes.decide_all(batch, "different", by=olive) == 1
    assert piles(batch) == {"new": 1}
    bring_in(batch, by=olive)

    other = Group.objects.exclude(pk=choir.pk).get()
    decision = MatchDecision.objects.get()
    assert (decision.first, decision.second, decision.said) == (choir, other, "different")
    assert bring(hub, sheet(CHOIR))[1] == {"same": 1}


def test_a_row_nobody_decided_on_comes_in_flagged(hub: Hub, olive: Person) -> None:
    add_group(hub, by=olive, name="Priory Community Choir")
    batch, counts = bring(hub, sheet(CHOIR))

    assert (counts, Group.objects.count()) == ({"maybe": 1}, 2)
    assert MatchDecision.objects.get().said == "later"
    assert row(batch, 2).group is not None


def test_two_rows_of_one_sheet_that_may_be_one_are_settled_as_one(hub: Hub, olive: Person) -> None:
    batch = sorted_sheet(hub, CHOIR, [CHOIR[0], "", "", "", "", "01384 555 444", ""])
    assert [one["row"] for one in row(batch, 3).maybe] == [2]

    fixes.decide(row(batch, 3), "same", same_row=2, by=olive)
    bring_in(batch)

    group = Group.objects.get()
    assert (group.about, group.phone) == ("Sing", "01384 555 444")


def food_banks(about: str) -> list[list[str]]:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return [
        ["Leasow Food Bank", "1100001", f"DY1 {n // 20 + 1}A{letters[n % 20]}", f"{n} High Street", about]
        for n in range(55)
    ]


def test_fifty_five_sites_of_one_body_are_fifty_five_groups(hub: Hub) -> None:
    headings = ["Name", "Charity number", "Postcode", "Address", "What they do"]
    batch = sorted_sheet(hub, *food_banks("Food"), headings=headings)
    assert piles(batch) == {"new": 55}
    bring_in(batch)
    before = dict(Group.objects.values_list("address", "pk"))

    changed = sorted_sheet(hub, *food_banks("Food and company"), headings=headings)
    assert piles(changed) == {"changed": 55}
    bring_in(changed)

    assert dict(Group.objects.values_list("address", "pk")) == before
    assert set(Group.objects.values_list("about", flat=True)) == {"Food and company"}


def test_two_clubs_of_one_hall_with_their_own_pages_are_two(hub: Hub) -> None:
    headings = ["Name", "Address", "Postcode", "Facebook"]
    hall = ["Priory Hall", "DY1 1AE"]
    batch = sorted_sheet(
        hub,
        ["Priory Amateur Boxing Club", *hall, "https://www.facebook.com/prioryboxing"],
        ["Priory Brass", *hall, "https://www.facebook.com/priorybrass"],
        headings=headings,
    )

    assert piles(batch) == {"new": 2}


def test_a_charity_that_moved_is_still_the_same_charity(hub: Hub) -> None:
    headings = ["Name", "Charity number", "Postcode"]
    bring(hub, sheet(["St Anne’s Trust", "111111", "DY1 1AE"], headings=headings))

    batch = sorted_sheet(hub, ["St Anne’s Trust", "111111", "DY1 1AF"], headings=headings)

    assert [line["after"] for line in row(batch, 2).plan] == ["DY1 1AF"]


def test_a_group_that_left_is_not_listed_again(hub: Hub, olive: Person) -> None:
    bring(hub, sheet(HARRIERS))
    leave(Group.objects.get())

    batch, counts = bring(hub, sheet([*HARRIERS[:5], "01384 555 099", ""]))

    group = Group.objects.get()
    assert (group.listed, group.phone, counts) == (False, "", {"same": 1})
    assert words_of(row(batch, 2))[:44] == "This group asked to leave the directory, so "


def test_a_plan_that_is_out_of_date_waits_for_another_look(hub: Hub, olive: Person) -> None:
    bring(hub, sheet(MILL_GREEN))
    batch = sorted_sheet(hub, [MILL_GREEN[0], "Plant bulbs", *MILL_GREEN[2:]], CHOIR)
    change_group(Group.objects.get(), by=olive, about="Look after park and pond")

    bring_in(batch)

    held = row(batch, 2)
    assert (held.done_at, held.plan[0]["before"]) == (None, "Look after park and pond")
    assert words_of(held)[:48] == "This group was changed since you looked, so the "
    assert Group.objects.get(name=MILL_GREEN[0]).about == "Look after park and pond"
    assert Group.objects.filter(name=CHOIR[0]).count() == 1
