"""The counting rules, one story each."""

from datetime import date

import pytest

from bandstand.gatherings.models import Gathering
from bandstand.impact.measures import MEASURES, Figure, Period
from bandstand.impact.queries import began, figures, measure_called
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from tests.borough import make_gathering, make_group, make_person
from tests.impact.stories import at, came, held, note

EVERYTHING = Period()


def figure(code: str, period: Period = EVERYTHING) -> Figure:
    measure = measure_called(code)
    assert measure is not None
    return measure.figure(period)


def test_surgeries_are_those_finished_and_written_up(hub: Hub) -> None:
    held(hub, "2026-01-14 18:00")
    held(hub, "2026-02-11 18:00")
    held(hub, "2026-02-20 18:00", kind=Gathering.Kind.NETWORKING)
    make_gathering(hub, starts_at=at("2026-03-11 18:00"), state=Gathering.State.CANCELLED)
    make_gathering(hub, starts_at=at("2026-04-14 18:00"))
    make_gathering(hub)  # next week
    counted = figure("surgeries")
    assert (counted.value, counted.unknown) == (2, 1)
    assert counted.remarks == "1 more called off; 1 more over and not written up yet."


def test_before_the_first_gathering_nothing_was_held_and_that_is_known(hub: Hub) -> None:
    assert began() is None
    nothing = {"didnt-come", "fixed-after-help"}
    assert {measure.code for measure, counted in figures(EVERYTHING) if counted.value is None} == nothing
    assert {counted.value for _, counted in figures(EVERYTHING)} == {0, None}


def test_a_helper_at_two_surgeries_counts_once(hub: Hub) -> None:
    arthur, meena = make_person(hub, "Arthur Pell"), make_person(hub, "Meena Patel")
    first, second = held(hub, "2026-01-14 18:00"), held(hub, "2026-02-11 18:00")
    came(first, arthur, helping=True)
    came(second, arthur, helping=True)
    came(second, meena, helping=True)
    came(second, make_person(hub, "Joan"), helping=True, arrival="absent")
    assert figure("helpers") == Figure(2)


def test_helpers_without_a_name_stand_beside_the_figure(hub: Hub) -> None:
    surgery = held(hub, unnamed_helping=2)
    came(surgery, make_person(hub, "Arthur Pell"), helping=True)
    came(surgery, None, helping=True)
    assert figure("helpers") == Figure(1, not_named=3)


def test_helpers_nobody_wrote_down_are_not_known_rather_than_none(hub: Hub) -> None:
    held(hub)
    assert figure("helpers") == Figure(None, unknown=1, words="At 1 gathering nobody wrote down who helped.")


def test_one_silent_gathering_among_others_is_said_beside_the_figure(hub: Hub) -> None:
    came(held(hub, "2026-01-14 18:00"), make_person(hub, "Arthur Pell"), helping=True)
    held(hub, "2026-02-11 18:00")
    assert figure("helpers").value == 1
    assert figure("helpers").unknown == 1


def test_counting_no_helpers_is_known_to_be_none(hub: Hub) -> None:
    held(hub, unnamed_helping=0)
    assert figure("helpers") == Figure(0)


def test_people_helped_are_those_on_notes_once_each(hub: Hub) -> None:
    joan, sam = make_person(hub, "Joan"), make_person(hub, "Sam")
    first, second = held(hub, "2026-01-14 18:00"), held(hub, "2026-02-11 18:00")
    note(first, came(first, joan), came(first, sam))
    again = came(second, joan)
    note(second, again)
    note(second, again, came(second, None), result="improved")
    came(second, make_person(hub, "Came and went"))
    assert figure("people-helped") == Figure(2, not_named=1)


def test_not_today_and_undone_notes_do_not_count(hub: Hub) -> None:
    surgery = held(hub)
    joan = came(surgery, make_person(hub, "Joan"))
    group = make_group(hub, "Mill Green Runners")
    note(surgery, joan, result="not today", groups=[group])
    note(surgery, joan, undone_at=at("2026-01-14 19:00"), groups=[group])
    assert figure("people-helped") == Figure(0)
    assert figure("groups-helped") == Figure(0)


def test_without_any_note_who_was_helped_is_not_known(hub: Hub) -> None:
    came(held(hub), make_person(hub, "Joan"))
    assert figure("people-helped") == Figure(
        None, unknown=1, words="At 1 gathering nobody wrote down who was helped."
    )
    assert figure("groups-helped").value is None


