"""Sheets too long to wait for: sorted, brought in and undone behind the scenes."""

import pytest
from django.test import Client

from bandstand.groups.models import Group
from bandstand.jobs.runner import run_ready
from bandstand.people.models import Hub
from tests.groups.sheets import sheet
from tests.web.sheet_steps import SHEETS, look_over

pytestmark = pytest.mark.django_db


def test_a_long_sheet_is_undone_behind_the_scenes(officer: Client, hub: Hub) -> None:
    clubs = [[f"Leasow Walkers {number}", "Walk", "", "", "", "", ""] for number in range(501)]
    batch = look_over(officer, sheet(*clubs))
    run_ready()
    officer.post(f"{SHEETS}{batch.pk}/bring-in/")
    run_ready()
    assert Group.objects.count() == 501

    told = officer.post(f"{SHEETS}{batch.pk}/undo/", follow=True)
    assert "is being taken out again. Look here again in a minute." in told.text
    run_ready()
    assert Group.objects.count() == 0
