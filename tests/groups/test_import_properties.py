"""Whatever people have in their sheets, and in whatever order they do things: nothing is lost, nothing doubled."""

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.groups.actions import fixes
from bandstand.groups.actions.groups import change_group
from bandstand.groups.actions.sheets import bring_in, choose_columns, sheet_to_fix, sort, undo
from bandstand.groups.models import Group, GroupKey, ImportBatch, OnlinePlace
from bandstand.groups.queries import sheets as queries
from bandstand.people.models import Hub
from tests.groups.sheets import HEADINGS, sheet, take

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.slow]

NAMES = ["Leasow Harriers", "The Leasow Harriers", "Priory Choir", "Friends of Mill Green", "1st Leasow Scouts", "", "Leasow Harriers AC"]  # fmt: skip
CELLS = {
    "name": st.sampled_from(NAMES),
    "about": st.sampled_from(["", "Run", "Run and walk", "NA"]),
    "postcode": st.sampled_from(["", "DY1 1AE", "dy11ae", "DY1 1AF", "up the hill"]),
    "website": st.sampled_from(["", "www.a.example.org", "http://a.example.org/", "ask Bob"]),
    "x": st.sampled_from(["", "@leasow"]),
    "phone": st.sampled_from(["", "1384555011", "01384 555 011"]),
    "bus": st.sampled_from(["", "green", "red"]),
}
rows = st.lists(st.tuples(*CELLS.values()), min_size=1, max_size=8)
often = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def facts() -> list[Any]:
    columns = [field.attname for field in Group._meta.concrete_fields if field.attname != "changed_at"]
    groups = list(Group.objects.order_by("pk").values(*columns))
    links = list(OnlinePlace.objects.order_by("pk").values_list("group_id", "match_key"))
    return [groups, links]


def start_afresh() -> None:
    ImportBatch.objects.all().delete()
    GroupKey.objects.all().delete()
    Group.objects.all().delete()


def piles_add_up(batch: ImportBatch) -> None:
    batch.refresh_from_db()
    assert sum(queries.piles(batch).values()) == batch.rows_in == batch.rows.count()


@often
@given(rows)
def test_piles_add_up_and_sorting_changes_nothing(hub: Hub, some: list[tuple[str, ...]]) -> None:
    start_afresh()
    batch = take(hub, sheet(*some))
    choose_columns(batch, {})
    sort(batch)

    piles_add_up(batch)
    assert Group.objects.count() == 0
    assert [row.cells for row in batch.rows.all()] == _as_read(some)


def _as_read(some: list[tuple[str, ...]]) -> list[list[str]]:
    read = csv.reader(io.StringIO(sheet(*some).decode()))
    next(read)
    return [_shorn(cells) for cells in read if any(cell.strip() for cell in cells)]


def _shorn(cells: list[str]) -> list[str]:
    return cells[: len(HEADINGS)]


@often
@given(rows)
def test_what_was_shown_is_what_comes_in(hub: Hub, some: list[tuple[str, ...]]) -> None:
    start_afresh()
    batch = take(hub, sheet(*some))
    choose_columns(batch, {})
    sort(batch)
    shown = queries.piles(batch)

    assert bring_in(batch) == shown
    piles_add_up(batch)
    assert Group.objects.count() == shown["new"] + shown["maybe"]


@often
@given(rows)
def test_the_same_file_again_changes_nothing(hub: Hub, some: list[tuple[str, ...]]) -> None:
    start_afresh()
    content = sheet(*some)
    for _ in range(2):
        batch = take(hub, content)
        choose_columns(batch, {})
        bring_in(batch)
    before = facts()
    again = take(hub, content)
    choose_columns(again, {})
    counts = bring_in(again)

    assert facts() == before
    assert counts["same"] + counts["fix"] == again.rows_in


@often
@given(rows, rows)
def test_undoing_puts_everything_back(hub: Hub, first: Any, second: Any) -> None:
    start_afresh()
    for some in (first, second):
        batch = take(hub, sheet(*some))
        choose_columns(batch, {})
        sort(batch)
        before = facts()
        bring_in(batch)

    assert undo(batch, by=None) == []
    assert facts() == before


@often
@given(rows, st.data())
def test_whatever_olive_settles_no_row_is_lost(hub: Hub, some: Any, data: st.DataObject) -> None:
    start_afresh()
    batch = take(hub, sheet(*some))
    choose_columns(batch, {})
    sort(batch)
    for row in list(batch.rows.all()):
        _settle(row, data.draw(st.sampled_from(["fix", "out", "different", "later", "same", "nothing"])))
    piles_add_up(batch)
    bring_in(batch)
    piles_add_up(batch)
    left = list(sheet_to_fix(batch))[1:]
    assert len(left) == queries.waiting(batch)
    assert batch.rows.filter(done_at=None).exclude(state__in=["fix", "left out"]).count() == 0


def _settle(row: Any, how: str) -> None:
    if how == "fix":
        fixes.fix_row(row, {"0": "Leasow Fixed"}, by=None)
    elif how == "out":
        fixes.leave_out(row, True, by=None)
    elif how == "same" and row.maybe:
        fixes.decide(row, "same", same_row=row.maybe[0]["row"], by=None)
    elif how in {"different", "later"}:
        fixes.decide(row, how, by=None)


@often
@given(rows)
def test_what_was_said_by_hand_is_never_overwritten_unasked(hub: Hub, some: Any) -> None:
    start_afresh()
    first = take(hub, sheet(*some))
    choose_columns(first, {})
    bring_in(first)
    for group in Group.objects.all():
        change_group(group, by=None, how="group", about="We said so ourselves")
    second = take(hub, sheet(*[(name, "The sheet says so", *rest) for name, _, *rest in some]))
    choose_columns(second, {})
    bring_in(second)

    made = set(second.rows.filter(before__has_key="made").values_list("group_id", flat=True))
    others = Group.objects.exclude(pk__in=made).values_list("about", flat=True)
    assert set(others) <= {"We said so ourselves"}
