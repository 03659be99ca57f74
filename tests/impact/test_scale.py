"""Figures of a hub with a long history: right, and in as many queries as for a short one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bandstand.gatherings.models import Attendance, Gathering, HelpNote
from bandstand.impact.measures import MEASURES, Measure, Period
from bandstand.impact.queries import figures
from bandstand.people.models import Hub, Person
from tests.borough import make_group, make_person
from tests.impact.stories import came, finding, held, note


def story(hub: Hub, day: str, mended: str) -> None:
    """One surgery on this day: somebody of a group was helped, and something was mended afterwards."""
    surgery = held(hub, day)
    group = make_group(hub, f"Friends of {day}")
    finding(group, "2024-01-01 03:00", mended)
    came(surgery, make_person(hub, f"Helper of {day}"), helping=True)
    note(surgery, came(surgery, make_person(hub, f"Seeker of {day}")), groups=[group])


def queries_of(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_three_surgeries_take_as_many_queries_as_one(hub: Hub, measure: Measure) -> None:
    def everything() -> None:
        measure.figure(Period())
        measure.years(Period())
        for row in [*measure.rows(Period()), *(measure.names(Period()) if measure.names else [])]:
            assert str(row.gathering) + str(row.group) + str(row.person)

    story(hub, "2025-01-08 18:00", "2025-01-25 03:00")
    one = queries_of(everything)
    story(hub, "2025-02-12 18:00", "2025-02-25 03:00")
    story(hub, "2025-03-12 18:00", "2025-03-25 03:00")
    assert queries_of(everything) == one


@pytest.mark.slow
def test_fifty_thousand_attendances_are_counted_right(hub: Hub) -> None:
    first = held(hub, "2016-01-13 18:00")
    people = Person.objects.bulk_create([Person(hub=hub, name=f"Person {n}") for n in range(2_000)])
    later = [
        Gathering(
            hub=hub,
            slug=f"surgery-{n}",
            title=f"Surgery {n}",
            state=Gathering.State.CLOSED,
            venue=first.venue,
            starts_at=first.starts_at + timedelta(days=7 * n),
            ends_at=first.ends_at + timedelta(days=7 * n),
        )
        for n in range(1, 500)
    ]
    gatherings = [first, *Gathering.objects.bulk_create(later)]
    came_ = Attendance.objects.bulk_create(
        [
            Attendance(
                hub=hub,
                gathering=gathering,
                person=people[(number * 100 + n) % 2_000],
                helping=n < 10,
                arrival="here",
            )
            for number, gathering in enumerate(gatherings)
            for n in range(100)
        ]
    )
    noted = HelpNote.objects.bulk_create(
        [
            HelpNote(hub=hub, gathering=gathering, result="fixed", at=gathering.starts_at)
            for gathering in gatherings
        ]
    )
    HelpNote.helped.through.objects.bulk_create(
        [
            HelpNote.helped.through(helpnote=one, attendance=came_[number * 100 + n])
            for number, one in enumerate(noted)
            for n in range(10, 100)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as both databases do for themselves after a while
    counted = {measure.code: figure.value for measure, figure in figures(Period())}
    assert {
        code: counted[code]
        for code in (
            "surgeries",
            "helpers",
            "people-helped",
            "attendances",
            "groups-helped",
            "fixed-after-help",
        )
    } == {
        "surgeries": 500,
        "helpers": 200,
        "people-helped": 1_800,
        "attendances": 50_000,
        "groups-helped": 0,
        "fixed-after-help": None,
    }
    assert queries_of(lambda: figures(Period())) <= 45
