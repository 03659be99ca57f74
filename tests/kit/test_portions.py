"""Reading many rows while others write."""

from collections.abc import Callable
from threading import Thread

import pytest
from django.db import connection

from bandstand.groups.models import Group
from bandstand.kit.tables import in_portions
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub
from tests.borough import make_group

pytestmark = pytest.mark.database


def test_every_row_comes_once_in_order(hub: Hub) -> None:
    made = [make_group(hub, f"Group {number}") for number in range(7)]
    assert list(in_portions(Group.objects.all(), 3)) == made
    assert list(in_portions(Group.objects.none())) == []


def elsewhere(act: Callable[[], object]) -> None:
    def run() -> None:
        act()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_rows_can_be_written_between_two_portions_though_others_write_too(hub: Hub) -> None:
    for number in range(5):
        make_group(hub, f"Group {number}")

    def rename() -> None:
        with hub_scope(hub):
            Group.objects.filter(name="Group 4").update(about="from elsewhere")

    for group in in_portions(Group.objects.all(), 2):
        elsewhere(rename)
        Group.objects.filter(pk=group.pk).update(plain_name="written here")
    assert Group.objects.filter(plain_name="written here").count() == 5
