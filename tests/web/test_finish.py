"""Finishing and writing up, as the session manager does it over the last cup of tea."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.actions.planning import same_weekday_next_month
from bandstand.gatherings.actions.series import Rhythm, begin_series
from bandstand.gatherings.models import Attendance, DayEntry, FollowUp, Gathering, Introduction
from bandstand.groups.models import Connection
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Message, Person
from tests.borough import make_arrival, make_gathering, make_group, make_person
from tests.conftest import sign_in
from tests.web.test_day import key, says


@pytest.fixture
def surgery(hub: Hub) -> Gathering:
    return make_gathering(hub, starts_at=timezone.now() - timedelta(days=1))


def finish_of(gathering: Gathering, rest: str = "") -> str:
    return f"/desk/gatherings/{gathering.slug}/finish/{rest}"


def expected(gathering: Gathering, name: str) -> Attendance:
    return Attendance.objects.create(
        hub=gathering.hub, gathering=gathering, person=make_person(gathering.hub, name), booking="booked"
    )


def test_pressing_finish_and_nothing_else_finishes(
    officer: Client, olive: Person, surgery: Gathering
) -> None:
    assert "This is over, and not written up so far." in says(officer.get(finish_of(surgery)).text)

    answer = officer.post(finish_of(surgery), {"form_key": key()})

    surgery.refresh_from_db()
    assert (answer.status_code, surgery.state, surgery.closed_by) == (302, "closed", olive)
    page = says(officer.get(finish_of(surgery)).text)
    assert "Finished and written up" in page
    assert "Nobody counted" in page
    assert "not written up so far" not in says(officer.get(f"/desk/gatherings/{surgery.slug}/day/").text)


def test_names_heads_words_thanks_and_the_next_date_in_one_go(officer: Client, surgery: Gathering) -> None:
    arthur, meena = expected(surgery, "Arthur Pym"), expected(surgery, "Meena Patel")
    make_arrival(surgery, "Gareth Pugh", helping=True)
    Person.objects.filter(name="Gareth Pugh").update(email="gareth@leasow.example")
    next_day = same_weekday_next_month(timezone.localdate(surgery.starts_at))
    form = {
        f"came-{arthur.uid}": "here",
        f"came-{meena.uid}": "absent",
        "unnamed_looking": "6",
        "write_up": "A good evening.",
        "public": "on",
        "announce": "on",
        "next_day": next_day.isoformat(),
        "thank": "on",
        "form_key": key(),
    }

    officer.post(finish_of(surgery), form)

    surgery.refresh_from_db()
    arrivals = dict(Attendance.objects.filter(gathering=surgery).values_list("person__name", "arrival"))
    assert arrivals == {"Arthur Pym": "here", "Meena Patel": "absent", "Gareth Pugh": "here"}
    assert (surgery.unnamed_looking, surgery.unnamed_helping) == (6, None)
    assert (surgery.write_up, surgery.write_up_public) == ("A good evening.", True)
    assert surgery.next_one is not None
    assert timezone.localdate(surgery.next_one.starts_at) == next_day
    assert [letter.to_address for letter in Message.objects.all()] == ["gareth@leasow.example"]
    page = says(officer.get(finish_of(surgery)).text)
    assert "1 thank-you letter is in the outbox." in page
    assert "is announced." in page


def test_the_draft_and_a_date_to_come_are_offered(officer: Client, hub: Hub) -> None:
    long_ago = make_gathering(hub, starts_at=timezone.now() - timedelta(days=200))

    form = officer.get(finish_of(long_ago)).context["form"]

    assert "we met at the Boathouse Café" in form["write_up"].value()
    assert form["next_day"].value() >= timezone.localdate()
    assert form["next_day"].value().weekday() == timezone.localdate(long_ago.starts_at).weekday()
    assert "thank" not in form.fields


def test_a_public_write_up_may_not_name_arthur_before_he_says_yes(
    officer: Client, surgery: Gathering
) -> None:
    make_arrival(surgery, "Arthur Pym")
    form = {"write_up": "Arthur Pym came.", "form_key": key()}

    refused = officer.post(finish_of(surgery), {**form, "public": "on"})
    assert refused.status_code == 422
    assert "These people have not said yes to being named: Arthur Pym." in says(refused.text)
    surgery.refresh_from_db()
    assert surgery.state == "announced"

    assert officer.post(finish_of(surgery), form).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("unnamed_looking", "lots", "Type a number, or leave it empty."),
        ("unnamed_helping", "-1", "Type a number, or leave it empty."),
        ("next_day", "2020-01-07", "That date has gone by. Pick one to come."),
        ("next_day", "", "Pick the next date, or untick “Announce the next one”."),
        ("next_day", "soon", "Type the date as day/month/year."),
    ],
)
def test_what_does_not_fit_is_said_plainly(
    officer: Client, surgery: Gathering, field: str, value: str, told: str
) -> None:
    answer = officer.post(finish_of(surgery), {"announce": "on", "form_key": key(), field: value})

    assert answer.status_code == 422
    assert told in says(answer.text)


def test_a_finished_one_is_opened_again_with_its_words(officer: Client, surgery: Gathering) -> None:
    officer.post(finish_of(surgery), {"write_up": "A good evening.", "form_key": key()})

    officer.post(finish_of(surgery, "open-again/"))

    page = officer.get(finish_of(surgery))
    assert page.context["form"]["write_up"].value() == "A good evening."
    assert "Letters that went out, and the next date, stand as they are." in says(page.text)


def test_one_called_off_has_nothing_to_finish(officer: Client, surgery: Gathering) -> None:
    Gathering.objects.filter(pk=surgery.pk).update(state="cancelled")

    assert "There is nothing to finish." in says(officer.get(finish_of(surgery)).text)


def test_finishing_is_not_the_door_helpers(client: Client, hub: Hub, surgery: Gathering) -> None:
    dora = give_role(hub, name="Dora Finch", email="dora@leasow.example", role="door", by=None).person
    sign_in(client, dora)

    answers = [
        client.get(finish_of(surgery)),
        client.post(finish_of(surgery)),
        client.post(finish_of(surgery, "open-again/")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_the_form_costs_the_same_with_one_left_over_and_with_three(
    officer: Client, surgery: Gathering
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(finish_of(surgery)).status_code == 200
        return len(asked)

    expected(surgery, "Arthur Pym")
    with_one = cost()
    expected(surgery, "Meena Patel")
    expected(surgery, "Jo")

    assert cost() == with_one


def test_everybody_left_over_is_said_at_once_but_for_one(officer: Client, surgery: Gathering) -> None:
    arthur, _, _ = (expected(surgery, name) for name in ("Arthur Pym", "Meena Patel", "Jo"))

    officer.post(finish_of(surgery), {f"came-{arthur.uid}": "here", "rest": "absent", "form_key": key()})

    arrivals = dict(Attendance.objects.filter(gathering=surgery).values_list("person__name", "arrival"))
    assert arrivals == {"Arthur Pym": "here", "Meena Patel": "absent", "Jo": "absent"}


def test_of_whom_nothing_is_said_it_stays_unknown_and_is_reported_so(
    officer: Client, surgery: Gathering
) -> None:
    expected(surgery, "Arthur Pym")
    expected(surgery, "Meena Patel")

    officer.post(finish_of(surgery), {"form_key": key()})

    assert set(Attendance.objects.values_list("arrival", flat=True)) == {"unknown"}
    assert "2 people who may or may not have come" in says(officer.get(finish_of(surgery)).text)


def test_helpers_times_are_what_somebody_said(officer: Client, surgery: Gathering) -> None:
    gareth = make_arrival(surgery, "Gareth Pugh", helping=True)
    Attendance.objects.filter(pk=gareth.pk).update(arrived_at=None)
    olu = make_arrival(surgery, "Olu Adeyemi", helping=True)
    Attendance.objects.filter(gathering=surgery).update(left_at=None)
    starts = timezone.localtime(surgery.starts_at)
    came, went = (starts + timedelta(minutes=5), starts + timedelta(minutes=65))
    form = {f"from-{gareth.uid}": f"{came:%H:%M}", f"to-{gareth.uid}": f"{went:%H:%M}", "form_key": key()}

    officer.post(finish_of(surgery), form)

    for row in (gareth, olu):
        row.refresh_from_db()
    assert [timezone.localtime(at).strftime("%H:%M") for at in (gareth.arrived_at, gareth.left_at)] == [
        f"{came:%H:%M}",
        f"{went:%H:%M}",
    ]
    assert olu.left_at is None
    assert "1 helper without a time" in says(officer.get(finish_of(surgery)).text)


def test_all_stayed_to_the_end_is_kept_as_the_managers_word(officer: Client, surgery: Gathering) -> None:
    gareth = make_arrival(surgery, "Gareth Pugh", helping=True)
    early = surgery.starts_at + timedelta(minutes=20)
    olu = make_arrival(surgery, "Olu Adeyemi", helping=True)
    Attendance.objects.filter(pk=olu.pk).update(left_at=early)
    make_arrival(surgery, "Meena Patel")

    officer.post(finish_of(surgery), {"stayed": "on", "form_key": key()})

    left = dict(Attendance.objects.values_list("person__name", "left_at"))
    assert left == {"Gareth Pugh": surgery.ends_at, "Olu Adeyemi": early, "Meena Patel": None}
    assert DayEntry.objects.get(verb="finished").after["stayed"] == [gareth.pk]


def two_groups(gathering: Gathering) -> tuple[Attendance, Attendance]:
    meena, arthur = make_arrival(gathering, "Meena Patel"), make_arrival(gathering, "Arthur Pym")
    meena.groups.add(make_group(gathering.hub, "Mill Green Runners", kind="sports-club"))
    arthur.groups.add(make_group(gathering.hub, "Friends of Mill Green Park"))
    return meena, arthur


def test_who_met_whom_connects_their_groups_once_and_can_be_taken_back(
    officer: Client, surgery: Gathering
) -> None:
    meena, arthur = two_groups(surgery)
    row = {"one-1": str(meena.uid), "other-1": str(arthur.uid), "how-1": "agreed"}
    twice = {"one-2": str(arthur.uid), "other-2": str(meena.uid), "how-2": "met"}

    officer.post(finish_of(surgery), {**row, **twice, "form_key": key()})

    met = Introduction.objects.get()
    assert met.connection is not None
    assert sorted(group.name for group in met.connection.groups.all()) == [
        "Friends of Mill Green Park",
        "Mill Green Runners",
    ]
    assert (met.how, met.connection.kind, met.connection.where) == ("agreed", "agreed", surgery.title)
    page = says(officer.get(finish_of(surgery)).text)
    assert "agreed to do something together" in page

    officer.post(finish_of(surgery, f"not-met/{met.uid}/"))
    assert Introduction.objects.filter(undone_at=None).count() == 0
    assert Connection.objects.filter(undone_at=None).count() == 0


def test_people_helped_together_are_offered_as_having_met(officer: Client, surgery: Gathering) -> None:
    meena, arthur = two_groups(surgery)
    write_note(surgery, Telling("learned", helped=(meena, arthur)), by=None, form_key=uuid.uuid4())

    form = officer.get(finish_of(surgery)).context["form"]
    (key_of_pair, words), *more = form.fields["likely"].choices
    assert sorted(words.split(" and ")) == [
        "Arthur Pym (Friends of Mill Green Park)",
        "Meena Patel (Mill Green Runners)",
    ]
    assert more == []

    officer.post(finish_of(surgery), {"likely": [key_of_pair], "form_key": key()})
    assert Introduction.objects.count() == 1


def test_half_a_meeting_is_asked_about(officer: Client, surgery: Gathering) -> None:
    meena, _ = two_groups(surgery)

    answer = officer.post(finish_of(surgery), {"one-1": str(meena.uid), "form_key": key()})

    assert answer.status_code == 422
    assert "Say who the other one was" in says(answer.text)


def test_what_was_said_of_left_over_names_is_there_after_opening_again(
    officer: Client, surgery: Gathering
) -> None:
    arthur = expected(surgery, "Arthur Pym")
    officer.post(finish_of(surgery), {f"came-{arthur.uid}": "absent", "form_key": key()})
    officer.post(finish_of(surgery, "open-again/"))

    form = officer.get(finish_of(surgery)).context["form"]

    assert form[f"came-{arthur.uid}"].value() == "absent"


def test_whoever_was_helped_is_asked_six_weeks_later(officer: Client, surgery: Gathering) -> None:
    meena = make_arrival(surgery, "Meena Patel")
    Person.objects.filter(pk=meena.person_id).update(email="meena@leasow.example")
    write_note(surgery, Telling("learned", helped=(meena,)), by=None, form_key=uuid.uuid4())

    officer.post(finish_of(surgery), {"form_key": key()})

    asked = FollowUp.objects.get()
    assert (asked.attendance, asked.due_on) == (
        meena,
        timezone.localdate(surgery.starts_at) + timedelta(weeks=6),
    )
    officer.post(finish_of(surgery, "open-again/"))
    assert FollowUp.objects.count() == 0


def test_the_next_of_a_series_is_announced(officer: Client, hub: Hub) -> None:
    first = make_gathering(hub, starts_at=timezone.now() - timedelta(days=1))
    begin_series(first, Rhythm("month", ahead=1), by=None)
    Gathering.objects.filter(pk=first.pk).update(next_one=None)
    Gathering.objects.exclude(pk=first.pk).delete()
    assert "next_day" not in officer.get(finish_of(first)).context["form"].fields

    officer.post(finish_of(first), {"announce": "on", "form_key": key()})

    first.refresh_from_db()
    assert first.next_one is not None
    assert first.next_one.series == first.series
