"""Where next: a season planned from the borough as it is, overruled at will, and put on the calendar once."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.seasons import (
    OnCalendarError,
    Wishes,
    choose_instead,
    hold,
    let_go,
    make_drafts,
    plan_season,
    refuse,
)
from bandstand.gatherings.models import Gathering, Invitation, PlannedSession
from bandstand.gatherings.queries.where_next import outcomes, where_next
from bandstand.gatherings.seasons.borough import borough, odds_by_kind
from bandstand.gatherings.seasons.planned import Season
from bandstand.gatherings.seasons.times import moment
from bandstand.groups.actions.listing import leave
from bandstand.groups.models import Connection, Group
from bandstand.people.models import Hub, Message, Person
from bandstand.places.models import Area, Venue
from tests.borough import make_arrival, make_gathering, make_group, make_venue

WHARF, MEADOW, HILL = (52.50, -2.10), (52.55, -2.10), (52.50, -2.00)
KINDS = ["sports-club", "friends-group", "health-group", "arts-group"]
SOON = timezone.localdate() + timedelta(weeks=4)


def round_about(hub: Hub, name: str, spot: tuple[float, float], kinds: list[str] = KINDS) -> list[Group]:
    """Groups of several kinds, a few streets from each other."""
    lat, lon = spot
    return [
        make_group(hub, f"{name} {kind}", kind=kind, lat=lat + at * 0.001, lon=lon)
        for at, kind in enumerate(kinds)
    ]


@pytest.fixture
def vale(hub: Hub) -> dict[str, Venue]:
    """Three neighbourhoods some miles from each other, each with a hall and four unlike groups."""
    halls = {}
    for name, spot in {"Wharf": WHARF, "Meadow": MEADOW, "Hill": HILL}.items():
        round_about(hub, name, spot)
        halls[name] = make_venue(hub, f"{name} Hall", lat=spot[0], lon=spot[1])
    return halls


def places_of(plan: object) -> list[str]:
    return [session.venue.name for session in Season(plan).sessions]  # type: ignore[arg-type]


def test_a_season_goes_round_the_borough(hub: Hub, vale: dict[str, Venue]) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=3), by=None)

    assert sorted(places_of(plan)) == ["Hill Hall", "Meadow Hall", "Wharf Hall"]
    first = Season(plan).sessions[0]
    assert [(kind.slug, many) for kind, many in first.mix] == [(kind, 1) for kind in KINDS]
    assert first.new_pairs == 6
    assert first.everyone
    starts = [timezone.localtime(session.starts_at) for session in Season(plan).sessions]
    assert [start.hour for start in starts] == [18, 18, 18]
    assert [(start.date() - starts[0].date()).days for start in starts] == [0, 28, 56]


def test_a_group_that_left_since_is_on_no_list(hub: Hub, vale: dict[str, Venue]) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=3), by=None)
    leave(Group.objects.get(name="Wharf arts-group"))

    asked = {one.group.name for session in Season(plan).sessions for one in session.asked}
    assert len(asked) == 11
    assert "Wharf arts-group" not in asked


def test_the_same_plan_every_time(hub: Hub, vale: dict[str, Venue]) -> None:
    one = plan_season(hub, Wishes(begins=SOON, sessions=2), by=None)
    other = plan_season(hub, Wishes(begins=SOON, sessions=2), by=None)

    assert one.problem == other.problem
    assert Season(one).plan.as_rows() == Season(other).plan.as_rows()


def test_groups_that_came_later_leave_a_plan_as_it_was(hub: Hub, vale: dict[str, Venue]) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=2), by=None)
    before = Season(plan).plan.as_rows()

    round_about(hub, "New town", (52.6, -2.2))
    plan.refresh_from_db()
    assert Season(plan).plan.as_rows() == before


def test_a_group_that_left_since_is_not_asked(hub: Hub, vale: dict[str, Venue]) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=3), by=None)
    Group.objects.get(name="Wharf sports-club").delete()

    asked = [one.group.name for session in Season(plan).sessions for one in session.asked]
    assert "Wharf sports-club" not in asked
    assert len(asked) == 11


def test_a_group_that_left_the_directory_is_not_counted_as_asked(
    hub: Hub, vale: dict[str, Venue], olive: Person
) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=3), by=None)
    Group.objects.filter(name="Wharf sports-club").update(left_at=timezone.now())
    Group.objects.filter(name="Hill sports-club").update(status=Group.Status.CLOSED)
    make_drafts(plan, by=olive)

    assert sum(len(session.asked) for session in Season(plan).sessions) == 11
    assert sum(one.asked for one in PlannedSession.objects.all()) == 10


def test_refused_places_stay_out_and_held_ones_in(hub: Hub, vale: dict[str, Venue]) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=2), by=None)
    chosen, left = places_of(plan), ({"Hill Hall", "Meadow Hall", "Wharf Hall"} - set(places_of(plan))).pop()

    refuse(plan, Venue.objects.get(name=chosen[0]), note="The roof leaks.", by=None)
    assert sorted(places_of(plan)) == sorted([chosen[1], left])
    let_go(plan, Venue.objects.get(name=chosen[0]), by=None)
    assert sorted(places_of(plan)) == sorted(chosen)
    hold(plan, Venue.objects.get(name=left), by=None)
    assert left in places_of(plan)
    assert [one.held for one in Season(plan).sessions if one.venue.name == left] == [True]


def test_another_place_instead_with_a_word_why(hub: Hub, vale: dict[str, Venue]) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=1), by=None)
    here = Season(plan).sessions[0].venue
    instead = Season(plan).instead_of(0)
    assert {one.venue for one in instead} == set(vale.values()) - {here}

    choose_instead(plan, here, instead[0].venue, note="Their AGM is that week.", by=None)
    (session,) = Season(plan).sessions
    assert (session.venue, session.note) == (instead[0].venue, "Their AGM is that week.")


def test_why_a_near_group_is_not_asked(hub: Hub, vale: dict[str, Venue]) -> None:
    make_group(hub, "Away Walkers", kind="health-group", lat=WHARF[0] + 0.03, lon=WHARF[1])
    plan = plan_season(hub, Wishes(begins=SOON, sessions=3), by=None)
    at = places_of(plan).index("Wharf Hall")

    why = {group.name: words for group, words in Season(plan).sessions[at].left_out}
    assert why["Away Walkers"] == "too far: about 2 miles"
    told = str(plan.worked_out)
    assert "the nearest Wharf" in told
    assert not re.search(r"\d (km|m)\b", told)


def test_groups_that_met_are_no_new_pair(hub: Hub) -> None:
    groups = round_about(hub, "Wharf", WHARF)
    make_venue(hub, "Wharf Hall", lat=WHARF[0], lon=WHARF[1])
    met = Connection.objects.create(hub=hub, on=date(2026, 3, 1))
    met.groups.set(groups[:2])
    been = make_gathering(hub, starts_at=timezone.now() - timedelta(days=40), state="closed")
    make_arrival(been, "Joan").groups.set([groups[2]])
    make_arrival(been, "Amir").groups.set([groups[3]])

    plan = plan_season(hub, Wishes(begins=SOON, sessions=1), by=None)
    assert Season(plan).sessions[0].new_pairs == 4


def test_a_park_and_its_pitch_are_no_new_pair(hub: Hub) -> None:
    park = make_group(hub, "Leasow Park", lat=WHARF[0], lon=WHARF[1])
    pitch = make_group(hub, "Leasow Park Pitches", kind="sports-club", lat=WHARF[0] + 0.001, lon=WHARF[1])
    make_group(hub, "Leasow Park Estate", kind="residents", lat=MEADOW[0], lon=MEADOW[1])

    assert borough(["evening"], sessions=1, room=12)["connected"] == [[park.pk, pitch.pk]]


def test_who_asked_to_be_left_in_peace_is_in_no_plan(hub: Hub, vale: dict[str, Venue]) -> None:
    club = Group.objects.get(name="Hill sports-club")
    Invitation.objects.create(
        hub=hub, gathering=make_gathering(hub), group=club, state="sent", answer=Invitation.Answer.NO_MORE
    )

    assert club.pk not in {one["id"] for one in borough(["evening"], sessions=1, room=12)["groups"]}


def test_odds_are_learnt_from_those_who_came(hub: Hub) -> None:
    club = make_group(hub, "Mill Green Runners", kind="sports-club")
    for week in range(4):
        been = make_gathering(
            hub, f"Surgery {week}", starts_at=timezone.now() - timedelta(days=40 + week), state="closed"
        )
        Invitation.objects.create(hub=hub, gathering=been, group=club, state="sent")
        if week:
            make_arrival(been, f"Runner {week}").groups.set([club])

    (odds,) = odds_by_kind().values()
    assert (odds.comes, odds.asked, odds.in_ten) == (pytest.approx((3 + 8 * 0.35) / (4 + 8)), 4, 5)


def test_drafts_are_made_once_and_nobody_is_written_to(
    hub: Hub, vale: dict[str, Venue], olive: Person
) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=3), by=None)

    made = make_drafts(plan, by=olive)
    assert [one.venue.name for one in made] == places_of(plan)
    assert Gathering.with_drafts.count() == PlannedSession.objects.count() == 3
    assert Gathering.objects.count() == 0
    chosen = Invitation.objects.filter(gathering=made[0])
    assert {(one.state, one.wave) for one in chosen} <= {("draft", 1), ("draft", 2)}
    assert {one.group.name for one in chosen if one.group} == {
        one.group.name for one in Season(plan).sessions[0].asked
    }
    assert not Message.objects.exists()
    with pytest.raises(OnCalendarError):
        make_drafts(plan, by=olive)
    assert Gathering.with_drafts.count() == 3


def test_what_was_expected_stands_beside_who_came(hub: Hub, vale: dict[str, Venue], olive: Person) -> None:
    plan = plan_season(hub, Wishes(begins=SOON, sessions=1), by=None)
    (made,) = make_drafts(plan, by=olive)
    make_arrival(made, "Joan").groups.set(Group.objects.filter(name__endswith="sports-club")[:1])
    make_arrival(made, "Amir").groups.set(Group.objects.filter(name__endswith="friends-group")[:1])

    (told,) = outcomes(plan)
    assert (told.asked, told.came, told.met) == (4, 2, 0)  # type: ignore[attr-defined]


def test_an_empty_borough_says_what_is_missing(hub: Hub) -> None:
    plan = plan_season(hub, Wishes(begins=SOON), by=None)

    assert Season(plan).sessions == []
    assert "There is no venue, so no session can be planned." in Season(plan).notes


def test_the_borough_is_read_in_as_many_queries_however_big(hub: Hub, vale: dict[str, Venue]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            borough(["evening"], sessions=3, room=12)
        return len(seen)

    few = asked()
    for more in range(3):
        round_about(hub, f"Estate {more}", (52.52 + more / 100, -2.05))
    assert asked() == few <= 10


def test_who_is_where(hub: Hub) -> None:
    wharf = Area.objects.create(
        hub=hub, code="W", name="Wharfside", geometry={}, west=0, south=0, east=1, north=1
    )
    park = make_group(hub, "Friends of Leasow Park", area=wharf)
    make_group(hub, "Wharf Rowers", kind="sports-club", area=wharf)
    Invitation.objects.create(hub=hub, gathering=make_gathering(hub), group=park, state="sent")

    kinds, (row,) = where_next()
    by_kind = {kind.slug: cell.groups for kind, cell in row.cells}
    assert [kind.slug for kind in kinds] == [kind.slug for kind, _ in row.cells]
    assert (by_kind["friends-group"], by_kind["sports-club"], by_kind["arts-group"]) == (1, 1, 0)
    assert (row.whole.groups, row.whole.never_asked) == (2, 1)


@pytest.mark.parametrize(
    ("begins", "code", "expected"),
    [
        (date(2026, 3, 24), "evening", "2026-04-21 18:00"),  # the clocks go forward between
        (date(2026, 3, 24), "saturday", "2026-04-25 10:30"),
        (date(2026, 3, 28), "afternoon", "2026-04-28 14:00"),  # from a Saturday: the Tuesday after
    ],
)
def test_dates_keep_their_weekday_and_their_hour(begins: date, code: str, expected: str) -> None:
    found = timezone.localtime(moment(begins, 4, code))
    assert f"{found:%Y-%m-%d %H:%M}" == expected
