"""Forms that say more than they were asked, skip a step, or come in floods."""

import json
import os
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from bandstand.gatherings.models import Attendance, Gathering
from bandstand.jobs.runner import run_ready
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import end_role, give_role
from bandstand.people.models import Hub, Message, Person, Role, SignInRequest
from tests.borough import make_gathering, make_group
from tests.conftest import sign_in
from tests.web.test_booking import book, page_of

pytestmark = pytest.mark.database

# What somebody adds to a form in the hope that it is taken over.
MORE: dict[str, Any] = {
    "hub": "2", "hub_id": "2", "pk": "1", "id": "1", "uid": str(uuid.UUID(int=7)), "slug": "mine", "role": "owner",
    "is_staff": "on", "person": "1", "person_id": "1", "created_via": "officer", "session_stamp": str(uuid.UUID(int=7)),
    "booking": "waiting", "has_place": "", "taken": "0", "arrival": "here", "places": "9000", "state": "closed",
    "listed": "", "kind_is_guess": "on", "search": "mine", "email": "", "write_up": "Mine", "write_up_public": "on",
    "small_number": "0", "host": "evil.test", "undone_at": "2026-01-01",
}  # fmt: skip


def facts(row: Any, *but: str) -> dict[str, Any]:
    """Return what a row holds now, apart from these fields."""
    row.refresh_from_db()
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in but
    }


def test_a_booking_takes_nothing_it_was_not_asked_for(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub, places=4)
    before = facts(surgery, "taken")
    assert book(client, surgery, **MORE).status_code == 200

    meena = Attendance.objects.select_related("person").get()
    assert meena.person is not None
    assert (meena.booking, meena.has_place, meena.arrival) == ("booked", True, "expected")
    assert (meena.undone_at, meena.person.created_via, meena.person.roles.count()) == (None, "booking", 0)
    assert facts(surgery, "taken") == before


def test_changing_a_booking_changes_only_what_the_form_asks(hub: Hub, client: Client) -> None:
    surgery = make_gathering(hub)
    page = page_of(book(client, surgery, email="meena@mail.example"))
    meena = Attendance.objects.get()
    assert meena.person is not None
    before = (facts(meena, "wants"), facts(meena.person))
    assert client.post(f"{page}change/", {**MORE, "name": "Mallory", "wants": "Photos"}).status_code == 302

    assert (facts(meena, "wants"), facts(meena.person)) == before
    assert meena.wants == "Photos"


def test_changing_a_group_changes_only_what_the_form_asks(hub: Hub, officer: Client) -> None:
    group = make_group(hub, "Friends of Mill Green Park")
    asked = ("name", "plain_name", "search", "kind", "changed_at", "said_by")
    before = facts(group, *asked)
    address = f"/desk/groups/{group.slug}/change/"
    assert officer.post(address, {**MORE, "name": "Friends of Leasow Park"}).status_code == 302

    assert facts(group, *asked) == before
    assert group.name == "Friends of Leasow Park"


def test_changing_a_plan_changes_only_what_the_form_asks(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub)
    asked = ("title", "starts_at", "ends_at", "changed_at", "changes", "places", "question")
    before = facts(surgery, *asked)
    form = {"day": f"{timezone.localdate() + timedelta(days=9):%d/%m/%Y}", "place": "The Boathouse Café"}
    address = f"/desk/gatherings/{surgery.slug}/change/"
    assert officer.post(address, {**MORE, **form, "places": "12", "booking": "drop-in"}).status_code == 302

    assert facts(surgery, *asked) == before
    assert surgery.places == 12


def test_the_owners_settings_reach_no_further_than_the_form(hub: Hub, owner: Client) -> None:
    before = facts(hub, "name")
    form = {
        "name": "Leasow Together",
        "place": hub.place,
        "your_name": "Owen",
        "your_email": "owen@leasow.example",
    }
    assert owner.post("/desk/settings/", {**MORE, **form}).status_code == 302

    assert facts(hub, "name") == before
    assert hub.name == "Leasow Together"


def test_an_officer_cannot_give_herself_another_role(officer: Client, olive: Person) -> None:
    form = {"name": "Olive", "email": olive.email, "role": "owner"}
    assert officer.post("/desk/people/add/", form).status_code == 403
    assert [role.name for role in olive.roles.all()] == ["officer"]


def test_steps_cannot_be_skipped(hub: Hub, officer: Client, client: Client) -> None:
    """A code before asking, a place at what is over, finishing twice: each is sent to where it belongs."""
    over = make_gathering(hub, starts_at=timezone.now() - timedelta(days=2))
    assert Client().post("/sign-in/code/", {"code": "ABCD2345"}).headers["Location"] == "/sign-in/"
    assert book(client, over).status_code == 410

    form = {"form_key": str(uuid.uuid4()), "write_up": "We met."}
    officer.post(f"/desk/gatherings/{over.slug}/finish/", form)
    again = {"form_key": str(uuid.uuid4()), "write_up": "Nobody came.", "public": "on"}
    officer.post(f"/desk/gatherings/{over.slug}/finish/", again)
    over.refresh_from_db()
    assert (over.write_up, over.write_up_public) == ("We met.", False)


def test_finishing_is_no_undo_at_the_door(hub: Hub, officer: Client) -> None:
    """A door helper may undo what is done on the day, but not open a finished gathering again."""
    over = make_gathering(hub, starts_at=timezone.now() - timedelta(days=2))
    officer.post(f"/desk/gatherings/{over.slug}/finish/", {"form_key": str(uuid.uuid4())})
    entry = over.day_entries.get()
    dai = give_role(hub, name="Dai", email="dai@leasow.example", role="door", by=None).person
    door = sign_in(Client(), dai)
    assert door.post(f"/desk/gatherings/{over.slug}/day/undo/{entry.uid}/").status_code == 404
    over.refresh_from_db()
    assert over.state == Gathering.State.CLOSED