def test_attendances_count_every_visit_and_every_head(hub: Hub) -> None:
    joan = make_person(hub, "Joan")
    first, second = held(hub, "2026-01-14 18:00", unnamed_looking=3), held(hub, "2026-02-11 18:00")
    came(first, joan)
    came(second, joan)
    came(second, None)
    came(second, make_person(hub, "Sam"), arrival="absent")
    came(second, make_person(hub, "Ash"), undone_at=at("2026-02-11 19:00"))
    assert (figure("attendances").value, figure("attendances").not_named) == (6, 4)


def test_booked_people_nobody_saw_come_or_stay_away_are_not_known(hub: Hub) -> None:
    surgery = held(hub)
    came(surgery, make_person(hub, "Joan"))
    came(surgery, make_person(hub, "Sam"), arrival="unknown", booking="booked")
    came(surgery, make_person(hub, "Ash"), arrival="expected", booking="cancelled")
    assert figure("attendances").value == 1
    assert figure("attendances").remarks == "1 more had booked, and nobody noted whether they came."


def test_a_person_in_both_roles_counts_once_in_each_and_once_as_an_attendance(hub: Hub) -> None:
    surgery = held(hub)
    joan = came(surgery, make_person(hub, "Joan"), helping=True)
    joan.looking = True
    joan.save()
    note(surgery, joan)
    assert [figure(code).value for code in ("helpers", "people-helped", "attendances")] == [1, 1, 1]


def test_groups_helped_count_once_however_often(hub: Hub) -> None:
    runners, choir = make_group(hub, "Mill Green Runners"), make_group(hub, "Priory Singers")
    first, second = held(hub, "2026-01-14 18:00"), held(hub, "2026-02-11 18:00")
    note(first, groups=[runners, choir])
    note(second, groups=[runners])
    assert figure("groups-helped") == Figure(2)
    [_, of_runners] = sorted(measure_called("groups-helped").rows(EVERYTHING), key=lambda row: row.count or 0)  # type: ignore[union-attr]
    assert (of_runners.group, of_runners.count, of_runners.at) == (runners, 2, second.starts_at)


def test_a_period_counts_both_its_days_by_the_clock_here(hub: Hub) -> None:
    held(hub, "2026-03-31 23:30")  # British summer time: still 31 March, though 22:30 in Greenwich
    held(hub, "2026-04-01 00:15")
    assert figure("surgeries", Period(date(2026, 3, 1), date(2026, 3, 31))).value == 1
    assert figure("surgeries", Period(date(2026, 4, 1), date(2026, 4, 1))).value == 1
    assert figure("surgeries", Period(end=date(2026, 3, 30))).value == 0


def test_years_tell_nothing_held_from_not_known(hub: Hub) -> None:
    came(held(hub, "2024-06-01 10:00"), make_person(hub, "Arthur Pell"), helping=True)
    held(hub, "2025-06-01 10:00")
    helpers = measure_called("helpers")
    assert helpers is not None
    assert helpers.years(EVERYTHING) == {2024: 1, 2025: None}


def test_years_count_a_person_once_in_each_year(hub: Hub) -> None:
    arthur = make_person(hub, "Arthur Pell")
    for day in ("2024-06-01 10:00", "2024-07-01 10:00", "2025-12-31 23:30"):
        surgery = held(hub, day)
        note(surgery, came(surgery, arthur, helping=True), groups=[])
    for code in ("helpers", "people-helped"):
        measure = measure_called(code)
        assert measure is not None
        assert measure.years(EVERYTHING) == {2024: 1, 2025: 1}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_rows_for_anyone_name_no_people(hub: Hub, measure: object) -> None:
    surgery = held(hub)
    note(surgery, came(surgery, make_person(hub, "Joan")), groups=[make_group(hub, "Priory Singers")])
    came(surgery, make_person(hub, "Arthur Pell"), helping=True)
    assert [row.person for row in measure.rows(EVERYTHING) if row.person] == []  # type: ignore[attr-defined]


def test_another_hubs_figures_are_its_own(hub: Hub) -> None:
    held(hub)
    other = open_hub("Voluntary Action Otherby", slug="otherby", host="otherby.example")
    with hub_scope(other):
        assert figure("surgeries").value == 0
