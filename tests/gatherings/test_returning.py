"""Who came for the first time, and who came for help and came back to help."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.returning import came_back_to_help, first_timers
from bandstand.people.models import Hub, Person
from tests.borough import make_gathering, make_person

pytestmark = pytest.mark.database

MAY = timezone.make_aware(datetime(2026, 5, 5, 18, 0))  # noqa: DTZ001  # made aware at once
JUNE, JULY = MAY + timedelta(days=35), MAY + timedelta(days=63)


def came(person: Person, gathering: Gathering, roles: str, arrival: str = "here") -> Attendance:
    return Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=person,
        looking="looking" in roles,
        helping="helping" in roles,
        arrival=arrival,
    )


@pytest.fixture
def held(hub: Hub) -> list[Gathering]:
    return [make_gathering(hub, starts_at=at, state=Gathering.State.CLOSED) for at in (MAY, JUNE, JULY)]


def test_a_first_timer_came_to_none_before_in_either_role(hub: Hub, held: list[Gathering]) -> None:
    may, june, _ = held
    jo, meena, arthur = (make_person(hub, name) for name in ("Jo", "Meena", "Arthur"))
    came(jo, may, "helping")
    came(meena, may, "looking", arrival="absent")  # booked, and did not come
    for person in (jo, meena, arthur):
        came(person, june, "looking")
    came(arthur, held[2], "looking")
    Attendance.objects.create(hub=hub, gathering=june, arrival="here", looking=True)  # a tick

    assert [row.called for row in first_timers(june)] == ["Meena", "Arthur"]
    assert [row.called for row in first_timers(may)] == ["Jo"]
    assert list(first_timers(held[2])) == []


def test_what_was_taken_back_or_called_off_is_no_first_time(hub: Hub, held: list[Gathering]) -> None:
    may, june, _ = held
    jo = make_person(hub, "Jo")
    came(jo, may, "looking")
    came(jo, june, "looking")
    Gathering.objects.filter(pk=may.pk).update(state=Gathering.State.CANCELLED)

    assert [row.called for row in first_timers(june)] == ["Jo"]


def test_coming_for_help_and_helping_later_or_the_same_evening_are_told_apart(
    hub: Hub, held: list[Gathering]
) -> None:
    may, june, july = held
    caroline, michael, gareth, asha = (
        make_person(hub, name) for name in ("Caroline", "Michael", "Gareth", "Asha")
    )
    came(caroline, may, "looking")
    came(caroline, july, "helping")
    came(michael, may, "looking helping")  # drafted the same evening
    came(gareth, may, "helping")  # helped first, then was helped: not this story
    came(gareth, june, "looking")
    came(asha, may, "looking", arrival="absent")  # never came for help
    came(asha, june, "helping")

    told = {person.name: (person.later, person.same_day) for person in came_back_to_help()}
    assert told == {"Caroline": (True, False), "Michael": (False, True)}


def test_it_counts_where_they_helped(hub: Hub, held: list[Gathering]) -> None:
    may, june, july = held
    caroline = make_person(hub, "Caroline")
    came(caroline, may, "looking")
    came(caroline, july, "helping")

    def at(gathering: Gathering) -> list[Person]:
        return list(came_back_to_help(Gathering.objects.filter(pk=gathering.pk)))

    assert (at(july), at(june), at(may)) == ([caroline], [], [])


def test_only_the_first_time_they_looked_for_help_matters(hub: Hub, held: list[Gathering]) -> None:
    may, june, july = held
    jo = make_person(hub, "Jo")
    came(jo, may, "looking")
    came(jo, june, "looking helping")
    came(jo, july, "looking")

    (found,) = came_back_to_help()
    assert (found.looked_at, found.later, found.same_day) == (MAY, True, False)