# Where a letter's links lead, and where a sign-in leads


def test_a_letter_never_leads_to_the_address_a_request_claims(hub: Hub, olive: Person) -> None:
    claims = {"x-forwarded-host": "evil.test", "forwarded": "host=evil.test", "x-original-url": "//evil.test"}
    Client(headers=claims).post("/sign-in/", {"email": olive.email})
    run_ready()
    [letter] = mail.outbox
    assert "evil" not in f"{letter.body}{letter.subject}{letter.extra_headers}"
    assert "http://127.0.0.1:8000/sign-in/" in letter.body

    assert (
        Client().post("/sign-in/", {"email": olive.email}, headers={"host": "evil.test"}).status_code == 400
    )
    assert Message.objects.count() == 1


ELSEWHERE = [
    "//evil.test", "https:evil.test", "https://evil.test/", "\\\\evil.test", "/\\evil.test", "/\t/evil.test", "\t//evil.test",
    "javascript:alert(1)", "/\n/evil.test", "http:///evil.test", "///evil.test", " //evil.test", "evil.test", "/%0d%0aX: y\r\nX: y",
]  # fmt: skip


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_off_the_site(hub: Hub, officer: Client, wanted: str) -> None:
    surgery = make_gathering(hub, starts_at=timezone.now())
    address = f"/desk/gatherings/{surgery.slug}/day/tick/"
    sent = officer.post(address, {"form_key": str(uuid.uuid4()), "next": wanted})
    page = Client().get("/sign-in/", {"next": wanted})

    assert sent.headers["Location"].startswith(f"/desk/gatherings/{surgery.slug}/day/")
    assert "evil" not in page.text
    assert "alert" not in page.text


def test_a_path_of_ours_is_followed(hub: Hub, officer: Client) -> None:
    surgery = make_gathering(hub, starts_at=timezone.now())
    form = {"form_key": str(uuid.uuid4()), "next": "/desk/?show=here"}
    sent = officer.post(f"/desk/gatherings/{surgery.slug}/day/tick/", form)
    assert sent.headers["Location"].startswith("/desk/?show=here")


# Floods, roles and cookies


def test_a_flood_of_bookings_is_slowed_down_and_others_are_not(hub: Hub) -> None:
    surgery = make_gathering(hub)
    flood = Client(REMOTE_ADDR="203.0.113.9")
    address = f"/whats-on/{surgery.slug}/book/"
    answers = [
        flood.post(address, {"name": ""}, headers={"x-forwarded-for": f"10.0.0.{n}"}) for n in range(60)
    ]

    assert {answer.status_code for answer in answers} == {422, 429}
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert book(Client(REMOTE_ADDR="203.0.113.10"), surgery).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_end_each_other_leave_one() -> None:
    from bandstand.people.actions.roles import open_hub

    hub = open_hub("Community Action Leasow Vale")
    with hub_scope(hub):
        roles = [
            give_role(hub, name=name, email=f"{name}@leasow.example", role="owner", by=None)
            for name in ("owen", "ola")
        ]

    def end(pair: tuple[Role, Role]) -> bool:
        try:
            with hub_scope(hub):
                return end_role(pair[0], by=pair[1].person)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ended = list(pool.map(end, [(roles[0], roles[1]), (roles[1], roles[0])]))
    with hub_scope(hub):
        assert sorted(ended) == [False, True]
        assert Role.objects.filter(name="owner", until=None).count() == 1


def test_a_changed_address_ends_the_sign_ins_under_way(owner: Client, owen: Person) -> None:
    """Whoever reads the old mailbox cannot finish what was asked for before."""
    Client().post("/sign-in/", {"email": owen.email})
    form = {"name": "Leasow", "your_name": "Owen", "your_email": "owen@new.example"}
    assert owner.post("/desk/settings/", form).status_code == 302
    assert [each.used_at is None for each in SignInRequest.objects.all()] == [False]


COOKIES = """
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0)
from bandstand.people.actions.roles import open_hub
open_hub("Community Action Leasow Vale")
client, told = Client(), {}
answer = client.post("/sign-in/", {"email": "olive@leasow.example"}, secure=True)
page = client.get("/sign-in/code/", secure=True)
for jar in (answer.cookies, page.cookies):
    told |= {name: [one["secure"], one["httponly"], one["samesite"], one["path"], one["domain"]] for name, one in jar.items()}
plain = client.get("/whats-on/")
import json
print(json.dumps({"cookies": told, "hsts": page.headers["Strict-Transport-Security"], "plain": [plain.status_code, plain.headers["Location"]]}))
"""


def test_over_https_every_cookie_is_bound_to_this_host(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "BANDSTAND_DIR": str(tmp_path),
        "BANDSTAND_HTTPS": "on",
        "BANDSTAND_HOSTS": "testserver",
    }
    env |= {"DJANGO_SETTINGS_MODULE": "bandstand.config.settings"}
    env.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", COOKIES], env=env, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)

    bound = [True, True, "Lax", "/", ""]
    assert told["cookies"] == {"__Host-asking": bound, "__Host-csrf": bound}
    assert told["hsts"] == "max-age=31536000"
    assert told["plain"] == [301, "https://testserver/whats-on/"]
