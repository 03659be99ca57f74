"""Dates that come round: Olive plans once, and three towns have their turn."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import planning
from bandstand.gatherings.actions import series as actions
from bandstand.gatherings.actions.planning import Plan, replace
from bandstand.gatherings.actions.series import Rhythm, Usual
from bandstand.gatherings.models import Gathering, Programme, Series
from bandstand.gatherings.queries import series as queries
from bandstand.gatherings.tasks import keep_series_ahead
from bandstand.groups.models import Kind
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub, Person

pytestmark = pytest.mark.database

LONDON = ZoneInfo("Europe/London")
TOWNS = ("Leasow Cross Library", "Kilnhollow Centre", "Upper Wendle Hall")
SIX = Usual(time(18), 90)


def tuesday(weeks: int = 2) -> date:
    """A Tuesday some weeks ahead, never the fifth of its month."""
    on = timezone.localdate() + timedelta(weeks=weeks)
    on += timedelta(days=(1 - on.weekday()) % 7)
    return on if on.day <= 28 else on + timedelta(days=7)


def begin(hub: Hub, *, on: date | None = None, by: Person | None = None, **more: Any) -> Series:
    rhythm = {"every": "month", "places": TOWNS, "ahead": 3, **more}
    place = rhythm.pop("first", TOWNS[0])
    starts = datetime.combine(on or tuesday(), time(18), LONDON)
    first = planning.announce(hub, Plan(starts, starts + timedelta(minutes=90), place), by=by)
    return actions.begin_series(first, Rhythm(**rhythm), by=by)


def announced(series: Series) -> list[tuple[date, str]]:
    return [
        (timezone.localtime(one.starts_at).date(), one.venue.name)
        for one in series.gatherings.select_related("venue").order_by("starts_at")
    ]


def where(series: Series) -> list[str]:
    return [place for _, place in announced(series)]


def test_monthly_three_towns_in_turn(hub: Hub, olive: Person) -> None:
    series = begin(hub, by=olive, ahead=5)
    assert where(series) == [*TOWNS, *TOWNS[:2]]
    days = [day for day, _ in announced(series)]
    assert {(day.weekday(), (day.day - 1) // 7) for day in days} == {(1, (days[0].day - 1) // 7)}
    assert [(day.month - days[0].month) % 12 for day in days] == [0, 1, 2, 3, 4]
    assert series.title == "Surgeries"


def test_the_rest_is_to_come(hub: Hub) -> None:
    series = begin(hub)
    assert [day.venue.name for day in queries.to_come(series, how_many=4)] == [*TOWNS, TOWNS[0]]
    assert Gathering.objects.count() == 3


def test_without_places_in_turn_it_stays_where_it_is(hub: Hub) -> None:
    assert where(begin(hub, places=(), every="week")) == [TOWNS[0]] * 3


def test_the_first_place_comes_first_wherever_it_stands_in_the_list(hub: Hub) -> None:
    assert where(begin(hub, places=(TOWNS[2], TOWNS[0], TOWNS[1]), ahead=4)) == [*TOWNS, TOWNS[0]]
    assert where(begin(hub, on=tuesday(3), places=TOWNS[1:])) == list(TOWNS)


def test_six_in_the_evening_stays_six_when_the_clocks_change(hub: Hub) -> None:
    series = begin(hub, every="month", ahead=12)
    clocks = {timezone.localtime(one.starts_at).strftime("%H:%M") for one in series.gatherings.all()}
    offsets = {timezone.localtime(one.starts_at).utcoffset() for one in series.gatherings.all()}
    assert clocks == {"18:00"}
    assert offsets == {timedelta(0), timedelta(hours=1)}


def test_at_night_the_next_date_is_announced_once(hub: Hub) -> None:
    series = begin(hub, every="week")
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=24)):
        keep_series_ahead.func()
        keep_series_ahead.func()
        coming = [one for one in series.gatherings.all() if one.can_book]
    assert len(coming) == 3
    assert Counter(one.series_day for one in series.gatherings.all()).most_common(1)[0][1] == 1


def test_each_knows_the_next(hub: Hub) -> None:
    first, second, third = begin(hub).gatherings.order_by("starts_at")
    assert (first.next_one, second.next_one, third.next_one) == (second, third, None)


def test_pausing_announces_no_more_and_going_on_catches_up(hub: Hub) -> None:
    series = begin(hub, every="week")
    actions.pause(series, by=None)
    series.refresh_from_db()
    assert queries.to_come(series) == []
    later = timezone.now() + timedelta(weeks=12)
    with patch("django.utils.timezone.now", return_value=later):
        assert actions.keep_ahead(series) == []
        made = actions.go_on(series, by=None)
    assert len(made) == 3
    assert min(one.starts_at for one in made) > later


def test_a_date_left_out_moves_nobodys_turn(hub: Hub) -> None:
    series = begin(hub)
    away = queries.to_come(series)[0]
    actions.skip(series, away.on, by=None)
    actions.skip(series, away.on, by=None)
    series.refresh_from_db()
    assert [day.venue.name for day in queries.to_come(series)] == [TOWNS[1], TOWNS[2], TOWNS[0]]
    assert [day.skipped for day in queries.next_days(series, how_many=5)] == [
        False,
        False,
        False,
        True,
        False,
    ]
    actions.put_back(series, away.on, by=None)
    series.refresh_from_db()
    assert queries.to_come(series)[0] == away


def test_one_called_off_is_not_announced_again_and_another_takes_its_place(hub: Hub) -> None:
    series = begin(hub)
    second = series.gatherings.order_by("starts_at")[1]
    planning.call_off(second, by=None)
    actions.keep_ahead(series)
    assert where(series) == [*TOWNS, TOWNS[0]]
    assert series.gatherings.filter(state=Gathering.State.CANCELLED).get() == second


def test_moving_one_date_leaves_the_others_where_they_are(hub: Hub) -> None:
    series = begin(hub)
    second = series.gatherings.order_by("starts_at")[1]
    moved = replace(
        planning.plan_of(second),
        starts_at=second.starts_at + timedelta(days=2, hours=1),
        ends_at=second.ends_at + timedelta(days=2, hours=1),
        place="The Old Brickworks",
    )
    planning.change_plan(second, moved, by=None)
    assert actions.keep_ahead(series) == []
    made = actions.announce_one_more(series, by=None)
    assert made is not None
    assert (made.venue.name, timezone.localtime(made.starts_at).hour) == (TOWNS[0], 18)
    assert where(series)[1] == "The Old Brickworks"


def test_new_places_begin_after_the_last_date_announced(hub: Hub) -> None:
    series = begin(hub)
    actions.change_rhythm(series, Rhythm("month", ("Marlpit Dome", TOWNS[1]), 5), SIX, by=None)
    assert where(series) == [*TOWNS, "Marlpit Dome", TOWNS[1]]


def test_more_often_goes_on_from_the_last_date_announced(hub: Hub) -> None:
    series = begin(hub)
    last = announced(series)[-1][0]
    actions.change_rhythm(series, Rhythm("week", TOWNS, 5), Usual(time(14), 60, places=8), by=None)
    assert announced(series)[3:] == [
        (last + timedelta(weeks=1), TOWNS[0]),
        (last + timedelta(weeks=2), TOWNS[1]),
    ]
    new = series.gatherings.order_by("starts_at").last()
    assert new is not None
    assert (timezone.localtime(new.starts_at).hour, new.ends_at - new.starts_at, new.places) == (
        14,
        timedelta(hours=1),
        8,
    )


def test_what_it_is_for_goes_on_and_the_side_door_only_at_its_own_place(hub: Hub) -> None:
    starts = datetime.combine(tuesday(), time(18), LONDON)
    lottery = Programme.objects.create(hub=hub, name="Wendle Digital")
    plan = Plan(
        starts,
        starts + timedelta(minutes=90),
        TOWNS[0],
        welcome="The side door",
        drop_in=False,
        kinds=(Kind.objects.get(slug="sports-club"),),
        programmes=(lottery,),
        helper_places=4,
    )
    series = actions.begin_series(planning.announce(hub, plan, by=None), Rhythm("month", TOWNS, 4), by=None)
    _, second, _, fourth = series.gatherings.order_by("starts_at")
    assert (second.welcome, fourth.welcome) == ("", "The side door")
    assert (second.drop_in, second.helper_places) == (False, 4)
    assert list(second.programmes.all()) == [lottery]
    assert [kind.slug for kind in second.kinds.all()] == ["sports-club"]


@pytest.mark.parametrize("ahead", [1, 12])
def test_how_far_ahead_is_for_olive_to_say(hub: Hub, ahead: int) -> None:
    assert len(announced(begin(hub, ahead=ahead))) == ahead


def test_the_night_keeps_each_hub_to_itself(hub: Hub) -> None:
    ours = begin(hub, every="week")
    other = open_hub(
        "Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example", place="Harrow Edge"
    )
    with hub_scope(other):
        theirs = begin(other, every="week", places=(), first="Harrow Hall")
    with patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=40)):
        keep_series_ahead.func()
    assert set(where(ours)) == set(TOWNS)
    with hub_scope(other):
        assert set(where(theirs)) == {"Harrow Hall"}
        assert {one.hub_id for one in theirs.gatherings.all()} == {other.pk}


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(
    hub: Hub, how_many: int, django_assert_num_queries: object
) -> None:
    for number in range(how_many):
        begin(hub, on=tuesday(number + 1), places=(f"Hall {number}", TOWNS[1]))
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = [
            (one.coming_count, [turn.venue.name for turn in one.turns.all()])
            for one in queries.every_series()
        ]  # type: ignore[attr-defined]
    assert len(found) == how_many
