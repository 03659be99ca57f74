"""In public, a count beside a health group that could tell of somebody's health is “fewer than five”."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Gathering
from bandstand.people.models import Deed, Hub
from tests.borough import make_arrival, make_gathering, make_group
from tests.web.test_booking import words


def held(hub: Hub, title: str, *, groups: list[tuple[str, str]], people: int) -> Gathering:
    """Hold a surgery where so many people were helped, from these groups in turn."""
    over = make_gathering(hub, title, starts_at=timezone.now() - timedelta(days=9), state="closed")
    from_where = [make_group(hub, name, kind=kind) for name, kind in groups]
    for number in range(people):
        row = make_arrival(over, f"Visitor Number{number}")
        row.groups.add(from_where[number % len(from_where)])
        write_note(over, Telling(result="fixed", helped=(row,)), by=None, form_key=uuid.uuid4())
    return over


CASES = [
    ([("Breathe Easy", "health-group")], 2, "fewer than 5"),
    ([("Breathe Easy", "health-group")], 5, "5"),
    ([("Breathe Easy", "health-group"), ("Mill Green Runners", "sports-club")], 2, "fewer than 5"),
    ([("Mill Green Runners", "sports-club")], 2, "fewer than 5"),
    ([("Mill Green Runners", "sports-club")], 6, "6"),
]


@pytest.mark.parametrize(("groups", "people", "shown"), CASES)
def test_people_helped_at_a_gathering_of_health_groups_alone(
    officer: Client, groups: list[tuple[str, str]], people: int, shown: str
) -> None:
    hub = Hub.objects.get()
    over = held(hub, "Surgery at the Hall", groups=groups, people=people)

    row = words(Client().get("/what-changed/people-helped/")).partition(over.title)[2]
    desk = words(officer.get("/desk/figures/people-helped/")).partition(over.title)[2]

    assert f" {shown} " in row[:80]
    assert f" {people} " in desk[:80]


def test_how_often_a_health_group_was_helped(hub: Hub, client: Client) -> None:
    held(
        hub, "One", groups=[("Breathe Easy", "health-group"), ("Mill Green Runners", "sports-club")], people=2
    )

    page = words(client.get("/what-changed/groups-helped/"))

    assert "fewer than 5" in page.partition("Breathe Easy")[2][:60]
    assert "fewer than" not in page.partition("Mill Green Runners")[2][:60]


def test_taking_or_seeing_names_is_written_down(hub: Hub, officer: Client) -> None:
    coming = make_gathering(hub, "Surgery at the Hall")
    row = make_arrival(coming, "Ann Price")
    row.groups.add(make_group(hub, "Breathe Easy", kind="health-group"))
    type(row).objects.filter(pk=row.pk).update(booking="booked")

    officer.get("/desk/figures/people-helped/names.csv")
    officer.get("/desk/figures/helpers/")
    for _ in range(3):
        officer.get(f"/desk/gatherings/{coming.slug}/")

    assert list(
        Deed.objects.filter(verb__in=["looked at", "took a copy"])
        .order_by("pk")
        .values_list("words", flat=True)
    ) == [
        "took a copy of the names behind “people helped”",
        "looked at the names behind “helpers”",
        f"looked at who is coming to {coming}, with a health group",
    ]
