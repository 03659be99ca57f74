"""Whatever happened, in whatever order it was written down: the figures agree with counting by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.groups.models import Group
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures
from bandstand.people.actions.forget import forget
from bandstand.people.models import Hub, Person
from tests.borough import make_gathering, make_group, make_person, make_venue
from tests.impact.stories import at, came, note

PEOPLE = ["Arthur", "Meena", "Joan", "Sam"]
GROUPS = ["Mill Green Runners", "Priory Singers"]
DAYS = ["2025-12-31 23:30", "2026-01-14 18:00", "2026-03-31 23:30", "2026-06-10 10:00"]


@dataclass(frozen=True)
class Came:
    who: int | None  # number of a person; None: a tick
    helping: bool
    arrival: str
    undone: bool


@dataclass(frozen=True)
class Noted:
    helped: frozenset[int]  # places in the gathering's list of who came
    groups: frozenset[int]
    result: str
    undone: bool


@dataclass(frozen=True)
class Told:
    """One gathering, as somebody tells it."""

    day: str
    closed: bool
    heads: tuple[int | None, int | None]
    came: list[Came] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)


arrivals = st.builds(
    Came,
    who=st.none() | st.integers(0, len(PEOPLE) - 1),
    helping=st.booleans(),
    arrival=st.sampled_from([*Attendance.Arrival]),
    undone=st.booleans(),
)
notes = st.builds(
    Noted,
    helped=st.frozensets(st.integers(0, 5), max_size=3),
    groups=st.frozensets(st.integers(0, len(GROUPS) - 1)),
    result=st.sampled_from([*HelpNote.Result]),
    undone=st.booleans(),
)
heads = st.tuples(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3))
gatherings = st.builds(
    Told,
    day=st.sampled_from(DAYS),
    closed=st.booleans(),
    heads=heads,
    # A person is on a sheet once at most, undone lines apart.
    came=st.lists(
        arrivals, max_size=6, unique_by=lambda one: (one.who, one.undone) if one.who is not None else object()
    ),
    notes=st.lists(notes, max_size=4),
)
evenings = st.lists(gatherings, max_size=4, unique_by=lambda one: one.day)
many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def borough(hub: Hub) -> Hub:
    for name in PEOPLE:
        make_person(hub, name)
    for name in GROUPS:
        make_group(hub, name)
    make_venue(hub)
    return hub


@contextmanager
def forgotten_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write_down(hub: Hub, told: list[Told]) -> None:
    people = list(Person.objects.order_by("pk"))
    groups = list(Group.objects.order_by("pk"))
    for one in told:
        gathering = _gathering(hub, one)
        sheet = [_line(gathering, came_, people) for came_ in one.came]
        for noted in one.notes:
            helped = [sheet[place] for place in noted.helped if place < len(sheet)]
            note(
                gathering,
                *helped,
                result=noted.result,
                groups=[groups[number] for number in noted.groups],
                undone_at=timezone.now() if noted.undone else None,
            )


def _gathering(hub: Hub, one: Told) -> Gathering:
    return make_gathering(
        hub,
        starts_at=at(one.day),
        state="closed" if one.closed else "announced",
        unnamed_looking=one.heads[0],
        unnamed_helping=one.heads[1],
    )


def _line(gathering: Gathering, one: Came, people: list[Person]) -> Attendance:
    person = None if one.who is None else people[one.who]
    undone = timezone.now() if one.undone else None
    return came(gathering, person, helping=one.helping, arrival=one.arrival, undone_at=undone)


def by_hand(told: list[Told]) -> dict[str, int]:
    """Count the same as the rules say, with nothing but sets and sums."""
    held = [one for one in told if one.closed]
    here = [(one, line) for one in held for line in one.came if line.arrival == "here" and not line.undone]
    count = [
        (one, noted)
        for one in held
        for noted in one.notes
        if noted.result != "not today" and not noted.undone
    ]
    helped = [one.came[place].who for one, noted in count for place in noted.helped if place < len(one.came)]
    people = {line.who for _, line in here if line.who is not None}
    looking = {line.who for _, line in here if not line.helping and line.who is not None}
    return {
        "gatherings": len(held),
        "people-came": len(people),
        "came-for-help": len(looking),
        "set-up-or-fixed": sum(noted.result in {"set up", "fixed"} for _, noted in count),
        "surgeries": len(held),
        "helpers": len({line.who for _, line in here if line.helping and line.who is not None}),
        "people-helped": len({who for who in helped if who is not None}),
        "attendances": len(here) + sum((one.heads[0] or 0) + (one.heads[1] or 0) for one in held),
        "groups-helped": len({number for _, noted in count for number in noted.groups}),
    }


def counted() -> dict[str, int]:
    """The figures, where they are known."""
    found = {measure.code: figure.value for measure, figure in figures(Period())}
    return {code: value for code, value in found.items() if value is not None}


@given(told=evenings)
@many
def test_figures_agree_with_counting_by_hand(borough: Hub, told: list[Told]) -> None:
    expected = by_hand(told)
    with forgotten_afterwards():
        write_down(borough, told)
        for code, value in counted().items():
            if code in expected:
                assert (code, value) == (code, expected[code])


@given(told=evenings, data=st.data())
@many
def test_the_order_of_recording_does_not_matter(borough: Hub, told: list[Told], data: Any) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        before = figures(Period())
    with forgotten_afterwards():
        write_down(borough, data.draw(st.permutations(told)))
        assert figures(Period()) == before


@given(told=evenings, which=st.integers(0, 3))
@many
def test_a_not_today_note_changes_no_count(borough: Hub, told: list[Told], which: int) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        before = counted()
        gathering = Gathering.objects.order_by("pk").all()[which : which + 1].first()
        if gathering is not None:
            everyone = Attendance.objects.filter(gathering=gathering)
            note(gathering, *everyone, result="not today", groups=list(Group.objects.all()))
        after = counted()
        # It may make known that nobody was helped, where nobody had written anything down before.
        assert {code: after[code] for code in before} == before
        assert {value for code, value in after.items() if code not in before} <= {0}


@given(told=evenings, who=st.integers(0, len(PEOPLE) - 1))
@many
def test_removing_somebodys_details_changes_no_count(borough: Hub, told: list[Told], who: int) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        before = figures(Period())
        forget(Person.objects.order_by("pk")[who])
        assert figures(Period()) == before


@given(told=evenings)
@many
def test_a_longer_period_never_counts_less(borough: Hub, told: list[Told]) -> None:
    with forgotten_afterwards():
        write_down(borough, told)
        short = {m.code: f.value for m, f in figures(Period(date(2026, 1, 1), date(2026, 3, 31)))}
        long = {m.code: f.value for m, f in figures(Period(date(2025, 12, 1), date(2026, 12, 31)))}
    assert all((short[code] or 0) <= (long[code] or 0) for code in short)
