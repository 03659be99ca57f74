"""Words that try to become sums in a sheet somebody downloads."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import day
from bandstand.gatherings.actions.day import Guest
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Gathering
from bandstand.impact.exports import cell
from bandstand.people.models import Hub, Person
from tests.borough import make_gathering

SUMS = [
    "=1+1",
    "+44 1384",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("//evil.test")',
    "=cmd|' /C calc'!A0",
    "|calc",
    "%0A=1",
    "＝1+1",
]


@pytest.mark.parametrize("words", SUMS)
def test_no_cell_of_a_sheet_we_write_calculates(words: str) -> None:
    [[written]] = csv.reader(io.StringIO(cell_as_csv(words)))
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert words.strip() in written


def cell_as_csv(words: str) -> str:
    kept = io.StringIO(newline="")
    csv.writer(kept).writerow([cell(words)])
    return kept.getvalue()


def test_names_in_a_downloaded_sheet_do_not_calculate(hub: Hub, olive: Person, officer: Client) -> None:
    over = make_gathering(hub, "=1+1", starts_at=timezone.now() - timedelta(days=2))
    entry = day.walk_in(over, Guest(name='=HYPERLINK("//evil.test")'), by=olive, form_key=uuid.uuid4())
    assert entry.attendance is not None
    write_note(over, Telling("fixed", (entry.attendance,)), by=olive, form_key=uuid.uuid4())
    Gathering.objects.update(state="closed")
    text = officer.get("/desk/figures/people-helped/names.csv").text.removeprefix("\ufeff")
    cells = [one for row in csv.reader(io.StringIO(text)) for one in row]
    assert any("HYPERLINK" in one for one in cells)
    assert [one for one in cells if one.startswith(("=", "+", "-", "@"))] == []
