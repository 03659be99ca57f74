"""Finishing: nothing is asked for, nothing is assumed, nobody is named who has not said yes."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import day
from bandstand.gatherings.actions.day import Tonight
from bandstand.gatherings.actions.finish import Finish, finish, reopen
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.gatherings.queries.day import to_finish
from bandstand.gatherings.queries.write_up import draft_write_up, not_to_be_named
from bandstand.groups.models import Group, OnlinePlace
from bandstand.people.models import Deed, Hub, Message, Person, Topic
from bandstand.presence.models import CheckUp, PlannedLook
from bandstand.presence.queries import planned_looks
from tests.borough import make_arrival, make_gathering, make_group, make_person

LONDON = ZoneInfo("Europe/London")

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(hours=3))


def may_be_named(attendance: Attendance) -> None:
    tonight = Tonight(attendance.looking, attendance.helping, no_phone=False, named=True)
    day.say(attendance, tonight, by=None, form_key=uuid.uuid4())


def test_a_date_and_a_place_are_enough_to_finish(surgery: Gathering, olive: Person) -> None:
    done = finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())

    surgery.refresh_from_db()
    assert (surgery.state, surgery.closed_by, surgery.closed_at is not None) == ("closed", olive, True)
    assert (surgery.unnamed_looking, surgery.unnamed_helping) == (None, None)
    assert (done.new, done.letters, done.checks, done.next_one) == (True, 0, 0, None)
    assert list(to_finish()) == []
    assert Deed.objects.filter(verb="finished", actor=olive).count() == 1


def test_names_left_over_are_said_or_not_known_and_nobody_is_assumed(
    surgery: Gathering, olive: Person
) -> None:
    rows = {
        name: Attendance.objects.create(
            hub=surgery.hub, gathering=surgery, person=make_person(surgery.hub, name), booking="booked"
        )
        for name in ("Arthur", "Jo", "Meena", "Olu")
    }
    said = {rows["Arthur"].pk: "here", rows["Jo"].pk: "absent", rows["Meena"].pk: "unknown"}

    finish(surgery, Finish(left_over=said), by=olive, form_key=uuid.uuid4())

    told = {name: Attendance.objects.get(pk=row.pk).arrival for name, row in rows.items()}
    assert told == {"Arthur": "here", "Jo": "absent", "Meena": "unknown", "Olu": "unknown"}
    assert Attendance.objects.get(pk=rows["Arthur"].pk).arrived_at is None


def test_finishing_twice_does_nothing_twice(surgery: Gathering, olive: Person) -> None:
    make_arrival(surgery, "Gareth Pugh", helping=True)
    Person.objects.filter(name="Gareth Pugh").update(email="gareth@leasow.example")
    key, said = uuid.uuid4(), Finish(thank=True, next_day=timezone.localdate() + timedelta(days=30))

    first = finish(surgery, said, by=olive, form_key=key)
    same = finish(surgery, said, by=olive, form_key=key)
    other = finish(surgery, said, by=olive, form_key=uuid.uuid4())

    assert (first.new, first.letters, same.new, other.new) == (True, 1, False, False)
    assert Message.objects.count() == 1
    assert Gathering.objects.count() == 2


def test_thanks_go_to_helpers_with_an_address_once_even_if_it_is_opened_again(
    hub: Hub, olive: Person
) -> None:
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(hours=3))
    for name, email in (("Gareth Pugh", "gareth@leasow.example"), ("Olu Adeyemi", "")):
        make_arrival(surgery, name, helping=True)
        Person.objects.filter(name=name).update(email=email)
    finish(surgery, Finish(thank=True), by=olive, form_key=uuid.uuid4())
    reopen(surgery, by=olive)

    done = finish(surgery, Finish(thank=True), by=olive, form_key=uuid.uuid4())

    letter = Message.objects.get()
    assert (letter.to_address, done.letters) == ("gareth@leasow.example", 0)
    assert letter.subject.startswith("Thank you for helping at Surgery at the Boathouse Café")
    assert "because you helped at" in letter.text


def test_the_groups_that_were_helped_are_looked_at_again(surgery: Gathering, olive: Person) -> None:
    park = make_group(surgery.hub, "Friends of Mill Green Park", website="https://park.example/")
    make_group(surgery.hub, "Not in the room", website="https://other.example/")
    arthur = make_arrival(surgery, "Arthur Pym")
    arthur.groups.add(park)
    write_note(surgery, Telling("fixed", helped=(arthur,)), by=None, form_key=uuid.uuid4())

    done = finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())

    assert done.checks == 1
    assert [check_up.group for check_up in CheckUp.objects.all()] == [park]
    assert OnlinePlace.objects.count() == 2


def helped(surgery: Gathering) -> Group:
    park = make_group(surgery.hub, "Friends of Mill Green Park", website="https://park.example/")
    arthur = make_arrival(surgery, "Arthur Pym")
    arthur.groups.add(park)
    write_note(surgery, Telling("fixed", helped=(arthur,)), by=None, form_key=uuid.uuid4())
    return park


def test_looks_are_planned_one_six_and_twelve_weeks_after(surgery: Gathering, olive: Person) -> None:
    park = helped(surgery)
    finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())
    planned = list(planned_looks(park))
    assert [one.due_at - surgery.starts_at for one in planned] == [timedelta(weeks=n) for n in (1, 6, 12)]
    assert planned[1].because == "6 weeks after the surgery at The Boathouse Café"


def test_opening_it_again_takes_planned_looks_back_and_finishing_plans_them_anew(
    surgery: Gathering, olive: Person
) -> None:
    park = helped(surgery)
    finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())
    assert reopen(surgery, by=olive)
    assert planned_looks(park).count() == 0
    finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())
    assert planned_looks(park).count() == 3


def test_a_look_that_was_made_is_not_taken_back(surgery: Gathering, olive: Person) -> None:
    park = helped(surgery)
    finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())
    made = planned_looks(park)[0]
    made.check_up = CheckUp.objects.get()
    made.save()
    reopen(surgery, by=olive)
    assert list(PlannedLook.objects.all()) == [made]


def test_the_next_one_is_announced_at_the_same_time_by_the_clock(hub: Hub, olive: Person) -> None:
    evening = datetime(2026, 10, 13, 18, 0, tzinfo=LONDON)
    surgery = make_gathering(hub, starts_at=evening)

    done = finish(surgery, Finish(next_day=date(2026, 11, 10)), by=olive, form_key=uuid.uuid4())

    surgery.refresh_from_db()
    assert done.next_one is not None
    assert surgery.next_one == done.next_one
    starts = timezone.localtime(done.next_one.starts_at)
    assert (starts.date(), starts.hour, done.next_one.venue) == (date(2026, 11, 10), 18, surgery.venue)


def test_opening_again_keeps_the_words_and_takes_the_page_down(surgery: Gathering, olive: Person) -> None:
    said = Finish(write_up="Five came.", public=True, unnamed_looking=2)
    finish(surgery, said, by=olive, form_key=uuid.uuid4())

    assert reopen(surgery, by=olive) is True
    assert reopen(surgery, by=olive) is False

    surgery.refresh_from_db()
    assert (surgery.state, surgery.closed_at, surgery.closed_by) == ("announced", None, None)
    assert (surgery.write_up, surgery.write_up_public, surgery.unnamed_looking) == ("Five came.", False, 2)


def test_one_brought_in_as_finished_can_be_opened_too(hub: Hub, olive: Person) -> None:
    old = make_gathering(hub, starts_at=timezone.now() - timedelta(days=400), state="closed")

    assert reopen(old, by=olive) is True

    old.refresh_from_db()
    assert old.state == "announced"


def test_one_called_off_is_not_finished(surgery: Gathering, olive: Person) -> None:
    Gathering.objects.filter(pk=surgery.pk).update(state="cancelled")

    done = finish(surgery, Finish(), by=olive, form_key=uuid.uuid4())

    surgery.refresh_from_db()
    assert (done.new, surgery.state) == (False, "cancelled")


def test_the_draft_names_only_those_who_said_yes(surgery: Gathering) -> None:
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    arthur, meena = make_arrival(surgery, "Arthur Pym"), make_arrival(surgery, "Meena Patel")
    arthur.groups.add(park)
    gareth, olu = (make_arrival(surgery, name, helping=True) for name in ("Gareth Pugh", "Olu Adeyemi"))
    may_be_named(gareth)
    may_be_named(meena)
    facebook = Topic.objects.get(name="Facebook page")
    words = "Arthur’s page is linked, and arthur pym can post"
    first = Telling("fixed", helped=(arthur,), helpers=(gareth,), topics=(facebook,), words=words)
    write_note(surgery, first, by=None, form_key=uuid.uuid4())
    write_note(surgery, Telling("learned", helped=(meena,), helpers=(olu,)), by=None, form_key=uuid.uuid4())
    write_note(surgery, Telling("not today", helped=(meena,)), by=None, form_key=uuid.uuid4())

    opening, *told = draft_write_up(surgery).split("\n\n")

    assert opening.endswith("we met at the Boathouse Café. 4 people came, 2 of them to help.")
    assert told == [
        f"Gareth Pugh helped someone from {park}. Facebook page: fixed it. "  # noqa: ISC004
        "Someone’s page is linked, and someone can post.",
        "A helper helped Meena Patel: learned how.",
    ]


def test_a_draft_of_an_empty_evening_counts_nobody(surgery: Gathering) -> None:
    assert draft_write_up(surgery).endswith("we met at the Boathouse Café.")


def test_names_typed_by_hand_are_held_against_the_yeses(surgery: Gathering) -> None:
    make_arrival(surgery, "Arthur Pym")
    may_be_named(make_arrival(surgery, "Meena Patel"))

    text = "Meena Patel showed ARTHUR PYM how; the Pymms came too."

    assert not_to_be_named(surgery, text) == ["Arthur Pym"]
    assert not_to_be_named(surgery, "Nobody here.") == []
