"""Olive goes through the piles of a sheet: rows put right, look-alikes, into the directory and out again."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from bandstand.groups.models import Group, ImportBatch, ImportRow
from bandstand.groups.tasks import bring_in, sort
from bandstand.jobs.models import Job
from bandstand.people.models import Deed, Hub
from tests.borough import make_group
from tests.groups.sheets import CHOIR, HARRIERS, HEADINGS, MILL_GREEN, bring, sheet
from tests.web.sheet_steps import NAMELESS, SHEETS, columns, look_over, pile, piles, row_of, upload


def test_every_row_is_in_one_pile_and_the_piles_add_up(officer: Client, hub: Hub) -> None:
    bring(hub, sheet(MILL_GREEN, HARRIERS))
    changed = [*HARRIERS[:1], "Run and jump", *HARRIERS[2:]]

    batch = look_over(officer, sheet(MILL_GREEN, changed, CHOIR, NAMELESS), "again.csv")

    page = pile(officer, batch, "changed")
    assert page.context["counts"].sentence == (
        "4 rows: 1 new, 1 that changes something, 1 the same, 1 to put right."
    )
    assert piles(officer, batch) == {"fix": 1, "changed": 1, "new": 1, "same": 1}
    assert sum(piles(officer, batch).values()) == batch.rows_in == 4
    assert [(line["label"], line["before"], line["after"]) for line in page.context["cards"][0].changes] == [
        ("What it does", "Run", "Run and jump")
    ]


def test_a_long_pile_is_shown_whole_page_by_page(officer: Client, hub: Hub) -> None:
    names = [
        "Anglers",
        "Bakers",
        "Climbers",
        "Dancers",
        "Elders",
        "Fiddlers",
        "Gardeners",
        "Hikers",
        "Ironers",
    ]
    rows = [
        [f"{name} of {where}", *CHOIR[1:]] for name in names for where in ("Quarry", "Weir", "Moat", "Ford")
    ]
    batch = look_over(officer, sheet(*rows))

    seen = []
    for number in (1, 2):
        page = officer.get(f"{SHEETS}{batch.pk}/over/?pile=new&page={number}")
        seen += [card.title for card in page.context["cards"]]

    assert len(seen) + piles(officer, batch).get("maybe", 0) == len(rows)


def test_a_row_is_put_right_in_place(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN, NAMELESS))
    wrong = pile(officer, batch, "fix").context["cards"][0].wrong[0]
    assert (wrong.number, wrong.heading) == (0, "Name")

    still = officer.post(f"{SHEETS}{batch.pk}/rows/3/fix/", {"cell-0": ""}, follow=True)
    done = officer.post(f"{SHEETS}{batch.pk}/rows/3/fix/", {"cell-0": "Priory Choir"}, follow=True)

    assert "Row 3 still has something to put right." in still.text
    assert "Row 3 is now under “New groups”." in done.text
    assert row_of(batch, 3).cells[0] == ""
    assert piles(officer, batch) == {"new": 2}
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")
    assert Group.objects.filter(name="Priory Choir").exists()


def test_any_cell_of_a_row_may_be_changed(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN))
    page = officer.get(f"{SHEETS}{batch.pk}/rows/2/")
    assert [cell.heading for cell in page.context["card"].cells] == HEADINGS

    officer.post(f"{SHEETS}{batch.pk}/rows/2/fix/", {"cell-1": "Plant bulbs"})

    cell = officer.get(f"{SHEETS}{batch.pk}/rows/2/").context["card"].cells[1]
    assert (cell.text, cell.came) == ("Plant bulbs", "Look after the park")


def test_a_row_is_left_out_and_taken_in_after_all(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN, NAMELESS))

    officer.post(f"{SHEETS}{batch.pk}/rows/3/leave-out/", {"leave": "yes"})
    assert piles(officer, batch) == {"new": 1, "out": 1}
    officer.post(f"{SHEETS}{batch.pk}/rows/3/leave-out/", {"leave": "no"})
    assert piles(officer, batch) == {"fix": 1, "new": 1}


def test_what_is_here_is_kept_where_ticked(officer: Client, hub: Hub) -> None:
    bring(hub, sheet(MILL_GREEN))
    batch = look_over(officer, sheet([MILL_GREEN[0], "Pick litter", *MILL_GREEN[2:6], "red"]), "again.csv")
    fields = [line["field"] for line in row_of(batch, 2).plan]
    assert fields == ["about", "note:Colour of the minibus"]

    officer.post(f"{SHEETS}{batch.pk}/rows/2/keep/", {"keep": ["about"]})
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")

    group = Group.objects.get()
    assert (group.about, group.notes["Colour of the minibus"]) == ("Look after the park", "red")


@pytest.fixture
def lookalike(officer: Client, hub: Hub) -> ImportBatch:
    """A sheet with a row that may be a group of the directory."""
    make_group(hub, "Priory Community Choir")
    batch = look_over(officer, sheet(CHOIR))
    assert piles(officer, batch) == {"maybe": 1}
    return batch


def test_a_maybe_is_shown_side_by_side_with_reasons(officer: Client, lookalike: ImportBatch) -> None:
    one = pile(officer, lookalike, "maybe").context["cards"][0].candidates[0]

    assert (one.name, one.why[-1]) == ("Priory Community Choir", ".")
    assert [
        (side.here, side.there, side.differs) for side in one.sides if side.label == "Name of the group"
    ] == [("Priory Community Choir", "Priory Community Choir", False)]


def test_the_same_group_is_said_by_one_press_and_opened_again_by_another(
    officer: Client, lookalike: ImportBatch
) -> None:
    path = f"{SHEETS}{lookalike.pk}/rows/2/decide/"
    value = pile(officer, lookalike, "maybe").context["cards"][0].candidates[0].value

    officer.post(path, {"same": value})
    assert piles(officer, lookalike) == {"changed": 1}
    assert "You said: " in pile(officer, lookalike, "changed").text
    officer.post(path, {"decision": ""})
    assert piles(officer, lookalike) == {"maybe": 1}


def test_another_group_is_new_and_deciding_later_leaves_it(officer: Client, lookalike: ImportBatch) -> None:
    path = f"{SHEETS}{lookalike.pk}/rows/2/decide/"

    officer.post(path, {"decision": "later"})
    assert piles(officer, lookalike) == {"maybe": 1}
    officer.post(path, {"decision": "different"})
    assert piles(officer, lookalike) == {"new": 1}


def test_all_maybes_are_other_groups_by_one_press(officer: Client, lookalike: ImportBatch) -> None:
    done = officer.post(f"{SHEETS}{lookalike.pk}/decide/", {"decision": "different"}, follow=True)

    assert "1 row is taken for other groups." in done.text
    assert piles(officer, lookalike) == {"new": 1}


@pytest.mark.parametrize("same", ["group:", "group:999999", "row:99", "row:²", "x"])
def test_a_nonsense_decision_is_told_and_changes_nothing(
    officer: Client, lookalike: ImportBatch, same: str
) -> None:
    answer = officer.post(f"{SHEETS}{lookalike.pk}/rows/2/decide/", {"same": same}, follow=True)

    assert answer.status_code == 200
    assert piles(officer, lookalike) == {"maybe": 1}


def test_what_we_tidied_is_listed_and_put_back(officer: Client, hub: Hub) -> None:
    squeezed = [
        ["Leasow Harriers", "Run", "dy11ae", *[""] * 4],
        ["Priory Choir", "Sing", "DY11AE", *[""] * 4],
    ]
    batch = look_over(officer, sheet(*squeezed))
    path = f"{SHEETS}{batch.pk}/corrections/"
    found = [one for one in officer.get(path).context["corrections"] if one.column == "Postcode"]
    assert [one.rows for one in found] == [2]

    officer.post(path, {"code": found[0].code, "back": "yes"})
    assert all(found[0].code in row.put_back for row in ImportRow.objects.all())
    officer.post(path, {"code": found[0].code, "back": "no"})
    assert [row.put_back for row in ImportRow.objects.all()] == [[], []]


def test_putting_back_in_a_long_sheet_goes_on_behind_the_scenes(officer: Client, hub: Hub) -> None:
    rows = [
        [f"{number:03}th Leasow Scouts", "", "dy11ae", "", "", f"01384 555{number:03}", ""]
        for number in range(501)
    ]
    upload(officer, sheet(*rows))
    batch = ImportBatch.objects.get()
    officer.post(f"{SHEETS}{batch.pk}/columns/", columns())
    sort.func(batch.pk)
    before = piles(officer, batch)
    path = f"{SHEETS}{batch.pk}/corrections/"
    code = next(one.code for one in officer.get(path).context["corrections"] if one.column == "Postcode")

    page = officer.post(path, {"code": code, "back": "yes"}, follow=True)
    assert "Sorting the rows" in page.text
    sort.func(batch.pk)

    assert [row.put_back for row in ImportRow.objects.all()] == [[code]] * 501
    assert sum(piles(officer, batch).values()) == sum(before.values()) == 501


# In, and out again


def test_rows_to_put_right_leave_as_a_sheet_that_calculates_nothing_and_come_back(
    officer: Client, hub: Hub
) -> None:
    batch = look_over(officer, sheet(MILL_GREEN, ["", "=1+1", *CHOIR[2:]]))
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")

    answer = officer.get(f"{SHEETS}{batch.pk}/to-put-right.csv")
    text = answer.content.decode("utf-8-sig")
    heading, row = csv.reader(io.StringIO(text))
    assert heading == [*HEADINGS, "What to fix"]
    assert (row[1], row[-1][:6]) == ("'=1+1", "Row 3:")
    assert answer["Content-Disposition"] == 'attachment; filename="groups-to-put-right.csv"'

    upload(officer, sheet(["Priory Choir", *row[1:]], headings=heading), "mended.csv")
    mended = ImportBatch.objects.latest("pk")
    officer.post(f"{SHEETS}{mended.pk}/columns/", columns() | {"column-7": "leave out"})
    officer.post(f"{SHEETS}{mended.pk}/bring-in/")
    assert Group.objects.filter(name="Priory Choir").exists()
    assert "still to put right" not in officer.get(f"{SHEETS}{batch.pk}/").text


def test_rows_put_right_later_come_in_later(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN, NAMELESS))
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")
    assert "1 row still to put right" in officer.get(SHEETS).text

    officer.post(f"{SHEETS}{batch.pk}/rows/3/fix/", {"cell-0": "Priory Choir"})
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")

    assert Group.objects.count() == 2
    assert "Waiting for you" not in officer.get(SHEETS).text


def test_what_came_in_is_shown_and_no_longer_asked_about(officer: Client, lookalike: ImportBatch) -> None:
    officer.post(f"{SHEETS}{lookalike.pk}/bring-in/")

    page = pile(officer, lookalike, "maybe").text

    assert "It came in as a group of its own." in page
    assert "Same group" not in page
    assert "Nothing has been brought in yet." not in page
    assert "Undo this sheet" in officer.get(f"{SHEETS}{lookalike.pk}/").text
    assert "Waiting for you" not in officer.get(SHEETS).text


def test_undoing_says_first_what_stays(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN, HARRIERS))
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")
    officer.post("/desk/groups/leasow-harriers/change/", {"name": "Leasow Harriers AC"})

    would = officer.get(f"{SHEETS}{batch.pk}/undo/").context

    assert would["does"][0] == "1 group this sheet added is taken out."
    assert [group.name for group in would["stay"]] == ["Leasow Harriers AC"]
    done = officer.post(f"{SHEETS}{batch.pk}/undo/", follow=True)
    assert "1 group was changed or used since, and stayed: Leasow Harriers AC." in done.text
    assert [group.name for group in Group.objects.all()] == ["Leasow Harriers AC"]


def test_a_sheet_not_brought_in_is_thrown_away(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN))
    assert "Throw this sheet away?" in officer.get(f"{SHEETS}{batch.pk}/throw-away/").text
    assert ImportBatch.objects.count() == 1

    officer.post(f"{SHEETS}{batch.pk}/throw-away/")

    assert (ImportBatch.objects.count(), ImportRow.objects.count()) == (0, 0)
    assert Deed.objects.get(verb="threw a sheet away").words == "threw groups.csv away"


def test_a_sheet_that_is_in_cannot_be_thrown_away(officer: Client, hub: Hub) -> None:
    batch, _ = bring(hub, sheet(MILL_GREEN))

    answer = officer.post(f"{SHEETS}{batch.pk}/throw-away/", follow=True)

    assert "Rows of this sheet are in already." in answer.text
    assert ImportBatch.objects.count() == 1


def test_a_long_sheet_is_sorted_and_brought_in_behind_the_scenes(officer: Client, hub: Hub) -> None:
    rows = [
        [f"{number:03}th Leasow Scouts", "", "", "", "", f"01384 555{number:03}", ""] for number in range(501)
    ]
    upload(officer, sheet(*rows))
    batch = ImportBatch.objects.get()

    page = officer.post(f"{SHEETS}{batch.pk}/columns/", columns(), follow=True)
    assert f'data-refresh="{SHEETS}{batch.pk}/progress/"' in page.text
    assert [(job.task, job.args) for job in Job.objects.all()] == [
        ("bandstand.groups.tasks.sort", [batch.pk])
    ]
    sort.func(batch.pk)
    assert "data-whole" in officer.get(f"{SHEETS}{batch.pk}/progress/").text
    assert sum(piles(officer, batch).values()) == 501

    page = officer.post(f"{SHEETS}{batch.pk}/bring-in/", follow=True)
    assert "Bringing the rows in" in page.text
    job = Job.objects.latest("pk")
    assert (job.task, job.args[0]) == ("bandstand.groups.tasks.bring_in", batch.pk)
    bring_in.func(*job.args)
    assert "Every row is accounted for." in officer.get(f"{SHEETS}{batch.pk}/").text


def test_wherever_a_sheet_is_its_address_leads_there(officer: Client, hub: Hub) -> None:
    upload(officer, sheet(MILL_GREEN))
    batch = ImportBatch.objects.get()
    path = f"{SHEETS}{batch.pk}/"

    read = officer.get(path)["Location"]
    officer.post(f"{path}columns/", columns())
    looked_over = officer.get(path)["Location"]
    officer.post(f"{path}bring-in/")

    assert (read, looked_over) == (f"{path}reading/", f"{path}over/")
    assert officer.get(f"{path}columns/")["Location"] == officer.get(f"{path}reading/")["Location"] == path
    assert officer.get(path).status_code == 200


def test_only_looking_changes_nothing(officer: Client, hub: Hub) -> None:
    batch = look_over(officer, sheet(MILL_GREEN, NAMELESS))
    before = list(ImportRow.objects.values()), list(ImportBatch.objects.values())

    for rest in (
        "",
        "reading/",
        "columns/",
        "over/",
        "bring-in/",
        "undo/",
        "throw-away/",
        "corrections/",
        "rows/3/",
    ):
        officer.get(f"{SHEETS}{batch.pk}/{rest}")

    assert (list(ImportRow.objects.values()), list(ImportBatch.objects.values())) == before
    assert not Group.objects.exists()


@pytest.mark.parametrize("name", ["new", "same", "changed", "fix"])
def test_a_pile_of_one_and_of_three_cost_the_same(
    officer: Client, hub: Hub, django_assert_num_queries: Any, django_assert_max_num_queries: Any, name: str
) -> None:
    lone = [
        ["Anglers", "Fish", "DY1 1AE", *CHOIR[3:]],
        ["Bakers", "Bake", "DY2 2BF", *CHOIR[3:]],
        ["Climbers", "Climb", "DY3 3DG", *CHOIR[3:]],
    ]
    rows = [["", *row[1:]] for row in lone] if name == "fix" else lone
    if name in {"same", "changed"}:
        bring(hub, sheet(*rows))
        rows = rows if name == "same" else [[row[0], f"{row[1]} on Tuesdays", *row[2:]] for row in rows]
    one, three = look_over(officer, sheet(rows[0]), "1.csv"), look_over(officer, sheet(*rows), "3.csv")

    with django_assert_max_num_queries(16) as asked:
        pile(officer, one, name)
    with django_assert_num_queries(len(asked)):
        assert len(pile(officer, three, name).context["cards"]) == 3
