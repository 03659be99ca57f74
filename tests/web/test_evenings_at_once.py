"""Two officers press at the same moment while people sign up: the lot is drawn once, and nobody is forgotten."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from bandstand.gatherings.actions import evenings
from bandstand.gatherings.models import Attendance, SignUp
from bandstand.people.models import Deed, Hub, Message, Person
from tests.conftest import sign_in
from tests.evenings import evening, joins

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def test_pressed_six_times_at_once_while_people_sign_up(hub: Hub, olive: Person) -> None:
    both = evenings.pair_up(hub, evening(hub, 14, places=4), evening(hub, 21, places=4), by=None)
    early = [joins(both, f"Early {at}") for at in range(5)]
    late = [f"late{at}@mail.example" for at in range(4)]
    officers = [sign_in(Client(), olive) for _ in range(6)]

    def press(client: Client) -> int:
        return sent(client, f"/desk/evenings/{both.slug}/draw/", {})

    def sign_up(email: str) -> int:
        form = {"name": "Late Leo", "email": email, "can": "either", "form_key": uuid.uuid4()}
        return sent(Client(), f"/evenings/{both.slug}/", form)

    with ThreadPoolExecutor(10) as crowd:
        pressed = [crowd.submit(press, officer) for officer in officers]
        signed = [crowd.submit(sign_up, email) for email in late]
    assert {one.result() for one in pressed} == {302}
    assert {one.result() for one in signed} <= {302, 410}

    both.refresh_from_db()
    on_it = list(SignUp.objects.select_related("attendance"))
    assert len(on_it) == len(early) + sum(one.result() == 302 for one in signed)
    assert sum(lot["heads"] for lot in both.lots) == len(on_it)
    assert all(one.attendance and one.evening for one in on_it)
    assert Deed.objects.filter(verb="drew lots").count() == 1
    assert Message.objects.filter(subject__startswith="Your evening is").count() == len(on_it)
    assert Attendance.objects.filter(booking="booked").count() == min(8, len(on_it))


def sent(client: Client, address: str, form: dict[str, object]) -> int:
    try:
        return client.post(address, form).status_code
    finally:
        connection.close()
