"""Rules that hold whatever happens at the door: sent twice is once, and undo goes back to before."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.actions import day
from bandstand.gatherings.actions.day import Guest, Tonight
from bandstand.gatherings.actions.finish import Finish, finish, reopen
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote
from bandstand.gatherings.queries.day import everyone, lines, notes_of, room
from bandstand.people.models import Hub, Person
from bandstand.people.queries import may_be_named
from tests.borough import make_gathering, make_person

pytestmark = pytest.mark.database

NAMES = ["Arthur Pym", "Gareth Pugh", "Meena Patel", "Olu Adeyemi"]
Step = Callable[[uuid.UUID, Gathering, list[Attendance]], DayEntry]

who = st.integers(min_value=0, max_value=len(NAMES) - 1)
yes = st.booleans()


def _arrive(which: int, key: uuid.UUID, _: Gathering, booked: list[Attendance]) -> DayEntry:
    return day.arrive(booked[which], by=None, form_key=key)


def _walk_in(name: str, key: uuid.UUID, gathering: Gathering, _: list[Attendance]) -> DayEntry:
    return day.walk_in(gathering, Guest(name), by=None, form_key=key)


def _tick(helping: bool, key: uuid.UUID, gathering: Gathering, _: list[Attendance]) -> DayEntry:  # noqa: FBT001
    return day.tick(gathering, helping=helping, by=None, form_key=key)


def _say(
    which: int, said: tuple[bool, ...], key: uuid.UUID, _: Gathering, booked: list[Attendance]
) -> DayEntry:
    return day.say(booked[which], Tonight(*said), by=None, form_key=key)


def _note(
    pair: tuple[int, int], result: str, key: uuid.UUID, gathering: Gathering, booked: list[Attendance]
) -> DayEntry:
    told = Telling(result, helped=(_now(booked[pair[0]]),), helpers=(_now(booked[pair[1]]),))
    return write_note(gathering, told, by=None, form_key=key)


def _now(row: Attendance) -> Attendance:
    return Attendance.objects.get(pk=row.pk)


def _keyed(step: Callable[..., DayEntry], *args: Any) -> Step:
    return partial(step, *args)


steps = st.lists(
    st.one_of(
        st.builds(partial(_keyed, _arrive), who),
        st.builds(partial(_keyed, _walk_in), st.sampled_from(["Jo", "Pat Moss"])),
        st.builds(partial(_keyed, _tick), yes),
        st.builds(partial(_keyed, _say), who, st.tuples(yes, yes, yes, yes)),
        st.builds(partial(_keyed, _note), st.tuples(who, who), st.sampled_from(HelpNote.Result.values)),
    ),
    max_size=6,
)
any_day = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def do(steps: list[Step], gathering: Gathering, booked: list[Attendance]) -> list[DayEntry]:
    """Send each form with a key of its own; the same steps sent again bring the same keys."""
    return [step(key_of(gathering, number), gathering, booked) for number, step in enumerate(steps)]


def key_of(gathering: Gathering, number: int) -> uuid.UUID:
    return uuid.uuid5(gathering.uid, str(number))


def surgery(hub: Hub) -> tuple[Gathering, list[Attendance]]:
    """A surgery of its own, with four people booked."""
    title = f"Surgery {uuid.uuid4()}"
    gathering = make_gathering(hub, title, starts_at=timezone.now() - timedelta(hours=2))
    return gathering, [
        Attendance.objects.create(
            hub=hub, gathering=gathering, person=make_person(hub, name), looking=True, booking="booked"
        )
        for name in NAMES
    ]


def seen(gathering: Gathering) -> tuple[list[Any], list[Any], int]:
    """Everything a person could tell about the day."""
    rows = list(everyone(gathering))
    named = may_be_named({row.person_id for row in rows if row.person_id is not None})
    sheet = [
        (
            row.called,
            row.looking,
            row.helping,
            row.no_phone,
            row.arrival,
            bool(row.arrived_at),
            row.person_id in named,
        )
        for row in rows
    ]
    notes = [
        (note.result, [row.called for row in note.helped.all()], [row.called for row in note.helpers.all()])
        for note in notes_of(gathering)
    ]
    return sorted(sheet), sorted(notes), Person.objects.count()


@any_day
@given(steps=steps, again=st.data())
def test_a_batch_with_forms_sent_twice_changes_nothing_the_second_time(
    hub: Hub, steps: list[Step], again: Any
) -> None:
    gathering, booked = surgery(hub)
    do(steps, gathering, booked)
    before, entries = seen(gathering), DayEntry.objects.count()

    for number in again.draw(st.permutations(range(len(steps)))):
        steps[number](key_of(gathering, number), gathering, booked)

    assert (seen(gathering), DayEntry.objects.count()) == (before, entries)


@any_day
@given(steps=steps)
def test_undoing_the_last_thing_again_and_again_goes_back_step_by_step(hub: Hub, steps: list[Step]) -> None:
    gathering, booked = surgery(hub)
    done = []
    for number, step in enumerate(steps):
        before = seen(gathering)
        done.append((before, step(key_of(gathering, number), gathering, booked)))

    for before, entry in reversed(done):
        entry.refresh_from_db()
        assert undo(entry, by=None) is True
        assert seen(gathering) == before


@any_day
@given(steps=steps)
def test_a_person_counts_once_however_many_roles_and_once_in_each(hub: Hub, steps: list[Step]) -> None:
    gathering, booked = surgery(hub)
    do(steps, gathering, booked)
    rows = [row for row in everyone(gathering) if row.arrival == Attendance.Arrival.HERE]

    now = room(lines(gathering))

    assert now.here == len({row.pk for row in rows})
    assert now.helpers == len({row.pk for row in rows if row.helping})
    assert now.waiting + now.helped >= len({row.pk for row in rows if row.looking})
    assert now.unnamed == sum(row.person_id is None for row in rows)


@any_day
@given(
    steps=steps, answers=st.lists(st.sampled_from(["here", "absent", "unknown", ""]), min_size=4, max_size=4)
)
def test_finishing_settles_every_name_and_opening_again_goes_back(
    hub: Hub, steps: list[Step], answers: list[str]
) -> None:
    gathering, booked = surgery(hub)
    do(steps, gathering, booked)
    before, arrivals = seen(gathering), _arrivals(gathering)
    said = {row.pk: answer for row, answer in zip(booked, answers, strict=True) if answer}

    finish(gathering, Finish(left_over=said), by=None, form_key=uuid.uuid4())

    for row, arrival in _arrivals(gathering).items():
        asked = arrivals[row] == "expected"
        assert arrival == ((said.get(row) or "unknown") if asked else arrivals[row])
    assert reopen(gathering, by=None) is True
    assert seen(gathering) == before


def _arrivals(gathering: Gathering) -> dict[int, str]:
    return {row.pk: row.arrival for row in everyone(gathering)}
