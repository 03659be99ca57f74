"""Fixed after help: a check that saw it open, a help note, and a check that saw it mended in time."""

from typing import Any

import pytest

from bandstand.gatherings.models import Gathering
from bandstand.groups.models import Group
from bandstand.impact.measures import Period
from bandstand.impact.measures.mended import MENDED
from bandstand.impact.queries import checks_of, fixed_after_help, fixed_by_look
from bandstand.people.models import Hub
from tests.borough import make_group
from tests.impact.stories import at, finding, held, note


@pytest.fixture
def park(hub: Hub) -> Group:
    return make_group(hub, "Friends of Leasow Park", website="https://leasowpark.example/")


def test_help_to_the_group_then_mended_within_ninety_days_is_fixed_after_help(park: Group) -> None:
    one = finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    surgery = held(park.hub, "2026-01-14 18:00")
    note(surgery, groups=[park])
    [fixed] = fixed_after_help(park)
    assert (fixed.finding, fixed.gathering) == (one, surgery)
    assert MENDED.figure(Period()).value == 1
    assert fixed_by_look() == {"fb-link": 1}


@pytest.mark.parametrize(
    ("opened", "mended"),
    [
        ("2026-01-15 03:00", "2026-01-20 03:00"),  # first seen after the help
        ("2026-01-10 03:00", "2026-01-14 17:00"),  # mended before the help
        ("2026-01-10 03:00", "2026-04-15 03:00"),  # more than ninety days later
        ("2026-01-10 03:00", None),  # open still
    ],
)
def test_what_the_rule_leaves_out(park: Group, opened: str, mended: str | None) -> None:
    finding(park, opened, mended)
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    assert fixed_after_help(park) == []
    assert MENDED.figure(Period()).value == 0


@pytest.mark.parametrize("mended", ["2026-04-08 03:00", "2026-04-14 17:59"])
def test_the_look_after_twelve_weeks_counts_and_the_ninetieth_day(park: Group, mended: str) -> None:
    finding(park, "2026-01-10 03:00", mended)
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    assert len(fixed_after_help(park)) == 1


@pytest.mark.parametrize("more", [{"result": "not today"}, {"undone_at": at("2026-01-14 19:00")}])
def test_not_today_and_undone_notes_fix_nothing(park: Group, more: dict[str, Any]) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park], **more)
    assert fixed_after_help(park) == []


def test_help_to_another_group_fixes_nothing_here(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    note(held(park.hub, "2026-01-14 18:00"), groups=[make_group(park.hub, "Priory Singers")])
    assert fixed_after_help(park) == []


def test_a_gathering_that_was_called_off_fixes_nothing(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    surgery = held(park.hub, "2026-01-14 18:00")
    note(surgery, groups=[park])
    Gathering.objects.filter(pk=surgery.pk).update(state=Gathering.State.CANCELLED)
    assert fixed_after_help(park) == []


def test_a_note_that_names_the_finding_goes_before_one_that_names_the_group(park: Group) -> None:
    one = finding(park, "2026-01-01 03:00", "2026-02-20 03:00")
    named = held(park.hub, "2026-01-14 18:00")
    note(named, findings=[one])
    note(held(park.hub, "2026-02-11 18:00"), groups=[park])
    assert [fixed.gathering for fixed in fixed_after_help(park)] == [named]


def test_two_notes_on_one_finding_fix_it_once(park: Group) -> None:
    one = finding(park, "2026-01-01 03:00", "2026-01-20 03:00")
    surgery = held(park.hub, "2026-01-14 18:00")
    note(surgery, groups=[park], findings=[one])
    note(surgery, groups=[park])
    assert MENDED.figure(Period()).value == 1


def test_two_entries_of_one_group_made_one_have_fixed_it_once(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    finding(park, "2026-01-11 03:00", "2026-01-21 03:00")  # came with the other entry
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00", look="phone-size")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    assert fixed_by_look() == {"fb-link": 1, "phone-size": 1}


def test_mended_come_back_and_mended_again_after_more_help_counts_twice(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    finding(park, "2026-02-10 03:00", "2026-03-20 03:00")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    note(held(park.hub, "2026-03-04 18:00"), groups=[park])
    assert MENDED.figure(Period()).value == 2


def test_a_slip_typed_in_days_later_counts_from_the_day_of_its_gathering(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-16 03:00")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park], at=at("2026-01-19 10:00"))
    assert len(fixed_after_help(park)) == 1


def test_first_looked_at_during_the_surgery_and_mended_there_counts(park: Group) -> None:
    finding(park, "2026-01-14 18:20", "2026-01-14 19:10")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park], at=at("2026-01-14 19:00"))
    assert len(fixed_after_help(park)) == 1


def test_before_any_check_what_was_fixed_is_not_known(park: Group) -> None:
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    assert MENDED.figure(Period()).value is None


def test_the_group_page_tells_fixed_after_help_from_sorted(park: Group) -> None:
    helped = finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    alone = finding(park, "2026-03-10 03:00", "2026-05-20 03:00", look="phone-size")
    note(held(park.hub, "2026-01-14 18:00"), groups=[park])
    checks = checks_of(park)
    assert [one.finding for one in checks.fixed] == [helped]
    assert checks.mended == [alone]


def test_rows_lead_to_the_group_and_to_the_gathering(park: Group) -> None:
    finding(park, "2026-01-10 03:00", "2026-01-20 03:00")
    surgery = held(park.hub, "2026-01-14 18:00")
    note(surgery, groups=[park])
    [row] = MENDED.rows(Period())
    assert (row.group, row.gathering, row.at) == (park, surgery, at("2026-01-20 03:00"))
    assert row.words == "Your website shows your Facebook page"
    assert MENDED.years(Period()) == {2026: 1}
