"""Entries from phones: each kept once, and the sheet says what they say together."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from bandstand.gatherings.actions.meeting import Meeting, met, never_met
from bandstand.gatherings.actions.undo import undo
from bandstand.gatherings.day.state import state_of, version_of
from bandstand.gatherings.models import Attendance, DayEntry, Gathering, HelpNote, Introduction, Sitting, Slip
from bandstand.gatherings.queries.day import here
from bandstand.groups.actions.connections import take_back
from bandstand.groups.models import Connection
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub, Person, Topic
from bandstand.people.queries import may_be_named
from tests.borough import make_arrival, make_gathering, make_group, make_kinds, make_person

from .entries import entry, phone_at, send

pytestmark = pytest.mark.database


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=20))


def booked(gathering: Gathering, name: str, **more: object) -> Attendance:
    person = make_person(gathering.hub, name)
    start = {"looking": True, "booking": "booked", **more}
    return Attendance.objects.create(hub=gathering.hub, gathering=gathering, person=person, **start)


def now(row: Attendance) -> Attendance:
    return Attendance.objects.get(pk=row.pk)


def test_meena_arrives_on_two_phones_and_the_earlier_stands(surgery: Gathering) -> None:
    meena, door, table = booked(surgery, "Meena Patel"), phone_at(surgery), phone_at(surgery)
    late, early = entry("arrived", meena, ago=60), entry("arrived", meena, ago=300)

    assert send(door, late, late).seen == [late["id"]]
    assert send(table, early).refused == []

    assert now(meena).arrival == "here"
    assert now(meena).arrived_at == DayEntry.objects.get(form_key=early["id"]).at
    send(door, entry("undo", early["id"]), entry("undo", late["id"]))
    assert (now(meena).arrival, now(meena).arrived_at, now(meena).before_day) == ("expected", None, {})


def test_an_undo_may_come_before_what_it_takes_back(surgery: Gathering) -> None:
    door = phone_at(surgery)
    arthur = entry("walked_in", name="Arthur Pym", looking=True, helping=False)
    send(door, entry("undo", arthur["id"]))
    assert DayEntry.objects.get().state == "held"

    send(door, arthur)

    assert list(here(surgery)) == []
    assert not Person.objects.filter(name="Arthur Pym").exists()
    assert set(DayEntry.objects.values_list("state", flat=True)) == {"done"}


def test_a_note_about_somebody_not_heard_of_so_far_waits_for_them(surgery: Gathering) -> None:
    arthur = entry("walked_in", name="Arthur Pym", looking=True, helping=False)
    note = entry("noted", helped=[arthur["about"]], helpers=[], result="fixed", words="Linked the page")
    send(phone_at(surgery), note)
    assert (HelpNote.objects.get().helped.count(), DayEntry.objects.get().state) == (0, "held")

    send(phone_at(surgery), arthur)

    assert [row.called for row in HelpNote.objects.get().helped.all()] == ["Arthur Pym"]
    assert [person["standing"] for person in state_of(surgery)["people"]] == ["done"]


def test_two_phones_let_the_same_arthur_in_and_he_is_one_line(surgery: Gathering) -> None:
    arthur = make_person(surgery.hub, "Arthur Pym")
    one, two = (entry("walked_in", name="Arthur Pym", person=str(arthur.uid), ago=ago) for ago in (10, 20))
    send(phone_at(surgery), one, entry("roles", one["about"], looking=True, helping=True))

    send(phone_at(surgery), two)

    (row,) = here(surgery)
    assert (str(row.uid), row.person, row.helping) == (two["about"], arthur, True)


def test_two_of_one_name_stay_two(surgery: Gathering) -> None:
    send(phone_at(surgery), entry("walked_in", name="Jo"), entry("walked_in", name="Jo"))

    assert [row.called for row in here(surgery)] == ["Jo", "Jo"]


def test_sitting_down_helping_and_getting_up(surgery: Gathering) -> None:
    meena, gareth = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Gareth Pugh", helping=True)
    door, table = phone_at(surgery), str(uuid.uuid4())
    sat = entry("sat", table, members=[str(meena.uid), str(gareth.uid)], table="2", ago=60)

    send(door, sat)
    assert (now(meena).standing, now(gareth).standing) == ("with", "")
    assert [one["table"] for one in state_of(surgery)["sittings"]] == ["2"]

    parted = entry("parted", table, ago=30)
    send(door, parted)
    assert (now(meena).standing, Sitting.objects.get().ended_at is not None) == ("waiting", True)
    send(door, entry("undo", parted["id"], ago=20), entry("noted", helped=[str(meena.uid)], result="fixed"))
    assert (now(meena).standing, Sitting.objects.get().ended_at is not None) == ("done", True)
    send(door, entry("undo", sat["id"]))
    assert Sitting.objects.get().undone_at is not None


def test_who_met_whom_connects_two_groups_until_it_is_taken_back(surgery: Gathering) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    runners = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    meena.groups.add(runners)
    met = entry("met", who=[str(meena.uid), str(arthur.uid)], how="agreed", suggested=True)
    door = phone_at(surgery)
    send(door, met)
    assert not Connection.objects.exists()  # Arthur came for no group
    arthur.groups.add(park)

    send(door, entry("arrived", meena))

    made = Connection.objects.get()
    assert set(made.groups.all()) == {runners, park}
    assert (made.kind, made.planned, made.where) == ("agreed", True, surgery.title)
    send(door, entry("undo", met["id"]))
    made.refresh_from_db()
    assert made.undone_at is not None
    assert Introduction.objects.get().undone_at is not None


def test_the_desk_says_who_met_whom_and_takes_it_back_as_a_phone_does(
    surgery: Gathering, olive: Person
) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    meena.groups.add(make_group(surgery.hub, "Mill Green Runners", kind="sports-club"))
    arthur.groups.add(make_group(surgery.hub, "Friends of Mill Green Park"))
    known = version_of(surgery)

    made = met(surgery, Meeting((meena, arthur), how="venue"), by=olive)

    assert made is not None
    assert version_of(surgery) > known  # or no phone would ask
    assert [(one["uid"], one["how"]) for one in state_of(surgery)["met"]] == [(str(made.uid), "venue")]
    assert met(surgery, Meeting((arthur, meena)), by=olive) is None
    never_met(made, by=olive)
    send(phone_at(surgery), entry("arrived", meena))
    assert (Introduction.objects.get().undone_at is None, state_of(surgery)["met"]) == (False, [])
    assert Connection.objects.get().undone_at is not None


def test_what_an_officer_takes_back_stays_so_whatever_phones_send_later(
    surgery: Gathering, olive: Person
) -> None:
    meena, arthur = make_arrival(surgery, "Meena Patel"), make_arrival(surgery, "Arthur Pym")
    runners = make_group(surgery.hub, "Mill Green Runners", kind="sports-club")
    park = make_group(surgery.hub, "Friends of Mill Green Park")
    meena.groups.add(runners)
    arthur.groups.add(park)
    met(surgery, Meeting((meena, arthur)), by=olive)
    take_back(Connection.objects.get(), by=olive)
    send(phone_at(surgery), entry("arrived", meena))
    assert Connection.objects.get().undone_at is not None

    arthur.groups.set([make_group(surgery.hub, "Singing for Breathing", kind="health-group")])
    send(phone_at(surgery), entry("arrived", arthur))
    assert Connection.objects.get().undone_at is None  # these two are other groups: nobody took that back
    arthur.groups.clear()
    send(phone_at(surgery), entry("arrived", meena))
    assert Connection.objects.get().undone_at is not None
    arthur.groups.set([park])
    send(phone_at(surgery), entry("arrived", meena))
    assert Connection.objects.get().undone_at is None


def test_people_meet_in_ways_groups_are_connected() -> None:
    assert set(Introduction.How.values) <= set(Connection.Kind.values)


def test_a_slip_is_used_while_its_note_stands(surgery: Gathering) -> None:
    slip = Slip.objects.create(hub=surgery.hub, gathering=surgery, code="K7PQ")
    meena, door = make_arrival(surgery, "Meena Patel"), phone_at(surgery)
    facebook = Topic.objects.get(name="Facebook page")
    note = entry("noted", helped=[str(meena.uid)], result="set up", slip="k7pq", topics=[facebook.pk])

    send(door, note)

    told = HelpNote.objects.get()
    slip.refresh_from_db()
    assert (slip.note, told.via, list(told.topics.all())) == (told, "paper", [facebook])
    send(door, entry("undo", note["id"]))
    slip.refresh_from_db()
    assert slip.note is None


def test_a_note_sent_again_says_what_it_says_last(surgery: Gathering) -> None:
    meena, door = make_arrival(surgery, "Meena Patel"), phone_at(surgery)
    first = entry("noted", helped=[str(meena.uid)], result="fixed", words="Linkd", ago=60)
    again = entry("noted", first["about"], helped=[str(meena.uid)], result="improved", words="Linked", ago=30)

    send(door, again)
    send(door, first)

    note = HelpNote.objects.get()
    assert (note.result, note.words) == ("improved", "Linked")
    send(door, entry("undo", again["id"]))
    note.refresh_from_db()
    assert (note.result, note.words) == ("fixed", "Linkd")


def test_a_spoken_yes_is_heard_once_and_taken_back(surgery: Gathering) -> None:
    meena, door = make_arrival(surgery, "Meena Patel"), phone_at(surgery)
    yes = entry("named", meena, yes=True)
    send(door, yes)
    send(door, entry("badges", meena, no_phone=True))
    assert may_be_named({meena.person_id or 0}) == {meena.person_id}
    assert meena.person is not None
    assert meena.person.consents.count() == 1

    send(door, entry("undo", yes["id"]))

    assert may_be_named({meena.person_id or 0}) == set()


def test_a_phone_an_hour_slow_is_put_right(surgery: Gathering) -> None:
    meena, hour = booked(surgery, "Meena Patel"), 3600
    slow = timezone.now() - timedelta(seconds=hour)

    send(phone_at(surgery), entry("arrived", meena, ago=hour + 120), clock=slow)

    came = now(meena).arrived_at
    assert came is not None
    assert abs((timezone.now() - came).total_seconds() - 120) < 5


def test_times_that_cannot_be_are_kept_as_now_in_their_order(surgery: Gathering) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    first = entry("roles", meena, looking=True, helping=True) | {"at": "1970-01-01T00:00:00Z"}
    last = entry("roles", meena, looking=False, helping=True) | {"at": "9999-12-31T23:59:59+14:00"}

    assert send(phone_at(surgery), first, last, entry("arrived", meena) | {"at": "soon"}).refused == []

    assert (now(meena).looking, now(meena).helping) == (False, True)


BAD = [
    None,
    "arrived",
    {},
    {"id": "x", "kind": "arrived"},
    entry("teleported"),
    entry("arrived") | {"about": "nobody"},
    entry("noted", helped=[], result="magic"),
    entry("noted", helped=[]),
    entry("noted", helped="Meena", result="fixed"),
    entry("noted", result="fixed", words="x" * 5001),
    entry("noted", result="fixed", minutes=10**9),
    entry("noted", result="fixed", next_by="tomorrow"),
    entry("noted", result="fixed", topics=[True]),
    entry("noted", result="fixed", helped=[str(uuid.uuid4()) for _ in range(61)]),
    entry("standing", to="with"),
    entry("named", yes="yes"),
    entry("walked_in", name=["Arthur"]),
]


def test_what_cannot_be_read_is_refused_with_a_reason_and_the_rest_is_kept(surgery: Gathering) -> None:
    good = entry("walked_in", name="Zo\x00ë\ud800 Pym", group_words="A\nknitting   circle")

    taken = send(phone_at(surgery), *BAD, good)  # type: ignore[arg-type]

    assert (taken.seen, len(taken.refused)) == ([good["id"]], len(BAD))
    assert all(one["why"].endswith(".") for one in taken.refused)
    (row,) = here(surgery)
    assert (row.called, row.group_words) == ("Zoë Pym", "A knitting circle")


def test_what_belongs_elsewhere_is_refused(surgery: Gathering) -> None:
    other = make_arrival(make_gathering(surgery.hub, "Another surgery"), "Dora Lane")
    harrow = open_hub("Harrow Hub", slug="harrow", host="harrow.example")
    with hub_scope(harrow):
        make_kinds(harrow)
        foreign = make_arrival(make_gathering(harrow, "Theirs"), "Fay Stone")
    sent = [
        entry("arrived", other),
        entry("arrived", foreign),
        entry("walked_in", foreign, name="Somebody"),
        entry("noted", helped=[str(foreign.uid)], result="fixed"),
        entry("sat", members=[str(other.uid)]),
        entry("met", who=[str(other.uid), str(foreign.uid)]),
    ]

    taken = send(phone_at(surgery), *sent)

    assert (taken.seen, [one["id"] for one in taken.refused]) == ([], [one["id"] for one in sent])
    assert DayEntry.objects.count() == 0
    assert other.arrival == now(other).arrival


def test_a_helper_s_phone_writes_notes_and_takes_back_its_own(surgery: Gathering) -> None:
    meena, door = make_arrival(surgery, "Meena Patel"), phone_at(surgery)
    own, other = phone_at(surgery, may="helper"), phone_at(surgery, may="helper")
    note = entry("noted", helped=[str(meena.uid)], result="fixed", words="Linked the page", ago=60)
    send(own, note)

    refused = send(
        own, entry("absent", meena), entry("walked_in", name="Jo"), entry("named", meena, yes=True)
    )
    send(other, entry("undo", note["id"]), entry("noted", note["about"], result="not today", words="Spite"))

    told = HelpNote.objects.get()
    assert (len(refused.refused), told.words, told.undone_at, told.via) == (
        3,
        "Linked the page",
        None,
        "helper",
    )
    send(door, entry("noted", note["about"], helped=[str(meena.uid)], result="fixed", words="Linked it"))
    send(own, entry("undo", note["id"]))
    told.refresh_from_db()
    assert told.words == "Linked it"


def test_the_desk_takes_back_what_a_phone_did(surgery: Gathering, olive: Person) -> None:
    meena = booked(surgery, "Meena Patel")
    send(phone_at(surgery), entry("arrived", meena))

    undo(DayEntry.objects.get(), by=olive)

    assert now(meena).arrival == "expected"
