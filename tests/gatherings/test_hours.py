"""The time helpers gave: recorded, estimated or not known, and never mixed up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.gatherings.queries.hours import How, hours_of, total
from bandstand.people.models import Hub, Person
from tests.borough import make_gathering, make_person

pytestmark = pytest.mark.database


@pytest.fixture
def gareth(hub: Hub) -> Person:
    return make_person(hub, "Gareth Whitestone")


def helped(person: Person, weeks: int, **more: object) -> Attendance:
    surgery = make_gathering(
        person.hub, starts_at=timezone.now() - timedelta(weeks=weeks), state=Gathering.State.CLOSED
    )
    told: dict[str, object] = {"arrival": "here", "booking": "booked", "helping": True} | more
    return Attendance.objects.create(hub=person.hub, gathering=surgery, person=person, **told)


def came_and_went(seat: Attendance, minutes: int) -> None:
    begin = seat.gathering.starts_at
    Attendance.objects.filter(pk=seat.pk).update(arrived_at=begin, left_at=begin + timedelta(minutes=minutes))


def noted(seat: Attendance, minutes: int | None) -> None:
    note = HelpNote.objects.create(hub=seat.hub, gathering=seat.gathering, result="fixed", minutes=minutes)
    note.helpers.add(seat)


def told(person: Person) -> list[tuple[int | None, How]]:
    return [(one.minutes, one.how) for one in hours_of(person)]


def test_each_way_of_knowing_stands_for_itself(gareth: Person) -> None:
    came_and_went(helped(gareth, 1), 75)
    noted(helped(gareth, 2), 20)
    helped(gareth, 3)
    helped(gareth, 4, arrival="unknown")
    helped(gareth, 5, arrival="absent")
    helped(gareth, 6, booking="cancelled", arrival="expected")

    assert told(gareth) == [(75, How.CLOCK), (20, How.NOTES), (90, How.LENGTH), (None, How.UNKNOWN)]
    sums = total(hours_of(gareth))
    assert (sums.recorded, sums.estimated, sums.not_known, sums.gatherings) == (95, 90, 1, 4)


def test_the_clock_comes_before_the_notes_and_nonsense_is_no_time(gareth: Person) -> None:
    first, second = helped(gareth, 1), helped(gareth, 2)
    came_and_went(first, 60)
    noted(first, 15)
    came_and_went(second, -30)
    noted(second, None)

    assert told(gareth) == [(60, How.CLOCK), (90, How.LENGTH)]


def test_what_is_not_finished_or_was_called_off_counts_nothing(gareth: Person) -> None:
    seat = helped(gareth, 1)
    Gathering.objects.filter(pk=seat.gathering_id).update(state=Gathering.State.CANCELLED)

    assert told(gareth) == []
