"""The day itself: arrivals, walk-ins and ticks, each done once, each undone."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions import day
from bandstand.gatherings.actions.day import Guest, Tonight
from bandstand.gatherings.actions.entries import CannotUndoError
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.models import Attendance, DayEntry, Gathering
from bandstand.gatherings.queries.day import expected, here, known_people, lines, room, to_finish, under_way
from bandstand.people.models import Consent, Deed, Hub, Person
from bandstand.people.queries import may_be_named
from tests.borough import make_arrival, make_gathering, make_group, make_person

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


def booked(gathering: Gathering, name: str, **more: object) -> Attendance:
    return Attendance.objects.create(
        hub=gathering.hub,
        gathering=gathering,
        person=make_person(gathering.hub, name),
        **{"looking": True, "booking": "booked", **more},
    )


def test_meena_booked_and_arrives(surgery: Gathering, olive: Person) -> None:
    meena = booked(surgery, "Meena Patel")
    assert list(expected(surgery)) == [meena]

    entry = day.arrive(meena, by=olive, form_key=uuid.uuid4())

    meena.refresh_from_db()
    assert (meena.arrival, meena.arrived_at is not None) == (Attendance.Arrival.HERE, True)
    assert list(here(surgery)) == [meena]
    assert list(expected(surgery)) == []
    assert (entry.attendance, entry.by) == (meena, olive)


def test_an_arrival_sent_twice_is_one(surgery: Gathering, olive: Person) -> None:
    meena, key = booked(surgery, "Meena Patel"), uuid.uuid4()
    first = day.arrive(meena, by=olive, form_key=key)
    undo(first, by=olive)

    again = day.arrive(meena, by=olive, form_key=key)

    meena.refresh_from_db()
    assert again == first
    assert meena.arrival == Attendance.Arrival.EXPECTED


def test_the_earliest_arrival_stands_when_two_phones_tick(surgery: Gathering, olive: Person) -> None:
    meena = booked(surgery, "Meena Patel")
    day.arrive(meena, by=olive, form_key=uuid.uuid4())
    meena.refresh_from_db()
    earliest = meena.arrived_at

    second = day.arrive(meena, by=olive, form_key=uuid.uuid4())
    undo(second, by=olive)

    meena.refresh_from_db()
    assert (meena.arrival, meena.arrived_at) == (Attendance.Arrival.HERE, earliest)


def test_a_full_room_still_lets_arthur_in(hub: Hub, olive: Person) -> None:
    full = make_gathering(hub, starts_at=timezone.now(), places=1, taken=1)

    day.walk_in(full, Guest("Arthur Pym"), by=olive, form_key=uuid.uuid4())

    full.refresh_from_db()
    assert [row.called for row in here(full)] == ["Arthur Pym"]
    assert full.taken == 1


def test_a_walk_in_brings_a_group_or_only_its_name(surgery: Gathering, olive: Person) -> None:
    runners = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    day.walk_in(surgery, Guest("Meena", group=runners), by=olive, form_key=uuid.uuid4())
    day.walk_in(surgery, Guest("Jo", group_words="A knitting circle"), by=olive, form_key=uuid.uuid4())

    jo, meena = here(surgery)
    assert list(meena.groups.all()) == [runners]
    assert (list(jo.groups.all()), jo.group_words) == ([], "A knitting circle")


def test_gareth_who_cancelled_and_came_all_the_same_is_one_line(surgery: Gathering, olive: Person) -> None:
    gareth = booked(surgery, "Gareth Pugh", booking="cancelled")
    assert list(expected(surgery)) == []

    entry = day.walk_in(surgery, Guest("Gareth Pugh", person=gareth.person), by=olive, form_key=uuid.uuid4())

    assert [row.pk for row in here(surgery)] == [gareth.pk]
    undo(entry, by=olive)
    gareth.refresh_from_db()
    assert (gareth.arrival, gareth.undone_at) == (Attendance.Arrival.EXPECTED, None)


def test_undoing_a_walk_in_forgets_the_name_too(surgery: Gathering, olive: Person) -> None:
    entry = day.walk_in(surgery, Guest("Arthur Pym"), by=olive, form_key=uuid.uuid4())

    assert undo(entry, by=olive) is True
    assert undo(entry, by=olive) is False

    assert list(here(surgery)) == []
    assert not Person.objects.filter(name="Arthur Pym").exists()


def test_undoing_a_walk_in_keeps_somebody_known_from_before(surgery: Gathering, olive: Person) -> None:
    before = make_gathering(surgery.hub, "Earlier surgery", starts_at=timezone.now() - timedelta(days=30))
    arthur = make_arrival(before, "Arthur Pym").person
    entry = day.walk_in(surgery, Guest("Arthur Pym", person=arthur), by=olive, form_key=uuid.uuid4())

    undo(entry, by=olive)

    assert Person.objects.get(name="Arthur Pym") == arthur
    assert len(here(before)) == 1


def test_ticks_count_heads_on_either_side(surgery: Gathering, olive: Person) -> None:
    day.tick(surgery, helping=False, by=olive, form_key=uuid.uuid4())
    day.tick(surgery, helping=True, by=olive, form_key=uuid.uuid4())

    now = room(lines(surgery))

    assert (now.here, now.waiting, now.helpers, now.unnamed) == (2, 1, 1, 2)


def test_somebody_in_both_roles_is_one_head_and_once_in_each_role(surgery: Gathering, olive: Person) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    both = Tonight(looking=True, helping=True, no_phone=False, named=False)

    day.say(meena, both, by=olive, form_key=uuid.uuid4())

    now = room(lines(surgery))
    assert (now.here, now.waiting, now.helpers) == (1, 1, 1)


def test_a_spoken_yes_is_a_row_with_its_wording_and_is_taken_back_by_undo(
    surgery: Gathering, olive: Person
) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    yes = Tonight(looking=True, helping=False, no_phone=True, named=True)

    entry = day.say(meena, yes, by=olive, form_key=uuid.uuid4())

    said = Consent.objects.get()
    assert (said.person, said.given, said.how, said.recorded_by) == (meena.person, True, "spoken", olive)
    assert said.wording == day.NAMED_WORDING
    undo(entry, by=olive)
    assert may_be_named({meena.person_id}) == set()
    said.refresh_from_db()
    assert said.withdrawn_at is not None
    meena.refresh_from_db()
    assert meena.no_phone is False


def test_taking_a_yes_back_is_undone_as_well(surgery: Gathering, olive: Person) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    day.say(meena, Tonight(True, False, False, named=True), by=olive, form_key=uuid.uuid4())
    no = day.say(meena, Tonight(True, False, False, named=False), by=olive, form_key=uuid.uuid4())
    assert may_be_named({meena.person_id}) == set()

    undo(no, by=olive)

    assert may_be_named({meena.person_id}) == {meena.person_id}


def test_undo_leaves_what_was_changed_again_since(surgery: Gathering, olive: Person) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    first = day.say(meena, Tonight(True, True, False, False), by=olive, form_key=uuid.uuid4())
    day.say(meena, Tonight(False, True, False, False), by=olive, form_key=uuid.uuid4())

    with pytest.raises(CannotUndoError, match="changed again since"):
        undo(first, by=olive)

    first.refresh_from_db()
    meena.refresh_from_db()
    assert (meena.looking, meena.helping, first.undone_at) == (False, True, None)


def test_an_arrival_with_a_help_note_is_not_undone_from_under_it(surgery: Gathering, olive: Person) -> None:
    arthur = day.walk_in(surgery, Guest("Arthur Pym"), by=olive, form_key=uuid.uuid4())
    assert arthur.attendance is not None
    told = Telling(result="fixed", helped=(arthur.attendance,))
    note = write_note(surgery, told, by=olive, form_key=uuid.uuid4())

    with pytest.raises(CannotUndoError, match="help note"):
        undo(arthur, by=olive)

    undo(note, by=olive)
    undo(arthur, by=olive)
    assert list(here(surgery)) == []


def test_deeds_of_the_day_name_nobody_who_came(surgery: Gathering, olive: Person) -> None:
    entry = day.walk_in(surgery, Guest("Arthur Pym"), by=olive, form_key=uuid.uuid4())
    undo(entry, by=olive)

    told = [
        (deed.actor, deed.words)
        for deed in Deed.objects.filter(verb__in=["walked in", "undid"]).order_by("pk")
    ]

    assert told == [
        (olive, "added someone at the door of Surgery at the Boathouse Café"),
        (olive, "took back at Surgery at the Boathouse Café: Added at the door"),
    ]


def test_first_time_is_said_of_those_who_never_came_before(surgery: Gathering) -> None:
    before = make_gathering(surgery.hub, "Earlier surgery", starts_at=timezone.now() - timedelta(days=30))
    meena = make_arrival(before, "Meena Patel").person
    Attendance.objects.create(
        hub=surgery.hub, gathering=surgery, person=meena, looking=True, booking="booked"
    )
    booked(surgery, "Arthur Pym")

    assert [(line.attendance.called, line.first_time) for line in lines(surgery)] == [
        ("Arthur Pym", True),
        ("Meena Patel", False),
    ]


def test_people_are_known_by_the_letters_of_their_name_and_told_apart_by_group(surgery: Gathering) -> None:
    runners = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    make_arrival(surgery, "Meena Patel").groups.add(runners)
    make_person(surgery.hub, "Meena Never-came")

    found = known_people("meen", whole=False)

    assert [(known.person.name, known.words) for known in found] == [
        ("Meena Patel", "Mill Green Runners; Surgery at the Boathouse Café"),
    ]
    assert known_people("meen", whole=True) == []


def test_under_way_from_an_hour_before_until_the_end_and_then_to_finish(hub: Hub) -> None:
    now = timezone.now()
    make_gathering(hub, "Too early", starts_at=now + timedelta(hours=2))
    doors = make_gathering(hub, "Doors open", starts_at=now + timedelta(minutes=50))
    middle = make_gathering(hub, "In the middle", starts_at=now - timedelta(minutes=50))
    over = make_gathering(hub, "Over", starts_at=now - timedelta(hours=3))
    make_gathering(hub, "Written up", starts_at=now - timedelta(hours=4), state="closed")
    make_gathering(hub, "Called off", starts_at=now - timedelta(hours=4), state="cancelled")

    assert list(under_way(now)) == [middle, doors]
    assert list(to_finish()) == [over]


def test_the_desk_writes_the_entries_a_phone_would(surgery: Gathering, olive: Person) -> None:
    arthur = day.walk_in(surgery, Guest("Arthur Pym"), by=olive, form_key=uuid.uuid4())
    day.arrive(booked(surgery, "Meena Patel"), by=olive, form_key=uuid.uuid4())
    undo(arthur, by=olive)

    kept = [(one.verb, one.said.get("name")) for one in DayEntry.objects.order_by("pk")]

    assert kept == [("walked_in", "Arthur Pym"), ("arrived", None), ("undo", None)]
    assert DayEntry.objects.get(verb="undo").about == arthur.form_key
