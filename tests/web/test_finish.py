"""Finishing and writing up, as the session manager does it over the last cup of tea."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.planning import same_weekday_next_month
from bandstand.gatherings.models import Attendance, Gathering
from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Message, Person
from tests.borough import make_arrival, make_gathering, make_person
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
