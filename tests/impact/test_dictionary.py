"""The rest of the dictionary, one story a rule."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.introducing import they_know
from bandstand.gatherings.models import (
    Attendance,
    FollowUp,
    Gathering,
    HelpNote,
    Introduction,
    Programme,
    SuggestedPair,
)
from bandstand.gatherings.queries.returning import first_timers
from bandstand.groups.models import Connection, ConnectionEvidence, Group
from bandstand.impact.measures import MEASURES, Figure, Period, Scope
from bandstand.impact.measures.chapters import CHAPTERS
from bandstand.impact.queries import figures, measure_called
from bandstand.people.models import Hub
from bandstand.places.models import Area
from tests.borough import make_gathering, make_group, make_person, make_venue
from tests.impact.stories import at, came, finding, held, note

EVERYTHING = Period()


def figure(code: str, period: Period = EVERYTHING) -> Figure:
    measure = measure_called(code)
    assert measure is not None
    return measure.figure(period)


def parts(code: str, period: Period = EVERYTHING) -> dict[str, int]:
    return {part.code: part.value for part in figure(code, period).parts if part.value}


def make_area(hub: Hub, name: str) -> Area:
    sides = dict.fromkeys(("west", "south", "east", "north"), 0.0)
    return Area.objects.create(hub=hub, code=name, name=name, geometry={}, **sides)


def connect(*groups: Group, on: str = "2026-01-14", **more: object) -> Connection:
    made = Connection.objects.create(hub=groups[0].hub, on=date.fromisoformat(on), **more)
    made.groups.set(groups)
    return made


def test_every_measure_has_its_own_code_a_heading_and_a_caution() -> None:
    assert len({measure.code for measure in MEASURES}) == len(MEASURES) == 21
    assert {measure.chapter for measure in MEASURES} == set(CHAPTERS)
    assert all(measure.rule and measure.caution for measure in MEASURES)


def test_gatherings_of_every_kind_with_those_called_off_beside(hub: Hub) -> None:
    held(hub, "2026-01-14 18:00")
    held(hub, "2026-02-20 18:00", kind=Gathering.Kind.NETWORKING)
    make_gathering(hub, starts_at=at("2026-03-11 18:00"), state=Gathering.State.CANCELLED)
    assert figure("gatherings").value == 2
    assert parts("gatherings") == {"surgery": 1, "networking": 1, "called-off": 1}


def test_places_booked_count_bookings_made_before_it_began(hub: Hub) -> None:
    surgery = held(hub, "2026-01-14 18:00")
    days = [(at("2026-01-10 09:00"), "booked"), (at("2026-01-11 09:00"), "cancelled")]
    days += [(at("2026-01-14 18:30"), "booked"), (at("2026-01-12 09:00"), "waiting")]
    for number, (booked_at, booking) in enumerate(days):
        came(surgery, make_person(hub, f"Visitor {number}"), booking=booking, booked_at=booked_at, extra=1)
    assert figure("places-booked").value == 2
    assert parts("places-booked") == {"cancelled": 1, "extra": 1, "waiting": 1}


def test_people_who_came_count_once_in_both_roles_and_once_in_each(hub: Hub) -> None:
    first, second = held(hub, "2026-01-14 18:00"), held(hub, "2026-02-11 18:00", unnamed_looking=2)
    joan = make_person(hub, "Joan")
    came(first, joan)
    came(second, joan, helping=True)
    came(second, None)
    assert (figure("people-came").value, figure("people-came").not_named) == (1, 3)
    assert parts("people-came") == {"looking": 1, "helping": 1}
    assert (figure("helpers").value, figure("came-for-help").value) == (1, 1)


def test_groups_present_are_not_groups_helped(hub: Hub) -> None:
    surgery = held(hub)
    joan = came(surgery, make_person(hub, "Joan"))
    joan.groups.add(make_group(hub, "Priory Singers"))
    note(surgery, joan, result="not today", groups=[make_group(hub, "Mill Green Runners")])
    assert (figure("groups-present").value, figure("groups-helped").value) == (1, 0)


def test_the_first_time_is_the_first_anywhere_and_again_is_after_it(hub: Hub) -> None:
    joan, sam = make_person(hub, "Joan"), make_person(hub, "Sam")
    first, second = held(hub, "2025-12-10 18:00"), held(hub, "2026-02-11 18:00")
    came(first, joan)
    came(second, joan, helping=True)
    came(second, sam)
    came(second, None)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert (figure("first-timers").value, figure("came-again").value) == (2, 1)
    assert (figure("first-timers", year).value, figure("came-again", year).value) == (1, 1)
    assert [row.person for row in first_timers(second)] == [sam]


def test_came_for_help_and_came_back_to_help_with_the_same_day_apart(hub: Hub) -> None:
    joan, sam, meena = (make_person(hub, name) for name in ("Joan", "Sam", "Meena"))
    first, second = held(hub, "2026-01-14 18:00"), held(hub, "2026-02-11 18:00")
    came(first, joan)
    came(second, joan, helping=True)
    both = came(first, sam, helping=True)
    Attendance.objects.filter(pk=both.pk).update(looking=True)
    came(first, meena, helping=True)
    came(second, meena)  # helped before she came for help
    assert figure("came-back-to-help").value == 2
    assert parts("came-back-to-help") == {"later": 1, "same-day": 1}
    january = Period(date(2026, 1, 1), date(2026, 1, 31))
    assert parts("came-back-to-help", january) == {"same-day": 1}


def test_hours_recorded_and_estimated_are_never_mixed(hub: Hub) -> None:
    surgery = held(hub, "2026-01-14 18:00", unnamed_helping=1)  # 90 minutes
    clocked = came(surgery, make_person(hub, "Arthur"), helping=True)
    clocked.arrived_at, clocked.left_at = at("2026-01-14 17:30"), at("2026-01-14 20:00")
    clocked.save()
    noted = came(surgery, make_person(hub, "Meena"), helping=True)
    note(surgery, came(surgery, make_person(hub, "Joan")), minutes=60).helpers.set([noted, clocked])
    came(surgery, make_person(hub, "Sam"), helping=True, arrived_at=at("2026-01-14 18:00"))
    recorded, estimated = figure("helper-hours-recorded"), figure("helper-hours-estimated")
    assert (recorded.value, recorded.part("by-notes"), recorded.part("without")) == (4, 1, 2)
    assert (estimated.value, estimated.says) == (3, "3 hours")


def test_hours_nobody_wrote_down_are_not_known_rather_than_none(hub: Hub) -> None:
    held(hub)
    assert (figure("helper-hours-recorded").value, figure("helper-hours-estimated").value) == (None, None)
    came(held(hub, "2026-02-11 18:00"), make_person(hub, "Arthur"), helping=True)
    assert figure("helper-hours-recorded").value is None
    assert (figure("helper-hours-estimated").value, figure("helper-hours-estimated").unknown) == (2, 1)


def test_things_set_up_or_fixed_stand_by_what_came_of_them(hub: Hub) -> None:
    surgery = held(hub)
    for result in ("set up", "fixed", "fixed", "learned", "not today"):
        note(surgery, result=result)
    note(surgery, result="fixed", undone_at=timezone.now())
    assert figure("set-up-or-fixed").value == 3
    assert parts("set-up-or-fixed") == {"set-up": 1, "fixed": 2, "learned": 1, "not-today": 1}


def answered(one: HelpNote, says: str, *, after: int) -> None:
    answered_at = one.gathering.starts_at + timedelta(days=after)
    FollowUp.objects.create(
        hub=one.hub, note=one, due_on=date(2026, 2, 25), state="answered", says=says, answered_at=answered_at
    )


def test_still_working_is_what_groups_told_us_late_enough(hub: Hub) -> None:
    surgery = held(hub)
    for says, after in (("yes", 42), ("partly", 43), ("no", 44), ("yes", 5)):
        answered(note(surgery), says, after=after)
    note(surgery, result="improved")
    assert figure("still-working").value == 1
    assert parts("still-working") == {"partly": 1, "not-working": 1, "not-known": 1}


@pytest.mark.parametrize(
    ("mended", "again", "value"),
    [
        ("2026-01-20 03:00", None, 1),
        ("2026-01-20 03:00", "2026-02-25 03:00", 0),
        ("2026-04-01 03:00", None, 1),
    ],
)
def test_still_working_is_seen_by_a_later_look(hub: Hub, mended: str, again: str | None, value: int) -> None:
    park = make_group(hub, "Friends of Leasow Park")
    note(held(hub, "2026-01-14 18:00"), findings=[finding(park, "2026-01-10 03:00", mended)])
    if again:
        finding(park, again)
    finding(park, "2026-03-01 03:00", look="padlock")  # a look of another thing, seven weeks on
    assert figure("still-working").value == value


def test_still_working_is_not_known_where_nobody_answered_or_looked(hub: Hub) -> None:
    note(held(hub))
    assert figure("still-working").value is None


def test_only_gatherings_where_arrivals_were_noted_tell_who_didnt_come(hub: Hub) -> None:
    told, silent = held(hub, "2026-01-14 18:00"), held(hub, "2026-02-11 18:00")
    for number, arrival in enumerate(["here", "here", "here", "absent", "unknown"]):
        came(told, make_person(hub, f"One {number}"), arrival=arrival, booking="booked")
        came(silent, make_person(hub, f"Two {number}"), arrival="unknown", booking="booked")
    came(told, make_person(hub, "Walked in"))
    assert (figure("didnt-come").value, figure("didnt-come").says) == (25, "25%")
    assert parts("didnt-come") == {"absent": 1, "recorded": 4, "gatherings": 1, "too-few": 1}


def test_where_too_little_was_noted_it_is_not_known(hub: Hub) -> None:
    surgery = held(hub)
    for number, arrival in enumerate(["here", "here", "here", "unknown"]):
        came(surgery, make_person(hub, f"One {number}"), arrival=arrival, booking="booked")
    assert figure("didnt-come").says == "not known"


def test_new_connections_are_pairs_that_never_met_before(hub: Hub) -> None:
    park, runners = make_group(hub, "Friends of Leasow Park"), make_group(hub, "Runners", kind="sports-club")
    choir = make_group(hub, "Priory Singers", kind="arts-group")
    first = connect(park, runners, on="2025-11-12")
    connect(park, runners, choir, on="2026-01-14")
    connect(runners, choir, on="2026-01-20", undone_at=timezone.now())
    says = {"says": ConnectionEvidence.Says.DID, "on": date(2026, 3, 1)}
    ConnectionEvidence.objects.create(hub=hub, connection=first, **says)
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    assert (figure("new-connections").value, figure("new-connections", year).value) == (3, 2)
    assert parts("new-connections") == {"later-evidence": 1, "different-kinds": 3}


def test_two_that_knew_each_other_already_are_no_new_pair_though_they_meet_later(hub: Hub) -> None:
    park, runners = make_group(hub, "Friends of Leasow Park"), make_group(hub, "Runners", kind="sports-club")
    pair = SuggestedPair.objects.create(hub=hub, one=park, other=runners)
    they_know(pair, by=make_person(hub, "Olive Shah"))
    connect(park, runners, on=f"{timezone.localdate() + timedelta(days=7)}")

    assert figure("new-connections").value == 0


def test_across_kinds_are_pairs_of_two_kinds_from_one_area(hub: Hub) -> None:
    green, coldwell = make_area(hub, "Mill Green"), make_area(hub, "Coldwell")
    park = make_group(hub, "Friends of Leasow Park", area=green)
    meadow = make_group(hub, "Friends of the Meadow", area=green)
    runners = make_group(hub, "Runners", kind="sports-club", area=green)
    choir = make_group(hub, "Priory Singers", kind="arts-group", area=coldwell)
    for other in (meadow, runners, choir):
        connect(park, other)
    assert figure("connections-across-kinds").value == 1
    assert figure("new-connections").part("across") == 1


def test_a_programme_and_an_area_narrow_every_figure(hub: Hub) -> None:
    parks, arts = (Programme.objects.create(hub=hub, name=name) for name in ("Parks", "Arts"))
    green = make_area(hub, "Mill Green")
    here = held(hub, "2026-01-14 18:00", venue=make_venue(hub, "The Hall", area=green))
    elsewhere = held(hub, "2026-02-11 18:00")
    here.programmes.set([parks, arts])
    for surgery in (here, elsewhere):
        joan = came(surgery, make_person(hub, "Joan"))
        group = make_group(hub, f"Group of {surgery.pk}")
        note(surgery, joan, groups=[group])
        made = connect(group, make_group(hub, f"Other of {surgery.pk}"))
        Introduction.objects.create(hub=hub, gathering=surgery, connection=made)
    codes = ("surgeries", "gatherings", "people-came", "people-helped", "groups-helped", "new-connections")
    for scope in (Scope(programme=parks), Scope(programme=arts), Scope(area=green)):
        assert [figure(code, scope).value for code in codes] == [1] * 6
    assert [figure(code).value for code in codes] == [2] * 6
    assert figure("surgeries", Scope(date(2026, 2, 1), programme=parks)).value == 0


def test_counting_all_at_once_is_counting_each(hub: Hub) -> None:
    surgery = held(hub)
    note(surgery, came(surgery, make_person(hub, "Joan")), groups=[make_group(hub, "Priory Singers")])
    assert figures(EVERYTHING) == [(measure, measure.figure(EVERYTHING)) for measure in MEASURES]
